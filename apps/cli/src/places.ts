// Where things lie, seen from the bundled program in apps/cli/dist.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hostFiles } from '@regscope/server';

declare const REGSCOPE_VERSION: string;

export const version = REGSCOPE_VERSION;

const root = fileURLToPath(new URL('../../..', import.meta.url));

export const page = join(root, 'apps/web/dist');
export const files = hostFiles(root, process.env);

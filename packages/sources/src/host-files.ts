import { homedir } from 'node:os';
import { join } from 'node:path';
import type { FfiFiles } from '@regscope/kvm';
import { defaultCache } from '@regscope/lab';
import type { LabFiles } from './lab-host.ts';
import { lookFiles, type LookFiles } from './live/look-files.ts';

/** The built and the cached files that hosts are reached with. `data`: the folder of what is kept. */
export type HostFiles = FfiFiles &
  LabFiles & { data: string; captures: { shipped: string; own: string }; look: LookFiles };

/** Where they lie in a checkout at `root`. The cache is outside of it: $REGSCOPE_CACHE, else the user's cache folder. */
export function hostFiles(root: string, env: NodeJS.ProcessEnv): HostFiles {
  const data = dataFolder(env);
  return {
    data,
    child: join(root, 'packages/kvm/dist/ffi-child.js'),
    library: join(root, 'native/build', compilerNames[process.arch] ?? process.arch, 'libregscope.so'),
    native: join(root, 'native'),
    cache: defaultCache(env),
    look: lookFiles,
    captures: { shipped: join(root, 'packages/captures/shelf'), own: join(data, 'captures') },
  };
}

/** What is kept: $REGSCOPE_DATA, else $XDG_DATA_HOME/regscope, else ~/.local/share/regscope. */
function dataFolder(env: NodeJS.ProcessEnv): string {
  if (env['REGSCOPE_DATA']) return env['REGSCOPE_DATA'];
  return join(env['XDG_DATA_HOME'] || join(env['HOME'] || homedir(), '.local/share'), 'regscope');
}

/** What gcc -dumpmachine begins with, by Node's name of the architecture: native/Makefile builds under that name. */
const compilerNames: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64', riscv64: 'riscv64' };

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { builtKernels, type BuiltKernelName } from './built-kernels.ts';

/** What a kernel is built of besides its source. */
export type KernelRecipe = {
  readonly name: BuiltKernelName;
  /** Debian's source package, without its version. */
  readonly source: string;
  readonly suites: readonly string[];
  readonly script: string;
  readonly config: string;
  readonly patches: readonly string[];
  /** Of the contents of all of these. */
  readonly hash: string;
};

/** The series that the patches are made for. Debian keeps one or two in its backports. */
const series = '7.3';

/** Reads the recipe in a folder, which is native/kernel of a checkout. */
export async function kernelRecipe(name: BuiltKernelName, folder: string): Promise<KernelRecipe> {
  const all = (await readdir(join(folder, 'patches'))).filter((file) => file.endsWith('.patch')).toSorted();
  const patches = builtKernels[name].patches === 'all' ? all.map((file) => join(folder, 'patches', file)) : [];
  const [script, config] = [join(folder, 'build-image.sh'), join(folder, 'lab.config')];
  const hash = createHash('sha256').update(name);
  for (const path of [script, config, ...patches]) hash.update(`\n${basename(path)}\n`).update(await readFile(path));
  return {
    name,
    source: `linux-source-${series}`,
    suites: ['trixie-backports', 'forky', 'sid'],
    script,
    config,
    patches,
    hash: hash.digest('hex').slice(0, 12),
  };
}

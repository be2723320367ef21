// Finds the modules a kernel needs before the agent can serve. Packages bring no modules.dep (depmod makes it at
// installation), so each module's own list of what it depends on is read.
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { runProgram } from './run-program.ts';

export type KernelModule = { readonly name: string; readonly bytes: Uint8Array };

type Wanted = { readonly names: readonly string[]; readonly signal?: AbortSignal | undefined };

/** The wanted modules below an unpacked kernel package, as far as it has them, decompressed, dependencies first. */
export async function kernelModules(root: string, { names, signal }: Wanted): Promise<KernelModule[]> {
  const paths = new Map<string, string>();
  for (const path of await readdir(root, { recursive: true })) {
    const name = /\.ko(?:\.xz)?$/.test(path) ? moduleName(path) : undefined;
    if (name !== undefined) paths.set(name, join(root, path));
  }
  const loaded = new Map<string, KernelModule>();
  const add = async (name: string): Promise<void> => {
    const path = paths.get(name);
    if (path === undefined || loaded.has(name)) return;
    const bytes = await readModule(path, signal);
    for (const needed of dependenciesOf(bytes)) await add(needed);
    loaded.set(name, { name: `${name}.ko`, bytes });
  };
  for (const name of names) await add(name);
  return [...loaded.values()];
}

// The kernel takes - and _ in names of modules for the same (kernel/module/main.c, Documentation/kbuild/modules.rst).
function moduleName(path: string): string {
  return basename(path)
    .replace(/\.ko(?:\.xz)?$/, '')
    .replaceAll('-', '_');
}

async function readModule(path: string, signal?: AbortSignal): Promise<Buffer> {
  if (!path.endsWith('.xz')) return readFile(path);
  await runProgram('xz', ['-d', path], { signal });
  return readFile(path.replace(/\.xz$/, ''));
}

/** What a module names as `depends=` in its .modinfo section (MODULE_INFO in include/linux/module.h). */
function dependenciesOf(module: Buffer): string[] {
  const start = module.indexOf('\0depends=');
  if (start < 0) return [];
  const from = start + '\0depends='.length;
  const list = module.toString('latin1', from, module.indexOf(0, from));
  return list.split(',').filter(Boolean).map(moduleName);
}

import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { builtKernel, type BuildOptions } from './built-kernel.ts';
import { isBuiltKernel } from './built-kernels.ts';
import { openAptWorld, unpack, type AptWorld } from './apt-world.ts';
import { obtainAsset, verifiedAsset, type Asset } from './asset.ts';
import { ofArch, type Guest } from './guest.ts';
import { kernelModules } from './kernel-modules.ts';
import { newestKernel, type KernelPackage } from './kernel-package.ts';
import { LabError } from './lab-error.ts';
import type { PrepareOptions } from './prepare-options.ts';

/** A kernel that is ready to boot, and the modules that its initramfs needs, in the order of loading. */
export type Kernel = {
  readonly release: string;
  readonly image: string;
  readonly sha256: string;
  readonly modules: readonly string[];
};

type Wanted = { /** Or the name of a built kernel. */ readonly series: string; readonly guest: Guest };

/** Debian's newest kernel of a series ('6.12') for an architecture, or one that is built here, from the cache or freshly made. */
export async function obtainKernel(wanted: Wanted, options: BuildOptions): Promise<Kernel> {
  return kernelOf(await obtainAsset(await recipe(wanted, options), options));
}

/** The same, with every byte checked; for the slow path only. */
export async function verifiedKernel(wanted: Wanted, options: BuildOptions): Promise<Kernel> {
  return kernelOf(await verifiedAsset(await recipe(wanted, options), options));
}

async function recipe(wanted: Wanted, options: BuildOptions) {
  const { series, guest } = wanted;
  if (isBuiltKernel(series)) return builtKernel(series, options);
  return {
    folder: join(options.cache, 'kernels', ofArch(series, guest)),
    what: `Linux ${series} for ${guest.arch}`,
    build: (folder: string) => fetchKernel(wanted, { folder, options }),
  };
}

function kernelOf({ folder, facts, files }: Asset): Kernel {
  const modules = (facts['modules'] ?? '').split(' ').filter(Boolean);
  const sums = files.map(({ path, sha256 }) => `${path} ${sha256}`).join('\n');
  return {
    release: facts['release'] ?? 'unknown',
    image: join(folder, 'Image'),
    sha256: createHash('sha256').update(sums).digest('hex'),
    modules: modules.map((name) => join(folder, name)),
  };
}

type Build = { readonly folder: string; readonly options: PrepareOptions };

async function fetchKernel(wanted: Wanted, { folder, options }: Build): Promise<Record<string, string>> {
  const { arch: architecture, kernel } = wanted.guest;
  const { suite, found } = await findKernel(wanted, options);
  const root = join(folder, 'root');
  await mkdir(root);
  const world = await openAptWorld({ architecture, suites: [suite] }, options);
  for (const name of await packagesOf(found, { world, kernel })) {
    options.onProgress?.(`fetching ${name} from ${suite}`);
    await unpack([await world.download(name, root)], root, options.signal);
  }
  await copyFile(await imageIn(root, found), join(folder, 'Image'));
  const modules = await kernelModules(root, { names: kernel.modules, signal: options.signal });
  for (const { name, bytes } of modules) await writeFile(join(folder, name), bytes);
  await rm(root, { recursive: true });
  return { release: found.release, package: found.name, suite, modules: modules.map(({ name }) => name).join(' ') };
}

async function packagesOf(
  { name, release }: KernelPackage,
  { world, kernel }: { world: AptWorld; kernel: Guest['kernel'] },
): Promise<string[]> {
  const modules = `linux-modules-${release}`;
  const isApart = kernel.modulePackage === 'fetched' && (await world.names(modules)).includes(modules);
  return isApart ? [name, modules] : [name];
}

async function findKernel({ series, guest }: Wanted, options: PrepareOptions) {
  const { flavour, suites } = guest.kernel;
  let failure: unknown;
  for (const suite of suites) {
    try {
      const world = await openAptWorld({ architecture: guest.arch, suites: [suite] }, options);
      const found = newestKernel(await world.names('linux-'), { series, flavour });
      if (found) return { suite, found };
    } catch (error) {
      // A mirror need not carry every suite; but if none has the kernel, this is the better explanation.
      if (!(error instanceof LabError) || error.code !== 'LAB_DOWNLOAD_FAILED') throw error;
      failure ??= error;
    }
  }
  if (failure) throw failure;
  throw new LabError('LAB_KERNEL_NOT_FOUND', `no Debian suite has a kernel ${series} of flavour ${flavour}`, {
    remedy: `Choose another series; searched were ${suites.join(', ')}.`,
  });
}

async function imageIn(root: string, { name, release }: KernelPackage): Promise<string> {
  const names = await readdir(root, { recursive: true });
  const image = names.find((path) => path.endsWith(`/vmlinuz-${release}`) || path.endsWith(`/${release}/vmlinuz`));
  if (image !== undefined) return join(root, image);
  throw new LabError('LAB_KERNEL_NOT_FOUND', `the package ${name} has no kernel image`, {
    remedy: 'Choose another series.',
  });
}

import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { openAptWorld, unpack } from './apt-world.ts';
import { obtainAsset, verifiedAsset, type Asset } from './asset.ts';
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

// Lists of backports are tiny, so they are asked first; the first suite that has the series provides its newest package.
const suites = ['bookworm-backports', 'trixie-backports', 'bookworm', 'trixie', 'forky', 'sid'];

/** Debian's newest arm64 kernel of a series ('6.12'), from the cache or freshly fetched. */
export async function obtainKernel(series: string, options: PrepareOptions): Promise<Kernel> {
  return kernelOf(await obtainAsset(recipe(series, options), options));
}

/** The same, with every byte checked; for the slow path only. */
export async function verifiedKernel(series: string, options: PrepareOptions): Promise<Kernel> {
  return kernelOf(await verifiedAsset(recipe(series, options), options));
}

function recipe(series: string, options: PrepareOptions) {
  return {
    folder: join(options.cache, 'kernels', series),
    what: `Linux ${series} for arm64`,
    build: (folder: string) => fetchKernel(series, { folder, options }),
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

async function fetchKernel(series: string, { folder, options }: Build): Promise<Record<string, string>> {
  const { suite, found } = await findKernel(series, options);
  options.onProgress?.(`fetching ${found.name} from ${suite}`);
  const root = join(folder, 'root');
  await mkdir(root);
  const world = await openAptWorld({ architecture: 'arm64', suites: [suite] }, options);
  await unpack([await world.download(found.name, root)], root, options.signal);
  await copyFile(await imageIn(root, found), join(folder, 'Image'));
  const modules = await kernelModules(root, options.signal);
  for (const { name, bytes } of modules) await writeFile(join(folder, name), bytes);
  await rm(root, { recursive: true });
  return { release: found.release, package: found.name, suite, modules: modules.map(({ name }) => name).join(' ') };
}

async function findKernel(series: string, options: PrepareOptions): Promise<{ suite: string; found: KernelPackage }> {
  let failure: unknown;
  for (const suite of suites) {
    try {
      const world = await openAptWorld({ architecture: 'arm64', suites: [suite] }, options);
      const found = newestKernel(await world.names('linux-'), series);
      if (found) return { suite, found };
    } catch (error) {
      // A mirror need not carry every suite; but if none has the kernel, this is the better explanation.
      if (!(error instanceof LabError) || error.code !== 'LAB_DOWNLOAD_FAILED') throw error;
      failure ??= error;
    }
  }
  if (failure) throw failure;
  throw new LabError('LAB_KERNEL_NOT_FOUND', `no Debian suite has an arm64 cloud kernel of series ${series}`, {
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

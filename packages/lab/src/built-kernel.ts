// A kernel of our own: found in the cache by the hash of its recipe, else built. Only a build asks Debian for its present source, so
// that a new version there never changes what is here, nor does it need the network.
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { openAptWorld, type AptWorld } from './apt-world.ts';
import { obtainAsset } from './asset.ts';
import { buildImage } from './build-image.ts';
import { compareVersions } from './kernel-package.ts';
import { builtKernels, isBuiltKernel, type BuiltKernelName } from './built-kernels.ts';
import { kernelRecipe, type KernelRecipe } from './kernel-recipe.ts';
import { LabError } from './lab-error.ts';
import type { PrepareOptions } from './prepare-options.ts';

export type BuildOptions = PrepareOptions & {
  /** The folder of the recipe: native/kernel of a checkout. */
  readonly kernels?: string | undefined;
};

/** Builds a kernel from Debian's present source unless just that was done before. The path of its Image. */
export async function buildKernel(name: string, options: BuildOptions): Promise<string> {
  if (!isBuiltKernel(name)) throw notBuilt(name);
  const { folder } = await obtainAsset(await builtKernel(name, options, 'newest'), options);
  return join(folder, 'Image');
}

/** How to have this kernel as an asset. `newest` asks for Debian's present source even where an older one was built already. */
export async function builtKernel(name: BuiltKernelName, options: BuildOptions, which: 'cached' | 'newest' = 'cached') {
  const { cache, kernels } = options;
  if (kernels === undefined) throw noRecipe(name);
  const recipe = await kernelRecipe(name, kernels);
  const cached = which === 'cached' ? await cachedVersion(recipe, cache) : undefined;
  const found = cached === undefined ? await currentSource(recipe, options) : undefined;
  const version = cached ?? found?.version ?? '';
  return {
    folder: join(cache, 'kernels', `${name}-${version}-${recipe.hash}`),
    what: `Linux ${version} (${name})`,
    build: async (folder: string) =>
      fill(folder, { recipe, options, found: found ?? (await currentSource(recipe, options)) }),
  };
}

/** The newest version that was built by exactly this recipe. */
async function cachedVersion({ name, hash }: KernelRecipe, cache: string): Promise<string | undefined> {
  const [start, end] = [`${name}-`, `-${hash}`];
  const names = await readdir(join(cache, 'kernels')).catch((): string[] => []);
  const built = names.filter((one) => one.startsWith(start) && one.endsWith(end));
  return built
    .map((one) => one.slice(start.length, -end.length))
    .toSorted(compareVersions)
    .at(-1);
}

type Source = { readonly world: AptWorld; readonly version: string; readonly suite: string };

async function currentSource({ source, suites }: KernelRecipe, options: PrepareOptions): Promise<Source> {
  let failure: unknown;
  for (const suite of suites) {
    try {
      const world = await openAptWorld({ architecture: 'arm64', suites: [suite] }, options);
      if ((await world.names(source)).includes(source)) return { world, suite, version: await world.version(source) };
    } catch (error) {
      if (!(error instanceof LabError) || error.code !== 'LAB_DOWNLOAD_FAILED') throw error;
      failure ??= error;
    }
  }
  if (failure) throw failure;
  throw new LabError('LAB_KERNEL_NOT_FOUND', `none of ${suites.join(', ')} has the package ${source}`, {
    remedy: 'Set a newer series in packages/lab/src/kernel-recipe.ts, and see whether the patches apply to it.',
  });
}

type Filling = { readonly recipe: KernelRecipe; readonly options: PrepareOptions; readonly found: Source };

async function fill(folder: string, { recipe, options, found }: Filling): Promise<Record<string, string>> {
  const { source, name } = recipe;
  options.onProgress?.(`fetching ${source} ${found.version} from ${found.suite} (167 MB)`);
  const deb = await found.world.download(source, folder);
  await buildImage({ recipe, deb, folder, version: found.version }, options);
  await rm(deb);
  const release = (await readFile(join(folder, 'release'), 'utf8')).trim();
  return {
    release,
    package: source,
    version: found.version,
    suite: found.suite,
    name,
    recipe: recipe.hash,
    modules: '',
  };
}

function noRecipe(name: string): LabError {
  return new LabError(
    'LAB_KERNEL_NOT_FOUND',
    `the kernel ${name} is built, and there is no recipe here to build it by`,
    {
      remedy: 'Run regscope from a checkout, whose native/kernel has the recipe.',
    },
  );
}

function notBuilt(name: string): LabError {
  return new LabError('LAB_KERNEL_NOT_FOUND', `there is no recipe for a kernel ${JSON.stringify(name)}`, {
    remedy: `There is one for ${Object.keys(builtKernels).join(' and ')}.`,
  });
}

// An asset is a folder of the cache that is made once: built beside its place, described with the size and SHA-256 of every
// file, and renamed into place as a whole, so that it is either there and complete or not there.
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { withLock } from './lock.ts';
import type { PrepareOptions } from './prepare-options.ts';

export type Asset = {
  readonly folder: string;
  /** What the builder has said of it, such as versions. */
  readonly facts: Readonly<Record<string, string>>;
  readonly files: readonly AssetFile[];
};
type AssetFile = { readonly path: string; readonly size: number; readonly sha256: string };

type Recipe = {
  readonly folder: string;
  /** For progress messages: "Linux 6.12 for arm64". */
  readonly what: string;
  /** Fills an empty folder and tells the facts. */
  readonly build: (folder: string) => Promise<Readonly<Record<string, string>>>;
};

const description = 'asset.json';

/** The asset at its place; built first when it is missing or a file does not have its size. */
export async function obtainAsset(recipe: Recipe, options: PrepareOptions): Promise<Asset> {
  return (await findAsset(recipe.folder)) ?? build(recipe, options);
}

/** Reads every file of the asset; one that was changed on disk since it was built is built anew. */
export async function verifiedAsset(recipe: Recipe, options: PrepareOptions): Promise<Asset> {
  const asset = await obtainAsset(recipe, options);
  if (await hasItsSums(asset)) return asset;
  options.onProgress?.(`${recipe.what} in the cache is damaged`);
  await rm(join(recipe.folder, description), { force: true });
  return build(recipe, options);
}

function build(recipe: Recipe, options: PrepareOptions): Promise<Asset> {
  const { folder, what } = recipe;
  const onWait = (owner: string) => options.onProgress?.(`${what} is being prepared by ${owner}`);
  return withLock(
    `${folder}.lock`,
    async () => {
      const made = await findAsset(folder);
      if (made) return made;
      options.onProgress?.(`preparing ${what}`);
      await removeLeftovers(folder);
      return buildInPlace(recipe);
    },
    { signal: options.signal, onWait },
  );
}

async function buildInPlace({ folder, build: fill }: Recipe): Promise<Asset> {
  const workshop = `${folder}.building-${process.pid}-${randomBytes(4).toString('hex')}`;
  await mkdir(workshop, { recursive: true });
  try {
    const facts = await fill(workshop);
    const files = await describeFiles(workshop);
    await writeFile(join(workshop, description), JSON.stringify({ facts, files }), { flush: true });
    await rm(folder, { recursive: true, force: true });
    await rename(workshop, folder);
    return { folder, facts, files };
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

async function findAsset(folder: string): Promise<Asset | undefined> {
  try {
    const { facts, files } = JSON.parse(await readFile(join(folder, description), 'utf8')) as Omit<Asset, 'folder'>;
    // Some assets have a thousand files, and this stands on the path of every start: a thousand promises would show there.
    const isWhole = files.every(({ path, size }) => statSync(join(folder, path)).size === size);
    return isWhole ? { folder, facts, files } : undefined;
  } catch {
    return undefined;
  }
}

async function hasItsSums({ folder, files }: Asset): Promise<boolean> {
  for (const { path, sha256 } of files) if ((await sha256OfFile(join(folder, path))) !== sha256) return false;
  return true;
}

async function describeFiles(folder: string): Promise<AssetFile[]> {
  const files: AssetFile[] = [];
  for (const path of (await readdir(folder, { recursive: true })).toSorted()) {
    const found = await lstat(join(folder, path));
    if (found.isFile()) files.push({ path, size: found.size, sha256: await sha256OfFile(join(folder, path)) });
  }
  return files;
}

/** Removes what builders that died have left beside an asset. The caller holds its lock. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(`${basename(folder)}.building-`)) continue;
    await rm(join(dirname(folder), name), { recursive: true, force: true });
  }
}

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

// The VMM that runs inside lab hosts with the trait `qemu`: Debian's QEMU for arm64, cut down to the program and the libraries that
// it loads. A guest that is started with -kernel and no device asks for no firmware file.
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { openAptWorld, unpack } from './apt-world.ts';
import { obtainAsset, verifiedAsset, type Asset } from './asset.ts';
import { neededLibraries } from './elf-file.ts';
import { innerPlaces } from './inner-guests.ts';
import type { PrepareOptions } from './prepare-options.ts';

/** `files`: below `folder`, where they are to be in the lab host too. */
export type Vmm = { readonly folder: string; readonly files: readonly string[]; readonly identity: string };

const [suite, packageName, libraries] = ['trixie', 'qemu-system-arm', 'usr/lib/aarch64-linux-gnu'];

export async function obtainVmm(options: PrepareOptions): Promise<Vmm> {
  return vmmOf(await obtainAsset(recipe(options), options));
}

/** The same, with every byte checked; for the slow path only. */
export async function verifiedVmm(options: PrepareOptions): Promise<Vmm> {
  return vmmOf(await verifiedAsset(recipe(options), options));
}

function vmmOf({ folder, files }: Asset): Vmm {
  const sums = files.map(({ path, sha256 }) => `${path} ${sha256}`).join('\n');
  const identity = createHash('sha256').update(sums).digest('hex');
  return { folder, files: files.map(({ path }) => path), identity };
}

function recipe(options: PrepareOptions) {
  return {
    folder: join(options.cache, 'vmms', suite),
    what: `QEMU of Debian ${suite} to run inside of lab hosts`,
    build: (folder: string) => fetchVmm(folder, options),
  };
}

async function fetchVmm(folder: string, options: PrepareOptions): Promise<Record<string, string>> {
  const world = await openAptWorld({ architecture: 'arm64', suites: [suite] }, options);
  options.onProgress?.(`fetching ${packageName} of ${suite} for arm64 and its libraries (about 34 MB)`);
  const packages = await world.downloadClosure([packageName], join(folder, 'packages'));
  const own = packages.find((path) => basename(path).startsWith(`${packageName}_`));
  const root = join(folder, 'root');
  await unpack(packages, root, options.signal);
  await keep(innerPlaces.vmm, { from: root, to: folder });
  for (const name of await allLibraries(root)) await keep(placeOf(name), { from: root, to: folder });
  for (const name of ['root', 'packages']) await rm(join(folder, name), { recursive: true });
  return { suite, package: own === undefined ? 'unknown' : basename(own) };
}

/** The loader has its place in every program that it is to load (PT_INTERP); in packages since trixie that is reached by a link. */
function placeOf(library: string): string {
  return library.startsWith('ld-linux-') ? `lib/${library}` : `${libraries}/${library}`;
}

async function keep(path: string, { from, to }: { from: string; to: string }): Promise<void> {
  const source = path.startsWith('lib/') ? `${libraries}/${basename(path)}` : path;
  await mkdir(dirname(join(to, path)), { recursive: true });
  await cp(join(from, source), join(to, path), { dereference: true });
}

async function allLibraries(root: string): Promise<Set<string>> {
  const found = new Set<string>();
  const waiting = [innerPlaces.vmm];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    for (const name of neededLibraries(await readFile(join(root, path)))) {
      if (!found.has(name)) waiting.push(`${libraries}/${name}`);
      found.add(name);
    }
  }
  return found;
}

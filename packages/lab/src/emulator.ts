// Finds the QEMU to run, or brings one: the machine's own, else (or when a suite is named) Debian's, unpacked into the cache
// with all its libraries and started through its own dynamic loader, so that it does not care what is installed here.
import { mkdir, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { closedSuites } from './apt-configuration.ts';
import { openAptWorld, unpack } from './apt-world.ts';
import { obtainAsset, verifiedAsset, type Asset } from './asset.ts';
import { debianPlatform, libraryFolders } from './debian-platform.ts';
import { LabError } from './lab-error.ts';
import { machineSuite } from './machine-mirror.ts';
import type { PrepareOptions } from './prepare-options.ts';
import { findProgram, runProgram } from './run-program.ts';
import { writeAtomically } from './write-atomically.ts';

export type Emulator = {
  readonly command: readonly [program: string, ...args: string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly version: string;
};

const program = 'qemu-system-aarch64';

/** The QEMU of a lab host: 'system', or a Debian suite's. */
export async function obtainEmulator(qemu: string, options: PrepareOptions): Promise<Emulator> {
  const installed = qemu === 'system' ? await findProgram(program) : undefined;
  if (installed !== undefined) return installedEmulator(installed, options.cache);
  return unpackedEmulator(await obtainAsset(await recipe(qemu, options), options));
}

/** The same, with every byte of an unpacked one checked; for the slow path only. */
export async function verifiedEmulator(qemu: string, options: PrepareOptions): Promise<Emulator> {
  if (qemu === 'system' && (await findProgram(program))) return obtainEmulator(qemu, options);
  return unpackedEmulator(await verifiedAsset(await recipe(qemu, options), options));
}

// Asking a program for its version costs as much as a third of a warm start, so the answer is kept for as long as the file is.
async function installedEmulator(path: string, cache: string): Promise<Emulator> {
  const { size, mtimeMs } = await stat(await realpath(path));
  const from = `${path} ${size} ${mtimeMs}`;
  const note = join(cache, 'emulators', 'system.json');
  const known = await readFile(note, 'utf8').then(
    (text) => JSON.parse(text) as { from: string; version: string },
    () => undefined,
  );
  if (known?.from === from) return { command: [path], env: {}, version: known.version };
  const version = await askVersion({ command: [path], env: {} });
  await mkdir(join(cache, 'emulators'), { recursive: true });
  await writeAtomically(note, JSON.stringify({ from, version }));
  return { command: [path], env: {}, version };
}

async function recipe(qemu: string, options: PrepareOptions) {
  const suite = qemu === 'system' ? await machineSuite() : qemu;
  return {
    folder: join(options.cache, 'emulators', suite),
    what: `QEMU of Debian ${suite}`,
    build: (folder: string) => fetchEmulator(suite, { folder, options }),
  };
}

type Build = { readonly folder: string; readonly options: PrepareOptions };

async function fetchEmulator(suite: string, { folder, options }: Build): Promise<Record<string, string>> {
  const { architecture } = debianPlatform();
  const world = await openAptWorld({ architecture, suites: closedSuites(suite) }, options);
  options.onProgress?.(`fetching qemu-system-arm of ${suite} and its libraries (about 40 MB)`);
  const packages = await world.downloadClosure(['qemu-system-arm'], join(folder, 'packages'));
  const own = packages.find((path) => path.includes('/qemu-system-arm_'));
  await unpack(packages, join(folder, 'root'), options.signal);
  await rm(join(folder, 'packages'), { recursive: true });
  await keepOnlyNeeded(join(folder, 'root'));
  const version = await askVersion(await launcher(folder));
  return { suite, version, package: own?.replace(/^.*\//, '') ?? 'unknown' };
}

async function keepOnlyNeeded(root: string): Promise<void> {
  await rename(join(root, 'usr/bin', program), join(root, program));
  for (const name of await readdir(join(root, 'usr'))) {
    if (!name.startsWith('lib')) await rm(join(root, 'usr', name), { recursive: true });
  }
  for (const name of ['etc', 'var']) await rm(join(root, name), { recursive: true, force: true });
}

async function unpackedEmulator({ folder, facts }: Asset): Promise<Emulator> {
  return { ...(await launcher(folder)), version: facts['version'] ?? 'unknown' };
}

async function launcher(folder: string): Promise<Omit<Emulator, 'version'>> {
  const root = join(folder, 'root');
  const libraries = await libraryFolders(root);
  const { loader, triplet } = debianPlatform();
  const loaders = [join(root, 'lib', triplet, loader), join(root, 'usr/lib', triplet, loader)];
  const start = (await Promise.all(loaders.map(exists))).indexOf(true);
  const command = [loaders[start] ?? loader, '--library-path', libraries.join(':'), join(root, program)] as const;
  // Modules of an installed QEMU are of another version.
  return { command: [...command], env: { QEMU_MODULE_DIR: join(root, 'usr/lib', triplet, 'qemu') } };
}

async function askVersion({ command: [start, ...args], env }: Omit<Emulator, 'version'>): Promise<string> {
  try {
    const said = await runProgram(start, [...args, '--version'], { env });
    return /version (\S+(?: \([^)]*\))?)/.exec(said)?.[1] ?? said.split('\n')[0] ?? 'unknown';
  } catch (cause) {
    throw new LabError('LAB_QEMU_MISSING', `${start} cannot be run`, {
      remedy: 'Install qemu-system-arm, or name a Debian suite in the lab host: lab:6.12:max:trixie-backports.',
      cause,
    });
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

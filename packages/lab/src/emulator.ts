// Finds the QEMU to run, or brings one: the machine's own, else (or when a suite is named) Debian's, unpacked into the cache
// with all its libraries and started through its own dynamic loader, so that it does not care what is installed here.
import { mkdir, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { closedSuites } from './apt-configuration.ts';
import { openAptWorld, unpack, type AptWorld } from './apt-world.ts';
import { obtainAsset, verifiedAsset, type Asset } from './asset.ts';
import { debianPlatform, libraryFolders } from './debian-platform.ts';
import { ofArch, type Guest } from './guest.ts';
import { LabError } from './lab-error.ts';
import { machineSuite } from './machine-mirror.ts';
import type { PrepareOptions } from './prepare-options.ts';
import { findProgram, runProgram } from './run-program.ts';
import { writeAtomically } from './write-atomically.ts';

export type Emulator = {
  readonly command: readonly [program: string, ...args: string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly version: string;
  /** Arguments that name the machine's firmware, where it needs one. */
  readonly firmware: readonly string[];
};

/** Whose QEMU ('system', or a Debian suite's), and for which guest. */
type Wanted = { readonly qemu: string; readonly guest: Guest };

/** The QEMU of a lab host. */
export async function obtainEmulator(wanted: Wanted, options: PrepareOptions): Promise<Emulator> {
  const installed = await findInstalled(wanted);
  if (installed !== undefined) return installedEmulator(installed, { ...wanted, cache: options.cache });
  return unpackedEmulator(await obtainAsset(await recipe(wanted, options), options), wanted.guest);
}

/** The same, with every byte of an unpacked one checked; for the slow path only. */
export async function verifiedEmulator(wanted: Wanted, options: PrepareOptions): Promise<Emulator> {
  if ((await findInstalled(wanted)) !== undefined) return obtainEmulator(wanted, options);
  return unpackedEmulator(await verifiedAsset(await recipe(wanted, options), options), wanted.guest);
}

/** The machine's own, unless the firmware that it would need is missing. */
async function findInstalled({ qemu, guest: { emulator } }: Wanted): Promise<string | undefined> {
  const isWhole = emulator.firmware === undefined || (await exists(`/${emulator.firmware.path}`));
  return qemu === 'system' && isWhole ? findProgram(emulator.program) : undefined;
}

function firmware({ emulator }: Guest, root: string): string[] {
  return emulator.firmware === undefined ? [] : ['-bios', join(root, emulator.firmware.path)];
}

// Asking a program for its version costs as much as a third of a warm start, so the answer is kept for as long as the file is.
async function installedEmulator(path: string, { guest, cache }: Wanted & { cache: string }): Promise<Emulator> {
  const { size, mtimeMs } = await stat(await realpath(path));
  const from = `${path} ${size} ${mtimeMs}`;
  const command = [path] as const;
  const itsFirmware = firmware(guest, '/');
  const note = join(cache, 'emulators', `${ofArch('system', guest)}.json`);
  const known = await readFile(note, 'utf8').then(
    (text) => JSON.parse(text) as { from: string; version: string },
    () => undefined,
  );
  if (known?.from === from) return { command, env: {}, version: known.version, firmware: itsFirmware };
  const version = await askVersion({ command, env: {} }, guest);
  await mkdir(join(cache, 'emulators'), { recursive: true });
  await writeAtomically(note, JSON.stringify({ from, version }));
  return { command, env: {}, version, firmware: itsFirmware };
}

async function recipe({ qemu, guest }: Wanted, options: PrepareOptions) {
  const suite = qemu === 'system' ? await machineSuite() : qemu;
  return {
    folder: join(options.cache, 'emulators', ofArch(suite, guest)),
    what: `QEMU for ${guest.arch} of Debian ${suite}`,
    build: (folder: string) => fetchEmulator(suite, { folder, guest, options }),
  };
}

type Build = { readonly folder: string; readonly guest: Guest; readonly options: PrepareOptions };

async function fetchEmulator(suite: string, { folder, guest, options }: Build): Promise<Record<string, string>> {
  const { architecture } = debianPlatform();
  const world = await openAptWorld({ architecture, suites: closedSuites(suite) }, options);
  const name = await packageName(guest, world);
  options.onProgress?.(`fetching ${name} of ${suite} and its libraries (about 40 MB)`);
  const more = guest.emulator.firmware?.package ?? [];
  const packages = await world.downloadClosure([name, more].flat(), join(folder, 'packages'));
  const own = packages.find((path) => path.includes(`/${name}_`));
  await unpack(packages, join(folder, 'root'), options.signal);
  await rm(join(folder, 'packages'), { recursive: true });
  await keepOnlyNeeded(join(folder, 'root'), guest);
  const version = await askVersion(await launcher(folder, guest), guest);
  return { suite, version, package: own?.replace(/^.*\//, '') ?? 'unknown' };
}

async function packageName({ emulator: { packages } }: Guest, world: AptWorld): Promise<string> {
  const known = await world.names('qemu-system-');
  return packages.find((name) => known.includes(name)) ?? packages[0];
}

async function keepOnlyNeeded(root: string, { emulator: { program } }: Guest): Promise<void> {
  await rename(join(root, 'usr/bin', program), join(root, program));
  for (const name of await readdir(join(root, 'usr'))) {
    if (!name.startsWith('lib')) await rm(join(root, 'usr', name), { recursive: true });
  }
  for (const name of ['etc', 'var']) await rm(join(root, name), { recursive: true, force: true });
}

async function unpackedEmulator({ folder, facts }: Asset, guest: Guest): Promise<Emulator> {
  const version = facts['version'] ?? 'unknown';
  return { ...(await launcher(folder, guest)), version, firmware: firmware(guest, join(folder, 'root')) };
}

type Launcher = Pick<Emulator, 'command' | 'env'>;

async function launcher(folder: string, { emulator: { program } }: Guest): Promise<Launcher> {
  const root = join(folder, 'root');
  const libraries = await libraryFolders(root);
  const { loader, triplet } = debianPlatform();
  const loaders = [join(root, 'lib', triplet, loader), join(root, 'usr/lib', triplet, loader)];
  const start = (await Promise.all(loaders.map(exists))).indexOf(true);
  const command = [loaders[start] ?? loader, '--library-path', libraries.join(':'), join(root, program)] as const;
  // Modules of an installed QEMU are of another version.
  return { command: [...command], env: { QEMU_MODULE_DIR: join(root, 'usr/lib', triplet, 'qemu') } };
}

async function askVersion({ command: [start, ...args], env }: Launcher, { emulator }: Guest): Promise<string> {
  try {
    const said = await runProgram(start, [...args, '--version'], { env });
    return /version (\S+(?: \([^)]*\))?)/.exec(said)?.[1] ?? said.split('\n')[0] ?? 'unknown';
  } catch (cause) {
    throw new LabError('LAB_QEMU_MISSING', `${start} cannot be run`, {
      remedy: `Install ${emulator.packages.join(' or ')}, or name a Debian suite in the lab host: lab:6.12:max:trixie-backports.`,
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

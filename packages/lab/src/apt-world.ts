// A private world for apt: own sources, lists and status below the cache folder, so that packages of another suite or
// architecture can be fetched and verified without root and without touching what is installed here.
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { aptConfiguration, sourceLines } from './apt-configuration.ts';
import type { GuestArch } from './guest.ts';
import { LabError } from './lab-error.ts';
import { withLock } from './lock.ts';
import { machineMirror } from './machine-mirror.ts';
import type { PrepareOptions } from './prepare-options.ts';
import { findProgram, lastWords, runProgram } from './run-program.ts';

export type AptWorld = {
  /** Names of packages that start with `prefix`. */
  names(prefix: string): Promise<string[]>;
  /** The version of a package that would be fetched. */
  version(name: string): Promise<string>;
  /** Fetches one package into a folder and gives the path of the file. */
  download(name: string, folder: string): Promise<string>;
  /** Fetches packages and everything they depend on. */
  downloadClosure(names: readonly string[], folder: string): Promise<string[]>;
};

export type AptWorldSpec = { readonly architecture: 'amd64' | GuestArch; readonly suites: readonly string[] };

const day = 86_400_000;

/** Opens the world of some suites (the last one is preferred); its lists are fetched when there are none or they are older than a day. */
export async function openAptWorld(spec: AptWorldSpec, options: PrepareOptions): Promise<AptWorld> {
  const world = await describe(spec, options);
  await refresh(world, day);
  return {
    names: async (prefix) => (await apt(world, ['apt-cache', 'pkgnames', prefix])).split('\n').filter(Boolean),
    version: async (name) => {
      const shown = await apt(world, ['apt-cache', 'show', '--no-all-versions', name]);
      return /^Version: (\S+)$/m.exec(shown)?.[1] ?? 'unknown';
    },
    download: async (name, folder) => {
      await insist(world, ['apt-get', 'download', '-q=2', name], folder);
      return onlyDeb(await debs(folder), name);
    },
    downloadClosure: async (names, folder) => {
      await mkdir(join(folder, 'partial'), { recursive: true });
      const how = ['--download-only', '--no-install-recommends', '-o', `Dir::Cache::archives=${folder}`];
      await insist(world, ['apt-get', 'install', '-y', '-q=2', ...how, ...names], folder);
      return debs(folder);
    },
  };
}

type World = { readonly root: string; readonly suite: string; readonly options: PrepareOptions };

async function describe(spec: AptWorldSpec, options: PrepareOptions): Promise<World> {
  const mirror = await machineMirror();
  for (const program of ['apt-get', 'apt-cache', 'apt-config', 'dpkg-deb']) {
    if (!(await findProgram(program))) throw notDebian(`${program} is not installed`);
  }
  const root = join(options.cache, 'apt', `${spec.architecture}-${spec.suites.join('+')}`);
  for (const folder of ['etc', 'lists/partial', 'state']) await mkdir(join(root, folder), { recursive: true });
  await withLock(`${root}.lock`, async () => {
    await writeFile(join(root, 'state/status'), '');
    await writeFile(join(root, 'etc/sources.list'), sourceLines(mirror, spec));
    await writeFile(join(root, 'apt.conf'), await aptConfiguration(root, spec));
  });
  return { root, suite: spec.suites.at(-1) ?? '', options };
}

async function refresh(world: World, olderThan: number): Promise<void> {
  const { root, suite, options } = world;
  const stamp = join(root, 'refreshed');
  const age = () =>
    stat(stamp).then(
      (s) => Date.now() - s.mtimeMs,
      () => Infinity,
    );
  if ((await age()) < olderThan) return;
  await withLock(`${root}.lock`, async () => {
    if ((await age()) < olderThan) return;
    options.onProgress?.(`fetching Debian's package lists of ${suite}`);
    try {
      await apt(world, ['apt-get', 'update', '-q=2', '-o', 'APT::Update::Error-Mode=any']);
      await writeFile(stamp, '');
    } catch (cause) {
      options.signal?.throwIfAborted();
      if ((await age()) === Infinity) throw downloadFailed(`the package lists of ${suite}`, cause);
      options.onProgress?.(`could not refresh the package lists of ${suite}; using those of before`);
    }
  });
}

// A name or a version that is gone from the mirror shows only when it is asked for: then the lists are fetched anew, once.
async function insist(world: World, command: readonly string[], cwd: string): Promise<void> {
  try {
    await apt(world, command, cwd);
  } catch {
    world.options.signal?.throwIfAborted();
    await refresh(world, 60_000);
    await apt(world, command, cwd).catch((cause: unknown) => {
      world.options.signal?.throwIfAborted();
      throw downloadFailed(command.at(-1) ?? 'a package', cause);
    });
  }
}

function apt({ root, options }: World, [program = '', ...args]: readonly string[], cwd = root): Promise<string> {
  return runProgram(program, args, { cwd, env: { APT_CONFIG: join(root, 'apt.conf') }, signal: options.signal });
}

async function debs(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.deb')).toSorted();
  return names.map((name) => join(folder, name));
}

function onlyDeb(found: readonly string[], name: string): string {
  const path = found.find((each) => each.includes(`/${name}_`));
  if (path === undefined) throw downloadFailed(name, new Error('apt-get download left no file'));
  return path;
}

/** Unpacks packages below a folder, without running their scripts, and removes the package files. */
export async function unpack(packages: readonly string[], folder: string, signal?: AbortSignal): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const path of packages) {
    await runProgram('dpkg-deb', ['-x', path, folder], { signal });
    await rm(path);
  }
}

function notDebian(what: string): LabError {
  return new LabError('LAB_NOT_DEBIAN', `${what}: lab hosts are built from Debian packages`, {
    remedy: 'Run regscope on Debian, or fill the cache folder on a Debian machine and copy it here.',
  });
}

function downloadFailed(what: string, cause: unknown): LabError {
  return new LabError('LAB_DOWNLOAD_FAILED', `could not fetch ${what}: ${lastWords(cause)}`, {
    remedy: 'Check the network and the Debian entry of the apt sources, then try again.',
    cause,
  });
}

import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { closedSuites } from './apt-configuration.ts';
import { openAptWorld, unpack } from './apt-world.ts';
import { obtainAsset } from './asset.ts';
import { debianPlatform, libraryFolders } from './debian-platform.ts';
import { guests, ofArch, type Guest, type GuestArch } from './guest.ts';
import { LabError } from './lab-error.ts';
import { machineSuite } from './machine-mirror.ts';
import type { PrepareOptions } from './prepare-options.ts';
import { findProgram, lastWords, runProgram } from './run-program.ts';

/** A compiler that makes static programs for the guest: the installed one, else Debian's, unpacked into the cache behind a small script. */
export async function crossCompiler(arch: GuestArch, options: PrepareOptions): Promise<{ cc: string }> {
  const guest = guests[arch];
  const compiler = compilerOf(guest);
  const installed = await findProgram(compiler);
  if (installed !== undefined) return { cc: installed };
  const suite = await machineSuite();
  const asset = await obtainAsset(
    {
      folder: join(options.cache, 'compilers', ofArch(suite, guest)),
      what: `the ${arch} compiler of Debian ${suite}`,
      build: (folder) => fetchCompiler(suite, { folder, guest, options }),
    },
    options,
  );
  return { cc: join(asset.folder, compiler) };
}

type Build = { readonly folder: string; readonly guest: Guest; readonly options: PrepareOptions };

async function fetchCompiler(suite: string, { folder, guest, options }: Build): Promise<Record<string, string>> {
  const { architecture } = debianPlatform();
  const world = await openAptWorld({ architecture, suites: closedSuites(suite) }, options);
  const gcc = `gcc-${guest.target}-linux-gnu`;
  options.onProgress?.(`fetching ${gcc} and what it needs (about 45 MB)`);
  const names = [gcc, `libc6-dev-${guest.arch}-cross`];
  const packages = await world.downloadClosure(names, join(folder, 'packages'));
  // The machine's own C library is of the same suite, and must stay the partner of the machine's own loader.
  await unpack(
    packages.filter((path) => !path.includes('/libc6_')),
    join(folder, 'root'),
    options.signal,
  );
  await rm(join(folder, 'packages'), { recursive: true });
  const compiler = join(folder, compilerOf(guest));
  await writeFile(compiler, await script(folder, guest));
  await chmod(compiler, 0o755);
  await tryOut(folder, guest);
  return { suite, package: packages.find((path) => path.includes(`/${gcc}_`))?.replace(/^.*\//, '') ?? 'unknown' };
}

function compilerOf({ target }: Guest): string {
  return `${target}-linux-gnu-gcc`;
}

// gcc finds its parts and the guest's headers and libraries relative to itself; only its own libraries need telling.
async function script(folder: string, guest: Guest): Promise<string> {
  const libraries = (await libraryFolders(join(folder, 'root'))).map((path) => `$here${path.slice(folder.length)}`);
  return `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="${libraries.join(':')}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
exec "$here/root/usr/bin/${compilerOf(guest)}" --sysroot="$here/root" "$@"
`;
}

async function tryOut(folder: string, guest: Guest): Promise<void> {
  const compiler = compilerOf(guest);
  const [source, result] = [join(folder, 'try.c'), join(folder, 'try')];
  await writeFile(source, '#include <linux/kvm.h>\n#include <stdio.h>\nint main(void) { return puts("") < 0; }\n');
  await runProgram(join(folder, compiler), ['-static', '-o', result, source]).catch((cause: unknown) => {
    throw new LabError('LAB_COMPILER_MISSING', `the unpacked ${compiler} does not work: ${lastWords(cause)}`, {
      remedy: `Install gcc-${guest.target}-linux-gnu.`,
      cause,
    });
  });
  await Promise.all([source, result].map((path) => rm(path)));
}

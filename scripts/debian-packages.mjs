// What the tests use beyond Node, gcc and make: program, the Debian package that has it, and what is skipped without it.
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const wanted = [
  { program: 'gcc', package: 'gcc', without: 'everything' },
  { program: 'make', package: 'make', without: 'everything' },
  { program: 'chromium', package: 'chromium', without: 'the tests in a browser' },
  { program: 'qemu-system-aarch64', package: 'qemu-system-arm', without: 'the tests on an emulated arm64 host' },
  // A VMM of somebody else's to look at; elsewhere it would only emulate.
  ...(process.arch === 'x64'
    ? [{ program: 'qemu-system-x86_64', package: 'qemu-system-x86', without: 'the test on VMs of a real QEMU' }]
    : []),
  { program: 'aarch64-linux-gnu-gcc', package: 'gcc-aarch64-linux-gnu', without: 'building the agent for arm64' },
  ...Object.entries({ bison: 'bison', flex: 'flex', bc: 'bc', patch: 'patch', xz: 'xz-utils' }).map(
    ([program, name]) => ({
      program,
      package: name,
      without: 'building the kernel of lab:scope:max',
    }),
  ),
  {
    program: 'qemu-system-riscv64',
    // A package of its own since trixie.
    package: firstKnown('qemu-system-riscv', 'qemu-system-misc'),
    without: 'the tests on an emulated riscv64 host',
  },
  { program: 'riscv64-linux-gnu-gcc', package: 'gcc-riscv64-linux-gnu', without: 'building the agent for RISC-V' },
];

/** What packages only recommend: headers and libraries of cross compilers, and the firmware of an emulated machine. */
const companions = {
  'qemu-system-riscv': 'opensbi',
  'qemu-system-misc': 'opensbi',
  'gcc-aarch64-linux-gnu': 'libc6-dev-arm64-cross',
  'gcc-riscv64-linux-gnu': 'libc6-dev-riscv64-cross',
};

export function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The first of these names that apt knows here. */
function firstKnown(...names) {
  try {
    const known = execFileSync('apt-cache', ['pkgnames', 'qemu-system-'], { encoding: 'utf8' }).split('\n');
    return names.find((name) => known.includes(name)) ?? names.at(-1);
  } catch {
    return names[0];
  }
}

export function missingPackages() {
  return wanted.filter(({ program }) => !isOnPath(program));
}

export function aptLine(missing) {
  const names = missing.flatMap((one) => [
    one.package,
    ...(companions[one.package] === undefined ? [] : [companions[one.package]]),
  ]);
  return `apt-get install -y --no-install-recommends ${names.join(' ')}`;
}

/** Installs what is missing, where this machine allows it. Returns what is missing still. */
export function installPackages(missing, tell) {
  const as = rootBy();
  if (missing.length === 0 || as === undefined || !isOnPath('apt-get')) return missing;
  tell(`installing ${missing.map((one) => one.package).join(', ')}`);
  try {
    const [program, ...first] = [...as, 'apt-get'];
    const options = {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    execFileSync(program, [...first, 'update', '-q'], options);
    execFileSync(program, [...first, ...aptLine(missing).split(' ').slice(1)], options);
  } catch (error) {
    tell(`apt-get did not succeed: ${error.message}`);
  }
  return missingPackages();
}

/** How to become root here: not at all, by being root, or by a sudo that asks nothing. */
function rootBy() {
  if (process.getuid?.() === 0) return [];
  try {
    execFileSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
    return ['sudo', '-n'];
  } catch {
    return undefined;
  }
}

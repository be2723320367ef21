// Kills what attaches to a VM, on arm64: native/tests/kill-init.c is the first process of a lab host, and tells on its console how it went.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

import { assemble } from './assemble.ts';
import { cpio } from './cpio.ts';
import { excuseOf } from './excuse.test-helper.ts';
import { crossCompiler, defaultCache, defaultLab } from './index.ts';
import { startMachine } from './machine.ts';

const native = fileURLToPath(new URL('../../../native', import.meta.url));
const built = join(native, 'build/aarch64');
const options = { cache: defaultCache(process.env), agent: join(built, 'regscope-agent') };

test(
  'killed 200 times and more on arm64, what attaches harms no byte, thread or VMM',
  { timeout: 900_000 },
  async ({ skip }) => {
    const parts = await partsOf().catch((error: unknown) => {
      const excuse = excuseOf(error);
      if (excuse !== undefined) skip(excuse);
      throw error;
    });
    const folder = await mkdtemp(join(tmpdir(), 'regscope-kills-'));
    const initramfs = join(folder, 'initramfs');
    await writeFile(initramfs, cpio(await entries()));
    const { emulator, kernel } = parts;
    const board = { cpu: defaultLab.cpu, traits: ['qemu'] } as const;
    const machine = await startMachine({ emulator, board, image: kernel.image, initramfs, state: '', resume: 'cold' });
    try {
      const { log } = await machine.exited;
      const kills = [...log.matchAll(/^moment \d+: (\d+) kills/gm)].reduce((sum, [, n]) => sum + Number(n), 0);
      process.stdout.write(log.replaceAll('\r', ''));
      expect([...log.matchAll(/^round ended with status (\d+)/gm)].map(([, status]) => status)).toEqual([
        '0',
        '0',
        '0',
        '0',
        '0',
      ]);
      expect(kills).toBeGreaterThanOrEqual(200);
    } finally {
      await machine.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
);

async function partsOf() {
  const { cc } = await crossCompiler('arm64', options);
  await promisify(execFile)('make', ['-s', '-C', native, 'agent', 'vmms', `CC=${cc}`]);
  return assemble({ ...defaultLab, traits: [] }, options, 'verified');
}

async function entries() {
  const programs = ['kill-test', 'checking-vmm'].map(async (path) => program(path, await readFile(join(built, path))));
  const folders = ['dev', 'proc', 'sys', 'tmp'].map((path) => ({ kind: 'folder', path }) as const);
  return [
    ...folders,
    { kind: 'device', path: 'dev/console', major: 5, minor: 1 } as const,
    program('init', await readFile(join(built, 'kill-init'))),
    ...(await Promise.all(programs)),
  ];
}

function program(path: string, bytes: Uint8Array) {
  return { kind: 'file', path, bytes, mode: 0o755 } as const;
}

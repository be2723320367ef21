// A VMM that knows nothing of scope, on the kernel that tells it and on Debian's: QEMU saves a running guest, and another QEMU goes on
// from what was saved (native/kernel/unaware).
import { beforeAll, expect, test } from 'vitest';

import { runInLab } from './index.ts';
import { options, programPath, withPrograms } from './kernel-programs.test-helper.ts';

type Moved = { kernel: string; lines: string[] };

let excuse: string | undefined;
let told: Moved;
let debian: Moved;

beforeAll(async () => {
  excuse = await withPrograms(async () => {
    told = await moveOn('scope');
    debian = await moveOn('7.3');
  });
}, 2_100_000);

test('QEMU saves a running guest and goes on from it, on a kernel that tells scope as on Debian’s', ({ skip }) => {
  if (excuse) skip(excuse);
  for (const moved of [told, debian]) {
    expect(lineOf(moved, 'ran ')).toMatch(/^ran 1, saved at \d+\.\d+, QEMU ended with 0$/);
    expect(lineOf(moved, 'went on ')).toMatch(/^went on 1 from \d+\.\d+, later 1$/);
  }
});

test('the ids that it saves are the same, in the same order, and none has a scope', ({ skip }) => {
  if (excuse) skip(excuse);
  expect(lineOf(told, 'ids ')).toMatch(/^ids [1-9]\d{2}, with scope 0, sum [0-9a-f]{16}$/);
  expect(lineOf(told, 'ids ')).toBe(lineOf(debian, 'ids '));
});

async function moveOn(kernel: string): Promise<Moved> {
  const agent = programPath('unaware-vmm');
  const { log, kernelRelease } = await runInLab(
    { kernel, cpu: 'max', traits: ['qemu'] },
    { ...options, agent, args: [] },
  );
  return { kernel: kernelRelease, lines: log.split(/\r?\n/) };
}

function lineOf({ kernel, lines }: Moved, start: string): string {
  return (
    lines.find((line) => line.startsWith(start)) ?? `${kernel} printed no such line: ${lines.slice(-20).join(' | ')}`
  );
}

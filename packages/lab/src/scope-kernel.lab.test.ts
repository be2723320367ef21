// The kernel that says scope itself, booted: its own tests, in C, run as the first process of the lab host.
import { beforeAll, describe, expect, test } from 'vitest';

import { runInLab, type LabRun, type LabSpec } from './index.ts';
import { options, programPath, withPrograms } from './kernel-programs.test-helper.ts';

/** Each with what only it can make VMs of. Debian's QEMU of bookworm cannot play a CPU with nested virtualization. */
const hosts = [
  { spec: { kernel: 'scope', cpu: 'max', traits: ['mte'] }, shape: 'mte', args: 'tests' },
  { spec: { kernel: 'scope', cpu: 'max', traits: ['el2'], qemu: 'trixie-backports' }, shape: 'nested', args: 'nested' },
] as const satisfies readonly { spec: LabSpec; shape: string; args: string }[];

const debian = { kernel: '7.3', cpu: 'max', traits: ['mte'] } as const satisfies LabSpec;

let excuse: string | undefined;

beforeAll(async () => {
  excuse = await withPrograms(async () => {
    await run(hosts[0].spec);
  });
}, 1_800_000);

describe('the kernel scope', { timeout: 300_000 }, () => {
  test.for(hosts)('passes its tests on $spec.traits', async ({ spec, shape, args }, { skip }) => {
    if (excuse) skip(excuse);
    const { log, kernelRelease } = await run(spec, args);
    const lines = linesOf(log);
    expect(kernelRelease).toMatch(/^\d+\.\d+\.\d+-scope$/);
    expect(lines.filter((line) => /^FAIL|not so:|^ {2}/.test(line))).toEqual([]);
    expect(lines.filter((line) => line.startsWith('ok ')).length).toBeGreaterThan(20);
    expect(lines.find((line) => / passed, /.test(line))).toMatch(/^\d+ passed, 0 failed, 2 skipped$/);
    expect(lines.some((line) => line.startsWith(`agreed ${shape}: `))).toBe(true);
  });

  test('lists with the capability off, byte for byte, what Debian’s kernel of the same version lists', async ({
    skip,
  }) => {
    if (excuse) skip(excuse);
    const [ours, theirs] = [await run(hosts[0].spec), await run(debian)];
    if (version(ours) !== version(theirs))
      skip(`Debian's kernel is ${theirs.kernelRelease}, ours ${ours.kernelRelease}`);
    expect(linesOf(theirs.log).find((line) => / passed, /.test(line))).toMatch(/ 0 failed,/);
    expect(lists(ours).size).toBeGreaterThan(4);
    expect(lists(ours)).toEqual(lists(theirs));
  });
});

const runs = new Map<string, Promise<LabRun>>();

/** Each lab host is booted once for all tests. */
function run(spec: LabSpec, args = 'tests'): Promise<LabRun> {
  const key = JSON.stringify(spec);
  const known =
    runs.get(key) ?? runInLab(spec, { ...options, agent: programPath('kernel-tests'), args: [args, '/tmp'] });
  runs.set(key, known);
  return known;
}

function linesOf(log: string): string[] {
  return log.split(/\r?\n/);
}

/** By shape: how many ids, and all of them in order. */
function lists({ log }: LabRun): ReadonlyMap<string, string> {
  const found = linesOf(log).filter((line) => line.startsWith('list '));
  return new Map(found.map((line) => [line.split(' ')[1] ?? '', line]));
}

function version({ kernelRelease }: LabRun): string {
  return /^\d+\.\d+\.\d+/.exec(kernelRelease)?.[0] ?? kernelRelease;
}

import { fileURLToPath } from 'node:url';
import { catalogue } from '@regscope/catalogs';
import { whyClosed } from '@regscope/kvm/test-files';
import { registerId, type PlannedWrite, type RegisterId } from '@regscope/registers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hostFiles } from '../host-files.ts';
import { Hosts } from '../hosts.ts';
import type { OwnedHost } from '../owned-host.ts';
import { applyWrites, tryOnScratch } from './edit-vm.ts';
import { lostAfter, ofAnotherProcess } from './vm-access.test-helper.ts';

const files = hostFiles(fileURLToPath(new URL('../../../..', import.meta.url)), process.env);
const why = whyClosed || (process.arch === 'x64' ? '' : ': this is not x86-64');
const id = (name: string): RegisterId => catalogue('x86-64').find(name) ?? registerId(0n);
const ALL = (1n << 64n) - 1n;

const write = (name: string, through: number, value: bigint): PlannedWrite => {
  return { id: id(name), through, seenBy: through, mask: ALL, old: 0n, value };
};
const plan = [0, 1].flatMap((vcpu) => [write('IA32_SYSENTER_CS', vcpu, 0x10n), write('IA32_SYSENTER_EIP', vcpu, 7n)]);

describe.skipIf(why !== '')(`edits of a VM of another process on this machine’s KVM${why}`, () => {
  const hosts = new Hosts(files);
  let local: OwnedHost;
  let vm: string;
  beforeAll(async () => {
    local = await hosts.use('local');
  });
  beforeEach(async () => {
    ({ vm } = await local.createVm({ vcpus: 2 }));
  });
  afterEach(() => local.closeVm(vm));
  afterAll(() => hosts[Symbol.asyncDispose]());

  const other = () => ofAnotherProcess(local.editable(vm));
  const held = async () => {
    const { vcpus } = await local.editable(vm).read([id('IA32_SYSENTER_CS'), id('IA32_SYSENTER_EIP')]);
    return vcpus.map(({ values }) => values);
  };

  test('before its first run it is edited like one of our own', async () => {
    expect((await applyWrites(other(), plan)).outcome).toBe('applied');
    expect(await held()).toEqual([
      [0x10n, 7n],
      [0x10n, 7n],
    ]);
  });

  test('it is tried on a scratch VM, with the doubt that its CPUID is another one', async () => {
    const tried = await tryOnScratch(other(), plan);
    expect([tried.outcome, tried.unlike, tried.doubts]).toEqual(['applied', [], [expect.stringContaining('CPUID')]]);
    expect((await tryOnScratch(local.editable(vm), plan)).doubts).toEqual([]);
    expect(await held()).toEqual([
      [0n, 0n],
      [0n, 0n],
    ]);
  });

  test.each([
    ['started', 'VM_STARTED'],
    ['unknown', 'PHASE_UNKNOWN'],
  ] as const)('of phase %s nothing is written', async (phase, code) => {
    const access = ofAnotherProcess(local.editable(vm), { phase });
    await expect(applyWrites(access, plan)).rejects.toMatchObject({ code });
    expect(await held()).toEqual([
      [0n, 0n],
      [0n, 0n],
    ]);
  });

  test('when the way to it is lost after the second write, nothing is claimed, and nothing more is written', async () => {
    await expect(applyWrites(lostAfter(2, other()), plan)).rejects.toThrow('was lost');
    expect(await held()).toEqual([
      [0x10n, 7n],
      [0n, 0n],
    ]);
  });
});

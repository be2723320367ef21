import { fileURLToPath } from 'node:url';
import { catalogue } from '@regscope/catalogs';
import { registerId, type PlannedWrite } from '@regscope/registers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostFiles } from '../host-files.ts';
import { Hosts } from '../hosts.ts';
import type { OwnedHost } from '../owned-host.ts';
import { whyNoLab } from '../why-no-lab.ts';
import { applyWrites, tryOnScratch } from './edit-vm.ts';
import type { CarriedOut } from './carried-out.ts';
import { ofAnotherProcess } from './vm-access.test-helper.ts';

const files = hostFiles(fileURLToPath(new URL('../../../..', import.meta.url)), process.env);
const id = (name: string) => catalogue('arm64').find(name) ?? registerId(0n);
const did = ({ writes }: CarriedOut) => writes.map((one) => `${one.did} ${one.errno ?? ''}`.trim());

describe.skipIf(whyNoLab !== '')(`edits of a VM of the lab${whyNoLab}`, () => {
  const hosts = new Hosts(files);
  let lab: OwnedHost;
  beforeAll(async () => {
    lab = await hosts.use('lab');
  }, 300_000);
  afterAll(() => hosts[Symbol.asyncDispose]());

  const values = async (vm: string, name: string) => {
    const { reading } = await lab.read(vm, [id(name)]);
    return reading.vcpus.map((vcpu) => vcpu.values[0] ?? 0n);
  };
  const write = async (
    vm: string,
    name: string,
    bits: { mask: bigint; to: bigint; vcpu?: number },
  ): Promise<PlannedWrite> => {
    const old = (await values(vm, name))[bits.vcpu ?? 0] ?? 0n;
    const value = (old & ~bits.mask) | bits.to;
    return { id: id(name), through: bits.vcpu ?? 0, seenBy: bits.vcpu ?? null, mask: bits.mask, old, value };
  };

  const AES = { mask: 0xf0n, to: 0n };
  const TOO_MUCH = { mask: 0xf000n, to: 0xf000n };

  test('an ID register is written once and holds for every vCPU', async () => {
    const { vm } = await lab.createVm({ vcpus: 4 });
    const result = await applyWrites(lab.editable(vm), [await write(vm, 'ID_AA64ISAR0_EL1', AES)]);
    expect([result.outcome, ...did(result)]).toEqual(['applied', 'written']);
    expect((await values(vm, 'ID_AA64ISAR0_EL1')).map((value) => value & 0xf0n)).toEqual([0n, 0n, 0n, 0n]);
    await lab.closeVm(vm);
  });

  test('a register of one vCPU is written there alone', async () => {
    const { vm } = await lab.createVm({ vcpus: 2 });
    const result = await applyWrites(lab.editable(vm), [
      await write(vm, 'TPIDR_EL1', { mask: 0xffn, to: 0x55n, vcpu: 1 }),
    ]);
    expect(result.outcome).toBe('applied');
    const [first = 0n, second = 0n] = await values(vm, 'TPIDR_EL1');
    expect([first & 0xffn, second & 0xffn]).toEqual([0xden, 0x55n]);
    await lab.closeVm(vm);
  });

  test('a refusal in the middle puts the old values back, and says what is where', async () => {
    const { vm } = await lab.createVm({ vcpus: 2 });
    const before = await lab.read(vm);
    const plan = [
      await write(vm, 'ID_AA64ISAR0_EL1', AES),
      await write(vm, 'ID_AA64ISAR1_EL1', TOO_MUCH),
      await write(vm, 'TPIDR_EL1', { mask: 0xffn, to: 1n, vcpu: 0 }),
    ];
    const result = await applyWrites(lab.editable(vm), plan);
    expect([result.outcome, ...did(result)]).toEqual(['rolled back', 'put back', 'refused EINVAL', 'not tried']);
    expect(result.moved).toEqual([]);
    const still = ({ reading }: typeof before) =>
      reading.vcpus.map(({ values: all, ids }) => all[ids.indexOf(id('ID_AA64ISAR0_EL1'))]);
    expect(still(await lab.read(vm))).toEqual(still(before));
    await lab.closeVm(vm);
  });

  test('what KVM takes without a word and stores otherwise is told, and put back', async () => {
    const { vm } = await lab.createVm({ vcpus: 1 });
    // PMUVer 0xf (IMPLEMENTATION DEFINED) is stored as 0 (arch/arm64/kvm/sys_regs.c, set_id_aa64dfr0_el1(), Linux 6.12).
    const result = await applyWrites(lab.editable(vm), [
      await write(vm, 'ID_AA64DFR0_EL1', { mask: 0xf00n, to: 0xf00n }),
    ]);
    expect([result.outcome, ...did(result)]).toEqual(['rolled back', 'changed']);
    expect(result.writes[0]?.stored).toBe(result.writes[0]?.old);
    await lab.closeVm(vm);
  });

  test('a trial answers for each write, and leaves the VM and the host as they were', async () => {
    const { vm } = await lab.createVm({ vcpus: 2 });
    const count = () => lab.withKvm('counting', async ({ kvm }) => (await kvm.hello()).openVms);
    const [open, old] = [await count(), await values(vm, 'ID_AA64ISAR0_EL1')];
    const tried = await tryOnScratch(lab.editable(vm), [
      await write(vm, 'ID_AA64ISAR1_EL1', TOO_MUCH),
      await write(vm, 'ID_AA64ISAR0_EL1', AES),
    ]);
    expect([tried.outcome, ...did(tried), tried.unlike.length]).toEqual(['refused', 'refused EINVAL', 'written', 0]);
    expect([await count(), await values(vm, 'ID_AA64ISAR0_EL1')]).toEqual([open, old]);
    await lab.closeVm(vm);
  });

  test('a trial begins where the VM stands: what was edited before is there on the scratch VM, too', async () => {
    const { vm } = await lab.createVm({ vcpus: 2 });
    await applyWrites(lab.editable(vm), [await write(vm, 'ID_AA64ISAR0_EL1', AES)]);
    const back = await tryOnScratch(lab.editable(vm), [
      await write(vm, 'ID_AA64ISAR0_EL1', { mask: 0xf0n, to: 0x20n }),
    ]);
    expect([back.outcome, back.writes[0]?.old, back.unlike]).toEqual(['applied', expect.any(BigInt), []]);
    expect((back.writes[0]?.stored ?? 0n) & 0xf0n).toBe(0x20n);
    await lab.closeVm(vm);
  });

  test('with which features another process made a VM follows from its registers, so that a scratch VM is like it', async () => {
    const { vm } = await lab.createVm({ vcpus: 2, features: ['psci', 'sve', 'gicv3'] });
    const plan = [await write(vm, 'ID_AA64ISAR0_EL1', AES)];
    const tried = await tryOnScratch(ofAnotherProcess(lab.editable(vm)), plan);
    expect([tried.outcome, tried.unlike]).toEqual(['applied', []]);
    expect(tried.doubts).toEqual([expect.stringContaining('psci, sve, gicv3')]);
    await lab.closeVm(vm);
  });

  test('of a set and clear pair, whose writes some kernels add and take away, the old state comes back', async () => {
    const { vm } = await lab.createVm({ vcpus: 1 });
    const pair = async () => [...(await values(vm, 'PMCNTENSET_EL0')), ...(await values(vm, 'PMCNTENCLR_EL0'))];
    const old = await pair();
    const less = await write(vm, 'PMCNTENSET_EL0', { mask: 0xfn, to: 0x1n, vcpu: 0 });
    const result = await applyWrites(lab.editable(vm), [less, await write(vm, 'ID_AA64ISAR1_EL1', TOO_MUCH)]);
    expect([result.outcome, await pair()]).toEqual(['rolled back', old]);
    await lab.closeVm(vm);
  });

  test('a counter that was set has gone on a little; one that was not is told', async () => {
    const { vm } = await lab.createVm({ vcpus: 1 });
    const ALL = (1n << 64n) - 1n;
    const set = await applyWrites(lab.editable(vm), [await write(vm, 'CNTVCT_EL0', { mask: ALL, to: 1n << 50n })]);
    expect([set.outcome, (set.writes[0]?.stored ?? 0n) >> 50n]).toEqual(['applied', 1n]);
    await lab.closeVm(vm);
  });

  test('after the first run nothing is written, though the kernel would let PSCI_VERSION through', async () => {
    const { vm } = await lab.createVm({ vcpus: 1 });
    const lower = await write(vm, 'PSCI_VERSION', { mask: 0xffn, to: 0n });
    await lab.run(vm, 0);
    await expect(applyWrites(lab.editable(vm), [lower])).rejects.toMatchObject({ code: 'VM_STARTED' });
    expect(await values(vm, 'PSCI_VERSION')).toEqual([lower.old]);
    await lab.closeVm(vm);
  });

  test('whoever runs or closes a VM waits for an edit that is under way', async () => {
    const { vm } = await lab.createVm({ vcpus: 1 });
    const order: string[] = [];
    const editing = lab.alone(vm, async () => {
      await applyWrites(lab.editable(vm), [await write(vm, 'ID_AA64ISAR0_EL1', AES)]);
      order.push('edited');
    });
    await Promise.all([
      editing,
      lab.run(vm, 0).then(() => order.push('ran')),
      lab.closeVm(vm).then(() => order.push('closed')),
    ]);
    expect(order).toEqual(['edited', 'ran', 'closed']);
  });

  test('a VM that was edited is still known by what was probed on its like, though it lists and holds other things now', async () => {
    const newest = await hosts.use('lab:7.3:max:trixie-backports');
    const { vm } = await newest.createVm({ vcpus: 1 });
    const before = await hosts.probed(await newest.snapshot(vm));
    expect(before?.where).toContain('7.3');
    const { reading } = await newest.read(vm, [id('ID_AA64MMFR3_EL1')]);
    const old = reading.vcpus[0]?.values[0] ?? 0n;
    const hide: PlannedWrite = {
      id: id('ID_AA64MMFR3_EL1'),
      through: 0,
      seenBy: null,
      mask: 0xfn,
      old,
      value: old & ~0xfn,
    };
    const result = await applyWrites(newest.editable(vm), [hide]);
    expect(result.moved).toContainEqual(expect.objectContaining({ id: id('TCR2_EL1'), new: null }));
    expect(await hosts.probed(await newest.snapshot(vm))).toBe(before);
  }, 300_000);
});

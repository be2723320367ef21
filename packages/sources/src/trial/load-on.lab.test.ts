import { fileURLToPath } from 'node:url';
import { catalogue } from '@regscope/catalogs';
import { registerId, type RegisterId } from '@regscope/registers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostFiles } from '../host-files.ts';
import { Hosts } from '../hosts.ts';
import type { OwnedHost } from '../owned-host.ts';
import { whyNoLab } from '../why-no-lab.ts';
import { findingsOf } from './findings.ts';
import { loadOn, type LoadOptions } from './load-on.ts';
import { backwards, having, inOrder, openVms, stateOf, VLS } from './states.test-helper.ts';

const files = hostFiles(fileURLToPath(new URL('../../../..', import.meta.url)), process.env);
const { find, nameOf } = catalogue('arm64');
const id = (name: string): RegisterId => find(name) ?? registerId(0n);
const options: LoadOptions = { order: inOrder, signal: new AbortController().signal };
const named = (rows: readonly { id: RegisterId }[]) => rows.map((row) => nameOf(row.id));
/** Of these the kernel before 6.13 makes nothing of what was saved: writing the CLR ids takes away what the SET ids brought. */
const pairs = ['PMINTENSET_EL1', 'PMINTENCLR_EL1', 'PMCNTENSET_EL0', 'PMCNTENCLR_EL0'];

describe.skipIf(whyNoLab !== '')(`a state that is loaded into a fresh VM of a lab host${whyNoLab}`, () => {
  const hosts = new Hosts(files);
  let [older, newer, small] = [] as unknown as [OwnedHost, OwnedHost, OwnedHost];
  beforeAll(async () => {
    older = await hosts.use('lab:6.12:max:trixie-backports');
    newer = await hosts.use('lab:7.3:max:trixie-backports');
    small = await hosts.use('lab:6.1:neoverse-n1');
    for (const host of [older, newer, small]) await host.start();
  }, 900_000);
  afterAll(() => hosts[Symbol.asyncDispose]());

  test('of a VM of its own kind is taken whole, register by register, and the guest is entered', async () => {
    const state = await stateOf(newer);
    const loaded = await loadOn(newer, state, options);
    const { attempts = [] } = loaded.vcpus[0] ?? {};
    expect(attempts.length).toBe(state.registers.length);
    expect(attempts.filter(({ did, got }) => did !== 'written' || got === null)).toEqual([]);
    const nothing: unknown[] = [];
    expect(findingsOf(loaded)).toEqual({
      failed: nothing,
      already: nothing,
      changed: nothing,
      hidden: nothing,
      missing: nothing,
      unwritten: nothing,
    });
    expect([loaded.run, loaded.kernel]).toEqual([{ exitReason: 'KVM_EXIT_MMIO' }, expect.stringContaining('7.3')]);
    expect(await openVms(newer)).toBe(0);
  });

  test('of a 6.12 VM loads on 7.3, which has more registers than the state', async () => {
    const loaded = await loadOn(newer, await stateOf(older), options);
    const { failed, missing } = findingsOf(loaded);
    expect([failed, loaded.features.lacking]).toEqual([[], []]);
    expect(named(missing)).toEqual(['VENDOR_HYP_BMAP_2', 'PMMIR_EL1']);
    expect(missing[0]).toMatchObject({ vcpus: [0, 1], keeps: 0n });
  });

  test('of a 7.3 VM fails on 6.12 with each register, its errno and what the host keeps', async () => {
    const state = await stateOf(newer);
    const loaded = await loadOn(older, state, options);
    const { failed, changed } = findingsOf(loaded);
    const of = (name: string) => failed.find((row) => row.id === id(name));
    expect(of('PSCI_VERSION')).toMatchObject({ errno: 'EINVAL', listed: true, want: 0x1_0003n, keeps: 0x1_0001n });
    expect(of('VENDOR_HYP_BMAP_2')).toMatchObject({ errno: 'ENOENT', listed: false, keeps: null, vcpus: [0, 1] });
    expect(named(failed)).toEqual(expect.arrayContaining(['ID_AA64MMFR3_EL1', 'SCTLR2_EL1', 'PMMIR_EL1']));
    expect(named(changed)).toEqual(pairs);
    // What comes behind a refused one was tried all the same.
    const { attempts = [] } = loaded.vcpus[1] ?? {};
    expect(attempts.filter(({ did }) => did === 'written').length).toBe(state.registers.length - failed.length);
  });

  test('says which features the host lacks, and refuses their registers', async () => {
    const loaded = await loadOn(small, await stateOf(newer), options);
    expect(loaded.features).toEqual({
      wanted: ['psci', 'pmu', 'sve', 'pauth', 'gicv3'],
      given: ['psci', 'pmu', 'gicv3'],
      lacking: ['sve', 'pauth'],
    });
    const { failed } = findingsOf(loaded);
    expect(failed.find((row) => row.id === VLS)).toMatchObject({ errno: 'ENOENT', listed: false });
    expect(named(failed)).toEqual(expect.arrayContaining(['MIDR_EL1', 'PSCI_VERSION']));
    expect(loaded.run).toEqual({ exitReason: 'KVM_EXIT_MMIO' });
  });

  test('brings vector lengths that the host has, and of others learns which it keeps', async () => {
    const state = await stateOf(newer);
    const upTo512 = await loadOn(newer, having(state, VLS, 0xfn), options);
    expect(findingsOf(upTo512).failed).toEqual([]);
    expect(upTo512.vcpus.map(({ attempts }) => attempts.find((one) => one.id === VLS))).toMatchObject([
      { did: 'written', want: 0xfn, got: 0xfn },
      { did: 'written', want: 0xfn, got: 0xfn },
    ]);
    expect(upTo512.run).toEqual({ exitReason: 'KVM_EXIT_MMIO' });
    // All that the hardware has below the longest must be there (Documentation/virt/kvm/api.rst, KVM_REG_ARM64_SVE_VLS).
    const withGap = findingsOf(await loadOn(newer, having(state, VLS, 0b101n), options));
    expect(withGap.failed).toMatchObject([{ id: VLS, want: 0b101n, errno: 'EINVAL', keeps: 0xffffn }]);
  });

  test('of four vCPUs gives each its own values, and one row where they fare alike', async () => {
    const tpidr = id('TPIDR_EL1');
    const state = having(await stateOf(newer, 4), tpidr, 1n, 2n, 3n, 4n);
    const same = await loadOn(newer, state, options);
    expect(same.vcpus.map(({ attempts }) => attempts.find((one) => one.id === tpidr)?.got)).toEqual([1n, 2n, 3n, 4n]);
    expect(findingsOf(same).changed).toEqual([]);
    const { failed } = findingsOf(await loadOn(older, state, options));
    expect(new Set(failed.map(({ vcpus }) => vcpus.join()))).toEqual(new Set(['0,1,2,3']));
  });

  test('that is hidden by its own ID registers is told so', async () => {
    const state = await stateOf(newer);
    const mmfr3 = id('ID_AA64MMFR3_EL1');
    const value = state.registers.find((row) => row.id === mmfr3)?.values[0] ?? 0n;
    // TCRX, bits 3 to 0: without it there is no TCR2_EL1.
    const without = having(state, mmfr3, value & ~0xfn);
    const { failed } = findingsOf(await loadOn(newer, without, options));
    expect(failed).toMatchObject([{ id: id('TCR2_EL1'), errno: 'ENOENT', listed: true, keeps: null }]);
    // The ID register is the whole VM's: what vCPU 0 hides after its own write, vCPU 1 finds hidden.
    const late = findingsOf(await loadOn(newer, without, { ...options, order: backwards }));
    expect(late.hidden).toMatchObject([{ id: id('TCR2_EL1'), vcpus: [0] }]);
    expect(late.failed).toMatchObject([{ id: id('TCR2_EL1'), vcpus: [1] }]);
  });

  test('ends where it is when nobody waits for it any more, and leaves no VM behind', async () => {
    const gone = new AbortController();
    const steps: string[] = [];
    const tell = (step: string): void => {
      steps.push(step);
      if (step === 'writing vCPU 2 of 4') gone.abort(new Error('gone'));
    };
    const loading = loadOn(newer, await stateOf(newer, 4), { ...options, signal: gone.signal, tell });
    await expect(loading).rejects.toThrow('gone');
    expect([steps, await openVms(newer)]).toEqual([
      ['writing vCPU 1 of 4', 'writing vCPU 2 of 4', 'closing the VM'],
      0,
    ]);
  });

  test('waits for others on the same host', async () => {
    const state = await stateOf(newer);
    const counts: Promise<number>[] = [];
    const tell = (): void => void counts.push(openVms(newer));
    const all = await Promise.all([1, 2, 3].map(() => loadOn(newer, state, { ...options, tell })));
    expect(all.map((one) => findingsOf(one).failed.length)).toEqual([0, 0, 0]);
    expect([Math.max(...(await Promise.all(counts))), await openVms(newer)]).toEqual([1, 0]);
  });

  test('is not begun where the kernel makes no VM with its features', { timeout: 120_000 }, async () => {
    const tagging = await hosts.use('lab:6.12:max+mte');
    await tagging.start();
    // Each is offered; a VM with memory tagging has no AArch32 state (arch/arm64/kvm/arm.c, 6.12, kvm_vcpu_init_check_features).
    const both = { ...(await stateOf(newer, 1)), features: ['psci', 'gicv3', 'mte', 'aarch32'] };
    await expect(loadOn(tagging, both, options)).rejects.toMatchObject({
      code: 'KERNEL_REFUSED',
      message: expect.stringMatching(/makes no VM with 1 vCPUs and .*mte.*aarch32.*KVM_ARM_VCPU_INIT gave EINVAL/),
    });
    expect(await openVms(tagging)).toBe(0);
    await tagging.stop();
  });
});

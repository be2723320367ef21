import { catalogue } from '@regscope/catalogs';
import { hex, type RegisterId } from '@regscope/registers';
import { describe, expect, test } from 'vitest';
import { recorded } from '../shelf.test-helper.ts';
import { baselineHost } from './baseline-host.ts';
import { baseline, whyNoBaseline } from './baseline.ts';

const of = (names: readonly string[], features?: readonly string[]) =>
  baseline(
    names.map((name) => baselineHost(name, recorded(name))),
    features,
  );
const nameOf = (id: RegisterId) => catalogue('arm64').nameOf(id) ?? hex(id);
const blocked = ({ registers }: ReturnType<typeof of>) =>
  registers.flatMap(({ id, fields }) =>
    fields.flatMap(({ value, part }) => (value === undefined ? [`${nameOf(id)} ${part.seg.join(':')}`] : [])),
  );
const fieldsOf = ({ registers }: ReturnType<typeof of>, name: string) =>
  registers
    .find(({ id }) => nameOf(id) === name)
    ?.fields.map(({ part, value }) => `${part.seg.join(':')} ${value === undefined ? 'none' : hex(value)}`);

describe('of one CPU under two kernels, 6.12 and 7.3', () => {
  const made = of(['arm64-6.12-max', 'arm64-7.3-max']);

  test('what the newer one shows is left out, and PSCI is that of the older', () => {
    expect(made.features).toEqual(['psci', 'pmu', 'sve', 'pauth', 'gicv3']);
    expect(fieldsOf(made, 'PSCI_VERSION')).toEqual(['63:0 0x10001']);
    expect(fieldsOf(made, 'ID_AA64ISAR3_EL1')).toEqual(['7:4 0x0', '31:28 0x0']);
    expect(made.cost).toContainEqual({
      feature: 'FEAT_SCTLR2',
      field: 'ID_AA64MMFR3_EL1.SCTLRX',
      because: ['arm64-6.12-max'],
      has: ['arm64-7.3-max'],
    });
  });

  test('ID_AA64MMFR2_EL1.NV blocks: 6.12 takes no other value than 2, which 7.3 stores as 0', () => {
    expect(blocked(made)).toEqual(['ID_AA64MMFR2_EL1 27:24']);
    const said = made.forecast.map(({ objections }) =>
      objections.filter(({ id }) => nameOf(id) === 'ID_AA64MMFR2_EL1').map(({ what }) => what),
    );
    expect(said).toEqual([['refused'], ['changed']]);
  });

  test('registers that 6.12 does not list are named, and whether the baseline hides them', () => {
    expect(made.lacking.map(({ id, gone, hiddenBy }) => [nameOf(id), gone, hiddenBy && nameOf(hiddenBy.id)])).toEqual([
      ['VENDOR_HYP_BMAP_2', false, undefined],
      ['SCTLR2_EL1', true, 'ID_AA64MMFR3_EL1'],
      ['PMMIR_EL1', false, undefined],
    ]);
  });

  test('leaving one out gives its features back to the other', () => {
    const [without] = made.without;
    expect([without?.host, without?.gains.toSorted(), without?.unblocks.map(({ id }) => nameOf(id))]).toEqual([
      'arm64-6.12-max',
      ['FEAT_ATS1A', 'FEAT_FAMINMAX', 'FEAT_FPRCVT', 'FEAT_SCTLR2'],
      ['ID_AA64MMFR2_EL1'],
    ]);
  });
});

describe('of three CPUs under one kernel', () => {
  const names = ['arm64-7.3-neoverse-n1', 'arm64-7.3-neoverse-v1', 'arm64-7.3-cortex-a76'];

  test('MIDR_EL1 blocks until VMs are made with writable-imp-id, as the answer says', () => {
    const made = of(names);
    expect(blocked(made)).toContain('MIDR_EL1 63:0');
    expect(made.eased.map(({ feature, unblocks }) => [feature, unblocks.map(({ id }) => nameOf(id))])).toEqual([
      ['writable-imp-id', ['MIDR_EL1']],
    ]);
    expect(blocked(of(names, [...made.features, 'writable-imp-id']))).not.toContain('MIDR_EL1 63:0');
  });

  test('each lost feature has the hosts that cost it, also one that KVM_ARM_VCPU_INIT brings', () => {
    const { cost } = of(names);
    const costs = (feature: string) => cost.find((one) => one.feature === feature)?.because;
    expect(costs('FEAT_SSBS2')).toEqual(['arm64-7.3-cortex-a76']);
    expect(costs('FEAT_SVE')).toEqual(['arm64-7.3-neoverse-n1', 'arm64-7.3-cortex-a76']);
  });
});

test('vector lengths are those of the shorter vectors', () => {
  const made = of(['arm64-7.3-max', 'arm64-7.3-neoverse-v1']);
  expect(fieldsOf(made, 'VLS')).toEqual(['511:0 0x3']);
});

test('a host that does not offer a chosen feature, or was not probed with the choice, is named', () => {
  expect(of(['arm64-7.3-max', 'arm64-7.3-neoverse-n1'], ['psci', 'sve', 'gicv3']).unasked).toEqual([
    { host: 'arm64-7.3-neoverse-n1', because: 'does not offer sve' },
  ]);
  expect(of(['arm64-7.3-max', 'arm64-7.3-max-minimal']).unasked.map(({ host }) => host)).toEqual([
    'arm64-7.3-max-minimal',
  ]);
});

test.each([
  [['x86-64'], 'CPUID'],
  [['riscv64-7.2-rv64'], 'isa registers'],
  [['x86-64', 'arm64-7.3-max'], 'one architecture'],
])('of %j there is none, and why', (names, words) => {
  expect(whyNoBaseline(names.map((name) => baselineHost(name, recorded(name))))).toContain(words);
});

import { catalogue } from '@regscope/catalogs';
import {
  formatRegisterId,
  fromHex,
  idFromHex,
  maskOf,
  sizeInBytes,
  type Edit,
  type RegisterId,
} from '@regscope/registers';
import { describe, expect, test } from 'vitest';
import { fullShape, recorded, shelf, stateOf } from '../shelf.test-helper.ts';
import { followsOf, plannedWrites, stageBits, warningsOf, type EditedRegister } from '../index.ts';

const newest = 'arm64-7.3-max';
const shape = fullShape(newest);
const held = new Map(stateOf(recorded(newest)).registers.map(({ id, values }) => [id, values[0] ?? 0n]));
const id = (name: string): RegisterId => catalogue('arm64').find(name) ?? idFromHex(name);
const nameOf = (one: RegisterId) => catalogue('arm64').nameOf(one);

const vmWide = new Set(
  ['ID_AA64DFR0_EL1', 'ID_AA64ISAR0_EL1', 'ID_AA64MMFR3_EL1', 'ID_AA64MMFR1_EL1', 'PSCI_VERSION', 'CNTVCT_EL0'].map(id),
);
const hostWide = new Set([id('SMCCC_ARCH_WORKAROUND_1')]);
const find = (one: RegisterId): EditedRegister | undefined => {
  const value = held.get(one);
  if (value === undefined) return undefined;
  const scope = vmWide.has(one) ? 'vm' : hostWide.has(one) ? 'host' : 'vcpu';
  return {
    id: one,
    name: nameOf(one) ?? '',
    bits: (sizeInBytes(one) ?? 0) * 8,
    scope,
    moving: 0n,
    values: [value, value],
  };
};
const set = (name: string, mask: bigint, to: bigint, vcpu: number | null = null): Edit[] => {
  const register = find(id(name));
  if (register === undefined) throw new Error(`${name} is not recorded`);
  return stageBits([], { register, vcpu, mask, to });
};
const probed = { shape, announced: recorded(newest).announced, where: 'a recording' };
const warned = (edits: readonly Edit[]) =>
  warningsOf(plannedWrites(edits, find), find, probed).map(
    ({ write, kind, text }) => `${nameOf(write.id)} ${kind}: ${text}`,
  );

const follows = (edits: readonly Edit[]) =>
  followsOf(plannedWrites(edits, find), probed).map((one) => `${nameOf(one.id)} ${one.what}`);

describe('what has to be written', () => {
  test('what the VM has once is written once, the rest through every vCPU that it is meant for', () => {
    const edits = [...set('TPIDR_EL1', 1n, 1n), ...set('ID_AA64ISAR0_EL1', 0xf0n, 0n), ...set('TPIDR_EL0', 1n, 1n, 1)];
    const writes = plannedWrites(edits, find).map(({ id: one, through, seenBy }) => [nameOf(one), through, seenBy]);
    expect(writes).toEqual([
      ['ID_AA64ISAR0_EL1', 0, null],
      ['TPIDR_EL1', 0, 0],
      ['TPIDR_EL1', 1, 1],
      ['TPIDR_EL0', 1, 1],
    ]);
  });

  test('edits of one register become one value', () => {
    const edits = [...set('ID_AA64ISAR0_EL1', 0xf0n, 0n), ...set('ID_AA64ISAR0_EL1', 0xf00n, 0n)];
    const [write, ...more] = plannedWrites(edits, find);
    expect([write?.value, more]).toEqual([(held.get(id('ID_AA64ISAR0_EL1')) ?? 0n) & ~0xff0n, []]);
  });
});

describe('what somebody is warned of', () => {
  test('clearing AES is what everybody does: of nothing', () => {
    expect(warned(set('ID_AA64ISAR0_EL1', 0xf0n, 0n))).toEqual([]);
  });

  test('a value above what the host has: refused when it was probed, and unsafe', () => {
    expect(warned(set('ID_AA64ISAR0_EL1', 0xf0n, 0xf0n))).toEqual([
      expect.stringContaining('ID_AA64ISAR0_EL1 not-accepted: 0xf was refused with EINVAL (a recording)'),
      expect.stringContaining('ID_AA64ISAR0_EL1 unsafe: 0x2 → 0xf tells the guest of more'),
    ]);
  });

  // arch/arm64/kvm/sys_regs.c, kvm_arm64_ftr_safe_value() and set_id_aa64dfr0_el1(), Linux 7.3.
  test('KVM takes a debug architecture older than the host’s down to Armv8, which is not unsafe; a newer one is', () => {
    expect(warned(set('ID_AA64DFR0_EL1', 0xfn, 6n))).toEqual([]);
    expect(warned(set('ID_AA64DFR0_EL1', 0xfn, 5n))).toEqual([
      expect.stringContaining('not-accepted: 0x5 was refused'),
    ]);
    expect(warned(set('ID_AA64DFR0_EL1', 0xfn, 0xbn))).toEqual([
      expect.stringContaining('not-accepted'),
      expect.stringContaining('unsafe: 0xa → 0xb tells the guest of more'),
    ]);
  });

  test.each([
    ['ID_AA64DFR0_EL1', 3, 0],
    ['ID_AA64DFR0_EL1', 11, 8],
    ['ID_DFR0_EL1', 27, 24],
  ])('no lower value that a recorded kernel took in %s[%i:%i] is called unsafe', (name, msb, lsb) => {
    const text = formatRegisterId(id(name));
    const mask = maskOf([[msb, lsb]]);
    const taken = shelf.flatMap((host) => {
      const [first] = recorded(host).probe?.shapes ?? [];
      const old = fromHex(first?.registers.find((one) => one.id === text)?.value ?? '0x0');
      const found = first?.sweeps.find((one) => one.id === text && one.msb === msb);
      const outcomes = found?.outcomes.slice(0, Number((old & mask) >> BigInt(lsb))) ?? [];
      return outcomes.flatMap((outcome, value) => (outcome === '=' ? [{ old, to: BigInt(value) << BigInt(lsb) }] : []));
    });
    expect(taken.length).toBeGreaterThan(10);
    const unsafe = taken.flatMap(({ old, to }) => {
      const value = (old & ~mask) | to;
      return warningsOf([{ id: id(name), through: 0, seenBy: null, mask, old, value }], find, undefined);
    });
    expect(unsafe.map(({ kind, text: words }) => `${kind} ${words}`)).toEqual([]);
  });

  test('a field that the kernel announces and does not take', () => {
    const announced = recorded(newest).announced ?? [];
    const found = announced.flatMap(({ id: text, mask }) => {
      const one = idFromHex(text);
      const value = held.get(one);
      return value === undefined
        ? []
        : warned([{ id: one, vcpu: null, mask: fromHex(mask), from: value, to: ~value & fromHex(mask) }]);
    });
    expect(found.filter((text) => text.includes('announced as writable, but not accepted')).length).toBeGreaterThan(0);
  });

  test('a level of a mitigation is checked and stored nowhere; a counter goes on', () => {
    expect(
      warned(set('SMCCC_ARCH_WORKAROUND_1', 1n, ~(held.get(id('SMCCC_ARCH_WORKAROUND_1')) ?? 0n) & 1n)),
    ).toContainEqual(expect.stringContaining('stores-nothing'));
    expect(warned(set('CNTVCT_EL0', 1n << 40n, 1n << 40n))).toContainEqual(expect.stringContaining('moves'));
  });

  test('a register that another change of the plan hides first', () => {
    const edits = [
      ...set('ID_AA64MMFR3_EL1', 0xfn, 0n),
      ...set('TCR2_EL1', 1n, ~(held.get(id('TCR2_EL1')) ?? 0n) & 1n),
    ];
    expect(warned(edits)).toContainEqual(expect.stringContaining('TCR2_EL1 order'));
  });
});

describe('what is known to follow', () => {
  test('TCR2_EL1 leaves the list with ID_AA64MMFR3_EL1.TCRX', () => {
    expect(follows(set('ID_AA64MMFR3_EL1', 0xfn, 0n))).toContain('TCR2_EL1 vanishes');
  });

  test('of clearing AES, nothing', () => {
    expect(follows(set('ID_AA64ISAR0_EL1', 0xf0n, 0n))).toEqual([]);
  });

  test('the two ids of one state change together', () => {
    expect(follows(set('PMCNTENSET_EL0', 1n, ~(held.get(id('PMCNTENSET_EL0')) ?? 0n) & 1n, 0))).toContain(
      'PMCNTENCLR_EL0 changes',
    );
  });
});

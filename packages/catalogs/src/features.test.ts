import { architectureVersion, decodeFields, featureAnswers, knownOf } from '@regscope/registers';
import { expect, test } from 'vitest';
import { catalogue } from './index.ts';
import { safeValueRules } from './safe-values.ts';

const arm64 = catalogue('arm64');

const vm = (registers: Readonly<Record<string, bigint>>) => (name: string) => registers[name];
const answers = (registers: Readonly<Record<string, bigint>>) =>
  Object.fromEntries(featureAnswers(arm64, vm(registers)).map(({ name, answer }) => [name, answer]));

const rows = (name: string, value: bigint, registers: Readonly<Record<string, bigint>> = {}) => {
  const id = arm64.find(name);
  const register = id === undefined ? undefined : arm64.details(id);
  return register === undefined ? [] : decodeFields(register, value, knownOf(arm64, vm(registers)));
};

test('a feature is there, is not there, or cannot be told', () => {
  const found = answers({ ID_AA64PFR0_EL1: 0x11n, ID_AA64ISAR0_EL1: 0x0020_0000n });
  expect(found).toMatchObject({ FEAT_LSE: 'yes', FEAT_LSE128: 'no', FEAT_CRC32: 'no', FEAT_PMUv3: 'unknown' });
});

test('a signed field of all ones is below zero: no floating point', () => {
  expect(answers({ ID_AA64PFR0_EL1: 0x00ff_0011n })).toMatchObject({ FEAT_FP: 'no', FEAT_AdvSIMD: 'no' });
  expect(answers({ ID_AA64PFR0_EL1: 0x0000_0011n })).toMatchObject({ FEAT_FP: 'yes', FEAT_AdvSIMD: 'yes' });
});

test('every feature names the fields that decide it, where Arm gives a rule', () => {
  const lse = featureAnswers(arm64, vm({})).find(({ name }) => name === 'FEAT_LSE');
  expect(lse).toEqual({ name: 'FEAT_LSE', answer: 'unknown', fields: ['ID_AA64ISAR0_EL1.Atomic'] });
});

test('the syndrome is read by its exception class', () => {
  const names = (value: bigint) => rows('ESR_EL1', value).map(({ name }) => name);
  expect(names(0x9600_0004n)).toEqual(expect.arrayContaining(['EC', 'DFSC', 'WnR', 'ISV']));
  expect(names(0x5600_0000n)).toEqual(expect.arrayContaining(['EC', 'imm16']));
  expect(rows('ESR_EL1', 0x9600_0004n).find(({ name }) => name === 'EC')?.meaning).toBe('data abort, same level');
});

const transferRegister = (value: bigint) => rows('ESR_EL1', value).find(({ name }) => name === 'SRT');

test('what a field of the syndrome means may hang on another field of it', () => {
  expect(transferRegister(0x9705_0004n)).toMatchObject({ certain: true, value: 5n, kind: 'raw' });
  expect(transferRegister(0x9605_0004n)?.kind ?? 'res0').toBe('res0');
});

const ways = (ccidx: bigint) =>
  rows('CCSIDR[0]', 0x701f_e00an, { ID_AA64PFR0_EL1: 0x11n, ID_AA64MMFR2_EL1: ccidx }).find(
    ({ name }) => name === 'Associativity',
  );

test("the format of CCSIDR follows the VM's own FEAT_CCIDX", () => {
  expect(ways(0n)).toMatchObject({ msb: 12, lsb: 3, certain: true });
  expect(ways(0x10_0000n)).toMatchObject({ msb: 23, lsb: 3, certain: true });
});

test('a bit that is set without its feature keeps its name and is called reserved', () => {
  const row = rows('PMCR_EL0', 0x80n, { ID_AA64PFR0_EL1: 0x11n, ID_AA64DFR0_EL1: 0x106n | (4n << 8n) });
  expect(row.find(({ name }) => name === 'LP')?.meaning).toBe('reserved without FEAT_PMUv3p5, and not zero');
});

test('safe-value rules are those of the kernel', () => {
  expect(safeValueRules('ID_AA64MMFR1_EL1')).toContainEqual({ seg: [27, 24], rule: 'higher', signed: false });
  expect(safeValueRules('ID_AA64PFR0_EL1')).toContainEqual({ seg: [19, 16], rule: 'lower', signed: true });
  expect(safeValueRules('ID_AA64ISAR1_EL1').some(({ rule }) => rule === 'exact')).toBe(true);
  expect(safeValueRules('SCTLR_EL1')).toEqual([]);
});

test('large physical addresses are told by the granules of either stage', () => {
  expect(answers({ ID_AA64PFR0_EL1: 0x111n, ID_AA64MMFR0_EL1: 0x3n << 40n })).toMatchObject({ FEAT_LPA2: 'yes' });
  expect(answers({ ID_AA64PFR0_EL1: 0x111n, ID_AA64MMFR0_EL1: 0x1n << 40n })).toMatchObject({ FEAT_LPA2: 'no' });
});

const n1 = {
  CTR_EL0: 0x8444_c004n,
  ID_AA64PFR0_EL1: 0x1100_0000_1011_1112n,
  ID_AA64DFR0_EL1: 0x1_1030_5408n,
  ID_AA64ISAR0_EL1: 0x0000_1000_1021_1120n,
  ID_AA64ISAR1_EL1: 0x0010_0001n,
  ID_AA64ISAR2_EL1: 0n,
  ID_AA64MMFR0_EL1: 0x0010_1122n,
  ID_AA64MMFR1_EL1: 0x1021_2122n,
  ID_AA64MMFR2_EL1: 0x1011n,
};

test('the architecture version is the highest whose mandatory features are all there, with what the next one lacks', () => {
  const found = architectureVersion(arm64, vm(n1));
  expect(found).toMatchObject({ version: 'Armv8.2-A', next: 'Armv8.3-A', unread: [] });
  expect(found.lacks).toEqual(['FEAT_FCMA', 'FEAT_JSCVT', 'FEAT_PAuth']);
});

test('registers that were not read are no features', () => {
  const found = architectureVersion(arm64, vm({}));
  expect(found).toMatchObject({ version: null, next: 'Armv8.0-A', lacks: [] });
  expect(found.unread).toContain('FEAT_IVIPT');
});

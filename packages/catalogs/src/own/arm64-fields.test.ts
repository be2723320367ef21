import { decodeFields, knownOf } from '@regscope/registers';
import { expect, test } from 'vitest';
import { catalogue } from '../index.ts';

const arm64 = catalogue('arm64');
type Registers = Readonly<Record<string, bigint>>;

const rows = (name: string, value: bigint, registers: Registers = {}) => {
  const id = arm64.find(name);
  const register = id === undefined ? undefined : arm64.details(id);
  if (register === undefined) return [];
  return decodeFields(
    register,
    value,
    knownOf(arm64, (each) => registers[each]),
  );
};
const field = (all: ReturnType<typeof rows>, name: string) => all.find((row) => row.name === name);

const pmu = (version: bigint): Registers => ({ ID_AA64PFR0_EL1: 0x11n, ID_AA64DFR0_EL1: 6n | (version << 8n) });

test.each([
  [0x3n, 'L1D_CACHE_REFILL'],
  [0x4004n, 'CNT_CYCLES'],
  [0x120n, 'implementation defined'],
  [0x4fffn, ''],
])('event 0x%s of a counter has a name where there is one: %s', (event, name) => {
  const count = field(rows('PMEVTYPER3_EL0', event, pmu(5n)), 'evtCount');
  expect(count).toMatchObject({ value: event, msb: 15, lsb: 0, meaning: name });
});

test('without the longer event numbers ten bits are the event', () => {
  const count = rows('PMEVTYPER3_EL0', 0x11n, pmu(1n)).filter(({ name }) => name === 'evtCount');
  expect(count).toMatchObject([
    { msb: 15, lsb: 10, kind: 'res0' },
    { msb: 9, lsb: 0, meaning: 'CPU_CYCLES' },
  ]);
});

test('the event registers tell of each event by name', () => {
  const all = rows('PMCEID0_EL0', (1n << 3n) | (1n << 36n), pmu(5n));
  expect(field(all, 'ID3')?.meaning).toBe('L1D_CACHE_REFILL');
  expect(field(all, 'IDhi4')?.meaning).toBe('CNT_CYCLES');
  expect(field(all, 'ID4')?.meaning).toBe('no L1D_CACHE');
});

test('the high part of a split field comes first', () => {
  const aarch32 = rows('pstate', 0x10n | (0b11n << 25n) | (0b10_0000n << 10n));
  expect(field(aarch32, 'IT')?.value).toBe(0b1000_0011n);
});

const enableOf = (gcie: bigint) =>
  field(rows('ICH_VMCR_EL2', 1n, { ID_AA64PFR0_EL1: 0x11n, ID_AA64PFR2_EL1: gcie }), 'EN');

test('the layout of the virtual GIC follows the CPU interface that the VM has', () => {
  expect(enableOf(0n)).toBeUndefined();
  expect(enableOf(1n << 12n)).toMatchObject({ value: 1n, certain: true });
});

test('bits of TCR2_EL2 that only a host kernel in EL2 has are reserved without it', () => {
  const id = arm64.find('TCR2_EL2');
  const layouts = id === undefined ? [] : (arm64.details(id)?.layouts ?? []);
  const has = layouts.map(({ fields }) => fields.some(({ name }) => name === 'FNG1'));
  expect(has).toEqual([false, true]);
});

import { findAnyRegister, registerId } from '@regscope/registers';
import { expect, test } from 'vitest';
import { catalogue, volatileBits, writeRank } from './index.ts';

const id = (name: string) => findAnyRegister(name, [catalogue('arm64')]) ?? registerId(0n);
const inOrder = (names: string[]) => names.toSorted((a, b) => writeRank(id(a)) - writeRank(id(b)));

test('vector lengths come first, then ID registers, firmware registers, all others, and counters last', () => {
  const ordered = ['VLS', 'ID_AA64PFR0_EL1', 'PSCI_VERSION', 'TCR_EL1', 'CNTVCT_EL0'];
  expect(inOrder(ordered.toReversed())).toEqual(ordered);
});

test.each(['CTR_EL0', 'MIDR_EL1', 'REVIDR_EL1', 'AIDR_EL1', 'ID_PFR0_EL1'])(
  '%s is written with the ID registers',
  (name) => {
    expect(writeRank(id(name))).toBe(writeRank(id('ID_AA64MMFR3_EL1')));
  },
);

test('SSBS, in ID_AA64PFR1_EL1, is written before WORKAROUND_2 is judged', () => {
  expect(writeRank(id('ID_AA64PFR1_EL1'))).toBeLessThan(writeRank(id('SMCCC_ARCH_WORKAROUND_2')));
});

test('a counter moves as a whole, a timer’s control by its status alone', () => {
  expect(volatileBits(id('CNTVCT_EL0'))?.mask).toBe((1n << 64n) - 1n);
  expect(volatileBits(id('CNTV_CTL_EL0'))?.mask).toBe(4n);
  expect(volatileBits(id('CNTV_CVAL_EL0'))).toBeUndefined();
});

import { registerId } from '@regscope/registers';
import { expect, test } from 'vitest';
import { rowOf } from '../../components/register-builder.test-helper.ts';
import { tableRows } from './row-model.ts';
import { unlistedRegister } from './unlisted-register.ts';

const rows = tableRows([rowOf({ id: '0x603000000013c020', name: 'ID_AA64PFR0_EL1' })], 'new');
const tcr2 = registerId(0x6030_0000_0013_c103n);
const catalogue = {
  find: (name: string) => (name.toLowerCase() === 'tcr2_el1' ? tcr2 : undefined),
  nameOf: (id: bigint) => (id === tcr2 ? 'TCR2_EL1' : undefined),
};

test.each(['tcr2_el1', ' S3_0_C2_C0_3', '3, 0, 2, 0, 3', '0x603000000013c103'])(
  '%s is told by its name where the VM does not list it',
  (text) => {
    expect(unlistedRegister(text, rows, catalogue)).toBe('TCR2_EL1');
  },
);

test('without a catalogue an id still says what it is', () => {
  expect(unlistedRegister('pc', rows, undefined)).toBe('pc');
});

test('what is listed, and what is no register, is not called missing', () => {
  expect(unlistedRegister('0x603000000013c020', rows, catalogue)).toBeUndefined();
  expect(unlistedRegister('0x1234', rows, catalogue)).toBeUndefined();
  expect(unlistedRegister('nonsense', rows, catalogue)).toBeUndefined();
});

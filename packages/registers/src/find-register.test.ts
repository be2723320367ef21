import { expect, test } from 'vitest';
import { findRegister, formatRegisterId } from './index.ts';

test.each([
  ['0x603000000013C020', '0x603000000013c020'],
  ['S3_0_C0_C4_0', '0x603000000013c020'],
  ['s3_0_c0_c4_0', '0x603000000013c020'],
  [' 3, 0, 0, 4, 0 ', '0x603000000013c020'],
  ['PSCI_VERSION', '0x6030000000140000'],
  ['PC', '0x6030000000100040'],
  ['z31', '0x60800000001503e0'],
  ['ffr', '0x6050000000150600'],
  ['CCSIDR[3]', '0x6020000000110003'],
  ['MSR_0xC0000080', '0x20300002c0000080'],
])('%s is found', (text, id) => {
  const found = findRegister(text);
  expect(found === undefined ? undefined : formatRegisterId(found)).toBe(id);
});

test.each([
  '',
  'x31',
  'S4_0_C0_C0_0',
  'S3_0_C16_C0_0',
  '3,0,0,4',
  '0x1ffffffffffffffff',
  '-0x1',
  '1.5',
  '0x',
  'NaN',
  'MSR_0x1ffffffff',
])('%j names no register', (text) => {
  expect(findRegister(text)).toBeUndefined();
});

test.each([
  ['603000000013c103', 'without 0x'],
  ['6931039826524487939', 'in decimal'],
  ['qemu: failed to set cpreg 0x603000000013C103: Invalid argument', 'in a line of a log'],
])('%s is an id, %s', (text) => {
  expect(findRegister(text)).toBe(0x6030_0000_0013_c103n);
});

test('an id with a field behind it is not the register as a whole', () => {
  expect(findRegister('0x603000000013c030.AES')).toBeUndefined();
});

test('a line with two ids names no one register, and a shorter number is none', () => {
  expect(findRegister('0x603000000013c103 0x603000000013c104')).toBeUndefined();
  expect(findRegister('60300000013c103')).toBeUndefined();
});

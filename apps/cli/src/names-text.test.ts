import { expect, test } from 'vitest';
import { namesText } from './names-text.ts';

test('what is numbered through is put together', () => {
  expect(namesText(['ffr', 'z0', 'z1', 'z2', 'p0', 'p1', 'CCSIDR[3]', 'CCSIDR[4]', 'CCSIDR[5]', 'z9'])).toEqual([
    '  ffr, z0 to z2, p0, p1, CCSIDR[3] to CCSIDR[5], z9',
  ]);
});

test('numbers inside of a name stand for themselves', () => {
  expect(namesText(['PMEVCNTR0_EL0', 'PMEVCNTR1_EL0', 'PMEVCNTR2_EL0', 'TCR2_EL1'])).toEqual([
    '  PMEVCNTR0_EL0, PMEVCNTR1_EL0, PMEVCNTR2_EL0, TCR2_EL1',
  ]);
});

test('a long list is broken, below what stands before it', () => {
  const names = Array.from({ length: 20 }, (_, n) => `REGISTER_${'ABCDEFGHIJKLMNOPQRST'[n]}`);
  const lines = namesText(names, '0x0  ');
  expect(lines.length).toBe(3);
  expect(lines.every((line) => line.length <= 121)).toBe(true);
  expect(lines[1]).toMatch(/^ {7}REGISTER_/);
});

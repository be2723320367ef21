import { expect, test } from 'vitest';
import { namesText } from './names-text.ts';

test('what is numbered through is put together', () => {
  expect(namesText(['ffr', 'z0', 'z1', 'z2', 'p0', 'p1', 'CCSIDR[3]', 'CCSIDR[4]', 'CCSIDR[5]', 'z9'])).toEqual([
    '  ffr, z0 to z2, p0, p1, CCSIDR[3] to CCSIDR[5], z9',
  ]);
});

test('one number alone goes up, wherever it stands', () => {
  expect(namesText(['PMEVCNTR0_EL0', 'PMEVCNTR1_EL0', 'PMEVCNTR2_EL0', 'SP_EL0', 'SP_EL1', 'TCR2_EL1'])).toEqual([
    '  PMEVCNTR0_EL0 to PMEVCNTR2_EL0, SP_EL0, SP_EL1, TCR2_EL1',
  ]);
  expect(namesText(['a0_0', 'a0_1', 'a1_1', 'a1_2', 'a1_3'])).toEqual(['  a0_0, a0_1, a1_1 to a1_3']);
});

test('a long list is broken, below what stands before it', () => {
  const names = Array.from({ length: 20 }, (_, n) => `REGISTER_${'ABCDEFGHIJKLMNOPQRST'[n]}`);
  const lines = namesText(names, '0x0  ');
  expect(lines.length).toBe(3);
  expect(lines.every((line) => line.length <= 121)).toBe(true);
  expect(lines[1]).toMatch(/^ {7}REGISTER_/);
});

import { expect, test } from 'vitest';
import { nameBits } from './name-bits.ts';

test.each([
  [1n << 32n, 'bit 32'],
  [(1n << 35n) | (1n << 40n), 'bits 35 and 40'],
  [0xfn << 64n, 'bits 64 to 67'],
  [(0xfn << 64n) | (1n << 70n) | (1n << 72n), 'bits 64 to 67, 70 and 72'],
])('%s is read as %s', (mask, words) => {
  expect(nameBits(mask)).toBe(words);
});

test('a mask full of holes does not make a sentence without end', () => {
  expect(nameBits(BigInt(`0x${'5'.repeat(512)}`))).toBe('bits 0, 2, 4, 6, 8, 10, 12, 14 and 1016 more groups');
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deposit, extract, maskOf, widthOf } from '../index.ts';

/** Pieces that do not overlap, from the highest to the lowest. */
const segments = fc
  .uniqueArray(fc.nat(63), { minLength: 2, maxLength: 8 })
  .map((bits) => bits.toSorted((a, b) => b - a))
  .map((bits) => Array.from({ length: bits.length >> 1 }, (_, n) => [bits[2 * n] ?? 0, bits[2 * n + 1] ?? 0] as const));

test('what is put into the pieces of a field comes out of them again', () => {
  fc.assert(
    fc.property(segments, fc.bigInt(0n, (1n << 64n) - 1n), (segs, bits) => {
      const fitting = bits & ((1n << BigInt(widthOf(segs))) - 1n);
      expect(extract(deposit(fitting, segs), segs)).toBe(fitting);
      expect(deposit(bits, segs) & ~maskOf(segs)).toBe(0n);
    }),
  );
});

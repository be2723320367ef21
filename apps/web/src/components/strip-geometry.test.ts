import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bitAt, frame, large, rowWidth, small, within, xOf } from './strip-geometry.ts';

const measure = fc.constantFrom(small, large);

test('the bit under the middle of a cell is the bit that is drawn there', () => {
  fc.assert(
    fc.property(measure, fc.integer({ min: 1, max: 64 }), fc.nat(63), (of, count, any) => {
      const bit = any % count;
      expect(bitAt(xOf(bit, count, of) + of.cell / 2, count, of)).toBe(bit);
    }),
  );
});

test('beside the row and between nibbles there is no bit', () => {
  expect(bitAt(-3, 64, small)).toBeUndefined();
  expect(bitAt(rowWidth(64, small) + 1, 64, small)).toBeUndefined();
  expect(bitAt(xOf(60, 64, small) + small.cell + 1, 64, small)).toBeUndefined();
});

test('a row of 64 bits fits into the panel, and a row of 32 large ones beside an id', () => {
  expect(rowWidth(64, small)).toBeLessThanOrEqual(436);
  expect(rowWidth(32, large)).toBeLessThanOrEqual(820);
});

test('a frame goes around the cells of its field, and fields that touch share a line', () => {
  const upper = frame([3, 2], 8, small);
  const lower = frame([1, 0], 8, small);
  expect(upper.x + upper.width).toBe(lower.x);
  expect(lower.width).toBe(2 * small.cell);
});

test('a field of several rows is cut at their ends', () => {
  expect(within([70, 60], { msb: 127, lsb: 64 })).toEqual([6, 0]);
  expect(within([70, 60], { msb: 63, lsb: 0 })).toEqual([63, 60]);
  expect(within([70, 66], { msb: 63, lsb: 0 })).toBeUndefined();
});

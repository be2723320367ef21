import { expect, test } from 'vitest';
import { stepBit } from './step-bit.ts';

const from = (at: number) => (key: string) => stepBit(key, { at, bits: 64, perRow: 32 });

test('arrows move by what is seen: left is higher, down is a row lower', () => {
  expect(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].map(from(31))).toEqual([
    32,
    30,
    63,
    undefined,
    63,
    0,
  ]);
});

test('the ends of the strip are ends, and other keys are nobody’s', () => {
  expect(from(63)('ArrowLeft')).toBeUndefined();
  expect(from(0)('ArrowRight')).toBeUndefined();
  expect(from(5)('x')).toBeUndefined();
});

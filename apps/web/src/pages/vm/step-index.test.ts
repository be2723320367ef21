import { expect, test } from 'vitest';
import { stepIndex } from './step-index.ts';

const list = { at: 5, count: 20, page: 10 };

test('arrows, pages and ends move within the list', () => {
  const keys = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'];
  expect(keys.map((key) => stepIndex(key, list))).toEqual([6, 4, 15, 0, 0, 19]);
});

test('nothing moves past the ends', () => {
  expect(stepIndex('ArrowDown', { ...list, at: 19 })).toBe(19);
  expect(stepIndex('ArrowUp', { ...list, at: 0 })).toBe(0);
});

test('the first press of an arrow goes to the first row', () => {
  expect(stepIndex('ArrowDown', { ...list, at: -1 })).toBe(0);
});

test('an empty list and other keys lead nowhere', () => {
  expect(stepIndex('ArrowDown', { ...list, count: 0 })).toBeUndefined();
  expect(stepIndex('x', list)).toBeUndefined();
});

import { expect, test } from 'vitest';
import { askedOf, chosenOf, toggled } from './choose-targets.ts';

const names = ['a', 'b', 'c'];

test('all are ticked unless some are named, and what is gone is not', () => {
  expect([...chosenOf(undefined, names)]).toEqual(names);
  expect([...chosenOf(['c', 'gone', 'a'], names)]).toEqual(['a', 'c']);
});

test('all of them need no names in the address', () => {
  expect(askedOf(new Set(names), names)).toBeUndefined();
  expect(askedOf(new Set(['c', 'a']), names)).toEqual(['a', 'c']);
});

test('a tick goes on and off', () => {
  expect([...toggled(new Set(['a']), 'b')]).toEqual(['a', 'b']);
  expect([...toggled(new Set(['a', 'b']), 'a')]).toEqual(['b']);
});

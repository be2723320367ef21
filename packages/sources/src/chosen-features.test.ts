import { expect, test } from 'vitest';
import { chosenFeatures } from './chosen-features.ts';

const feature = (name: string, more = {}) => ({
  name,
  title: '',
  offered: true,
  byDefault: true,
  needs: null,
  ...more,
});
const known = [
  feature('psci'),
  feature('sve', { offered: false }),
  feature('el2', { byDefault: false }),
  feature('el2-e2h0', { byDefault: false, needs: 'el2' }),
];

test('without a wish a VM gets what is offered of the default set', () => {
  expect(chosenFeatures(undefined, known, 'h')).toEqual(['psci']);
});

test('a wish is followed to the letter, down to nothing at all, and named twice is chosen once', () => {
  expect(chosenFeatures([], known, 'h')).toEqual([]);
  expect(chosenFeatures(['el2', 'el2-e2h0', 'el2'], known, 'h')).toEqual(['el2', 'el2-e2h0']);
});

test.each([
  [['warp'], 'h knows no feature "warp"; offered: psci, el2, el2-e2h0'],
  [['sve'], 'h does not offer "sve"; offered: psci, el2, el2-e2h0'],
  [['el2-e2h0'], 'el2-e2h0 needs el2 as well'],
])('%j is refused: %s', (wanted, message) => {
  expect(() => chosenFeatures(wanted, known, 'h')).toThrow(message);
});

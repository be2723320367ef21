import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeNames } from './place-names.ts';

const lines = (...names: [string, number][]) =>
  Object.fromEntries(placeNames(names.map(([name, x]) => ({ name, x }))).map(({ name, line }) => [name, line]));

test('names with room beside each other share a line', () => {
  expect(lines(['DIT', 0], ['SVE', 100])).toEqual({ DIT: 0, SVE: 0 });
});

test('a name without room goes below its right neighbour', () => {
  expect(lines(['F8MM8', 0], ['F8MM4', 10], ['F8E4M3', 20])).toEqual({ F8MM8: 2, F8MM4: 1, F8E4M3: 0 });
});

test('no name covers another or a thread to a lower one', () => {
  const names = fc.array(fc.record({ name: fc.stringMatching(/^[A-Z]{1,9}$/), x: fc.nat(700) }), { maxLength: 16 });
  fc.assert(
    fc.property(names, (all) => {
      const placed = placeNames(all);
      const covered = placed.flatMap((one) =>
        placed.filter(({ x, line }) => x > one.x && line >= one.line && x < one.x + one.name.length * 6.7),
      );
      expect(covered).toEqual([]);
    }),
  );
});

// Each VM that was probed, put together from the others as if it had not been: what comes out is what was found.
import type { ProbedShape } from '@regscope/captures';
import { expect, test } from 'vitest';
import { recorded, shelf } from '../shelf.test-helper.ts';
import { composeShape } from './compose-shape.ts';

const sorted = (ids: readonly string[]) => ids.toSorted();

/** By register, of those that stand still; vector registers are tried on the first VM alone. */
function found({ registers, sweeps }: ProbedShape): Map<string, string> {
  const still = registers.filter(({ id, moving }) => moving === undefined && Number(`0x${id[4]}`) < 5);
  return new Map(
    still.map(({ id, value, new: flips }) => [
      id,
      JSON.stringify([value, flips, sweeps.filter((one) => one.id === id)]),
    ]),
  );
}

test('a VM that is put together is the one that was probed', () => {
  let composed = 0;
  for (const name of shelf.filter((one) => one.startsWith('arm64'))) {
    const shapes = recorded(name).probe?.shapes ?? [];
    for (const [n, shape] of shapes.entries()) {
      const made = composeShape({ shapes: shapes.toSpliced(n, 1) }, shape.features);
      if (made === undefined) continue;
      composed += 1;
      expect(sorted(made.listed), `${name} ${shape.features.join()}`).toEqual(sorted(shape.listed));
      expect(found(made), `${name} ${shape.features.join()}`).toEqual(found(shape));
    }
  }
  expect(composed).toBeGreaterThan(100);
});

test('nothing is said of features that no VM had together, and might exclude each other', () => {
  const { probe } = recorded('arm64-7.3-max-mte');
  expect(probe && composeShape(probe, ['psci', 'mte', 'aarch32'])).toBeUndefined();
  expect(probe && composeShape(probe, ['psci', 'mte', 'pmu'])?.listed.length).toBeGreaterThan(300);
});

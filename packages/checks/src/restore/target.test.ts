import { expect, test } from 'vitest';
import { recorded } from '../shelf.test-helper.ts';
import { targetOf } from './target.ts';

const host = recorded('arm64-7.3-max-mte');
const offered = host.host.offered ?? [];
const probed = new Set(host.probe?.shapes.map(({ features }) => features.toSorted().join()));

/** Choices that were not probed themselves, and are put together from others. */
const composed = Array.from({ length: 1 << offered.length }, (_, bits) => offered.filter((_name, n) => (bits >> n) & 1))
  .filter((features) => !probed.has(features.toSorted().join()))
  .filter((features) => targetOf(host, features).makes === true);
const shapeOf = (features: readonly string[] = []) => targetOf(host, features).shape;

test('a VM that was put together for a choice of features is kept, in whatever order they are named', () => {
  const [features = []] = composed;
  expect(shapeOf(features.toReversed())).toBe(shapeOf(features));
});

test('however many choices are asked for, the last ones alone are kept', () => {
  expect(composed.length).toBeGreaterThan(40);
  const first = shapeOf(composed[0]);
  const last = composed.map(shapeOf).at(-1);
  expect(shapeOf(composed.at(-1))).toBe(last);
  const again = shapeOf(composed[0]);
  expect(again).not.toBe(first);
  expect([again?.listed, again?.fresh]).toEqual([first?.listed, first?.fresh]);
});

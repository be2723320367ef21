import { expect, test } from 'vitest';
import { daysProblem, nameProblem } from './token-problem.ts';

test.each(['ci', 'nightly report', 'a.b_c@d+e-f', '7'])('%s is a name for a token', (name) => {
  expect(nameProblem(name)).toBeUndefined();
});

test.each(['', ' ci', 'ci ', '-x', 'a\tb', 'ä', '<b>'])('%j is none, and it is said why', (name) => {
  expect(nameProblem(name)).toMatch(/name/);
});

test('days may be left out; otherwise they are counted whole, for ten years at most', () => {
  expect(['', '1', '90', '3660'].map(daysProblem)).toEqual([undefined, undefined, undefined, undefined]);
  for (const wrong of ['0', '-1', '1.5', '3661', 'soon']) expect(daysProblem(wrong)).toMatch(/1 to 3660/);
});

import { expect, test } from 'vitest';
import { sharedStart } from './shared-start.ts';

test.each([
  [['arm64-7.3-max', 'arm64-7.3-n1'], 10],
  [['arm64-7.3-max', 'arm64-6.1-max'], 6],
  [['arm64', 'arm64-x'], 0],
  [['alone-here'], 0],
])('%j share %i characters', (names, count) => {
  expect(sharedStart(names)).toBe(count);
});

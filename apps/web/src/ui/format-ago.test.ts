import { expect, test } from 'vitest';
import { formatAgo } from './format-ago.ts';

test('times are told in the unit that a person would use', () => {
  expect([400, 3000, 120_000, 7_200_000, 259_200_000].map(formatAgo)).toEqual([
    'just now',
    '3 s ago',
    '2 min ago',
    '2 h ago',
    '3 days ago',
  ]);
});

test('a server whose clock runs ahead has read just now', () => {
  expect(formatAgo(-5000)).toBe('just now');
});

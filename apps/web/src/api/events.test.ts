import { expect, test } from 'vitest';
import { staleKeys } from './events.ts';
import { queryKeys } from './queries.ts';

test('a change of one VM makes its registers stale and nobody else’s, and that it was read is news of the VMs', () => {
  expect(staleKeys('{"what":"registers","host":"h","vm":"v"}')).toEqual([
    ['registers', 'h', 'v'],
    ['vms'],
    ['comparisons'],
    ['verdicts'],
  ]);
});

test('features go stale with the registers that they follow from', () => {
  const key = queryKeys.features({ host: 'h', vm: 'v', createdAt: '2026-01-01T00:00:00.000Z' });
  const [stale = []] = staleKeys('{"what":"registers","host":"h","vm":"v"}');
  expect(key.slice(0, stale.length)).toEqual(stale);
});

test('a change of the VMs covers the list and each VM', () => {
  expect(staleKeys('{"what":"vms"}')).toEqual([['vms']]);
  expect(staleKeys('{"what":"hosts"}')).toEqual([['hosts']]);
});

test('a message that a newer server sends is passed over', () => {
  expect(staleKeys('{"what":"weather"}')).toEqual([]);
  expect(staleKeys('not json')).toEqual([]);
});

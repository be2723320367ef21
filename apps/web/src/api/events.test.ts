import { expect, test } from 'vitest';
import { staleKeys } from './events.ts';

test('a change of one VM makes its registers stale and nobody else’s', () => {
  expect(staleKeys('{"what":"registers","host":"h","vm":"v"}')).toEqual([['registers', 'h', 'v']]);
});

test('a change of the VMs covers the list and each VM', () => {
  expect(staleKeys('{"what":"vms"}')).toEqual([['vms']]);
  expect(staleKeys('{"what":"hosts"}')).toEqual([['hosts']]);
});

test('a message that a newer server sends is passed over', () => {
  expect(staleKeys('{"what":"weather"}')).toEqual([]);
  expect(staleKeys('not json')).toEqual([]);
});

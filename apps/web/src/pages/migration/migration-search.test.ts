import { expect, test } from 'vitest';
import { pairOf, readMigrationSearch, sidesIn, withPair, withRules, withSides } from './migration-search.ts';

test('an address says who moves where by whose rules, and nothing else is taken over', () => {
  expect(readMigrationSearch({ sources: 'a/1,b/1', vmm: 'qemu:10.2', order: 'kernel', x: '1' })).toEqual({
    sources: 'a/1,b/1',
    vmm: 'qemu:10.2',
    order: 'kernel',
  });
  expect(readMigrationSearch({ sources: '', vmm: 'qemu:9', order: 'size', from: 'a/1' })).toEqual({});
});

test('hosts stand there once each, and forty at most are asked for', () => {
  expect(sidesIn('a/1,nonsense,a/1,lab:6.12:max/2')).toEqual([
    { host: 'a', vm: '1' },
    { host: 'lab:6.12:max', vm: '2' },
  ]);
  expect(sidesIn(Array.from({ length: 50 }, (_, n) => `a/${n}`).join(','))).toHaveLength(40);
});

test('targets that are the sources are not written twice, and rules that are KVM’s not at all', () => {
  expect(withSides({ vmm: 'qemu', targets: 'c/1' }, ['a/1', 'b/1'], ['a/1', 'b/1'])).toEqual({
    vmm: 'qemu',
    sources: 'a/1,b/1',
  });
  expect(withSides({}, ['a/1'], ['b/1'])).toEqual({ sources: 'a/1', targets: 'b/1' });
  expect(withRules({ vmm: 'qemu', order: 'kernel' }, 'kvm')).toEqual({ order: 'kernel' });
});

test('a pair is looked at when both of it are named, and the matrix it was opened from stays in the address', () => {
  const pair = { from: { host: 'a', vm: '1' }, to: { host: 'b', vm: '1' } };
  expect(withPair({ sources: 'a/1,b/1' }, pair)).toEqual({ sources: 'a/1,b/1', from: 'a/1', to: 'b/1' });
  expect(pairOf({ from: 'a/1', to: 'b/1' })).toEqual(pair);
  expect(pairOf({ from: 'a/1', to: 'nonsense' })).toBeUndefined();
});

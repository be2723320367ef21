import { expect, test } from 'vitest';
import { captureOf } from './capture-builder.test-helper.ts';
import { filterCaptures } from './filter-captures.ts';
import { isCaptureSort, nextSort, sortCaptures } from './sort-captures.ts';

const all = [
  captureOf('b', { kernel: '6.12.1', bytes: 9 }),
  captureOf('a10', { kernel: '6.6.1', kind: 'own', bytes: 10 }),
  captureOf('a9', { kernel: '7.3', arch: 'x86-64', probed: 0, bytes: 9 }),
];
const names = (captures: readonly { name: string }[]) => captures.map(({ name }) => name).join(' ');

test('captures stand by name until another order is asked for, and equals stay by name', () => {
  expect(names(sortCaptures(all))).toBe('a9 a10 b');
  expect(names(sortCaptures(all, 'kernel'))).toBe('a10 b a9');
  expect(names(sortCaptures(all, '-size'))).toBe('a10 a9 b');
});

test('a second press turns the order round', () => {
  expect([nextSort('name', 'size'), nextSort('size', 'size'), nextSort('-size', 'size')]).toEqual([
    'size',
    '-size',
    'size',
  ]);
});

test('an address asks for no order that there is not', () => {
  expect(['-made', 'toString', 'x', 7].map(isCaptureSort)).toEqual([true, false, false, false]);
});

test('every word of the text is found somewhere in the capture', () => {
  expect(names(filterCaptures(all, { q: 'yours 6.6' }))).toBe('a10');
  expect(names(filterCaptures(all, { q: 'probed', arch: 'arm64' }))).toBe('b a10');
  expect(names(filterCaptures(all, { arch: 'x86-64' }))).toBe('a9');
});

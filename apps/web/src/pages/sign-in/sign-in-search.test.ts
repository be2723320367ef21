import { expect, test } from 'vitest';
import { readSignInSearch, wayBack } from './sign-in-search.ts';

test('the way back is kept with its filter', () => {
  expect(wayBack('/hosts/lab/vms/vm-1?q=x0')).toBe('/hosts/lab/vms/vm-1?q=x0');
});

test.each([
  undefined,
  '',
  'https://elsewhere.example/',
  '//elsewhere.example',
  '/\\elsewhere.example',
  '/sign-in?from=/',
])('%s leads to the first page instead', (from) => {
  expect(wayBack(from)).toBe('/');
});

test('only texts are taken from the address', () => {
  expect(readSignInSearch({ from: '/', problem: 3, other: 'x' })).toEqual({ from: '/' });
});

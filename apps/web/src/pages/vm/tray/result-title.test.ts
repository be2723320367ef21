import { expect, test } from 'vitest';
import { resultTitle } from './result-title.ts';

test('only what was applied as a whole is called so', () => {
  expect(resultTitle('apply', 'applied')).toBe('Applied to this VM');
  expect(resultTitle('undo', 'applied')).toBe('Taken back');
  expect(resultTitle('apply', 'rolled back')).toBe('Not applied to this VM');
  expect(resultTitle('undo', 'refused')).toBe('Not taken back');
  expect(resultTitle('apply', 'unknown')).toBe('Perhaps applied to this VM, in part');
});

test('a trial is a trial, whatever the kernel said', () => {
  expect(resultTitle('try', 'refused')).toBe('Tried on a scratch VM');
});

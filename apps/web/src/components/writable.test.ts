import { expect, test } from 'vitest';
import { rowOf } from './register-builder.test-helper.ts';
import { isFrozenByStart, isStill, isWritable, whereProbed, writableNow } from './writable.ts';

const mutability = (before: 'all' | 'some' | 'none' | 'unknown', after = before) => ({
  ...rowOf({}).mutability,
  before,
  after,
});

test('before the first run counts what is accepted then, afterwards what still is', () => {
  expect(writableNow(mutability('all', 'some'), 'new')).toBe('all');
  expect(writableNow(mutability('all', 'some'), 'started')).toBe('still some');
  expect(writableNow(mutability('unknown'), 'started')).toBe('unknown');
});

test('frozen is what could be changed once, fixed is what never could', () => {
  expect(writableNow(mutability('some', 'none'), 'started')).toBe('frozen');
  expect(writableNow(mutability('none'), 'started')).toBe('fixed');
  expect(writableNow(mutability('none'), 'new')).toBe('fixed');
});

test('a register is told to freeze before it does', () => {
  expect(isFrozenByStart(mutability('some', 'none'))).toBe(true);
  expect(isFrozenByStart(mutability('some'))).toBe(false);
  expect(isFrozenByStart(mutability('none'))).toBe(false);
});

test('what KVM still takes of a started VM is told apart from what may be changed', () => {
  const after = (amount: 'all' | 'some' | 'none') => writableNow(mutability('all', amount), 'started');
  expect([after('all'), after('some'), after('none')].filter(isStill)).toEqual(['still all', 'still some']);
  expect(isStill(writableNow(mutability('all'), 'new'))).toBe(false);
});

test('what nobody probed is not called writable', () => {
  const every = ['all', 'some', 'still all', 'still some', 'frozen', 'fixed', 'unknown'] as const;
  expect(every.filter(isWritable)).toEqual(['all', 'some', 'still all', 'still some']);
});

test('a register of which nothing can be changed was probed where the others were', () => {
  const scope = { kind: 'vm', evidence: 'probed', because: 'Linux 7.3, lab', fields: {} } as const;
  expect(whereProbed([rowOf({}), rowOf({ scope })])).toBe('Linux 7.3, lab');
  expect(whereProbed([rowOf({})])).toBeUndefined();
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { captureName, problemOf } from './capture-name.ts';

const now = new Date('2026-11-22T10:00:00Z');
const none: ReadonlySet<string> = new Set();

test('a name says which VM and when, in characters that every file system takes', () => {
  expect(captureName({ host: 'lab:6.12:max', vm: '1' }, now, none)).toBe('lab-6.12-max-1-2026-11-22');
});

test('a name that is taken gets a number', () => {
  const taken = new Set(['local-1-2026-11-22', 'local-1-2026-11-22-2']);
  expect(captureName({ host: 'local', vm: '1' }, now, taken)).toBe('local-1-2026-11-22-3');
});

test('what is proposed is always right, whatever a host is called', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.string(), (host, vm) => {
      expect(problemOf(captureName({ host, vm }, now, none), none)).toBeUndefined();
    }),
  );
});

test.each([
  ['', /needs a name/],
  ['.hidden', /begins with/],
  ['a b', /only/],
  ['a'.repeat(81), /At most 80/],
  ['old', /already/],
])('%j is refused with a reason', (name, why) => {
  expect(problemOf(name, new Set(['old']))).toMatch(why);
});

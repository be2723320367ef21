import fc from 'fast-check';
import { expect, test } from 'vitest';

import { labName, parseLabName } from './lab-name.ts';

test('a short name takes the defaults', () => {
  expect(parseLabName('lab')).toEqual({ kernel: '6.12', cpu: 'max', traits: [], qemu: 'system' });
  expect(parseLabName('lab:6.1')).toEqual({ kernel: '6.1', cpu: 'max', traits: [], qemu: 'system' });
});

test.each([
  'lab:6.12:max',
  'lab:6.1:neoverse-n1',
  'lab:7.3:max+el2+mte:trixie-backports',
  'lab:7.2:rv64+aia',
  'lab:6.12:max+qemu',
  'lab:scope:max+mte',
])('%s names itself', (name) => {
  const spec = parseLabName(name);
  expect(spec && labName(spec)).toBe(name);
});

test('traits stand in one order, each once', () => {
  const spec = parseLabName('lab:7.3:max+mte+el2');
  expect(spec && labName(spec)).toBe('lab:7.3:max+el2+mte');
});

const hostile = String.raw`| LAB | lab: | lab:6 | lab:06.1 | lab:6.12: | lab:6.12:max:sid:x | lab:6.12:max,sve=off | lab:6.12:../x
  | lab:6.12:max:.. | lab:6.12:-cpu | lab:6.12:max:$(id) | lab:6.12:a b | lab:6.1/2 | lab:6.12:a\b
  | lab:6.12:max+ | lab:6.12:+el2 | lab:6.12:max+sve | lab:6.12:max+el2+el2 | lab:6.12:max+constructor | lab:7.2:rv64+mte | lab:7.2:rv64+qemu
  | lab:scope:rv64 | lab:constructor:max`;

test.each([...hostile.split(/\s*\|\s*/), 'lab:6.12:max\n', 'lab:6.12:max\0'])('%j names nothing', (name) => {
  expect(parseLabName(name)).toBeUndefined();
});

test('whatever is accepted can be part of a path and of a command line', () => {
  const letters = fc.constantFrom(...Array.from('lab:6.12max-_/,+$\'"\\ \n\0'));
  const names = fc.oneof(
    fc.string(),
    fc.string({ unit: letters }).map((text) => `lab:6.12:${text}`),
  );
  expect(() => fc.assert(fc.property(names, isHarmless))).not.toThrow();
});

function isHarmless(name: string): boolean {
  return Object.values(parseLabName(name) ?? {})
    .flat()
    .every((part) => /^[a-z0-9][a-z0-9._-]*$/.test(part));
}

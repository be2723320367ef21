import fc from 'fast-check';
import { expect, test } from 'vitest';

import { labName, parseLabName } from './lab-name.ts';

test('a short name takes the defaults', () => {
  expect(parseLabName('lab')).toEqual({ kernel: '6.12', cpu: 'max', qemu: 'system' });
  expect(parseLabName('lab:6.1')).toEqual({ kernel: '6.1', cpu: 'max', qemu: 'system' });
});

test.each(['lab:6.12:max', 'lab:6.1:neoverse-n1', 'lab:7.3:max:trixie-backports'])('%s names itself', (name) => {
  const spec = parseLabName(name);
  expect(spec && labName(spec)).toBe(name);
});

const hostile = String.raw`| LAB | lab: | lab:6 | lab:06.1 | lab:6.12: | lab:6.12:max:sid:x | lab:6.12:max,sve=off | lab:6.12:../x
  | lab:6.12:max:.. | lab:6.12:-cpu | lab:6.12:max:$(id) | lab:6.12:a b | lab:6.1/2 | lab:6.12:a\b`;

test.each([...hostile.split(/\s*\|\s*/), 'lab:6.12:max\n', 'lab:6.12:max\0'])('%j names nothing', (name) => {
  expect(parseLabName(name)).toBeUndefined();
});

test('whatever is accepted can be part of a path and of a command line', () => {
  const letters = fc.constantFrom(...Array.from('lab:6.12max-_/,$\'"\\ \n\0'));
  const names = fc.oneof(
    fc.string(),
    fc.string({ unit: letters }).map((text) => `lab:6.12:${text}`),
  );
  expect(() => fc.assert(fc.property(names, isHarmless))).not.toThrow();
});

function isHarmless(name: string): boolean {
  return Object.values(parseLabName(name) ?? {}).every((part) => /^[a-z0-9][a-z0-9._-]*$/.test(part));
}

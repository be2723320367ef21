import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anotherName, nameFromFile } from './name-from-file.ts';

test('the name of a file becomes the name of a capture', () => {
  expect(nameFromFile('arm64-7.3-max.json')).toBe('arm64-7.3-max');
  expect(nameFromFile('My host (2).JSON')).toBe('My-host-2');
  expect(nameFromFile('C:\\captures\\a.json')).toBe('a');
  expect(nameFromFile('lab:6.12:max-1.json')).toBe('lab-6.12-max-1');
  expect(nameFromFile('.json')).toBe('capture');
  expect(nameFromFile('日本.json')).toBe('capture');
});

test('every file gets a name that the server takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (name) => {
      expect(nameFromFile(name)).toMatch(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,79}$/);
    }),
  );
});

test('a name that is taken gets a number, and the next where that is taken too', () => {
  expect(anotherName('mine', new Set(['mine']))).toBe('mine-2');
  expect(anotherName('mine-2', new Set(['mine-2', 'mine-3']))).toBe('mine-4');
  expect(anotherName('x'.repeat(80), new Set())).toBe(`${'x'.repeat(78)}-2`);
});

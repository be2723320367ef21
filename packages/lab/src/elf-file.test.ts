import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { neededLibraries } from './elf-file.ts';

test('a program tells the libraries that it needs', () => {
  expect(neededLibraries(readFileSync(process.execPath))).toEqual(expect.arrayContaining(['libc.so.6', 'libm.so.6']));
});

test('what is no program of 64 bits, or has no libraries, needs none', () => {
  const header = Buffer.alloc(64);
  for (const file of [Buffer.alloc(0), Buffer.from('#!/bin/sh\n'), header]) expect(neededLibraries(file)).toEqual([]);
});

test('a file that is cut off or wrong ends in an error or in names, not in a hang', () => {
  const program = readFileSync(process.execPath).subarray(0, 4096);
  const harm = fc.record({ at: fc.nat(1023), byte: fc.nat(255), length: fc.nat(4096) });
  fc.assert(
    fc.property(harm, ({ at, byte, length }) => {
      const file = Buffer.from(program.subarray(0, length));
      if (at < length) file[at] = byte;
      expect(outcomeOf(file)).toBe('as it must be');
    }),
  );
});

function outcomeOf(file: Buffer): string {
  try {
    return neededLibraries(file).every((name) => typeof name === 'string') ? 'as it must be' : 'no names';
  } catch (error) {
    return error instanceof RangeError ? 'as it must be' : String(error);
  }
}

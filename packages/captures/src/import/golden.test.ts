import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { importCapture, importState, readCapture, showCapture, writeCapture } from '../index.ts';
import { builtFiles, builtNames } from './built-files.test-helper.ts';

const folder = fileURLToPath(new URL('../golden/import/', import.meta.url));
const made = { at: '2026-11-24T22:30:00.000Z', by: 'regscope' };
const idOnly = (id: string): string => id.slice(-4);

test.each(builtNames)('%s holds what its readable twin says, and is what its builder builds', (name) => {
  const bytes = readFileSync(folder + name);
  expect(new Uint8Array(bytes)).toEqual(builtFiles[name]);
  expect(showCapture(importCapture(bytes, name, made), idOnly)).toBe(readFileSync(`${folder}${name}.shown`, 'utf8'));
});

test.each(builtNames)('%s is kept as a capture without losing anything', (name) => {
  const capture = importCapture(builtFiles[name], name, made);
  const again = readCapture(new TextEncoder().encode(writeCapture(capture)), name);
  expect(again).toEqual(capture);
  const { claims: _, ...state } = importState(new TextEncoder().encode(writeCapture(capture)), name);
  const { claims, ...direct } = importState(builtFiles[name], name);
  expect(state).toEqual(direct);
  expect(again.imported?.claims).toEqual(claims);
});

test('every golden file has a builder', () => {
  expect(builtNames.filter((name) => !existsSync(folder + name))).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { attachEnds, attachHows, entryKinds, kinds, ops, protocol, refusals, unsafeStates } from './protocol.ts';

const header = readFileSync(new URL('../../../native/protocol.h', import.meta.url), 'utf8');

test('every number here is the one of native/protocol.h, and none is left out', () => {
  const all = { ...kinds, ...refusals, ...attachEnds, ...unsafeStates, ...attachHows, ...ops, ...entryKinds };
  expect(all).toEqual(enumerators());
  expect(protocol).toEqual(defines());
});

function enumerators(): Record<string, number> {
  return Object.fromEntries(
    [...header.matchAll(/\b(RS_[A-Z_]+) = (\d+)/g)].map(([, name = '', value]) => [name, Number(value)]),
  );
}

function defines(): Record<string, number> {
  const all = [...header.matchAll(/^#define (RS_[A-Z_]+) \(?(0x[0-9a-f]+|\d+)u?(?: << (\d+)\))?/gm)];
  return Object.fromEntries(all.map(([, name = '', base, shift]) => [name, Number(base) * 2 ** Number(shift ?? 0)]));
}

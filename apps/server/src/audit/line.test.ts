import { expect, test } from 'vitest';
import fc from 'fast-check';
import type { AuditEntry } from '@regscope/contract';
import { attemptOf } from './audit-builder.test-helper.ts';
import { canonical, chainStart, makeLine, readLine, writeLine } from './line.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const at = '2026-11-24T00:00:00.000Z';
const note = (because: string): AuditEntry => ({ kind: 'opened', because });

test('what is written is what is read, whatever a text holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(), (because, seq) => {
      const line = makeLine({ seq, hash: chainStart.hash }, at, note(because));
      expect(readLine(bytes(writeLine(line)))).toEqual(line);
      expect(writeLine(line)).not.toContain('\n');
    }),
  );
});

test('one value has one text, in whatever order its keys were given', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const shuffled: unknown = JSON.parse(JSON.stringify(value), (_, part: unknown) =>
        typeof part === 'object' && part !== null && !Array.isArray(part)
          ? Object.fromEntries(Object.entries(part).toReversed())
          : part,
      );
      expect(canonical(shuffled)).toBe(canonical(JSON.parse(JSON.stringify(value))));
    }),
  );
});

test('no single byte of a line can be another one', () => {
  const line = bytes(writeLine(makeLine(chainStart, at, attemptOf('a'))));
  fc.assert(
    fc.property(fc.nat(line.length - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
      const changed = Uint8Array.from(line);
      changed[index] = (line[index] ?? 0) ^ change;
      expect(readLine(changed)).toBeUndefined();
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['a space between', (text: string) => text.replace(',', ', ')],
  ['a key that comes twice', (text: string) => text.replace('{', '{"at":"2020-01-01T00:00:00.000Z",')],
  ['an escape for a letter', (text: string) => text.replace('alice', '\\u0061lice')],
  ['a key too many', (text: string) => text.replace('{', '{"aa":1,')],
])('%s, which JSON does not mind, is a change', (_, change) => {
  const text = writeLine(makeLine(chainStart, at, attemptOf('a')));
  expect(readLine(bytes(change(text)))).toBeUndefined();
});

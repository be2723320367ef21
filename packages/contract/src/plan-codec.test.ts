import { registerId, type Edit } from '@regscope/registers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatEdits, parseEdits, planOf, wirePlan } from './index.ts';

const wide = fc.bigInt(0n, (1n << 2048n) - 1n);
const edit: fc.Arbitrary<Edit> = fc.record({
  id: fc.bigInt(1n, (1n << 64n) - 1n).map(registerId),
  vcpu: fc.option(fc.nat(511)),
  mask: wide,
  from: wide,
  to: wide,
});

test('the edits of a plan go into an address and come back whole, of 2048 bits too', () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 5 }), (edits) => {
      expect(parseEdits(formatEdits(edits))).toEqual(edits);
    }),
  );
});

test('text that no plan wrote is none, and parsing it never throws', () => {
  fc.assert(fc.property(fc.string(), (text) => void parseEdits(text)));
  for (const text of [
    '603000000013c030',
    '0.f.0.0',
    '603000000013c030.f0.20.10_',
    '1.f.0.-1',
    '1.f.0.1@9999',
    '1.f.0.1e3x',
  ])
    expect(parseEdits(text)).toBeUndefined();
});

test('a plan goes over the wire and comes back the same, and JSON holds no number of 64 bits', () => {
  const target = {
    host: 'lab:6.12:max',
    vm: '1',
    createdAt: '2026-11-24T10:00:00.000Z',
    kernel: '6.12.1',
    arch: 'arm64' as const,
  };
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 5 }), (edits) => {
      const text = JSON.stringify(wirePlan({ target, edits }));
      expect(planOf(JSON.parse(text))).toEqual({ target, edits });
      expect(text.replaceAll(/"[^"]*"/g, '').match(/\d{4,}/)).toBeNull();
    }),
  );
});

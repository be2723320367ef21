import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCatalogue, decodeFields, knownOf, registerId, type FieldRow } from '../index.ts';

const id = registerId(0x6030_0000_0013_c100n);
const u64 = fc.bigInt(0n, 0xffff_ffff_ffff_ffffn);

/** Cuts 64 bits at some places and calls the pieces fields: plain, reserved, or there only under a condition that nobody knows. */
const layout = fc.uniqueArray(fc.integer({ min: 1, max: 63 }), { maxLength: 20 }).chain((cuts) => {
  const lows = [0, ...cuts].toSorted((a, b) => b - a);
  const word = fc.constantFrom('res0', 'res1', 'NAME', 'OTHER signed', 'HANGS ? FEAT_X', 'NEVER ? FALSE', '');
  return fc
    .array(word, { minLength: lows.length, maxLength: lows.length })
    .map((words) =>
      words.flatMap((one, at) => (one === '' ? [] : [`${(lows[at - 1] ?? 64) - 1}:${lows[at] ?? 0} ${one}`])),
    );
});

function decode(lines: readonly string[], value: bigint): FieldRow[] {
  const catalogue = createCatalogue({
    index: { registers: [[`0x${id.toString(16)}`, 'ANY_EL1', '', '', '', 'own']], filler: null },
    layouts: { shapes: [['', ...lines]], of: [[0]] },
    features: {},
  });
  const details = catalogue.details(id);
  return details === undefined
    ? []
    : decodeFields(
        details,
        value,
        knownOf(catalogue, () => undefined),
      );
}

test('whatever the fields of a layout are, those of a value joined again are the value', () => {
  fc.assert(
    fc.property(layout, u64, (lines, value) => {
      const rows = decode(lines, value);
      expect(rows.reduce((sum, row) => sum | (row.value << BigInt(row.lsb)), 0n)).toBe(value);
      expect(rows.reduce((bits, { msb, lsb }) => bits + msb - lsb + 1, 0)).toBe(64);
    }),
  );
});

test('a field in two pieces is read high piece first', () => {
  const [split] = decode(['63:56,7:0 SPLIT', '55:8 res0'], 0xab00_0000_0000_00cdn);
  expect(split).toMatchObject({ name: 'SPLIT', value: 0xabcdn, msb: 63, lsb: 0 });
});

test('a reserved field that is not zero says so, and one that is says nothing', () => {
  expect(decode(['63:4 res0', '3:0 X'], 0x10n)[0]?.meaning).toBe('reserved, and not zero');
  expect(decode(['63:4 res0', '3:0 X'], 0x1n)[0]?.meaning).toBe('');
});

test('of two features that a field decides, the value says which is spoken of', () => {
  const catalogue = createCatalogue({
    index: { registers: [[`0x${id.toString(16)}`, 'ID_X_EL1', '', '', '', 'own']], filler: null },
    layouts: { shapes: [['', '3:0 Atomic | 0000 NI | 0010 IMP | 0011 IMP128']], of: [[0]] },
    features: { FEAT_LSE128: ['is  => UInt(ID_X_EL1.Atomic) >= 3'], FEAT_LSE: ['is  => UInt(ID_X_EL1.Atomic) >= 2'] },
  });
  const details = catalogue.details(id);
  const feature = (value: bigint) =>
    details === undefined
      ? ''
      : decodeFields(
          details,
          value,
          knownOf(catalogue, () => undefined),
        ).at(-1)?.feature;
  expect([0n, 2n, 3n].map(feature)).toEqual(['FEAT_LSE', 'FEAT_LSE', 'FEAT_LSE128']);
});

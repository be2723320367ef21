import { expect, test } from 'vitest';
import { catalogueOf } from '../../components/catalogue-builder.test-helper.ts';
import { fieldIndex, noFields } from './field-index.ts';

const isar = '0x603000000013c030';
const sctlr = '0x603000000013c080';

const catalogue = catalogueOf(
  {
    [`ID_AA64ISAR0_EL1 ${isar}`]: ['63:24 res0', '23:20 Atomic | 0000 NI | 0010 IMP', '19:16 CRC32', '15:0 res0'],
    [`SCTLR_EL1 ${sctlr}`]: ['60 EnTP2 ? FEAT_SME', '59 TCSO ? FEAT_MTE_STORE_ONLY || FEAT_X', '0 M'],
  },
  {
    FEAT_LSE: ['is TRUE => UInt(ID_AA64ISAR0_EL1.Atomic) >= 2'],
    FEAT_LSE128: ['is TRUE => UInt(ID_AA64ISAR0_EL1.Atomic) >= 3'],
  },
);
const { find } = fieldIndex(catalogue);

test.each(['atomic', 'atom', 'id_aa64isar0_el1.atomic', 'isar0_el1.atomic'])(
  '%s finds the register by its field',
  (word) => {
    expect(find(isar, word)).toBe('Atomic');
    expect(find(sctlr, word)).toBeUndefined();
  },
);

test('a feature finds the field that decides it', () => {
  expect(find(isar, 'feat_lse')).toBe('Atomic');
  expect(find(isar, 'lse128')).toBe('Atomic');
});

test('a feature finds the fields that need it', () => {
  expect(find(sctlr, 'feat_sme')).toBe('EnTP2');
  expect(find(sctlr, 'feat_x')).toBe('TCSO');
});

test('names are found by their beginning, and reserved fields by nothing', () => {
  expect(find(isar, 'tomic')).toBeUndefined();
  expect(find(isar, 'res0')).toBeUndefined();
  expect(find(sctlr, 'm')).toBeUndefined();
});

test('a register that the catalogue does not have, and no catalogue, find nothing', () => {
  expect(find('0x6030000000100000', 'atomic')).toBeUndefined();
  expect(noFields.find(isar, 'atomic')).toBeUndefined();
});

test('the index of a catalogue is made once', () => {
  expect(fieldIndex(catalogue)).toBe(fieldIndex(catalogue));
});

import { knownOf, registerId } from '@regscope/registers';
import { describe, expect, test } from 'vitest';
import { catalogueOf } from './catalogue-builder.test-helper.ts';
import { decodeValue, dependence, isQuiet } from './decode-value.ts';

const id = registerId(0x6030_0000_0013_c080n);
const catalogue = catalogueOf({
  'SCTLR_EL1 0x603000000013c080': ['63:9 res0', '8 res1', '7:4 EnTP2 ? FEAT_SME', '3:0 M | 0000 off | 0001 on'],
});
const decode = (value: bigint) => decodeValue(catalogue, { id, value, known: knownOf(catalogue, () => undefined) });
const row = (value: bigint, name: string) => decode(value).rows.find((one) => one.name === name);

describe('fields of a value', () => {
  test('each has its bits and its meaning', () => {
    expect(row(0x101n, 'M')).toMatchObject({ msb: 3, lsb: 0, value: 1n, meaning: 'on' });
  });

  test('the value that KVM fills in is said to mean nothing, and no field has a meaning', () => {
    const { note, rows } = decode(0x1de7_ec7e_dbad_c0den);
    expect(note).toContain('its fields mean nothing');
    expect(rows.map(({ meaning }) => meaning).join('')).toBe('');
  });

  test('a register without fields has none', () => {
    expect(
      decodeValue(catalogue, { id: registerId(0n), value: 1n, known: knownOf(catalogue, () => undefined) }),
    ).toEqual({
      note: '',
      rows: [],
      shared: [],
    });
  });
});

const quiet = (value: bigint) =>
  decode(value)
    .rows.filter(isQuiet)
    .map(({ msb }) => msb);

test('a reserved field is quiet as long as it holds what it must', () => {
  expect(quiet(0x101n)).toEqual([63, 8]);
  expect(quiet(0x301n)).toEqual([8]);
  expect(quiet(0x001n)).toEqual([63]);
});

test.each([
  [[], null, ''],
  [['FEAT_SME'], 'FEAT_SME', 'depends on'],
  [['HCR_EL2.E2H'], null, 'depends on HCR_EL2.E2H'],
  [['HCR_EL2.E2H', 'FEAT_X'], 'FEAT_X', 'depends on HCR_EL2.E2H and on'],
  [['A', 'B'], null, 'depends on A and B'],
  [['A', 'B', 'C'], null, 'depends on A and 2 others'],
])('what hangs on %j is told before %j', (dependsOn, feature, words) => {
  expect(dependence({ dependsOn, feature })).toBe(words);
});

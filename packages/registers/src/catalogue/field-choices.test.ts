import { expect, test } from 'vitest';
import { fieldChoices, type FieldRow } from '../index.ts';

const row: FieldRow = {
  name: 'F',
  msb: 7,
  lsb: 4,
  segs: [[7, 4]],
  kind: 'enum',
  signed: false,
  values: [],
  value: 0n,
  meaning: '',
  feature: null,
  certain: true,
  dependsOn: [],
};

test('the values that are named one by one are offered from the lowest, with their meaning', () => {
  const values = [
    { pattern: '0010', to: null, label: 'two' },
    { pattern: '0000', to: null, label: 'none' },
  ];
  expect(fieldChoices({ ...row, values })).toEqual([
    { value: 0n, meaning: 'none' },
    { value: 2n, meaning: 'two' },
  ]);
});

test('ranges and patterns are no single values, and are left out', () => {
  const values = [
    { pattern: '0000', to: null, label: 'none' },
    { pattern: '01xx', to: null, label: 'some' },
    { pattern: '1000', to: '1010', label: 'more' },
  ];
  expect(fieldChoices({ ...row, values }).map(({ value }) => value)).toEqual([0n]);
});

test('a signed field says its number beside the meaning', () => {
  const values = [{ pattern: '1111', to: null, label: 'NI' }];
  expect(fieldChoices({ ...row, signed: true, values })).toEqual([{ value: 15n, meaning: '-1 NI' }]);
});

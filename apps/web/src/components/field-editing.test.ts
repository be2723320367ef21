import type { FieldRow } from '@regscope/registers';
import { expect, test } from 'vitest';
import { choicesOf, editorKind } from './field-editing.ts';

const named = [
  { pattern: '0000', to: null, label: 'NI' },
  { pattern: '0001', to: null, label: 'IMP' },
];

function field(row: Partial<FieldRow>): FieldRow {
  const plain = { name: 'F', msb: 3, lsb: 0, segs: [[3, 0]], kind: 'enum', signed: false, values: named } as const;
  return { ...plain, value: 0n, meaning: '', feature: null, certain: true, dependsOn: [], ...row };
}

test('one bit is a checkbox, named values are a list, everything else is typed', () => {
  expect(editorKind(field({ segs: [[3, 3]], msb: 3, lsb: 3 }))).toBe('switch');
  expect(editorKind(field({}))).toBe('choice');
  expect(editorKind(field({ kind: 'raw', values: [] }))).toBe('text');
  expect(editorKind(field({ values: named.slice(1) }))).toBe('text');
});

test('a value that nobody named stands in the list as long as the field has it', () => {
  expect(choicesOf(field({ value: 1n })).map(({ value }) => value)).toEqual([0n, 1n]);
  expect(choicesOf(field({ value: 7n, meaning: 'not a known value' }))).toContainEqual({
    value: 7n,
    meaning: 'not a known value',
  });
});

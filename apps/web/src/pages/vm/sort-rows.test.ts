import { expect, test } from 'vitest';
import { rowOf } from '../../components/register-builder.test-helper.ts';
import { markTaken, tableRows } from './row-model.ts';
import { againstOf, answerOf } from './taken/answer-builder.test-helper.ts';
import { takenBook } from './taken/taken.ts';
import { isSort, nextSort, sortRows, type Sort } from './sort-rows.ts';

const rows = tableRows(
  [
    rowOf({ name: 'x10', id: '0x6030000000100014', values: ['0xff'] }),
    rowOf({ name: 'x2', id: '0x6030000000100004', values: ['0x100'] }),
    rowOf({ name: 'fpcr', id: '0x60200000001000d5', size: 4, values: [null] }),
  ],
  'new',
);

const names = (sort: Sort | undefined) => sortRows(rows, sort).map(({ row }) => row.name);

test('without an order KVM’s own stays', () => {
  expect(names(undefined)).toEqual(['x10', 'x2', 'fpcr']);
});

test('numbers in names count as numbers', () => {
  expect(names('name')).toEqual(['fpcr', 'x2', 'x10']);
  expect(names('-name')).toEqual(['x10', 'x2', 'fpcr']);
});

test('values sort by size, refused reads first', () => {
  expect(names('value')).toEqual(['fpcr', 'x10', 'x2']);
});

test('what goes to the fewest hosts comes first', () => {
  const against = { '0x6030000000100004': [againstOf(0)] };
  const told = markTaken(rows, takenBook(answerOf({ a: { stops: 1 }, b: {} }, against)));
  expect(sortRows(told, 'taken').map(({ row }) => row.name)).toEqual(['x2', 'x10', 'fpcr']);
});

test('sorting leaves the rows that it was given alone', () => {
  names('id');
  expect(rows[0]?.row.name).toBe('x10');
});

test('a column goes up, down and back to KVM’s order', () => {
  expect(nextSort(undefined, 'id')).toBe('id');
  expect(nextSort('id', 'id')).toBe('-id');
  expect(nextSort('-id', 'id')).toBeUndefined();
  expect(nextSort('-id', 'name')).toBe('name');
});

test('only orders that exist are taken from the URL', () => {
  expect(['id', '-value', 'colour', 3, undefined].map(isSort)).toEqual([true, true, false, false, false]);
});

import { expect, test } from 'vitest';
import { stepped } from './use-grid-keys.ts';

const from = (row: number, column: number) => (key: string) => stepped({ row, column }, { key, rows: 3, columns: 4 });

test('arrows step from cell to cell and end at the edges', () => {
  const corner = from(0, 0);
  expect(['ArrowUp', 'ArrowLeft', 'ArrowDown', 'ArrowRight'].map(corner)).toEqual([
    { row: 0, column: 0 },
    { row: 0, column: 0 },
    { row: 1, column: 0 },
    { row: 0, column: 1 },
  ]);
});

test('a row and a column have a first and a last cell', () => {
  expect(['Home', 'End', 'PageUp', 'PageDown'].map(from(1, 2))).toEqual([
    { row: 1, column: 0 },
    { row: 1, column: 3 },
    { row: 0, column: 2 },
    { row: 2, column: 2 },
  ]);
});

test('other keys are the browser’s', () => {
  expect(['Enter', 'Tab', 'a'].map(from(1, 1))).toEqual([undefined, undefined, undefined]);
});

import { expect, test } from 'vitest';
import { cellWords, sumWords } from './cell-words.ts';
import { cellOf, sumOf } from './migration-builder.test-helper.ts';
import { countTiles, tileOf } from './tile-of.ts';

const refused = sumOf('refused', { stops: 2, first: ['MIDR_EL1', 'CTR_EL0.DIC'] });
const loads = sumOf('loads');

test('what stops a VM is counted and named, and that there is more is said', () => {
  expect(sumWords(sumOf('refused', { stops: 1, first: ['MIDR_EL1'] }))).toBe('would not load: 1 stops it (MIDR_EL1)');
  expect(sumWords(sumOf('refused', { stops: 9, first: ['a', 'b'] }))).toBe('would not load: 9 stop it (a, b, …)');
  expect(sumWords(sumOf('changed', { differs: 2, first: ['a', 'b'] }))).toBe('loads: 2 read otherwise (a, b)');
});

test('what speaks against the VM as a whole comes first', () => {
  expect(sumWords(sumOf('unknown', { because: 'nobody probed it' }))).toBe('only a trial tells: nobody probed it');
  expect(sumWords({ ...refused, because: 'it has a PMU' })).toContain('would not load: it has a PMU; 2 stop it');
});

test('a cell tells both ways, and what changes before the first run come to', () => {
  expect(cellWords(cellOf(loads, { back: refused }))).toBe(
    'loads; and back: would not load: 2 stop it (MIDR_EL1, CTR_EL0.DIC)',
  );
  expect(cellWords(cellOf(refused, { amend: 3, after: { there: loads, back: loads } }))).toMatch(
    /; after 3 changes before the first run it loads; and back: loads$/,
  );
  expect(cellWords(cellOf(refused, { amend: 1, after: { there: refused, back: null } }))).toMatch(
    /; after 1 change before the first run it still would not load: 2 stop it/,
  );
});

test('from afar a cell shows whether a VM gets there, comes back, or would after changes', () => {
  const opened = (back: typeof loads | null) => cellOf(refused, { amend: 1, after: { there: loads, back } });
  const cells = [
    cellOf(loads, { back: sumOf('changed') }),
    cellOf(loads, { back: refused }),
    opened(loads),
    opened(refused),
    cellOf(refused, { amend: 1, after: { there: refused, back: null } }),
    cellOf(sumOf('unknown')),
  ];
  expect(cells.map(tileOf)).toEqual(['both', 'there', 'opens-both', 'opens-there', 'closed', 'unknown']);
  expect(countTiles([cells, cells]).get('both')).toBe(2);
});

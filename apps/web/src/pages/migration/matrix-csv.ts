// The matrix for a spreadsheet: a line per pair, so that it can be filtered and counted there.
import type { VerdictSum } from '@regscope/contract';
import { csv } from '../../ui/csv.ts';
import type { Arranged } from './arrange.ts';
import type { Cell } from './cell-words.ts';

export function matrixCsv({ sources, targets, cells }: Arranged, rules: string): string {
  const lines = sources.flatMap((from, row) =>
    targets.flatMap((to, column) => {
      const cell = cells[row]?.[column];
      if (cell === undefined) return [];
      const about = [from, to].flatMap(({ name, kernel, cpu }) => [name, kernel, cpu ?? '']);
      return [[...about, rules, ...lineOf(cell)]];
    }),
  );
  return csv([head, ...lines]);
}

const wayHead = (way: string) => [way, `${way} stops`, `${way} differs`, `${way} first`, `${way} because`];
const sides = ['from', 'from kernel', 'from cpu', 'to', 'to kernel', 'to cpu'];
const head = [...sides, 'rules', ...wayHead('there'), ...wayHead('back'), 'changes', 'there after', 'back after'];

function lineOf({ there, back, amend, after }: Cell): string[] {
  return [
    ...sumCells(there, ''),
    ...sumCells(back, there.verdict === 'unknown' ? 'unknown' : 'not there'),
    String(amend),
    after?.there.verdict ?? '',
    after === null ? '' : (after.back?.verdict ?? 'not there'),
  ];
}

function sumCells(sum: VerdictSum | null, otherwise: string): string[] {
  if (sum === null) return [otherwise, '', '', '', ''];
  const { verdict, stops, differs, first, because } = sum;
  return [verdict, String(stops), String(differs), first.join(' '), because];
}

// The rows that are shown, as text for a spreadsheet. Two columns per VM: the answer, and the values that decide.
import type { FeatureRow } from '@regscope/contract';
import { csv } from '../../ui/csv.ts';
import { answerText } from './answer-text.ts';

/** `names` are those of the VMs, in the order of the cells. */
export function featuresCsv(rows: readonly FeatureRow[], names: readonly string[]): string {
  return csv(lines(rows, names));
}

/** The same with tabs, as spreadsheets and tickets take it from the clipboard. */
export function featuresTabbed(rows: readonly FeatureRow[], names: readonly string[]): string {
  return lines(rows, names)
    .map((line) => `${line.map((cell) => cell.replaceAll(/\s+/g, ' ')).join('\t')}\n`)
    .join('');
}

/** `regscope-features-lab-6.12-max-1-and-3-more.csv`. */
export function csvFileName(names: readonly string[]): string {
  const [first = 'none', ...others] = names.map((name) => name.replaceAll(/[^\w.]+/g, '-'));
  return `regscope-features-${first}${others.length === 0 ? '' : `-and-${others.length}-more`}.csv`;
}

function lines(rows: readonly FeatureRow[], names: readonly string[]): string[][] {
  const head = ['feature', 'decided by', ...names.flatMap((name) => [name, `${name} values`])];
  return [head, ...rows.map((row) => [row.name, row.fields.join(' '), ...row.cells.flatMap(cellOf)])];
}

function cellOf(cell: FeatureRow['cells'][number]): [answer: string, values: string] {
  if (cell === undefined) return ['', ''];
  return [answerText(cell.answer), cell.fields.map(({ value }) => value ?? 'not read').join(' ')];
}

import { csv } from '../../ui/csv.ts';
import type { ChangeRow } from './change-rows.ts';
import type { Pair } from './kernel-lines.ts';

/** The rows that are shown, for a spreadsheet. A side that does not list a register has an empty cell. */
export function changesCsv(rows: readonly ChangeRow[], { from, to }: Pair): string {
  const lines = rows.map((row) => [row.kind, row.name, row.id, row.from ?? '', row.to ?? '']);
  return csv([['change', 'register', 'id', from, to], ...lines]);
}

export function csvName({ from, to }: Pair): string {
  return `regscope-timeline-${from}-to-${to}.csv`;
}

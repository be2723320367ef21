// The differences as text: for a spreadsheet, and for a ticket.
import type { VmComparison } from '@regscope/contract';
import { csv } from '../../ui/csv.ts';

type Difference = VmComparison['differences'][number];

export function compareCsv(rows: readonly Difference[], names: readonly string[]): string {
  return csv(lines(rows, names));
}

export function compareMarkdown(rows: readonly Difference[], names: readonly string[]): string {
  const [head = [], ...body] = lines(rows, names);
  return [head, head.map(() => '---'), ...body].map((line) => `| ${line.map(escaped).join(' | ')} |\n`).join('');
}

function lines(rows: readonly Difference[], names: readonly string[]): string[][] {
  return [['register', 'field', 'bits', 'difference', ...names], ...rows.flatMap(linesOf)];
}

function linesOf({ name, what, values, fields }: Difference): string[][] {
  return [
    [name, '', '', what, ...values.map(valueText)],
    ...fields.map(({ name: field, msb, lsb, values: all, meanings }) => [
      name,
      field,
      msb === lsb ? `${msb}` : `${msb}:${lsb}`,
      '',
      ...all.map((value, n) => [value ?? '', meanings[n] ?? ''].filter((part) => part !== '').join(' ')),
    ]),
  ];
}

/** One value when all vCPUs agree; else each in turn, with its vCPU. */
export function valueText(all: readonly (string | null)[] | null): string {
  if (all === null) return 'not listed';
  const cells = all.map((value) => value ?? 'unreadable');
  return new Set(cells).size === 1 ? (cells[0] ?? '') : cells.map((cell, vcpu) => `${vcpu}:${cell}`).join(' ');
}

function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
}

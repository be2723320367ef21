import { outcomeText } from '../../components/group-vcpus.ts';
import type { TableRow } from './row-model.ts';

const sortColumns = ['name', 'id', 'class', 'size', 'scope', 'writable', 'taken', 'value'] as const;

export type SortColumn = (typeof sortColumns)[number];

/** How the URL says it: the column, with `-` before it for the other direction. */
export type Sort = SortColumn | `-${SortColumn}`;

export function isSort(text: unknown): text is Sort {
  return typeof text === 'string' && sortColumns.some((column) => text === column || text === `-${column}`);
}

/** Rows in the order asked for; KVM's own order where none is, and among equals. */
export function sortRows(rows: readonly TableRow[], sort: Sort | undefined): readonly TableRow[] {
  if (sort === undefined) return rows;
  const sign = sort.startsWith('-') ? -1 : 1;
  const key = keys[columnOf(sort)];
  return rows
    .map((row) => ({ row, key: key(row) }))
    .toSorted((a, b) => sign * (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ row }) => row);
}

/** The next order when a column's head is pressed: up, down, none. */
export function nextSort(sort: Sort | undefined, column: SortColumn): Sort | undefined {
  if (sort === column) return `-${column}`;
  return sort === `-${column}` ? undefined : column;
}

export function columnOf(sort: Sort): SortColumn {
  return (sort.startsWith('-') ? sort.slice(1) : sort) as SortColumn;
}

const keys: Readonly<Record<SortColumn, (row: TableRow) => string | number>> = {
  name: ({ row }) => natural(row.name),
  id: ({ row }) => byLength(row.id),
  class: ({ row }) => row.class,
  size: ({ row }) => row.size,
  scope: ({ row }) => row.scope.kind,
  writable: ({ writable }) => writable,
  taken: ({ taken }) => (taken.kind === 'told' ? taken.by : -1),
  value: ({ groups }) => valueKey(groups),
};

/** Numbers within names sort as numbers: x2 before x10. */
function natural(name: string): string {
  return name.toLowerCase().replaceAll(/\d+/g, (digits) => digits.padStart(6, '0'));
}

/** Hexadecimal without leading zeros: the longer is the larger. */
function byLength(text: string): string {
  return String.fromCharCode(text.length) + text;
}

/** Refused and absent reads stand before every value, where they are seen. */
function valueKey([first]: TableRow['groups']): string {
  if (first === undefined) return '';
  const text = outcomeText(first.outcome);
  return first.outcome.kind === 'value' ? `1${byLength(text)}` : `0${text}`;
}

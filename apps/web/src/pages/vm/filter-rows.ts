import { findRegister, formatRegisterId, hex, parseHex } from '@regscope/registers';
import { isFrozenByStart, isWritable, type ScopeKind } from '../../components/writable.ts';
import { noFields, type FieldIndex } from './field-index.ts';
import { isDiffering, type TableRow } from './row-model.ts';
import { isBarred } from './taken/taken.ts';

export type RowFilter = {
  text: string;
  classes: readonly string[];
  scopes: readonly ScopeKind[];
  conditions: readonly RowCondition[];
};

/** What somebody may ask of a register besides its name. */
export type RowCondition = keyof typeof rowConditions;

const rowConditions = {
  differs: isDiffering,
  errors: ({ hasError }) => hasError,
  writable: ({ writable }) => isWritable(writable),
  frozen: ({ row }) => isFrozenByStart(row.mutability),
  barred: ({ taken }) => isBarred(taken),
  staged: ({ isStaged }) => isStaged,
} satisfies Record<string, (row: TableRow) => boolean>;

/** The rows that pass. Words and conditions are all required; classes and scopes are alternatives. */
export function filterRows(
  rows: readonly TableRow[],
  filter: RowFilter,
  fields: FieldIndex = noFields,
): readonly TableRow[] {
  const words = wordsOf(filter.text);
  const [classes, scopes] = [new Set(filter.classes), new Set(filter.scopes)];
  if (words.length + classes.size + scopes.size + filter.conditions.length === 0) return rows;
  return rows.filter(
    (row) =>
      (classes.size === 0 || classes.has(row.row.class)) &&
      (scopes.size === 0 || scopes.has(row.row.scope.kind)) &&
      filter.conditions.every((condition) => rowConditions[condition](row)) &&
      words.every((word) => matches(row, word) || fields.find(row.row.id, word.text) !== undefined),
  );
}

export function countConditions(rows: readonly TableRow[]): Readonly<Record<RowCondition, number>> {
  const count = (condition: RowCondition) => rows.filter(rowConditions[condition]).length;
  return {
    differs: count('differs'),
    errors: count('errors'),
    writable: count('writable'),
    frozen: count('frozen'),
    barred: count('barred'),
    staged: count('staged'),
  };
}

/** The fields by which a row was found, for what its own name, id and values do not explain. */
export function foundBy(row: TableRow, text: string, fields: FieldIndex): string {
  const open = wordsOf(text).filter((word) => !matches(row, word));
  const found = open.flatMap((word) => fields.find(row.row.id, word.text) ?? []);
  return [...new Set(found)].join(', ');
}

/** A word, the one register that it may stand for, and the value that it may be. */
type Word = { text: string; id: string | undefined; value: string | undefined };

/** A comma with blanks around it belongs to an encoding (`3, 0, 0, 4, 0`), not between two words. */
function wordsOf(text: string): Word[] {
  const words = text
    .toLowerCase()
    .replaceAll(/\s*,\s*/g, ',')
    .split(/\s+/);
  return words.filter((word) => word !== '').map((word) => ({ text: word, id: idOf(word), value: valueOf(word) }));
}

function idOf(word: string): string | undefined {
  const id = findRegister(word);
  return id === undefined ? undefined : formatRegisterId(id);
}

function valueOf(word: string): string | undefined {
  const value = parseHex(word);
  return value === undefined ? undefined : hex(value);
}

function matches({ row, groups, haystack }: TableRow, { text, id, value }: Word): boolean {
  if (haystack.includes(text) || row.id === id) return true;
  if (value === undefined) return false;
  return groups.some(({ outcome }) => outcome.kind === 'value' && isLike(outcome.value, value));
}

/** Equal, or the digits within it once there are enough of them to mean something: `0x0` must not find half the table. */
function isLike(value: string, wanted: string): boolean {
  return value === wanted || (wanted.length >= 6 && value.includes(wanted.slice(2)));
}

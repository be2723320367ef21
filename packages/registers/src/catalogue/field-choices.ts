import { widthOf } from './bits-of.ts';
import type { FieldRow } from './decode-fields.ts';
import { fieldMeaning } from './field-meaning.ts';

export type FieldChoice = { value: bigint; meaning: string };

/** The values of a field that the catalogue names one by one, lowest first: a list to choose from. Ranges and patterns are left out. */
export function fieldChoices(row: FieldRow): FieldChoice[] {
  const width = widthOf(row.segs);
  const named = row.values.flatMap(({ pattern, to }) =>
    to === null && /^[01]+$/.test(pattern) ? [BigInt(`0b${pattern}`)] : [],
  );
  const values = [...new Set(named)].toSorted((a, b) => (a < b ? -1 : 1));
  return values.map((value) => ({ value, meaning: fieldMeaning(row, { value, width }) }));
}

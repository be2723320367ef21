// A value in the words of a catalogue, as the panel and the decoder show it.
import {
  decodeFields,
  fillerNote,
  isReserved,
  isUnexpected,
  widthOf,
  type Catalogue,
  type FieldRow,
  type Known,
  type RegisterId,
} from '@regscope/registers';

export type DecodedValue = {
  rows: readonly FieldRow[];
  /** What to say before the fields; empty for most values. */
  note: string;
  /** What every field depends on, said once. */
  shared: readonly string[];
};

export const nothingDecoded: DecodedValue = { rows: [], note: '', shared: [] };

export function decodeValue(
  catalogue: Catalogue,
  { id, value, known }: { id: RegisterId; value: bigint; known: Known },
): DecodedValue {
  const details = catalogue.details(id);
  const rows = details === undefined ? [] : decodeFields(details, value, known);
  const note = fillerNote(catalogue, value);
  const shared = (rows[0]?.dependsOn ?? []).filter((fact) => rows.every(({ dependsOn }) => dependsOn.includes(fact)));
  const own = rows.map((row) => ({ ...row, dependsOn: row.dependsOn.filter((fact) => !shared.includes(fact)) }));
  return { note, shared, rows: note === '' ? own : own.map((row) => ({ ...row, meaning: '', dependsOn: [] })) };
}

/** A reserved field is of interest only where it holds what it must not. */
export function isQuiet({ kind, segs, value }: FieldRow): boolean {
  return isReserved(kind) && !isUnexpected(kind, { value, width: widthOf(segs) });
}

/** `depends on HCR_EL2.E2H and`: what a field hangs on, up to the feature whose name follows. Empty for a field that is certain. */
export function dependence({ dependsOn, feature }: Pick<FieldRow, 'dependsOn' | 'feature'>): string {
  const others = dependsOn.filter((fact) => fact !== feature).map(brief);
  const follows = others.length < dependsOn.length;
  if (dependsOn.length === 0) return '';
  const [first, second] = others;
  if (first === undefined) return 'depends on';
  const rest = second === undefined ? '' : ` and ${others.length === 2 ? second : `${others.length - 1} others`}`;
  return `depends on ${first}${rest}${follows ? ' and on' : ''}`;
}

const LONGEST = 40;

/** The manual's own words may be a whole formula. */
function brief(fact: string): string {
  return fact.length <= LONGEST ? fact : `${fact.slice(0, LONGEST - 1)}…`;
}

import { catalogue } from '@regscope/catalogs';
import type { TrialAnswer } from '@regscope/contract';
import {
  decodeFields,
  decodeId,
  hex,
  knownOf,
  maskOf,
  type FieldRow,
  type ReadByName,
  type RegisterId,
} from '@regscope/registers';

type Field = TrialAnswer['failed'][number]['fields'][number];
/** A value, and the registers around it, on which its fields may depend. */
export type Around = { value: bigint; read: ReadByName };

/** The fields that both values have and in which they differ. */
export function fieldsBetween({ id, mask }: { id: RegisterId; mask: bigint }, want: Around, got: Around): Field[] {
  if (mask === 0n) return [];
  const others = rowsOf(id, got);
  return [...rowsOf(id, want)].flatMap(([place, { name, msb, lsb, segs, value, meaning }]) => {
    const other = others.get(place);
    if (other === undefined || (maskOf(segs) & mask) === 0n) return [];
    const values = { want: hex(value), got: hex(other.value) };
    return [{ name, msb, lsb, ...values, wantMeaning: meaning, gotMeaning: other.meaning }];
  });
}

function rowsOf(id: RegisterId, { value, read }: Around): ReadonlyMap<string, FieldRow> {
  const known = catalogue(decodeId(id).arch);
  const details = known.details(id);
  if (details === undefined) return new Map();
  const rows = decodeFields(details, value, knownOf(known, read));
  return new Map(rows.map((row) => [`${row.name} ${row.msb}:${row.lsb}`, row]));
}

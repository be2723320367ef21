// Between the model and the wire: bigint inside, `0x…` strings outside, and nowhere else is one turned into the other.
import { decodeId, hex, tooWide, type RegisterId } from '@regscope/registers';
import { RegscopeError } from './regscope-error.ts';
import type { Decoded, RegisterRow } from './wire.ts';

/** What a register is called and which it is, from a catalogue or from its id. */
export type Identity = { name: string; title: string; class: string; size: number | null };

/** A catalogue's words on one value. `notes`: what everybody who meets this register or this value should know. */
export type SaidOf = {
  name: string;
  title: string;
  scope: Decoded['scope'];
  notes: readonly string[];
  fields: readonly SaidField[];
};
type SaidField = {
  name: string;
  msb: number;
  lsb: number;
  value: bigint;
  meaning: string;
  feature: string | null;
  certain: boolean;
};

type Values = { id: RegisterId; values: (bigint | null)[]; errors: (string | null)[] };

/** `values` and `errors` have one entry per vCPU. */
export function registerRow(
  register: Values,
  { name, title, class: kind, size }: Identity,
  { scope, mutability }: Pick<RegisterRow, 'scope' | 'mutability'>,
): RegisterRow {
  return {
    id: hex(register.id),
    name,
    title,
    class: kind,
    size: size ?? 0,
    scope,
    mutability,
    values: register.values.map((value) => (value === null ? null : hex(value))),
    errors: register.errors,
  };
}

/** Throws a RegscopeError of code BAD_REQUEST for a value that is wider than the register. */
export function mustFit(id: RegisterId, value: bigint): void {
  const because = tooWide(id, value);
  if (because === undefined) return;
  const message = `${hex(value)} does not fit into ${hex(id)}: ${because}`;
  throw new RegscopeError('BAD_REQUEST', message, { id: hex(id), value: hex(value) });
}

export function decodedAnswer(
  id: RegisterId,
  value: bigint | null,
  { name, title, scope, notes, fields }: SaidOf,
): Decoded {
  const { parts, problems, note, ...decoded } = decodeId(id);
  return {
    ...decoded,
    id: hex(id),
    name,
    title,
    // The codec and the catalogue may say the same.
    note: [...new Set([note, ...notes])].filter((one) => one !== '').join('. '),
    scope,
    problems: [...problems],
    parts: parts.map((part) => ({ ...part, value: hex(part.value) })),
    value: value === null ? null : hex(value),
    fields: fields.map((field) => ({
      ...fieldOf(field),
      value: hex(field.value),
      scope: scope.fields[field.name] ?? scope.kind,
    })),
  };
}

function fieldOf({ name, msb, lsb, meaning, feature, certain }: SaidField): Omit<SaidField, 'value'> {
  return { name, msb, lsb, meaning, feature, certain };
}

// A baseline with the names that people and other programs know: of fields, and of hosts.
import type { BaselineSheet, SheetField, SheetRegister } from '@regscope/captures';
import { catalogue } from '@regscope/catalogs';
import type { BaselineHost, MadeBaseline, SettledField, SettledRegister } from '@regscope/checks';
import { isReserved, maskOf, type RegisterId, type Segment } from '@regscope/registers';
import { identify } from '../catalogued.ts';
import { blockingOf } from './blocking-of.ts';

/** Columns are those of all hosts; one of which nothing is known is empty. */
export function baselineSheet(hosts: readonly BaselineHost[], made: MadeBaseline): BaselineSheet {
  const at = hosts.map(({ name }) => made.asked.findIndex((one) => one.name === name));
  const blocking = blockingOf(made);
  return {
    hosts: hosts.map(({ name, host }) => ({
      name,
      kernel: host.kernel ?? 'unknown',
      arch: host.arch,
      unknown: made.unasked.find((one) => one.host === name)?.because ?? null,
    })),
    features: made.features,
    registers: made.registers.map((register) => sheetRegister(register, at)),
    cost: made.cost,
    blocking: blocking.map(({ id, seg, because }) => ({
      id,
      name: identify(id).name,
      field: partName(id, seg),
      because,
    })),
    lacking: made.lacking.map(({ id, lackedBy, gone }) => ({
      id,
      name: identify(id).name,
      hosts: lackedBy.flatMap((n) => made.asked[n]?.name ?? []),
      gone,
    })),
  };
}

function sheetRegister(
  { id, choice, value, mask, owns, fields }: SettledRegister,
  at: readonly number[],
): SheetRegister {
  return {
    id,
    name: identify(id).name,
    stored: choice !== 'answered',
    value,
    mask,
    own: column(owns, at),
    fields: fields.map((field) => sheetField(id, field, at)),
  };
}

function sheetField(id: RegisterId, { part, value, owns }: SettledField, at: readonly number[]): SheetField {
  return {
    name: partName(id, part.seg),
    field: fieldAt(id, part.seg) ?? null,
    seg: within(id, part.seg),
    value: value ?? null,
    own: column(owns, at),
  };
}

function column(owns: SettledRegister['owns'], at: readonly number[]): (bigint | null)[] {
  return at.map((n) => owns[n] ?? null);
}

/** The name of the field of just these bits, of several that lie in them, or the bits themselves; empty for a whole register. */
export function partName(id: RegisterId, seg: Segment): string {
  const [msb, lsb] = within(id, seg);
  if (lsb === 0 && msb === lastBit(id)) return '';
  const inside = fieldsOf(id).filter(({ segs }) => (maskOf(segs) & maskOf([seg])) !== 0n);
  const names = [...new Set(inside.map(({ name }) => name))];
  return fieldAt(id, seg) ?? (names.length > 0 && names.length < 4 ? names.join('/') : `[${msb}:${lsb}]`);
}

function fieldAt(id: RegisterId, [msb, lsb]: Segment): string | undefined {
  return fieldsOf(id).find(({ segs: [first, ...more] }) => more.length === 0 && first?.[0] === msb && first[1] === lsb)
    ?.name;
}

function fieldsOf(id: RegisterId) {
  const layouts = catalogue('arm64').details(id)?.layouts ?? [];
  return layouts.flatMap(({ fields }) => fields.filter(({ kind }) => !isReserved(kind)));
}

/** A part that is a whole register ends where that does. */
export function within(id: RegisterId, [msb, lsb]: Segment): Segment {
  return [Math.min(msb, lastBit(id)), lsb];
}

function lastBit(id: RegisterId): number {
  return (8 << Number((id >> 52n) & 0xfn)) - 1;
}

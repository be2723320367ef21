import type { Condition } from './condition.ts';
import type { RegisterId } from '../register-id.ts';

/** What a catalogue says of a register. A register has as many layouts as the manual gives it; `when` null holds always. */
export type CatalogueRegister = {
  id: RegisterId;
  /** As the manual of the architecture spells it. */
  name: string;
  title: string;
  /** Other spellings: the kernel's own, a generic encoding. */
  aliases: readonly string[];
  /** What everybody who meets this register should know; empty for most. */
  note: string;
  layouts: readonly Layout[];
  /** Who says so: `arm`, `linux 7.3.4`, `own`, or several of them. */
  source: string;
};

export type Layout = { when: Condition | null; fields: readonly Field[] };

/**
 * One field. `segs` holds its pieces from the highest to the lowest: most have one. Fields of the same bits are alternatives,
 * the first whose condition does not fail is meant; fields of one name and different `slice`s are pieces of one field.
 */
export type Field = {
  name: string;
  segs: readonly Segment[];
  kind: FieldKind;
  signed: boolean;
  when: Condition | null;
  /** The piece `VA[48:2]` of `VA`; null for a field that is whole. */
  slice: Segment | null;
  values: readonly FieldValue[];
  /** The feature that the field speaks of, null when it speaks of none. */
  feature: string | null;
  /** The features that the field decides, the one that asks the least of it first. */
  decides: readonly Decision[];
};

/** A feature is there exactly when `is` holds. */
export type Decision = { feature: string; is: Condition };

export type Segment = readonly [msb: number, lsb: number];

/** `pattern` is made of 0, 1 and x; `to` makes it a range. */
export type FieldValue = { pattern: string; to: string | null; label: string };

export type FieldKind = 'raw' | 'enum' | 'res0' | 'res1' | 'raz' | 'rao' | 'unknown' | 'impdef';

/** A reserved field that does not hold what it must. */
export function isUnexpected(kind: FieldKind, bits: { value: bigint; width: number }): boolean {
  if (kind === 'res0' || kind === 'raz') return bits.value !== 0n;
  return (kind === 'res1' || kind === 'rao') && bits.value !== (1n << BigInt(bits.width)) - 1n;
}

export function isReserved(kind: FieldKind): boolean {
  return kind === 'res0' || kind === 'res1' || kind === 'raz' || kind === 'rao' || kind === 'unknown';
}

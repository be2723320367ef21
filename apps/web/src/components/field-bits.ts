import { isReserved, type FieldRow, type Segment } from '@regscope/registers';
import type { StripField } from './bit-strip.tsx';

/** What the strip and the rows know a field by. */
export function keyOf({ name, msb, lsb }: Pick<FieldRow, 'name' | 'msb' | 'lsb'>): string {
  return `${msb}:${lsb} ${name}`;
}

export function maskOf(segs: readonly Segment[]): bigint {
  return segs.reduce((mask, [msb, lsb]) => mask | (((1n << BigInt(msb - lsb + 1)) - 1n) << BigInt(lsb)), 0n);
}

/** `15:12`, `4`, `31:16, 7:0` for a field in two pieces. */
export function bitsText(segs: readonly Segment[]): string {
  return segs.map(([msb, lsb]) => (msb === lsb ? `${msb}` : `${msb}:${lsb}`)).join(', ');
}

/** The field that a bit belongs to. */
export function fieldAt<T extends Pick<FieldRow, 'segs'>>(fields: readonly T[], bit: number): T | undefined {
  return fields.find(({ segs }) => segs.some(([msb, lsb]) => bit <= msb && bit >= lsb));
}

export function stripFields(rows: readonly FieldRow[]): StripField[] {
  return rows.map(({ name, segs, kind }) => ({ name, segs, isReserved: isReserved(kind) }));
}

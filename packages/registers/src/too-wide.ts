import type { Segment } from './catalogue/catalogue-register.ts';
import { widthOf } from './catalogue/bits-of.ts';
import { nameBits } from './name-bits.ts';
import { sizeInBytes, type RegisterId } from './register-id.ts';

/** Why a value does not fit into a register, naming the bits that are too many; undefined when it fits or nothing is known of the size. */
export function tooWide(id: RegisterId, value: bigint): string | undefined {
  const size = sizeInBytes(id);
  if (size === undefined) return undefined;
  const bits = size * 8;
  const above = (value >> BigInt(bits)) << BigInt(bits);
  return above === 0n
    ? undefined
    : `the register has ${bits} bits, ${bits - 1} to 0; the value also sets ${nameBits(above)}`;
}

/** As tooWide, of a field. */
export function fieldTooWide(
  { name, segs }: { name: string; segs: readonly Segment[] },
  value: bigint,
): string | undefined {
  const width = widthOf(segs);
  const above = (value >> BigInt(width)) << BigInt(width);
  const bits = width === 1 ? '1 bit' : `${width} bits`;
  return above === 0n ? undefined : `${name} has ${bits}; the value also sets ${nameBits(above)} above them`;
}

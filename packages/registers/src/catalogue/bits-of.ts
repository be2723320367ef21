import type { Segment } from './catalogue-register.ts';

/** The bits of a field out of a value, high piece first. */
export function extract(value: bigint, segs: readonly Segment[]): bigint {
  return segs.reduce((bits, [msb, lsb]) => (bits << width([msb, lsb])) | ((value >> BigInt(lsb)) & ones(msb, lsb)), 0n);
}

/** The bits of a field in their places, high piece first; bits beyond its width are left out. What `extract` takes out again. */
export function deposit(bits: bigint, segs: readonly Segment[]): bigint {
  let rest = bits;
  let value = 0n;
  for (const [msb, lsb] of segs.toReversed()) {
    value |= (rest & ones(msb, lsb)) << BigInt(lsb);
    rest >>= width([msb, lsb]);
  }
  return value;
}

export function widthOf(segs: readonly Segment[]): number {
  return segs.reduce((bits, [msb, lsb]) => bits + msb - lsb + 1, 0);
}

export function maskOf(segs: readonly Segment[]): bigint {
  return segs.reduce((mask, [msb, lsb]) => mask | (ones(msb, lsb) << BigInt(lsb)), 0n);
}

const width = ([msb, lsb]: Segment) => BigInt(msb - lsb + 1);
const ones = (msb: number, lsb: number) => (1n << width([msb, lsb])) - 1n;

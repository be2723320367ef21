import type { Segment } from './catalogue-register.ts';

/** The bits of a field out of a value, high piece first. */
export function extract(value: bigint, segs: readonly Segment[]): bigint {
  return segs.reduce((bits, [msb, lsb]) => (bits << width([msb, lsb])) | ((value >> BigInt(lsb)) & ones(msb, lsb)), 0n);
}

export function widthOf(segs: readonly Segment[]): number {
  return segs.reduce((bits, [msb, lsb]) => bits + msb - lsb + 1, 0);
}

export function maskOf(segs: readonly Segment[]): bigint {
  return segs.reduce((mask, [msb, lsb]) => mask | (ones(msb, lsb) << BigInt(lsb)), 0n);
}

const width = ([msb, lsb]: Segment) => BigInt(msb - lsb + 1);
const ones = (msb: number, lsb: number) => (1n << width([msb, lsb])) - 1n;

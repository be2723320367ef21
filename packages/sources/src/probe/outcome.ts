import type { TrialResult } from '@regscope/kvm';
import { extract, hex, type Segment } from '@regscope/registers';

/** `=`: stored as written; the errno; or what stands there instead. `seg`: look at this field alone. */
export function outcomeOf({ status, readStatus, value, stored }: TrialResult, seg?: Segment): string {
  if (status !== null) return status;
  if (readStatus !== null) return readStatus;
  if (stored === value) return '=';
  return hex(seg === undefined ? stored : extract(stored, [seg]));
}

/** The value with these bits in a field of it. */
export function withField(value: bigint, [msb, lsb]: Segment, bits: bigint): bigint {
  const ones = (1n << BigInt(msb - lsb + 1)) - 1n;
  return (value & ~(ones << BigInt(lsb))) | ((bits & ones) << BigInt(lsb));
}

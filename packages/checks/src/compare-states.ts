// In which registers VMs differ. What moves by itself is left out, by the catalogue's list and with its reasons.
import { volatileBits } from '@regscope/catalogs';
import type { RegisterId } from '@regscope/registers';

/** One of the VMs: per register a value per vCPU, null where it could not be read. */
export type Side = { registers: readonly { id: RegisterId; values: readonly (bigint | null)[] }[] };

/**
 * A register in which the sides are not the same. `values` has an entry per side, undefined where it is not listed. `mask` holds the bits
 * that differ between any two of those that list it; `absent` tells that not all do.
 */
export type Difference = {
  id: RegisterId;
  absent: boolean;
  mask: bigint;
  values: readonly (readonly (bigint | null)[] | undefined)[];
};

export type Comparison = {
  differences: Difference[];
  /** Registers that differ in nothing but what moves by itself. */
  leftOut: { id: RegisterId; because: string }[];
  same: number;
};

/** `raw`: bits that move by themselves are compared like all others. Registers stand in the order of the first side that lists them. */
export function compareStates(sides: readonly Side[], how: 'raw' | 'settled'): Comparison {
  const lists = sides.map(byId);
  const ids = [...new Set(sides.flatMap(({ registers }) => registers.map(({ id }) => id)))];
  const comparison: Comparison = { differences: [], leftOut: [], same: 0 };
  for (const id of ids) {
    const values = lists.map((list) => list.get(id));
    const absent = values.includes(undefined);
    const all = maskBetween(values);
    const moving = how === 'raw' ? undefined : volatileBits(id);
    const mask = all & ~(moving?.mask ?? 0n);
    if (absent || mask !== 0n) comparison.differences.push({ id, absent, mask, values });
    else if (moving !== undefined && all !== 0n) comparison.leftOut.push({ id, because: moving.because });
    else comparison.same += 1;
  }
  return comparison;
}

/** Made once of a side that is compared with many. */
function byId({ registers }: Side): ReadonlyMap<RegisterId, readonly (bigint | null)[]> {
  const kept = maps.get(registers) ?? new Map(registers.map(({ id, values }) => [id, values]));
  maps.set(registers, kept);
  return kept;
}

const maps = new WeakMap<Side['registers'], ReadonlyMap<RegisterId, readonly (bigint | null)[]>>();

/** vCPU by vCPU, as many as any two have; a value that could not be read differs from none. */
function maskBetween(values: Difference['values']): bigint {
  const listing = values.filter((one) => one !== undefined);
  const most = Math.max(0, ...listing.map((all) => all.length));
  let mask = 0n;
  for (let vcpu = 0; vcpu < most; vcpu++) mask |= bitsBetween(listing.map((all) => all[vcpu]));
  return mask;
}

/** Most values are the same, and asking that is quicker than making a number of no bits. */
export function bitsBetween(values: readonly (bigint | null | undefined)[]): bigint {
  let first: bigint | undefined;
  let mask = 0n;
  for (const value of values) {
    if (value === null || value === undefined || value === first) continue;
    if (first === undefined) first = value;
    else mask |= first ^ value;
  }
  return mask;
}

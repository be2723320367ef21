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

/** vCPU by vCPU, as many as both have; a value that could not be read differs from none. */
function maskBetween(values: Difference['values']): bigint {
  const [first = [], ...rest] = values.filter((one) => one !== undefined);
  return rest.reduce((mask, other) => mask | bitsBetween(first, other), 0n);
}

/** Most values are the same, and asking that is quicker than making a number of no bits. */
function bitsBetween(a: readonly (bigint | null)[], b: readonly (bigint | null)[]): bigint {
  let mask = 0n;
  for (const [vcpu, value] of a.entries()) {
    const other = b[vcpu];
    if (value === other || value === null || other === null || other === undefined) continue;
    mask |= value ^ other;
  }
  return mask;
}

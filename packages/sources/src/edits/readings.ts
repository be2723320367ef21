// What two readings of one VM tell apart, bits that move by themselves left out.
import { volatileBits } from '@regscope/catalogs';
import type { VcpuReading, VmReading } from '@regscope/kvm';
import type { RegisterId } from '@regscope/registers';

/** A register that does not read as before; null where it was not, or is no longer, listed or readable. */
export type Moved = { id: RegisterId; vcpu: number; old: bigint | null; new: bigint | null };

export function movedBetween(before: VmReading, after: VmReading): Moved[] {
  return before.vcpus.flatMap((old, n) => {
    const [was, now] = [valuesOf(old), valuesOf(after.vcpus[n])];
    const ids = new Set([...was.keys(), ...now.keys()]);
    return [...ids].flatMap((id) => {
      const [a, b] = [was.get(id) ?? null, now.get(id) ?? null];
      return isSame(id, a, b) ? [] : [{ id, vcpu: old.vcpu, old: a, new: b }];
    });
  });
}

/** Null where the vCPU does not list it, or did not tell. */
export function valueIn({ vcpus }: VmReading, vcpu: number, id: RegisterId): bigint | null {
  return valuesOf(vcpus[vcpu]).get(id) ?? null;
}

function isSame(id: RegisterId, a: bigint | null, b: bigint | null): boolean {
  if (a === null || b === null) return a === b;
  return ((a ^ b) & ~(volatileBits(id)?.mask ?? 0n)) === 0n;
}

function valuesOf(vcpu: VcpuReading | undefined): ReadonlyMap<RegisterId, bigint> {
  if (vcpu === undefined) return new Map();
  const kept =
    maps.get(vcpu) ??
    new Map(vcpu.ids.flatMap((id, n) => (vcpu.statuses[n] === null ? [[id, vcpu.values[n] ?? 0n]] : [])));
  maps.set(vcpu, kept);
  return kept;
}

const maps = new WeakMap<VcpuReading, ReadonlyMap<RegisterId, bigint>>();

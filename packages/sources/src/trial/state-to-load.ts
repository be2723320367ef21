import { RegscopeError } from '@regscope/contract';
import type { Feature } from '@regscope/kvm';
import { formatRegisterId, type RegisterId } from '@regscope/registers';
import type { RegisterValues } from '../snapshot.ts';

/** What was seen of a VM, as far as a fresh one can be given it. */
export type StateToLoad = {
  /** As whoever asks calls it: HOST/VM, or a file. */
  name: string;
  arch: string;
  vcpus: number;
  /** Null where a file does not tell them. */
  features: readonly string[] | null;
  registers: readonly RegisterValues[];
};

export type FeaturesGiven = { wanted: string[]; given: string[]; lacking: string[] };

/** Throws a RegscopeError of code BAD_REQUEST where nobody knows which features the VM had: they decide which registers there are. */
export function featuresFor({ name, features }: StateToLoad, known: readonly Feature[], host: string): FeaturesGiven {
  const offered = known.filter((one) => one.offered);
  // An architecture without vCPU features has nothing to choose.
  if (features === null && known.length > 0)
    throw new RegscopeError(
      'BAD_REQUEST',
      `${name} does not tell with which vCPU features its VM was made: name them (--features psci,pmu,sve); ${host} offers ${offered.map((one) => one.name).join(', ')}`,
      { host, offered: offered.map((one) => one.name) },
    );
  const wanted = [...new Set(features)];
  const isGiven = (one: string): boolean => {
    const needs = offered.find((feature) => feature.name === one)?.needs;
    return needs !== undefined && (needs === null || (wanted.includes(needs) && isGiven(needs)));
  };
  return { wanted, given: wanted.filter(isGiven), lacking: wanted.filter((one) => !isGiven(one)) };
}

/** Throws a RegscopeError of code BAD_REQUEST for a host of another architecture. */
export function mustShareArch({ name, arch, registers }: StateToLoad, host: { name: string; arch: string }): void {
  if (arch === host.arch) return;
  const [first] = registers;
  throw new RegscopeError(
    'BAD_REQUEST',
    `${name} is ${arch} and ${host.name} is ${host.arch}: they share no registers; try it on a host of its own architecture`,
    { host: host.name, ...(first === undefined ? {} : { id: formatRegisterId(first.id) }) },
  );
}

/** One vCPU's share of a state: what there is to write, and of which registers there is no value, and why. */
export type VcpuState = { values: ReadonlyMap<RegisterId, bigint>; without: ReadonlyMap<RegisterId, string> };

/** A register that this vCPU never had stands in neither. */
export function vcpuState(registers: readonly RegisterValues[], vcpu: number): VcpuState {
  const values = new Map<RegisterId, bigint>();
  const without = new Map<RegisterId, string>();
  for (const row of registers) {
    const value = row.values[vcpu];
    const because = row.errors[vcpu];
    if (value !== undefined && value !== null) values.set(row.id, value);
    else if (because !== 'absent') without.set(row.id, because ?? 'unknown');
  }
  return { values, without };
}

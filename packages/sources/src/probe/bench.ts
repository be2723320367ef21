import { machineFor, type Kvm, type Limits, type Machine } from '@regscope/kvm';
import type { Arch } from '@regscope/registers';

/** Where a probe works: VMs of its own, made and closed for each handful of trials, so that no trial meets what another one left. */
export type Bench = {
  kvm: Kvm;
  arch: Arch;
  limits: Limits;
  signal: AbortSignal;
  /** Called after each handful, with what it was about. */
  tell: (step: string) => void;
};

export type Room = { bench: Bench; features: readonly string[] };

/** Both vCPUs of a scratch VM: registers are written through one and looked at through the other. */
export const FIRST = 0;
export const SECOND = 1;

/** Makes a VM of the shape, uses and closes it. Rejects with what aborted the signal. */
export async function withScratchVm<T>(room: Room, use: (vm: number) => Promise<T>): Promise<T> {
  return withMachine(room.bench, machineOf(room), use);
}

/** As withScratchVm, but before KVM_ARM_VCPU_FINALIZE: what must be settled by then can still be written. */
export async function withUnfinishedVm<T>(room: Room, use: (vm: number) => Promise<T>): Promise<T> {
  return withMachine(room.bench, { ...machineOf(room), finalize: 0 }, use);
}

function machineOf({ bench: { arch, limits }, features }: Room): Machine {
  return machineFor(arch, { vcpus: 2, features }, limits);
}

async function withMachine<T>({ kvm, signal }: Bench, machine: Machine, use: (vm: number) => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const vm = await kvm.create(machine);
  try {
    return await use(vm);
  } finally {
    await kvm.close(vm);
  }
}

/** Parts of about `weight` in all; whatever is heavier stands alone. */
export function handfuls<T>(all: readonly T[], weightOf: (one: T) => number, weight: number): T[][] {
  const parts: T[][] = [];
  let held = Infinity;
  for (const one of all) {
    if (held + weightOf(one) > weight) {
      parts.push([]);
      held = 0;
    }
    parts.at(-1)?.push(one);
    held += weightOf(one);
  }
  return parts;
}

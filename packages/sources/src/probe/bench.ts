import { machineFor, type Kvm, type Limits, type Machine, type Trial, type TrialResult } from '@regscope/kvm';
import type { Arch, RegisterId } from '@regscope/registers';

/** Where a probe works: VMs of its own, made and closed for each handful of trials, so that no trial meets what another one left. */
export type Bench = {
  kvm: Kvm;
  arch: Arch;
  limits: Limits;
  signal: AbortSignal;
  /** Called after each handful, with what it was about. */
  tell: (step: string) => void;
};

/** What is tried of one choice of features. */
export type Room = {
  bench: Bench;
  features: readonly string[];
  /** The one VM on which everything is tried that needs a fresh one, where VMs are too dear for one each; else null. */
  kept: number | null;
};

/** Both vCPUs of a scratch VM: registers are written through one and looked at through the other. */
export const FIRST = 0;
export const SECOND = 1;

/** A choice of features of which a first VM was made. */
export type Look = { bench: Bench; features: readonly string[]; listed: readonly RegisterId[]; isDear: boolean };

/** Makes a VM with these features and lists its registers. Rejects with a KvmError of kind `kernel` where the kernel makes no such VM. */
export async function lookAt(bench: Bench, features: readonly string[]): Promise<Look> {
  let done = 0;
  const listed = await withScratchVm({ bench, features, kept: null }, async (vm) => {
    const ids = await bench.kvm.list(vm, FIRST);
    done = performance.now();
    return ids;
  });
  return { bench, features, listed, isDear: performance.now() - done > LONG_MS };
}

type Work<T> = (room: Room, listed: readonly RegisterId[]) => Promise<T>;

/** Works with a room, which keeps one VM where VMs are dear. */
export async function inRoom<T>({ bench, features, listed, isDear }: Look, work: Work<T>): Promise<T> {
  const room: Room = { bench, features, kept: null };
  return isDear ? withScratchVm(room, (kept) => work({ ...room, kept }, listed)) : work(room, listed);
}

/** To close a VM takes a few ms; one of nested virtualization, emulated, 4 s for each vCPU since Linux 7.0. */
const LONG_MS = 1000;

/** Makes a VM of the shape, uses and closes it; or uses the kept one. Rejects with what aborted the signal. */
export async function withScratchVm<T>(room: Room, use: (vm: number) => Promise<T>): Promise<T> {
  room.bench.signal.throwIfAborted();
  return room.kept === null ? withMachine(room.bench, machineOf(room), use) : use(room.kept);
}

/** As withScratchVm, but before KVM_ARM_VCPU_FINALIZE: what must be settled by then can still be written. */
export async function withUnfinishedVm<T>(room: Room, use: (vm: number) => Promise<T>): Promise<T> {
  return withMachine(room.bench, { ...machineOf(room), finalize: 0 }, use);
}

/** What to try, how much of it on one VM, and what to call it while it goes on. */
type Trials = { all: readonly Trial[]; watch: boolean; atOnce: number; what: string };

/** Tries all values, each handful on a VM of its own. */
export async function attemptAll(room: Room, { all, watch, atOnce, what }: Trials): Promise<TrialResult[]> {
  const results: TrialResult[] = [];
  const through = { vcpu: FIRST, other: SECOND, watch };
  for (const some of handfuls(all, () => 1, atOnce)) {
    results.push(...(await withScratchVm(room, (vm) => room.bench.kvm.attempt(vm, through, some))));
    room.bench.tell(`${what}: ${results.length} of ${all.length}`);
  }
  return results;
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

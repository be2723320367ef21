// The steps of a trial on a VM that was made for it: what must come before KVM_ARM_VCPU_FINALIZE, all registers, all back, one run.
import { KvmError, type Kvm, type Status, type VmReading, type Write } from '@regscope/kvm';
import type { RegisterId } from '@regscope/registers';
import { attemptsOf, type Attempt } from './attempt.ts';
import { vcpuState, type StateToLoad, type VcpuState } from './state-to-load.ts';

/** In which order the ids of a vCPU are written: `early` before KVM_ARM_VCPU_FINALIZE, `late` after it. */
export type Order = (ids: readonly RegisterId[]) => { early: RegisterId[]; late: RegisterId[] };

/** A VM that is not finalized yet; `finalize` is the feature to do it for, 0 for none. */
export type Unfinished = { kvm: Kvm; vm: number; vcpus: number; finalize: number };
type Manner = { order: Order; signal: AbortSignal; tell: (step: string) => void; afterwards: 'run' | 'leave' };

/** `call` is what gave `errno`. EINTR of KVM_RUN: the guest was entered and did not leave by itself. */
export type Ran = { exitReason: string } | { call: string; errno: string };
export type LoadedState = { vcpus: { vcpu: number; attempts: Attempt[] }[]; run: Ran | null };

/** Rejects with what aborted the signal, at the next step. */
export async function loadState(target: Unfinished, state: StateToLoad, manner: Manner): Promise<LoadedState> {
  const { kvm, vm } = target;
  const { signal, tell } = manner;
  const parts = Array.from({ length: target.vcpus }, (_, vcpu) => partOf(state, vcpu, manner.order));
  await settleEarly(target, parts);
  const listed = new Set(await kvm.list(vm, 0));
  for (const { vcpu, values, late, statuses } of parts) {
    signal.throwIfAborted();
    tell(`writing vCPU ${vcpu + 1} of ${parts.length}`);
    await writeInto(statuses, { kvm, vm }, writesOf(vcpu, values, late));
  }
  signal.throwIfAborted();
  tell('reading back');
  const after = await kvm.read(vm);
  mustBeListed(after);
  const unlisted = await readUnlisted(target, parts, after);
  const vcpus = parts.map((part) => {
    const { vcpu, statuses } = part;
    const answers = { statuses, listed, after: after.vcpus[vcpu], unlisted: unlisted?.vcpus[vcpu] };
    return { vcpu, attempts: attemptsOf(part, answers) };
  });
  signal.throwIfAborted();
  if (manner.afterwards === 'leave') return { vcpus, run: null };
  tell('running vCPU 0');
  return { vcpus, run: await runOnce({ kvm, vm }) };
}

type Part = VcpuState & {
  vcpu: number;
  early: RegisterId[];
  late: RegisterId[];
  statuses: Map<RegisterId, Status>;
};

function partOf(state: StateToLoad, vcpu: number, order: Order): Part {
  const own = vcpuState(state.registers, vcpu);
  return { ...own, vcpu, ...order([...own.values.keys()]), statuses: new Map() };
}

async function settleEarly({ kvm, vm, finalize }: Unfinished, parts: readonly Part[]): Promise<void> {
  for (const { vcpu, values, early, statuses } of parts)
    await writeInto(statuses, { kvm, vm }, writesOf(vcpu, values, early));
  if (finalize !== 0) await kvm.finalize(vm, finalize);
}

function writesOf(vcpu: number, values: VcpuState['values'], ids: readonly RegisterId[]): Write[] {
  return ids.map((id) => ({ vcpu, id, value: values.get(id) ?? 0n }));
}

/** RS_MAX_IDS of native/protocol.h. */
const MOST_WRITES = 8192;

async function writeInto(
  statuses: Map<RegisterId, Status>,
  { kvm, vm }: Pick<Unfinished, 'kvm' | 'vm'>,
  writes: readonly Write[],
): Promise<void> {
  for (let at = 0; at < writes.length; at += MOST_WRITES) {
    const some = writes.slice(at, at + MOST_WRITES);
    const answers = await kvm.write(vm, some);
    for (const [n, { id }] of some.entries()) statuses.set(id, answers[n] ?? null);
  }
}

/** Without a list every register would look hidden. */
function mustBeListed({ vcpus }: VmReading): void {
  const errno = vcpus.find(({ listError }) => listError !== null)?.listError;
  if (typeof errno === 'string') throw new KvmError({ kind: 'kernel', call: 'KVM_GET_REG_LIST', errno });
}

/** What took a value and is not listed: it may be there all the same, and if not the errno tells. */
async function readUnlisted(
  { kvm, vm }: Unfinished,
  parts: readonly Part[],
  { vcpus }: VmReading,
): Promise<VmReading | null> {
  const unlisted = parts.flatMap(({ vcpu, statuses }) => {
    const ids = new Set(vcpus[vcpu]?.ids ?? []);
    return [...statuses].filter(([id, errno]) => errno === null && !ids.has(id)).map(([id]) => id);
  });
  return unlisted.length === 0 ? null : kvm.read(vm, [...new Set(unlisted)].slice(0, MOST_WRITES));
}

async function runOnce({ kvm, vm }: Pick<Unfinished, 'kvm' | 'vm'>): Promise<Ran> {
  try {
    return { exitReason: await kvm.run(vm, 0) };
  } catch (error) {
    if (error instanceof KvmError && error.failure.kind === 'kernel') {
      const { call, errno } = error.failure;
      return { call, errno };
    }
    throw error;
  }
}

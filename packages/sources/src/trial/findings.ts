// What went otherwise than asked, of all that was tried: registers in which all vCPUs fare alike are one finding.
import { volatileBits } from '@regscope/catalogs';
import type { RegisterId } from '@regscope/registers';
import type { Attempt } from './attempt.ts';
import type { LoadedState } from './load-state.ts';

type On = { id: RegisterId; vcpus: number[] };

export type Findings = {
  /** KVM_SET_ONE_REG gave an errno; `keeps` is what the register holds instead. */
  failed: (On & { want: bigint; errno: string; listed: boolean; keeps: bigint | null })[];
  /**
   * It gave an errno, and the register holds this very value all the same: MSR_KVM_ASYNC_PF_INT without an APIC in the kernel, timer.state
   * of RISC-V that is off. Nothing of the state is lost, and programs that restore leave such registers out.
   */
  already: (On & { want: bigint; errno: string })[];
  /** It gave 0, and something else is stored in the bits of `mask`. */
  changed: (On & { want: bigint; got: bigint; mask: bigint })[];
  /** It gave 0, and now the register cannot be read: another register's value hides it. */
  hidden: (On & { want: bigint; errno: string })[];
  /** The host has it, the state does not. */
  missing: (On & { keeps: bigint | null })[];
  /** The state names it without a value. */
  unwritten: (On & { because: string; keeps: bigint | null })[];
};

export function findingsOf({ vcpus }: Pick<LoadedState, 'vcpus'>): Findings {
  const all = vcpus.flatMap(({ vcpu, attempts }) => attempts.map((attempt) => ({ vcpu, attempt })));
  const of = <T>(find: (attempt: Attempt) => T | undefined): (T & On)[] => {
    const found = new Map<string, T & On>();
    for (const { vcpu, attempt } of all) {
      const what = find(attempt);
      if (what !== undefined) note(found, { vcpu, id: attempt.id }, what);
    }
    return [...found.values()];
  };
  return {
    failed: of(failure),
    already: of(needlessness),
    changed: of(change),
    hidden: of(hiding),
    missing: of(lack),
    unwritten: of(omission),
  };
}

/** Counters of two vCPUs never read the same, and fare alike all the same. */
function note<T>(found: Map<string, T & On>, { vcpu, id }: { vcpu: number; id: RegisterId }, what: T): void {
  const still = ~(volatileBits(id)?.mask ?? 0n);
  const parts: unknown[] = Object.values(what as object);
  const key = [id, ...parts.map((part) => (typeof part === 'bigint' ? part & still : part))].join();
  const same = found.get(key);
  if (same === undefined) found.set(key, { id, vcpus: [vcpu], ...what });
  else same.vcpus.push(vcpu);
}

function failure({ did, want, errno, listed, got }: Attempt) {
  if (did !== 'refused' || want === null || errno === null || want === got) return undefined;
  return { want, errno, listed, keeps: got };
}

function needlessness({ did, want, errno, got }: Attempt) {
  return did === 'refused' && want !== null && errno !== null && want === got ? { want, errno } : undefined;
}

function change({ id, did, want, got }: Attempt) {
  if (did !== 'written' || want === null || got === null) return undefined;
  const mask = (want ^ got) & ~(volatileBits(id)?.mask ?? 0n);
  return mask === 0n ? undefined : { want, got, mask };
}

function hiding({ did, want, got, unread }: Attempt) {
  return did === 'written' && want !== null && got === null ? { want, errno: unread ?? 'ENOENT' } : undefined;
}

function lack({ did, got }: Attempt) {
  return did === 'not in the state' ? { keeps: got } : undefined;
}

function omission({ did, errno, got }: Attempt) {
  return did === 'no value' ? { because: errno ?? 'unknown', keeps: got } : undefined;
}

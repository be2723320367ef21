import type { VmReading } from '@regscope/kvm';
import type { PlannedWrite } from '@regscope/registers';
import { movedBetween, type Moved } from './readings.ts';

/**
 * `written`: holds what was asked for; `refused`: KVM_SET_ONE_REG gave `errno`; `changed`: it gave 0, and something else is stored; `not
 * tried`: an earlier one failed; `put back`, `not put back`: was written, and afterwards holds the old value again, or does not.
 */
export type Did = 'written' | 'refused' | 'changed' | 'not tried' | 'put back' | 'not put back';

/** `stored` is what the register held at the end, through the vCPU that it was written through; null where that cannot be read. */
export type DoneWrite = PlannedWrite & { did: Did; stored: bigint | null; errno: string | null };

/** `applied`: all were written; `refused`: none was; `rolled back`: some were, and the old values are back; `partly`: not all of them are. */
export type CarriedOut = {
  outcome: 'applied' | 'refused' | 'rolled back' | 'partly';
  writes: DoneWrite[];
  /** Registers that the plan does not name and that do not read as before. */
  moved: Moved[];
  /** The writes that failed, as they stood then: why old values were put back. */
  failed: DoneWrite[];
};

/** What a plan moved without naming it. */
export function othersMoved(before: VmReading, after: VmReading, writes: readonly PlannedWrite[]): Moved[] {
  const isMeant = ({ id, vcpu }: Moved) => writes.some((write) => write.id === id && (write.seenBy ?? vcpu) === vcpu);
  return movedBetween(before, after).filter((moved) => !isMeant(moved));
}

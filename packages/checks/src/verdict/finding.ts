// What a verdict is made of.
import type { RegisterId } from '@regscope/registers';
import type { Vmm } from '../restore/restore-order.ts';

/**
 * `absent`: the host does not list the register; `refused`: it lists it and refuses the value; `changed`: something else is stored than was
 * written; `default`: the host lists it, the VM does not hold it, and it keeps what a fresh VM has; `untested`: nobody knows, try it.
 */
type FindingKind = 'absent' | 'refused' | 'changed' | 'default' | 'untested';

/** A change of the VM before its first run: the bits of `mask` become those of `value`. */
export type Amendment = { id: RegisterId; mask: bigint; value: bigint };

/**
 * What to do about it, and the change of the VM that does it, where one does. The change is made before the first run, on the side that the
 * state comes from.
 */
export type Remedy = { text: string; amend: readonly Amendment[] };

/** `stops`: the restore fails for it; `differs`: it loads, and the guest may see something else; `note`: it loads, and nobody minds. */
export type Weight = 'stops' | 'differs' | 'note';

export type Finding = {
  kind: FindingKind;
  weight: Weight;
  id: RegisterId;
  vcpus: readonly number[];
  /** What the VM holds; for a default, what the host's fresh VM does. */
  value: bigint;
  /** The bits that it is about. */
  mask: bigint;
  /** What would be read in the end; null where nothing is stored or nobody knows. */
  got: bigint | null;
  errno: string | null;
  because: string;
  /** What the answer rests on. */
  evidence: string;
  remedy: Remedy | null;
};

/** `because`: what speaks for or against the VM as a whole, such as features that the host does not offer. */
export type Verdict = {
  vmm: Vmm;
  answer: 'loads' | 'changed' | 'refused' | 'unknown';
  because: string;
  findings: Finding[];
};

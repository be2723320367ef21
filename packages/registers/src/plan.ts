import type { Arch } from './decode-id.ts';
import type { RegisterId } from './register-id.ts';

/**
 * One staged change. `mask` names the bits, `from` and `to` hold them in their places: what the plan was made from, and what is wanted.
 * `vcpu` null is all vCPUs, and the only choice where the VM has but one state for all of them.
 */
export type Edit = { id: RegisterId; vcpu: number | null; mask: bigint; from: bigint; to: bigint };

/** The VM that a plan was made for. `createdAt` (ISO 8601) tells it from a later one of the same name. */
export type PlanTarget = { host: string; vm: string; createdAt: string; kernel: string; arch: Arch };

/** Changes that are made together or not at all. */
export type Plan = { target: PlanTarget; edits: readonly Edit[] };

/**
 * One KVM_SET_ONE_REG of a plan, of the whole register. `through` is the vCPU that it goes through, `seenBy` the one that sees it, null
 * where all do. `mask` holds the bits that the plan means.
 */
export type PlannedWrite = {
  id: RegisterId;
  through: number;
  seenBy: number | null;
  mask: bigint;
  old: bigint;
  value: bigint;
};

/** A person presses a few keys, a tool may set every ID register of a VM; beyond that it is a mistake. */
export const MOST_EDITS = 1000;

/** The plan that takes this one back, once it was applied. */
export function inverse({ target, edits }: Plan): Plan {
  return { target, edits: edits.map((edit) => ({ ...edit, from: edit.to, to: edit.from })).toReversed() };
}

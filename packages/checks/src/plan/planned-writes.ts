import { writeRank } from '@regscope/catalogs';
import type { Edit, PlannedWrite, RegisterId } from '@regscope/registers';
import { stagedValue } from '../edits/stage-bits.ts';
import type { EditedRegister, FindRegister } from '../edits/judge-plan.ts';

/**
 * What has to be written to make the edits of a plan, in the order in which KVM wants it. What the VM has once is written once, through
 * its first vCPU. For plans that `judgePlan` found nothing wrong with; of a register that is not there nothing is written.
 */
export function plannedWrites(edits: readonly Edit[], find: FindRegister): PlannedWrite[] {
  const ids = [...new Set(edits.map(({ id }) => id))];
  return ids
    .toSorted((a, b) => writeRank(a) - writeRank(b) || compare(a, b))
    .flatMap((id) => {
      const register = find(id);
      return register === undefined ? [] : writesOf(register, edits);
    });
}

function writesOf(register: EditedRegister, edits: readonly Edit[]): PlannedWrite[] {
  const isShared = register.scope === 'vm' || register.scope === 'host';
  const vcpus = isShared ? register.values.slice(0, 1) : register.values;
  return vcpus.flatMap((old, through) => {
    const { id } = register;
    const mask = edits
      .filter((edit) => edit.id === id && (edit.vcpu === null || edit.vcpu === through))
      .reduce((bits, edit) => bits | edit.mask, 0n);
    if (old === null || mask === 0n) return [];
    const value = stagedValue(edits, { id, vcpu: through }, old);
    return [{ id, through, seenBy: isShared ? null : through, mask, old, value }];
  });
}

function compare(a: RegisterId, b: RegisterId): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

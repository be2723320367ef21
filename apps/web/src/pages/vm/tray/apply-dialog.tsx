import type { PlanOutcome, PlanReport } from '@regscope/contract';
import type { Plan } from '@regscope/registers';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { mutations } from '../../../api/mutations.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { groupPlanned, sumText } from './group-writes.ts';

type ApplyDialogProps = {
  plan: Plan;
  writes: PlanReport['writes'];
  onDone: (outcome: PlanOutcome) => void;
  onClose: () => void;
};

/** Applies a plan, after naming what is written. */
export function ApplyDialog({ plan, writes, onDone, onClose }: ApplyDialogProps) {
  const apply = useMutation(mutations.applyPlan(useQueryClient()));
  const { host, vm } = plan.target;
  const confirm = () =>
    apply.mutate(
      { host, vm, plan },
      {
        onSuccess: (outcome) => {
          onDone(outcome);
          onClose();
        },
      },
    );
  return (
    <ConfirmDialog
      title={`Apply to ${host}/${vm}`}
      action={`Apply: ${sumText(writes)}`}
      lines={groupPlanned(writes).map(({ first, vcpus }) => ({
        name: first.name,
        vcpus,
        isShared: first.seenBy === null,
        old: first.old,
        to: first.new,
      }))}
      isBusy={apply.isPending}
      error={apply.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      All of it or none: every value is read back, and if one is not taken, the old values are put back.
    </ConfirmDialog>
  );
}

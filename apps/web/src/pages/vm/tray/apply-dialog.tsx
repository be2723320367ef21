import type { PlanOutcome, PlanReport } from '@regscope/contract';
import type { Plan } from '@regscope/registers';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { mutations } from '../../../api/queries.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { groupDone, groupPlanned, sumText } from './group-writes.ts';

type ApplyDialogProps = { plan: Plan; writes: PlanReport['writes']; onApplied: () => void; onClose: () => void };

/** Applies a plan, after naming what is written. */
export function ApplyDialog({ plan, writes, onApplied, onClose }: ApplyDialogProps) {
  const apply = useMutation(mutations.applyPlan(useQueryClient()));
  const { host, vm } = plan.target;
  const confirm = () =>
    apply.mutate(
      { host, vm, plan },
      {
        onSuccess: ({ outcome }) => {
          if (outcome === 'applied') onApplied();
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

type UndoDialogProps = {
  outcome: PlanOutcome;
  at: { host: string; vm: string; createdAt: string };
  onClose: () => void;
};

/** Takes an applied plan back, after naming the values that return. */
export function UndoDialog({ outcome: { attempt, writes }, at, onClose }: UndoDialogProps) {
  const undo = useMutation(mutations.undoPlan(useQueryClient()));
  return (
    <ConfirmDialog
      title={`Undo on ${at.host}/${at.vm}`}
      action="Put the old values back"
      lines={groupDone(writes).map(({ first, vcpus }) => ({
        name: first.name,
        vcpus,
        isShared: false,
        old: first.stored ?? first.new,
        to: first.old,
      }))}
      isBusy={undo.isPending}
      error={undo.error}
      onConfirm={() => undo.mutate({ ...at, attempt }, { onSuccess: onClose })}
      onClose={onClose}
    >
      The inverse plan is applied, and recorded as one of its own. It is refused if the values have changed meanwhile.
    </ConfirmDialog>
  );
}

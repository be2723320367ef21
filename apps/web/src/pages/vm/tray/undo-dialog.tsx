import { useMutation, useQueryClient } from '@tanstack/react-query';
import { mutations } from '../../../api/queries.ts';
import { ConfirmDialog, type WrittenLine } from './confirm-dialog.tsx';

type UndoDialogProps = {
  attempt: string;
  at: { host: string; vm: string; createdAt: string };
  lines: readonly WrittenLine[];
  onClose: () => void;
};

/** Takes an applied plan back, after naming the values that return. */
export function UndoDialog({ attempt, at, lines, onClose }: UndoDialogProps) {
  const undo = useMutation(mutations.undoPlan(useQueryClient()));
  return (
    <ConfirmDialog
      title={`Undo on ${at.host}/${at.vm}`}
      action="Put the old values back"
      lines={lines}
      isBusy={undo.isPending}
      error={undo.error}
      onConfirm={() => undo.mutate({ ...at, attempt }, { onSuccess: onClose })}
      onClose={onClose}
    >
      The inverse plan is applied, and recorded as one of its own. It is refused if the values have changed meanwhile.
    </ConfirmDialog>
  );
}

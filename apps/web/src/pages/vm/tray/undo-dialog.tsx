import { useMutation, useQueryClient } from '@tanstack/react-query';
import { mutations } from '../../../api/mutations.ts';
import { ConfirmDialog, type WrittenLine } from './confirm-dialog.tsx';

type UndoDialogProps = {
  attempt: string;
  at: { host: string; vm: string; createdAt: string };
  lines: readonly WrittenLine[];
  /** What became of it is told under this name. */
  onUndone?: (attempt: string) => void;
  onClose: () => void;
};

/** Takes an applied plan back, after naming the values that return. */
export function UndoDialog({ attempt, at, lines, onUndone, onClose }: UndoDialogProps) {
  const undo = useMutation(mutations.undoPlan(useQueryClient()));
  const confirm = () =>
    undo.mutate(
      { ...at, attempt },
      {
        onSuccess: (outcome) => {
          onUndone?.(outcome.attempt);
          onClose();
        },
      },
    );
  return (
    <ConfirmDialog
      title={`Undo on ${at.host}/${at.vm}`}
      action="Put the old values back"
      lines={lines}
      isBusy={undo.isPending}
      error={undo.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      The inverse plan is applied, and recorded as one of its own. It is refused if the values have changed meanwhile.
    </ConfirmDialog>
  );
}

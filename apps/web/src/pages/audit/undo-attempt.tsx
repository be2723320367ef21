import { mayEdit } from '@regscope/checks/edits';
import type { Vm } from '@regscope/contract';
import type { Role } from '@regscope/registers';
import { useState } from 'react';
import { useRole } from '../../api/use-role.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { sentence } from '../../ui/sentence.ts';
import { UndoDialog } from '../vm/tray/undo-dialog.tsx';
import type { Attempt } from './attempt-row.tsx';
import { useVmOfAttempt } from './use-vm-of-attempt.ts';

/** Takes back what an attempt wrote, where the VM is still there and may be changed. */
export function UndoAttempt({ row }: { row: Attempt }) {
  const { host, vm, createdAt, attempt, result } = row;
  const [isOpen, setOpen] = useState(false);
  const { vms, found } = useVmOfAttempt(row);
  const because = whyNoUndo(found, useRole());
  return (
    <>
      <ActionButton
        disabledBecause={vms === undefined ? 'The VMs are being asked for.' : because}
        title="Write the old values again"
        onClick={() => setOpen(true)}
      >
        Undo…<span className="hidden-text"> what was done to {`${host}/${vm}`}</span>
      </ActionButton>
      {isOpen && (
        <UndoDialog
          attempt={attempt}
          at={{ host, vm, createdAt }}
          lines={(result?.writes ?? []).map(({ name, vcpu, shared, old, new: to, stored }) => ({
            name,
            vcpus: [vcpu],
            isShared: shared,
            old: stored ?? to,
            to: old,
          }))}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

function whyNoUndo(vm: Vm | undefined, role: Role): string | undefined {
  if (vm === undefined) return 'The VM is gone.';
  const permission = mayEdit(vm, role);
  return permission.ok ? undefined : sentence(permission.because);
}

import type { Vm } from '@regscope/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { mutations } from '../../api/mutations.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { RoleButton } from '../../components/role-button.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './vm-header.module.css';

/** Lets one vCPU run until its first exit, after saying what that changes. */
export function RunOnce({ vm }: { vm: Vm }) {
  const run = useMutation(mutations.runVcpu(useQueryClient()));
  const choice = useId();
  const [isOpen, setOpen] = useState(false);
  const [vcpu, setVcpu] = useState(0);
  const close = () => {
    setOpen(false);
    run.reset();
  };
  return (
    <>
      <RoleButton needs="editor" disabledBecause={whyNot(vm)} onClick={() => setOpen(true)}>
        Run once…
      </RoleButton>
      {isOpen && (
        <Dialog title={`Run a vCPU of ${vm.host}/${vm.vm} once`} onClose={close}>
          <div className={styles.run}>
            <p>
              KVM_RUN is called on one vCPU and returns at its first exit.{' '}
              {vm.phase === 'new'
                ? 'The VM moves from new to started and cannot go back: registers that are settled by the first run stay as they are then. Values change.'
                : 'The VM is started already. Values change.'}
            </p>
            <div>
              <label htmlFor={choice}>vCPU</label>
              <select id={choice} value={vcpu} onChange={(event) => setVcpu(Number(event.target.value))}>
                {Array.from({ length: vm.vcpus ?? 0 }, (_, number) => (
                  // oxlint-disable-next-line react/no-array-index-key -- a vCPU is its number
                  <option key={number} value={number}>
                    {number}
                  </option>
                ))}
              </select>
            </div>
            <div role="status">
              {run.data !== undefined && (
                <p>
                  vCPU {run.variables?.vcpu} came back with <code>{run.data.exitReason}</code>; the VM is{' '}
                  {run.data.phase}.
                </p>
              )}
            </div>
            {run.error !== null && <ErrorNote error={run.error} />}
            <div className={styles.buttons}>
              <ActionButton
                look="main"
                busy={run.isPending}
                onClick={() => run.mutate({ host: vm.host, vm: vm.vm, vcpu })}
              >
                Run vCPU {vcpu} once
              </ActionButton>
              <ActionButton onClick={close}>{run.data === undefined ? 'Cancel' : 'Done'}</ActionButton>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}

function whyNot({ kind, phase }: Vm): string | undefined {
  if (phase === 'gone') return 'The VM is gone.';
  if (kind === 'attached') return 'This VM belongs to another process, which runs it.';
  return kind === 'recorded' ? 'This VM is a recording.' : undefined;
}

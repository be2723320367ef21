import type { Host } from '@regscope/contract';
import { useState } from 'react';
import { RoleButton } from '../../components/role-button.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { vmsText } from './vms-text.ts';
import styles from './hosts.module.css';

type StopHostProps = {
  host: Pick<Host, 'name' | 'vms'>;
  disabledBecause: string | undefined;
  busy: boolean;
  onStop: () => void;
};

/** Stops a host. Where VMs would end with it, it asks first: their state is kept nowhere. */
export function StopHost({ host: { name, vms }, disabledBecause, busy, onStop }: StopHostProps) {
  const [isAsking, setAsking] = useState(false);
  const stop = () => {
    setAsking(false);
    onStop();
  };
  return (
    <>
      <RoleButton
        needs="editor"
        busy={busy}
        disabledBecause={disabledBecause}
        title={vms === 0 ? 'Ends the emulated machine' : `Ends the emulated machine and its ${vmsText(vms)}`}
        onClick={vms === 0 ? stop : () => setAsking(true)}
      >
        Stop <span className="hidden-text">{name}</span>
      </RoleButton>
      {isAsking && (
        <Dialog title={`Stop ${name}?`} onClose={() => setAsking(false)}>
          <p>It ends {vmsText(vms)}. What they hold is gone then.</p>
          <div className={styles.buttons}>
            <ActionButton look="danger" onClick={stop}>
              Stop and end {vmsText(vms)}
            </ActionButton>
            <ActionButton onClick={() => setAsking(false)}>Keep</ActionButton>
          </div>
        </Dialog>
      )}
    </>
  );
}

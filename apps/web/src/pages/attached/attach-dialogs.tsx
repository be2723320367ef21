import { Checkbox } from '@mantine/core';
import type { Sighting } from '@regscope/contract';
import { useState } from 'react';
import { ActionButton } from '../../ui/action-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { vmmKind, whoseText } from './attach-words.ts';
import styles from './attach.module.css';
import type { Attaching } from './use-attach.ts';

type DialogsProps = { sighting: Sighting; attaching: Attaching };

/** What is asked before somebody attaches. */
export function AttachDialogs({ sighting, attaching }: DialogsProps) {
  if (attaching.asking === 'attach') return <AttachDialog sighting={sighting} attaching={attaching} />;
  if (attaching.asking === 'despite filters') return <DespiteDialog sighting={sighting} attaching={attaching} />;
  return null;
}

function AttachDialog({ sighting, attaching: { attach, remember, stop, isPending } }: DialogsProps) {
  const [isLast, setLast] = useState(false);
  const kind = vmmKind(sighting);
  const confirm = () => {
    if (isLast) remember('do not ask');
    attach('as filters allow');
  };
  return (
    <Dialog title={`Attach to ${sighting.vm.host}/${sighting.vm.vm} of ${whoseText(sighting)}`} onClose={stop}>
      <div className={styles.ask}>
        <dl>
          <dt>What happens</dt>
          <dd>{happens(sighting)} Nothing is written to the VM.</dd>
          <dt>If regscope is killed</dt>
          <dd>
            The VM goes on unharmed, at whatever moment that is: what puts a thread back was given to it before the
            first register is read, and it needs nobody else for it.
          </dd>
          <dt>What is refused</dt>
          <dd>
            A thread that somebody else traces, one that is not inside KVM_RUN, seccomp filters that would end the VMM,
            a state that cannot be put back whole. Then nothing was done, and the reason is said.
          </dd>
          <dt>What stays</dt>
          <dd>Nothing in its process: no mapping, no open file. regscope keeps what it read.</dd>
        </dl>
        <div className={styles.buttons}>
          <ActionButton look="main" busy={isPending} onClick={confirm}>
            Attach
          </ActionButton>
          <ActionButton onClick={stop}>Cancel</ActionButton>
        </div>
        <Checkbox
          size="xs"
          label={`Do not ask again for ${kind}`}
          description="In this browser. The page of the next such VM says so, and has a button that undoes it."
          checked={isLast}
          onChange={() => setLast(!isLast)}
        />
      </div>
    </Dialog>
  );
}

function happens({ vm }: Sighting): string {
  if (vm.phase === 'new')
    return 'None of its vCPUs has run: the whole process stands still for a moment, once per vCPU, and one of its threads reads the registers.';
  const each = vm.vcpus === 1 ? 'The thread of its vCPU' : 'The thread of each vCPU, one after the other,';
  return `${each} stops inside KVM_RUN for about 0.3 ms, reads the registers itself, and goes back to where it was. A VM that is paused stands still as a whole instead.`;
}

function DespiteDialog({ sighting, attaching: { attach, stop, isPending } }: DialogsProps) {
  return (
    <Dialog title={`Attach to ${whoseText(sighting)} despite its filters?`} onClose={stop}>
      <div className={styles.ask}>
        <p className={styles.danger}>
          This can end the VMM and its guest. While a vCPU stands still its seccomp filters are suspended; if regscope
          or its native process is killed in that moment, they come back in the middle of the work and end the VMM at
          its next system call.
        </p>
        <p>
          That moment is about 0.3 ms per vCPU. Otherwise it is as without filters: registers are only read, and the
          thread is put back. It is done this once, and asked again every time.
        </p>
        <div className={styles.buttons}>
          <ActionButton look="danger" busy={isPending} onClick={() => attach('despite filters')}>
            Attach despite the filters
          </ActionButton>
          <ActionButton onClick={stop}>Cancel</ActionButton>
        </div>
      </div>
    </Dialog>
  );
}

import { Dialog } from '../../ui/dialog.tsx';
import styles from './shell.module.css';

/** Every key that the pages know. */
export function KeyList({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl className={styles.keys}>
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              {key.split(' ').map((part) => (
                <kbd key={part}>{part}</kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

const keys = [
  ['Ctrl-K', 'go to a host, a VM or a register; act'],
  ['?', 'this list'],
  ['/', 'search what the page lists'],
  ['Esc', 'clear the search, leave it, close the panel, go back to the matrix'],
  ['↑ ↓ PgUp PgDn Home End', 'move in the table'],
  ['← →', 'from VM to VM among the features, from host to host in the matrix'],
  ['Enter', 'open the register, or what stands behind a cell of the matrix'],
  ['F2', 'edit the field or the register; Enter stages, Esc does not'],
  ['Space', 'flip the bit'],
  ['Del', 'drop what is staged for the field'],
  ['t a', 'try the plan on a scratch VM, or apply it'],
  ['e p', 'show only what is staged; fold the plan'],
  ['u', 'undo what was applied last, or the last deletion of a capture'],
  ['F2 Del', 'rename or delete the capture'],
  ['c', 'copy the value (of vCPU 0 where they differ)'],
  ['a', 'attach to the VM of another process, which has not been read'],
  ['r', 'read again; of another process, by attaching again'],
  ['d', 'show only what differs: between vCPUs, or between VMs'],
  ['w f', 'show only what KVM takes a change of now, or what is frozen after the start'],
  ['g', 'show only what does not go to every host'],
  ['b', 'draw the bits in which VMs differ'],
  ['s', 'from the registers of a VM to their scope, and back'],
  ['v', 'one column per vCPU, or one for all'],
] as const;

import type { CaptureSummary } from '@regscope/contract';
import { Link } from '@tanstack/react-router';
import { formatCount } from '../../components/format-value.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './capture-dialog.module.css';

/** What was kept, and where it is now. */
export function CaptureTaken({ capture, onClose }: { capture: CaptureSummary; onClose: () => void }) {
  const { name, registers, probed } = capture;
  return (
    <div className={styles.form}>
      <p role="status">
        <span className={styles.good}>
          <Icon name="check" />
        </span>{' '}
        Kept as <code>{name}</code>: {formatCount(registers)} registers
        {probed === 0 ? ', not probed.' : `, ${probed} ${probed === 1 ? 'shape' : 'shapes'} of VM probed.`}
      </p>
      <p className={styles.links}>
        <Link to="/hosts/$host/vms/$vm" params={{ host: name, vm: '1' }}>
          Look at the recording
        </Link>
        <Link to="/captures">All captures</Link>
      </p>
      <div className={styles.buttons}>
        <ActionButton look="main" onClick={onClose}>
          Done
        </ActionButton>
      </div>
    </div>
  );
}

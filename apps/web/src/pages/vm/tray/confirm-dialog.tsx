import type { ReactNode } from 'react';
import { ErrorNote } from '../../../components/error-note.tsx';
import { formatRanges } from '../../../components/format-value.ts';
import { ActionButton } from '../../../ui/action-button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Icon } from '../../../ui/icon.tsx';
import styles from './tray.module.css';

/** One line: what a register becomes, through these vCPUs. */
export type WrittenLine = { name: string; vcpus: readonly number[]; isShared: boolean; old: string; to: string };

type ConfirmDialogProps = {
  title: string;
  action: string;
  lines: readonly WrittenLine[];
  isBusy: boolean;
  error: Error | null;
  children: ReactNode;
  onConfirm: () => void;
  onClose: () => void;
};

/** Names all that is about to be written, once more. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, action, lines, isBusy, error, children, onConfirm, onClose } = props;
  return (
    <Dialog title={title} onClose={onClose}>
      <div className={styles.confirm}>
        <ul className={styles.lines} aria-label="What is written">
          {lines.map(({ name, vcpus, isShared, old, to }) => (
            <li key={`${name} ${vcpus.join()} ${to}`}>
              <code className={styles.name}>{name}</code>{' '}
              <span className="soft">{isShared ? 'all vCPUs at once' : `vCPU ${formatRanges(vcpus)}`}</span>
              <br />
              <code>{old}</code> <Icon name="arrow" />
              <span className="hidden-text"> becomes </span> <code>{to}</code>
            </li>
          ))}
        </ul>
        <p className="soft">{children}</p>
        {error !== null && <ErrorNote error={error} />}
        <div className={styles.buttons}>
          <ActionButton look="main" busy={isBusy} onClick={onConfirm}>
            {action}
          </ActionButton>
          <ActionButton onClick={onClose}>Cancel</ActionButton>
        </div>
      </div>
    </Dialog>
  );
}

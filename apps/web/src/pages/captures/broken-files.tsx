import type { CaptureList } from '@regscope/contract';
import { ActionButton } from '../../ui/action-button.tsx';
import styles from './captures.module.css';

type BrokenFilesProps = Pick<CaptureList, 'broken'> & { onRemove: (name: string) => void };

/** Files among the captures that are none, and why; each reason names its file. */
export function BrokenFiles({ broken, onRemove }: BrokenFilesProps) {
  return (
    <section aria-label="Files that cannot be read" className={styles.broken}>
      <h2>Cannot be read</h2>
      <ul>
        {broken.map(({ name, because }) => (
          <li key={because}>
            {because}
            {name !== null && (
              <ActionButton onClick={() => onRemove(name)}>
                Delete<span className="hidden-text"> {name}</span>
              </ActionButton>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

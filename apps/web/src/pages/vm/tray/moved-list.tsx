import type { PlanOutcome } from '@regscope/contract';
import { formatRanges } from '../../../components/format-value.ts';
import { Icon } from '../../../ui/icon.tsx';
import { groupMoved, type Moved } from './group-writes.ts';
import styles from './tray.module.css';

const MOST = 12;

/** Registers that nobody wrote and that are not what they were. */
export function MovedList({ moved }: Pick<PlanOutcome, 'moved'>) {
  const groups = groupMoved(moved);
  if (groups.length === 0) return null;
  return (
    <>
      <p>Moved with it, though the plan does not name it:</p>
      <ul className={styles.done} aria-label="Moved with it">
        {groups.slice(0, MOST).map(({ first, vcpus }) => (
          <li key={`${first.id} ${first.old} ${first.new}`}>
            <code className={styles.name}>{first.name}</code> <span className="soft">vCPU {formatRanges(vcpus)}</span>{' '}
            <Movement moved={first} />
          </li>
        ))}
      </ul>
      {groups.length > MOST && <p className="soft">and {groups.length - MOST} more.</p>}
    </>
  );
}

function Movement({ moved: { old, new: to } }: { moved: Moved }) {
  if (old === null)
    return (
      <>
        appeared, holds <code>{to ?? 'nothing that can be read'}</code>
      </>
    );
  if (to === null)
    return (
      <>
        left the list, held <code>{old}</code>
      </>
    );
  return (
    <>
      <code>{old}</code> <Icon name="arrow" /> <code>{to}</code>
    </>
  );
}

import { formatRanges } from '../../components/format-value.ts';
import { outcomeText, type VcpuGroup } from '../../components/group-vcpus.ts';
import { OutcomeText } from '../../components/outcome-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './register-table.module.css';

const ROOM = 34;
const ROOM_EACH = 18;
const MOST = 12;

/** What all vCPUs answered, in one line: the value that they share, or how they differ. */
export function ValueSummary({ groups, bytes }: { groups: readonly VcpuGroup[]; bytes: number }) {
  const [first] = groups;
  if (first === undefined) return null;
  if (groups.length === 1) return <OutcomeText outcome={first.outcome} bytes={bytes} room={ROOM} />;
  return (
    <span className={styles.differing} title={titleOf(groups)}>
      <span className={styles.differs}>
        <Icon name="differs" /> differs
      </span>
      {groups.slice(0, MOST).map(({ outcome, vcpus }) => (
        <span key={outcomeText(outcome)}>
          <OutcomeText outcome={outcome} bytes={bytes} room={ROOM_EACH} isBrief />
          <span className={styles.times}> ×{vcpus.length}</span>
        </span>
      ))}
    </span>
  );
}

function titleOf(groups: readonly VcpuGroup[]): string {
  const lines = groups
    .slice(0, MOST)
    .map(({ outcome, vcpus }) => `vCPU ${formatRanges(vcpus)}: ${outcomeText(outcome)}`);
  return [`${groups.length} different answers`, ...lines].join('\n');
}

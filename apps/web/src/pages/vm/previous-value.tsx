import type { RegisterRow } from '@regscope/contract';
import type { Earlier } from '../../api/reading.ts';
import { formatRanges, formatValue, type Radix } from '../../components/format-value.ts';
import { groupVcpus, outcomeText } from '../../components/group-vcpus.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import styles from './register-panel.module.css';

/** What the vCPUs whose value changed held before. */
export function PreviousValue({ earlier, row, radix }: { earlier: Earlier; row: RegisterRow; radix: Radix }) {
  const groups = groupVcpus({ values: earlier.values, errors: earlier.values.map(() => null) })
    .map(({ outcome, vcpus }) => ({
      outcome,
      vcpus: vcpus.filter((vcpu) => earlier.values[vcpu] !== row.values[vcpu]),
    }))
    .filter(({ vcpus }) => vcpus.length > 0);
  return (
    <div className={styles.previous}>
      <h3>Before</h3>
      <p className={styles.vcpus}>
        as read <TimeAgo at={earlier.readAt} />
      </p>
      {groups.map(({ outcome, vcpus }) => (
        <p key={outcomeText(outcome)} className={styles.value}>
          <span className={styles.vcpus}>vCPU {formatRanges(vcpus)}</span>{' '}
          {outcome.kind === 'value' ? (
            <>
              <span>{formatValue(outcome.value, { radix, bytes: row.size })}</span>
              <CopyButton text={outcome.value} what={`the earlier value of vCPU ${formatRanges(vcpus)}`} />
            </>
          ) : (
            'could not be read'
          )}
        </p>
      ))}
    </div>
  );
}

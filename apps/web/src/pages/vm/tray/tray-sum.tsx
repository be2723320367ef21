import { Icon } from '../../../ui/icon.tsx';
import type { Staging } from '../edit/staging.ts';
import { groupPlanned, sumText, writesText } from './group-writes.ts';
import { reachSums, reachText } from './reach-sums.ts';
import type { PlanState } from './use-plan.ts';
import styles from './tray.module.css';

type TraySumProps = { state: PlanState; staging: Staging; isBroken: boolean };

/** The plan in one line: what it is to do, or what stands in its way. */
export function TraySum({ state, staging, isBroken }: TraySumProps) {
  return (
    <p role="status" className={styles.sum}>
      <Words state={state} staging={staging} isBroken={isBroken} />
    </p>
  );
}

function Words({
  state: { refusals, report, reach, isChecking },
  staging: { edits, because, noApply },
  isBroken,
}: TraySumProps) {
  const warnings = report?.warnings.length ?? 0;
  if (isBroken)
    return (
      <span className={styles.bad}>
        <Icon name="warning" /> The plan in the address cannot be read: it was cut or changed on its way. Ask for the
        link again, or discard it.
      </span>
    );
  if (edits.length === 0)
    return because === '' ? (
      <span>
        Nothing is staged. Open a register (<kbd>Enter</kbd>), then <kbd>F2</kbd> on a field, or press its bits;{' '}
        <kbd>p</kbd> tells which hosts would take the VM.
      </span>
    ) : (
      <>
        <Icon name="lock" /> {because}
      </>
    );
  return (
    <>
      <b>{edits.length === 1 ? '1 change' : `${edits.length} changes`}</b>
      {noApply !== '' && (
        <span className={styles.warn}>
          <Icon name="lock" /> {noApply}
        </span>
      )}
      {refusals.length > 0 && (
        <span className={styles.bad}>
          <Icon name="warning" />{' '}
          {refusals.some(({ code }) => code === 'STALE') ? 'made from values that have changed' : 'cannot be applied'}
        </span>
      )}
      {refusals.length === 0 && report !== undefined && <span>{countText(report.writes, edits.length)}</span>}
      {refusals.length === 0 && reach !== undefined && <span>{reachText(reachSums(reach))}</span>}
      {warnings > 0 && (
        <span className={styles.warn}>
          <Icon name="warning" /> {warnings === 1 ? '1 warning' : `${warnings} warnings`}
        </span>
      )}
      {isChecking && <span>checking…</span>}
    </>
  );
}

function countText(writes: NonNullable<PlanState['report']>['writes'], edits: number): string {
  const [group, ...more] = groupPlanned(writes);
  const isOne = group !== undefined && more.length === 0 && edits === 1;
  return isOne ? writesText(group, group.vcpus.length) : sumText(writes);
}

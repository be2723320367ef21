import type { RegisterList } from '@regscope/contract';
import { findRegister } from '@regscope/registers';
import { ErrorNote } from '../../../components/error-note.tsx';
import { Progress } from '../../../ui/progress.tsx';
import type { Staging } from '../edit/staging.ts';
import { groupPlanned, type PlannedWrite } from './group-writes.ts';
import { KnownSection } from './known-section.tsx';
import { ReachSection } from './reach-section.tsx';
import { RefusalList } from './refusal-list.tsx';
import type { PlanState } from './use-plan.ts';
import { WriteItem } from './write-item.tsx';
import styles from './tray.module.css';

type PlanBodyProps = { state: PlanState; staging: Staging; list: RegisterList };

const MOST = 40;

/** The plan write by write, and beside it what is known of them. */
export function PlanBody({ state, staging, list }: PlanBodyProps) {
  const { refusals, report, error, reach, reachError, isReaching } = state;
  const isAsIs = staging.edits.length === 0;
  const groups = groupPlanned(report?.writes ?? []);
  const drop = ({ id, seenBy }: PlannedWrite, vcpus: readonly number[]) =>
    staging.change((edits) =>
      edits.filter(
        (edit) => edit.id !== findRegister(id) || (seenBy !== null && edit.vcpu !== null && !vcpus.includes(edit.vcpu)),
      ),
    );
  return (
    <div className={isAsIs ? undefined : styles.columns}>
      <div hidden={isAsIs}>
        <RefusalList refusals={refusals} staging={staging} />
        {error !== null && refusals.length === 0 && <ErrorNote error={error} />}
        {report === undefined && error === null && refusals.length === 0 && <Progress>Checking the plan…</Progress>}
        <ul className={styles.writes} aria-label="What is written">
          {groups.slice(0, MOST).map((group) => (
            <WriteItem
              key={`${group.first.id} ${group.first.through}`}
              group={group}
              vcpus={list.vcpus}
              address={{ host: list.host, vm: list.vm }}
              onDrop={() => drop(group.first, group.vcpus)}
            />
          ))}
        </ul>
        {groups.length > MOST && <p className="soft">and {groups.length - MOST} more.</p>}
      </div>
      {refusals.length === 0 && (
        <div className={styles.aside}>
          <ReachSection
            key={isAsIs ? 'as it is' : 'planned'}
            reach={reach}
            isBusy={isReaching}
            error={reachError}
            isAsIs={isAsIs}
            address={{ host: list.host, vm: list.vm }}
          />
          {report !== undefined && (
            <KnownSection probed={report.probed} warnings={report.warnings} follows={report.follows} />
          )}
        </div>
      )}
    </div>
  );
}

import type { AuditRow } from '@regscope/contract';
import { AttemptRow } from './attempt-row.tsx';
import { EventRow } from './event-row.tsx';
import styles from './audit.module.css';

type AuditTableProps = { rows: readonly AuditRow[]; opened: number | undefined; onOpen: (seq: number) => void };

/** One row per attempt, its result with it; comings and goings stand between. */
export function AuditTable({ rows, opened, onOpen }: AuditTableProps) {
  return (
    <table className={styles.table} aria-label="Audit log">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col">VM</th>
          <th scope="col">About</th>
          <th scope="col">
            <span className="hidden-text">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) =>
          row.kind === 'attempt' ? (
            <AttemptRow
              key={row.seq}
              row={row}
              state={row.seq === opened ? 'open' : 'closed'}
              onOpen={() => onOpen(row.seq)}
            />
          ) : (
            <EventRow key={row.seq} row={row} />
          ),
        )}
      </tbody>
    </table>
  );
}

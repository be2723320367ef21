import type { AuditRow } from '@regscope/contract';
import { Icon } from '../../ui/icon.tsx';
import { AttemptVm } from './attempt-vm.tsx';
import { AuditRowActions } from './audit-row-actions.tsx';
import { AuditWrites } from './audit-writes.tsx';
import { OutcomeBadge } from './outcome-badge.tsx';
import { When } from './when.tsx';
import styles from './audit.module.css';

export type Attempt = Extract<AuditRow, { kind: 'attempt' }>;

type AttemptRowProps = { row: Attempt; state: 'open' | 'closed'; onOpen: () => void };

/** One attempt and what became of it; opened, write by write. */
export function AttemptRow({ row, state, onOpen }: AttemptRowProps) {
  const { seq, at, who, action, writes, result } = row;
  const details = `writes-${seq}`;
  return (
    <>
      <tr data-state={state}>
        <th scope="row">
          <button
            type="button"
            className={styles.fold}
            aria-expanded={state === 'open'}
            aria-controls={details}
            onClick={onOpen}
          >
            <Icon name={state === 'open' ? 'up' : 'down'} /> <When at={at} />
            <span className="hidden-text">, the writes of entry {seq}</span>
          </button>
        </th>
        <td title={`${who.kind}, ${who.role}`}>{who.name}</td>
        <td>
          {action} <OutcomeBadge action={action} outcome={result?.outcome} />
        </td>
        <td className={`mono ${styles.vm}`}>
          <AttemptVm row={row} />
        </td>
        <td className={styles.about} title={result?.message}>
          <span className="mono">{namesOf(writes)}</span> <span className="soft">{result?.message}</span>
        </td>
        <td className={styles.actions}>
          <AuditRowActions row={row} />
        </td>
      </tr>
      {state === 'open' && (
        <tr id={details} className={styles.details}>
          <td colSpan={6}>
            <AuditWrites row={row} />
          </td>
        </tr>
      )}
    </>
  );
}

/** The registers that were written, each once. */
function namesOf(writes: Attempt['writes']): string {
  const names = [...new Set(writes.map(({ name }) => name))];
  const [first = 'no register', second, ...more] = names;
  if (second === undefined) return first;
  return more.length === 0 ? `${first}, ${second}` : `${first}, ${second} and ${more.length} more`;
}

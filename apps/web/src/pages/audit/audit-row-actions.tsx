import { Link } from '@tanstack/react-router';
import type { Attempt } from './attempt-row.tsx';
import { UndoAttempt } from './undo-attempt.tsx';

/** What can be done with an attempt that is over. */
export function AuditRowActions({ row }: { row: Attempt }) {
  const { host, vm, action, result } = row;
  return (
    <>
      {action !== 'try' && result?.outcome === 'applied' && <UndoAttempt row={row} />}{' '}
      <Link to="/audit" search={{ host, vm }} title={`Only what was done to ${host}/${vm}`}>
        Only this VM<span className="hidden-text">: {`${host}/${vm}`}</span>
      </Link>
    </>
  );
}

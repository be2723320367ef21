import { Link } from '@tanstack/react-router';
import type { Attempt } from './attempt-row.tsx';

/** What can be done with an attempt that is over. */
export function AuditRowActions({ row: { host, vm } }: { row: Attempt }) {
  return (
    <Link to="/audit" search={{ host, vm }} title={`Only what was done to ${host}/${vm}`}>
      Only this VM<span className="hidden-text">: {`${host}/${vm}`}</span>
    </Link>
  );
}

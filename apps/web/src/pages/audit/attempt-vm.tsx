import { Link } from '@tanstack/react-router';
import type { Attempt } from './attempt-row.tsx';
import { useVmOfAttempt } from './use-vm-of-attempt.ts';

/** The VM of an attempt, as a link while it is there. */
export function AttemptVm({ row }: { row: Attempt }) {
  const { host, vm } = row;
  const { vms, found } = useVmOfAttempt(row);
  const name = `${host}/${vm}`;
  if (found === undefined) return <span title={vms === undefined ? name : 'gone'}>{name}</span>;
  return (
    <Link to="/hosts/$host/vms/$vm" params={{ host, vm }} title={name}>
      {name}
    </Link>
  );
}

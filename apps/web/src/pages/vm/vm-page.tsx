import { isAttachedName } from '@regscope/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { isGone } from '../../api/errors.ts';
import { queries, type VmAddress } from '../../api/queries.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Progress } from '../../ui/progress.tsx';
import { AttachedPage } from '../attached/attached-page.tsx';
import { RecordedReading } from '../attached/recorded-reading.tsx';
import { VmHeader } from './vm-header.tsx';
import { VmReading } from './vm-reading.tsx';
import styles from './vm.module.css';

/** One VM: made here or recorded, or of another process. */
export function VmPage() {
  const address = useParams({ from: '/live/hosts/$host/vms/$vm' });
  return isAttachedName(address.vm) ? <AttachedPage address={address} /> : <OwnPage address={address} />;
}

/** A VM whose registers can be read at any time: its head, and its registers as soon as they are there. */
function OwnPage({ address }: { address: VmAddress }) {
  const navigate = useNavigate();
  const search = useSearch({ from: '/live/hosts/$host/vms/$vm' });
  const vm = useQuery(queries.vm(address));
  const reading = useQuery(queries.registers(address));
  const error = vm.error ?? reading.error;
  const capture = () =>
    void navigate({
      to: '/hosts/$host/vms/$vm',
      params: address,
      search: { ...search, capture: 'values' },
      replace: true,
    });

  if (vm.data === undefined || isGone(error))
    return (
      <div className={styles.page}>
        <h1 className="mono">{`${address.host}/${address.vm}`}</h1>
        {error === null ? <Progress>Asking for the VM…</Progress> : <ErrorNote error={error} />}
        {error !== null && <WayOn host={address.host} />}
      </div>
    );
  return (
    <div className={styles.frame}>
      <VmHeader
        vm={vm.data}
        list={reading.data?.list}
        isReading={reading.isFetching}
        onRefresh={() => void reading.refetch()}
        onCapture={capture}
        onClosed={() => void navigate({ to: '/' })}
      />
      {vm.data.kind === 'recorded' && <RecordedReading name={address.host} />}
      <VmReading vm={vm.data} address={address} reading={reading.data} error={error} />
    </div>
  );
}

function WayOn({ host }: { host: string }) {
  return (
    <EmptyState title="What now?">
      <span>
        A VM ends when it is closed, when its host <code>{host}</code> stops, and when regscope is started anew. Make
        another on the page of hosts.
      </span>
      <Link to="/">Go to the hosts</Link>
    </EmptyState>
  );
}

import { isAttachedName } from '@regscope/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { hasCode } from '../../api/errors.ts';
import { queries, type VmAddress } from '../../api/queries.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Progress } from '../../ui/progress.tsx';
import { AttachedPage } from '../attached/attached-page.tsx';
import { CaptureDialog } from './capture-dialog.tsx';
import { tableRows } from './row-model.ts';
import { VmBody } from './vm-body.tsx';
import { VmHeader } from './vm-header.tsx';
import type { VmSearch } from './vm-search.ts';
import styles from './vm.module.css';

/** One VM. Of one of another process the registers are not even asked for. */
export function VmPage() {
  const address = useParams({ from: '/live/hosts/$host/vms/$vm' });
  return isAttachedName(address.vm) ? <AttachedPage address={address} /> : <ReadVmPage address={address} />;
}

/** A VM whose registers can be read: its head, and its registers as soon as they are there. */
function ReadVmPage({ address }: { address: VmAddress }) {
  const navigate = useNavigate();
  const { capture, ...search } = useSearch({ from: '/live/hosts/$host/vms/$vm' });
  const show = (next: VmSearch) =>
    void navigate({ to: '/hosts/$host/vms/$vm', params: address, search: next, replace: true });
  const vm = useQuery(queries.vm(address));
  const reading = useQuery(queries.registers(address));
  const registers = reading.data?.list.registers;
  const phase = reading.data?.list.phase ?? 'new';
  const rows = useMemo(() => tableRows(registers ?? [], phase), [registers, phase]);
  const error = vm.error ?? reading.error;

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
        onCapture={() => show({ ...search, capture: 'values' })}
        onClosed={() => void navigate({ to: '/' })}
      />
      {error !== null && (
        <div className={styles.note}>
          <ErrorNote error={error} />
        </div>
      )}
      {reading.data?.list.listErrors.map((errno, vcpu) =>
        errno === null ? null : (
          // oxlint-disable-next-line react/no-array-index-key -- a vCPU is its number
          <p key={vcpu} role="alert" className={styles.listError}>
            vCPU {vcpu}: KVM_GET_REG_LIST answered <code>{errno}</code>; its registers are missing below.
          </p>
        ),
      )}
      {reading.data === undefined && error === null && (
        <div className={styles.note}>
          <Progress>Reading the registers…</Progress>
        </div>
      )}
      {reading.data !== undefined && <VmBody vm={vm.data} reading={reading.data} rows={rows} address={address} />}
      {capture !== undefined && vm.data.kind !== 'recorded' && (
        <CaptureDialog vm={vm.data} wanted={capture} onClose={() => show(search)} />
      )}
    </div>
  );
}

function isGone(error: Error | null): boolean {
  return hasCode(error, 'NO_SUCH_VM') || hasCode(error, 'NO_SUCH_HOST') || hasCode(error, 'HOST_GONE');
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

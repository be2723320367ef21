import type { Host } from '@regscope/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { queries } from '../../api/queries.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Icon } from '../../ui/icon.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Progress } from '../../ui/progress.tsx';
import { AnotherLab } from './another-lab.tsx';
import { HostTable } from './host-table.tsx';
import { NewVmDialog } from './new-vm-dialog.tsx';
import { RecordedHosts } from './recorded-hosts.tsx';
import { VmTable } from './vm-table.tsx';
import styles from './hosts.module.css';

/** The first page: every host that regscope reaches, what was recorded of others, and every live VM. */
export function HostsPage() {
  const hosts = useQuery(queries.hosts());
  const vms = useQuery(queries.vms());
  const search = useSearch({ from: '/live/' });
  const navigate = useNavigate();
  const live = hosts.data?.filter(({ kind }) => kind !== 'recorded');
  const liveVms = vms.data?.filter(({ kind }) => kind !== 'recorded');
  const host = live?.find(({ name, state }) => name === search.new && state === 'ready');
  return (
    <div className={styles.page}>
      <div className={styles.headline}>
        <h1 className={styles.heading}>Hosts</h1>
        <AnotherLab />
      </div>
      {hosts.error !== null && <ErrorNote error={hosts.error} />}
      {hosts.isPending && <Progress>Asking for the hosts…</Progress>}
      {live?.length === 0 && (
        <EmptyState title="No live hosts.">
          regscope uses /dev/kvm of this machine and emulated lab hosts. Neither was found; the server’s log says why.
        </EmptyState>
      )}
      {live !== undefined && live.length > 0 && <HostTable hosts={live} />}
      {live !== undefined && <RecordedHosts live={live.some(isUsable) ? 'usable' : 'unusable'} />}

      <h2 className={styles.heading}>Virtual machines</h2>
      {vms.error !== null && <ErrorNote error={vms.error} />}
      {vms.isPending && <Progress>Asking for the VMs…</Progress>}
      {liveVms?.length === 0 && (
        <EmptyState title="No virtual machines yet.">
          No process of this machine holds one either, as far as may be seen. Press New VM on a host that is ready. A
          stopped lab host can be started first; it takes seconds. Recorded hosts have registers to look at, and run
          nothing.
        </EmptyState>
      )}
      {liveVms !== undefined && liveVms.length > 0 && <VmTable vms={liveVms} />}
      {live?.map(({ name, unseen }) => unseen !== '' && <Unseen key={name} host={name} because={unseen} />)}

      {host !== undefined && (
        <NewVmDialog host={host} onClose={() => void navigate({ to: '/', search: {}, replace: true })} />
      )}
    </div>
  );
}

function Unseen({ host, because }: { host: string; because: string }) {
  return (
    <p role="note" className={styles.unseen}>
      <Icon name="warning" /> <span className="mono">{host}</span>: {because}
    </p>
  );
}

function isUsable({ state }: Host): boolean {
  return state === 'ready' || state === 'starting';
}

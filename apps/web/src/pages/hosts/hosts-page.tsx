import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { queries } from '../../api/queries.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Progress } from '../../ui/progress.tsx';
import { AnotherLab } from './another-lab.tsx';
import { HostTable } from './host-table.tsx';
import { NewVmDialog } from './new-vm-dialog.tsx';
import { VmTable } from './vm-table.tsx';
import styles from './hosts.module.css';

/** The first page: every host that regscope reaches, and every VM on them. */
export function HostsPage() {
  const hosts = useQuery(queries.hosts());
  const vms = useQuery(queries.vms());
  const search = useSearch({ from: '/live/' });
  const navigate = useNavigate();
  const host = hosts.data?.find(({ name, state }) => name === search.new && state === 'ready');
  return (
    <div className={styles.page}>
      <h1 className={styles.heading}>Hosts</h1>
      {hosts.error !== null && <ErrorNote error={hosts.error} />}
      {hosts.isPending && <Progress>Asking for the hosts…</Progress>}
      {hosts.data?.length === 0 && (
        <EmptyState title="No hosts.">
          regscope uses /dev/kvm of this machine and emulated lab hosts. Neither was found; the server’s log says why.
        </EmptyState>
      )}
      {hosts.data !== undefined && hosts.data.length > 0 && <HostTable hosts={hosts.data} />}
      <AnotherLab />

      <h2 className={styles.heading}>Virtual machines</h2>
      {vms.error !== null && <ErrorNote error={vms.error} />}
      {vms.isPending && <Progress>Asking for the VMs…</Progress>}
      {vms.data?.length === 0 && (
        <EmptyState title="No virtual machines yet.">
          Press New VM on a host that is ready. A stopped lab host can be started first; it takes seconds.
        </EmptyState>
      )}
      {vms.data !== undefined && vms.data.length > 0 && <VmTable vms={vms.data} />}

      {host !== undefined && (
        <NewVmDialog host={host} onClose={() => void navigate({ to: '/', search: {}, replace: true })} />
      )}
    </div>
  );
}

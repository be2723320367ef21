import type { Host } from '@regscope/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { mutations } from '../../api/mutations.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { formatMs } from '../../components/format-value.ts';
import { HostState } from '../../components/host-state.tsx';
import { RoleButton } from '../../components/role-button.tsx';
import { hostActions } from './host-actions.ts';
import { StopHost } from './stop-host.tsx';
import styles from './hosts.module.css';

/** One line per host: what it is, how it is, and what can be done with it. */
export function HostTable({ hosts }: { hosts: readonly Host[] }) {
  return (
    <table className={styles.table} aria-label="Hosts">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Kind</th>
          <th scope="col">Architecture</th>
          <th scope="col">Kernel</th>
          <th scope="col">CPU</th>
          <th scope="col">State</th>
          <th scope="col" className={styles.number}>
            VMs
          </th>
          <th scope="col" className={styles.number}>
            Boot
          </th>
          <th scope="col">
            <span className="hidden-text">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {hosts.map((host) => (
          <HostRow key={host.name} host={host} />
        ))}
      </tbody>
    </table>
  );
}

function HostRow({ host }: { host: Host }) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const start = useMutation(mutations.startHost(cache));
  const stop = useMutation(mutations.stopHost(cache));
  const actions = hostActions(host);
  const error = start.error ?? stop.error;
  return (
    <>
      <tr>
        <th scope="row" className="mono">
          {host.name}
        </th>
        <td>{host.kind}</td>
        <td>{host.arch}</td>
        <td className="mono">{host.kernel ?? '–'}</td>
        <td className="mono">{host.cpu ?? '–'}</td>
        <td className={styles.state}>
          <HostState host={host} />
        </td>
        <td className={styles.number}>{host.vms}</td>
        <td className={styles.number}>{host.bootMs === null ? '–' : formatMs(host.bootMs)}</td>
        <td className={styles.actions}>
          {host.kind === 'lab' && host.state !== 'ready' && host.state !== 'starting' && (
            <RoleButton
              needs="editor"
              look={actions.start.ok ? 'main' : 'plain'}
              busy={start.isPending}
              disabledBecause={actions.start.because}
              onClick={() => start.mutate(host.name)}
            >
              Start <span className="hidden-text">{host.name}</span>
            </RoleButton>
          )}
          {host.kind === 'lab' && (host.state === 'ready' || host.state === 'starting') && (
            <StopHost
              host={host}
              disabledBecause={actions.stop.because}
              busy={stop.isPending}
              onStop={() => stop.mutate(host.name)}
            />
          )}
          <RoleButton
            needs="editor"
            look={actions.newVm.ok ? 'main' : 'plain'}
            disabledBecause={actions.newVm.because}
            onClick={() => void navigate({ to: '/', search: { new: host.name } })}
          >
            New VM <span className="hidden-text">on {host.name}</span>
          </RoleButton>
        </td>
      </tr>
      {error !== null && (
        <tr>
          <td colSpan={9}>
            <ErrorNote error={error} />
          </td>
        </tr>
      )}
    </>
  );
}

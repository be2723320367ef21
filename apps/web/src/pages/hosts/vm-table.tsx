import type { Vm } from '@regscope/contract';
import { Link } from '@tanstack/react-router';
import { PhaseBadge } from '../../components/phase-badge.tsx';
import { featuresText } from '../../components/features-text.ts';
import { BelongsTo } from '../../components/belongs-to.tsx';
import { CloseVm } from '../../components/close-vm.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import styles from './hosts.module.css';

/** Every VM on every host. */
export function VmTable({ vms }: { vms: readonly Vm[] }) {
  return (
    <table className={styles.table} aria-label="Virtual machines">
      <thead>
        <tr>
          <th scope="col">VM</th>
          <th scope="col">VMM</th>
          <th scope="col" className={styles.number}>
            PID
          </th>
          <th scope="col">Phase</th>
          <th scope="col" className={styles.number}>
            vCPUs
          </th>
          <th scope="col">Features</th>
          <th scope="col">Since</th>
          <th scope="col">Registers</th>
          <th scope="col">
            <span className="hidden-text">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {vms.map((vm) => (
          <tr key={`${vm.host}/${vm.vm}`}>
            <th scope="row" className="mono">
              <Link to="/hosts/$host/vms/$vm" params={{ host: vm.host, vm: vm.vm }}>
                {`${vm.host}/${vm.vm}`}
              </Link>
            </th>
            <td>{vm.kind === 'attached' ? <BelongsTo vm={vm} /> : vm.vmm}</td>
            <td className={styles.number}>{vm.pid ?? '–'}</td>
            <td>
              <PhaseBadge phase={vm.phase} because={vm.phaseBecause} />
            </td>
            <td className={styles.number}>{vm.vcpus ?? 'unknown'}</td>
            <td className={`mono ${styles.features}`} title={vm.features?.join(' ')}>
              {featuresText(vm.features)}
            </td>
            <td className={styles.since}>
              <TimeAgo at={vm.createdAt} />
            </td>
            <td className={styles.since}>
              <WhenRead vm={vm} />
            </td>
            <td className={styles.actions}>
              <CloseVm vm={vm} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Those of another process are as old as the last time that somebody attached to it. */
function WhenRead({ vm: { kind, readAt } }: { vm: Vm }) {
  if (kind !== 'attached') return <span className="faint">read when opened</span>;
  if (readAt === undefined) return <span title="Its page says what attaching does">not attached to</span>;
  return (
    <>
      read <TimeAgo at={readAt} />
    </>
  );
}

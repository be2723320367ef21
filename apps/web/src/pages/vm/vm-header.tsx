import type { RegisterList, Vm } from '@regscope/contract';
import { useNavigate } from '@tanstack/react-router';
import { CloseVm } from '../../components/close-vm.tsx';
import { featuresText } from '../../components/features-text.ts';
import { formatMs } from '../../components/format-value.ts';
import { PhaseBadge } from '../../components/phase-badge.tsx';
import { RoleButton } from '../../components/role-button.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { RecordedOn } from './recorded-on.tsx';
import { RunOnce } from './run-once.tsx';
import { planIn } from '../scope/scope-search.ts';
import { VmLinks } from './vm-links.tsx';
import styles from './vm-header.module.css';

type VmHeaderProps = {
  vm: Vm;
  list: RegisterList | undefined;
  isReading: boolean;
  onRefresh: () => void;
  onCapture: () => void;
  onClosed: () => void;
};

/** What VM this is, when it was read, and what can be done with it. */
export function VmHeader({ vm, list, isReading, onRefresh, onCapture, onClosed }: VmHeaderProps) {
  const navigate = useNavigate();
  useKeys({ r: onRefresh, s: () => void navigate({ to: '/hosts/$host/vms/$vm/scope', params: vm, search: planIn }) });
  return (
    <section aria-label="Virtual machine" className={styles.header}>
      <h1 className={styles.name}>{`${vm.host}/${vm.vm}`}</h1>
      <PhaseBadge phase={vm.phase} />
      <span className={styles.facts}>
        {list !== undefined && (
          <span className="mono">{list.kernel === 'unknown' ? 'kernel unknown' : list.kernel}</span>
        )}
        <span>{vm.arch}</span>
        <span>{vm.vcpus === 1 ? '1 vCPU' : `${vm.vcpus} vCPUs`}</span>
        <span className={`mono ${styles.features}`} title={`vCPU features: ${featuresText(vm.features)}`}>
          {vm.features?.join(' ') ?? 'features unknown'}
        </span>
      </span>
      <span className={styles.read}>
        {vm.kind === 'recorded' && <RecordedOn vm={vm} />}
        {vm.kind !== 'recorded' && list !== undefined && (
          <>
            read <TimeAgo at={list.readAt} />, <span title="time that the kernel took">{formatMs(list.ioctlMs)}</span>
          </>
        )}
      </span>
      <div className={styles.actions}>
        <VmLinks vm={vm} />
        {vm.kind !== 'recorded' && (
          <>
            <ActionButton busy={isReading} keys="r" title="Read all registers again" onClick={onRefresh}>
              Refresh&nbsp;<kbd aria-hidden="true">r</kbd>
            </ActionButton>
            <RoleButton
              needs="editor"
              disabledBecause={vm.phase === 'gone' ? 'The VM is gone.' : undefined}
              title="Keep all registers in a file, and probe what such a VM takes"
              onClick={onCapture}
            >
              Capture…
            </RoleButton>
            <RunOnce vm={vm} />
            <CloseVm vm={vm} onClosed={onClosed} />
          </>
        )}
      </div>
    </section>
  );
}

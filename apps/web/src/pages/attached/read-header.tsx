import type { Attachment, RegisterList, Vm } from '@regscope/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { BelongsTo } from '../../components/belongs-to.tsx';
import { PhaseBadge } from '../../components/phase-badge.tsx';
import { RoleButton } from '../../components/role-button.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { planIn } from '../scope/scope-search.ts';
import { readVmSearch } from '../vm/vm-search.ts';
import { VmLinks } from '../vm/vm-links.tsx';
import styles from '../vm/vm-header.module.css';
import { attachAgainText } from './attach-words.ts';
import type { Attaching } from './use-attach.ts';

type ReadHeaderProps = { vm: Vm; attachment: Attachment; list: RegisterList | undefined; attaching: Attaching };

/** Whose VM this is, and what can be done with it. */
export function ReadHeader({
  vm,
  attachment,
  list,
  attaching: { because, begin, isPending, isOver },
}: ReadHeaderProps) {
  const navigate = useNavigate();
  useKeys({ r: begin, s: () => void navigate({ to: '/hosts/$host/vms/$vm/scope', params: vm, search: planIn }) });
  const capture = () =>
    void navigate({
      to: '/hosts/$host/vms/$vm',
      params: vm,
      search: (now) => ({ ...readVmSearch(now), capture: 'values' }),
      replace: true,
    });
  const heading = useRef<HTMLHeadingElement>(null);
  // What was pressed to attach is not there any more: the keyboard goes on from here.
  useEffect(() => {
    if (isOver && document.activeElement === document.body) heading.current?.focus();
  }, [isOver]);
  return (
    <section aria-label="Virtual machine" className={styles.header}>
      <h1 ref={heading} tabIndex={-1} className={styles.name}>{`${vm.host}/${vm.vm}`}</h1>
      <PhaseBadge phase={vm.phase} because={vm.phaseBecause} />
      <BelongsTo vm={vm} />
      <span className={styles.facts}>
        {list !== undefined && (
          <span className="mono">{list.kernel === 'unknown' ? 'kernel unknown' : list.kernel}</span>
        )}
        <span>{vm.arch}</span>
        <span>{list?.vcpus === 1 ? '1 vCPU' : `${list?.vcpus ?? vm.vcpus ?? 'unknown'} vCPUs`}</span>
      </span>
      <div className={styles.actions}>
        <Link to="/hosts/$host/vms/$vm/process" params={vm} title="The process, its threads, what KVM counts of the VM">
          Process
        </Link>
        <VmLinks vm={vm} />
        <ActionButton
          busy={isPending}
          keys="r"
          disabledBecause={because}
          title={attachAgainText(vm, attachment)}
          onClick={begin}
        >
          Attach again&nbsp;<kbd aria-hidden="true">r</kbd>
        </ActionButton>
        <RoleButton
          needs="editor"
          disabledBecause={vm.phase === 'gone' ? 'The VM is gone.' : undefined}
          title="Keep what was read in a file; the VM is not stopped for it"
          onClick={capture}
        >
          Capture…
        </RoleButton>
      </div>
    </section>
  );
}

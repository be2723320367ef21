import type { RegisterList, Vm } from '@regscope/contract';
import { useMemo } from 'react';
import type { VmAddress } from '../../api/queries.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { whereProbed } from '../../components/writable.ts';
import { ClassTable } from './class-table.tsx';
import { KindTable } from './kind-table.tsx';
import { QuarrelList } from './quarrel-list.tsx';
import { RestoreSums } from './restore-sums.tsx';
import { countByClass, countScopes } from './scope-sums.ts';
import { VmWideList } from './vm-wide-list.tsx';
import { vmWideGroups } from './vm-wide-groups.ts';
import styles from './scope.module.css';

type ScopeViewProps = { list: RegisterList; kind: Vm['kind']; address: VmAddress };

/** The sums at the left, the registers that they come from at the right. */
export function ScopeView({ list, kind, address }: ScopeViewProps) {
  const { registers, vcpus } = list;
  const counts = useMemo(() => countScopes(registers), [registers]);
  const classes = useMemo(() => countByClass(registers), [registers]);
  const groups = useMemo(() => vmWideGroups(registers), [registers]);
  if (registers.length === 0)
    return <EmptyState title="KVM lists no registers for this VM.">Nothing to count.</EmptyState>;
  return (
    <div className={styles.columns}>
      <div>
        <KindTable counts={counts} kind={kind} address={address} />
        <RestoreSums counts={counts} vcpus={vcpus} />
        <ClassTable classes={classes} counts={counts} address={address} />
      </div>
      <div>
        <QuarrelList registers={registers} address={address} />
        <VmWideList groups={groups} probed={whereProbed(registers)} address={address} />
      </div>
    </div>
  );
}

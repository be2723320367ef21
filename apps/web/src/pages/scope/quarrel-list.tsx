import type { RegisterRow } from '@regscope/contract';
import { Link } from '@tanstack/react-router';
import type { VmAddress } from '../../api/queries.ts';
import { ScopeBadge } from '../../components/scope-badge.tsx';
import { quarrelText } from '../../components/scope-words.ts';
import { planIn } from './scope-search.ts';
import { quarrelling } from './scope-sums.ts';
import styles from './scope.module.css';

type QuarrelListProps = { registers: readonly RegisterRow[]; address: VmAddress };

/** Registers of whose scope the kernel, the probe and the source do not say the same. Nothing where there are none, as nearly always. */
export function QuarrelList({ registers, address }: QuarrelListProps) {
  const found = quarrelling(registers);
  if (found.length === 0) return null;
  return (
    <section aria-label="Disagreements">
      <h2>Disagreements</h2>
      {found.map(({ id, name, scope }) => (
        <div key={id} className={styles.part}>
          <p className={styles.evidence}>
            <Link to="/hosts/$host/vms/$vm" params={address} search={(now) => ({ ...planIn(now), reg: id })}>
              {name}
            </Link>{' '}
            <ScopeBadge kind={scope.kind} evidence={scope.evidence} />
          </p>
          {(scope.quarrels ?? []).map((quarrel) => (
            <p key={quarrel.evidence} className={styles.evidence}>
              {quarrelText(quarrel)}
            </p>
          ))}
        </div>
      ))}
    </section>
  );
}

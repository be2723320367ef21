import type { RegisterRow } from '@regscope/contract';
import { Link } from '@tanstack/react-router';
import type { VmAddress } from '../../api/queries.ts';
import { ScopeBadge } from '../../components/scope-badge.tsx';
import { vmFields, type VmWideGroup } from './vm-wide-groups.ts';
import { planIn } from './scope-search.ts';
import styles from './scope.module.css';

type VmWideListProps = {
  groups: readonly VmWideGroup[];
  /** Where a VM like this was probed; undefined where none was. */
  probed: string | undefined;
  address: VmAddress;
};

/** The VM's registers by name, each group with what the claim rests on. */
export function VmWideList({ groups, probed, address }: VmWideListProps) {
  return (
    <section aria-label="VM-wide registers">
      <h2>VM-wide registers</h2>
      {probed !== undefined && (
        <p className={styles.evidence}>
          Probed: written through one vCPU and seen through another, on <span className={styles.where}>{probed}</span>
        </p>
      )}
      {groups.length === 0 && <p className={styles.text}>None: each vCPU has its own of everything that is listed.</p>}
      {groups.map(({ title, count, parts }) => (
        <div key={title} className={styles.group}>
          <h3>
            {title} <span className="soft">{count}</span>
          </h3>
          {parts.map(({ scope, rows }) => (
            <div key={`${scope.kind} ${scope.evidence} ${scope.because}`} className={styles.part}>
              <p className={styles.evidence}>
                <ScopeBadge kind={scope.kind} evidence={scope.evidence} /> {restsOn(scope)}
              </p>
              <ul className={styles.names}>
                {rows.map((row) => (
                  <Name key={row.id} row={row} address={address} />
                ))}
              </ul>
            </div>
          ))}
        </div>
      ))}
    </section>
  );
}

function restsOn({ evidence, because }: RegisterRow['scope']): string {
  if (evidence === 'kernel') return `by the kernel itself: ${because}`;
  return evidence === 'catalogue' ? `by the source: ${because}` : 'probed';
}

function Name({ row, address }: { row: RegisterRow; address: VmAddress }) {
  const fields = vmFields(row);
  return (
    <li title={row.title}>
      <Link to="/hosts/$host/vms/$vm" params={address} search={(now) => ({ ...planIn(now), reg: row.id })}>
        {row.name}
      </Link>
      {fields.length > 0 && <span className="soft">: {fields.join(', ')}</span>}
    </li>
  );
}

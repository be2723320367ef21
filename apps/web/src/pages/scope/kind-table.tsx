import type { Vm } from '@regscope/contract';
import { Link } from '@tanstack/react-router';
import type { VmAddress } from '../../api/queries.ts';
import { formatCount } from '../../components/format-value.ts';
import { ScopeBadge } from '../../components/scope-badge.tsx';
import { scopeWords } from '../../components/scope-words.ts';
import type { ScopeCount } from './scope-sums.ts';
import { planIn } from './scope-search.ts';
import styles from './scope.module.css';

type KindTableProps = { counts: readonly ScopeCount[]; kind: Vm['kind']; address: VmAddress };

/** How many registers are whose, and how many of these claims were tried rather than read. */
export function KindTable({ counts, kind, address }: KindTableProps) {
  const total = sumOf(counts, 'count');
  const probed = sumOf(counts, 'probed');
  const told = sumOf(counts, 'kernel');
  const shared = counts.find((one) => one.kind === 'vm')?.count ?? 0;
  const shown = counts.filter(({ count, kind: of }) => count > 0 || of === 'vm');
  return (
    <section aria-label="Whose the registers are">
      <p className={styles.answer}>
        <strong>{formatCount(shared)}</strong> of {formatCount(total)} registers are VM-wide
      </p>
      <div className={styles.bar} aria-hidden="true">
        {shown.map(({ kind: of, count }) => (
          <span key={of} className={styles[of]} style={{ flexGrow: count }} />
        ))}
      </div>
      <table className={styles.table} aria-label="Registers by scope">
        <thead>
          <tr>
            <th scope="col">Scope</th>
            <th scope="col">Registers</th>
            {told > 0 && <th scope="col">By the kernel</th>}
            <th scope="col">Probed</th>
            <th scope="col">By the source</th>
            <th scope="col" className={styles.meaning}>
              Meaning
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <tr key={one.kind}>
              <th scope="row">
                <ScopeBadge kind={one.kind} evidence={null} />
              </th>
              <td>
                <Link
                  to="/hosts/$host/vms/$vm"
                  params={address}
                  search={(now) => ({ ...planIn(now), scope: one.kind })}
                >
                  {formatCount(one.count)}
                </Link>
              </td>
              {told > 0 && <td>{numberOr(one.kernel)}</td>}
              <td>{numberOr(one.probed)}</td>
              <td>{numberOr(one.catalogue)}</td>
              <td className={styles.meaning}>{scopeWords[one.kind].brief}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">all</th>
            <td>{formatCount(total)}</td>
            {told > 0 && <td>{numberOr(told)}</td>}
            <td>{numberOr(probed)}</td>
            <td>{numberOr(sumOf(counts, 'catalogue'))}</td>
            <td className={styles.meaning}>
              {told > 0
                ? 'this kernel says it itself'
                : `${Math.round((100 * probed) / Math.max(1, total))} % were tried`}
            </td>
          </tr>
        </tfoot>
      </table>
      {probed === 0 && told === 0 && <NothingProbed kind={kind} address={address} />}
    </section>
  );
}

function NothingProbed({ kind, address }: Omit<KindTableProps, 'counts'>) {
  return (
    <p className={styles.text}>
      Nothing of this was tried on this kernel.{' '}
      {kind === 'recorded' ? (
        'The recording was taken without a probe.'
      ) : (
        <Link to="/hosts/$host/vms/$vm" params={address} search={(now) => ({ ...planIn(now), capture: 'probe' })}>
          Probe this host…
        </Link>
      )}
    </p>
  );
}

function sumOf(counts: readonly ScopeCount[], part: 'count' | 'kernel' | 'probed' | 'catalogue'): number {
  return counts.reduce((total, one) => total + one[part], 0);
}

function numberOr(count: number): string {
  return count === 0 ? '–' : formatCount(count);
}

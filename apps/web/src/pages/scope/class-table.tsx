import { Link } from '@tanstack/react-router';
import type { VmAddress } from '../../api/queries.ts';
import { formatCount } from '../../components/format-value.ts';
import { scopeWords } from '../../components/scope-words.ts';
import type { ClassCount, ScopeCount } from './scope-sums.ts';
import { planIn } from './scope-search.ts';
import styles from './scope.module.css';

type ClassTableProps = { classes: readonly ClassCount[]; counts: readonly ScopeCount[]; address: VmAddress };

/** Class by scope; every number leads to the registers that it counts. */
export function ClassTable({ classes, counts, address }: ClassTableProps) {
  const kinds = counts.filter(({ count }) => count > 0).map(({ kind }) => kind);
  return (
    <section aria-label="By class">
      <h2>By class</h2>
      <table className={styles.table} aria-label="Registers by class and scope">
        <thead>
          <tr>
            <th scope="col">Class</th>
            {kinds.map((kind) => (
              <th key={kind} scope="col">
                {scopeWords[kind].word}
              </th>
            ))}
            <th scope="col">all</th>
          </tr>
        </thead>
        <tbody>
          {classes.map(({ name, total, of }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {kinds.map((kind) => (
                <td key={kind}>
                  {(of.get(kind) ?? 0) === 0 ? (
                    <span className="faint">–</span>
                  ) : (
                    <Link
                      to="/hosts/$host/vms/$vm"
                      params={address}
                      search={(now) => ({ ...planIn(now), class: name, scope: kind })}
                    >
                      {formatCount(of.get(kind) ?? 0)}
                    </Link>
                  )}
                </td>
              ))}
              <td>
                <Link to="/hosts/$host/vms/$vm" params={address} search={(now) => ({ ...planIn(now), class: name })}>
                  {formatCount(total)}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

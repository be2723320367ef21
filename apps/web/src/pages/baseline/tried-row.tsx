import type { Baseline } from '@regscope/contract';
import styles from './baseline.module.css';

type Host = Baseline['hosts'][number];
type Tried = NonNullable<Host['tried']>;

/** What the kernels answered to the same VMs, and whether the forecast was right. */
export function TriedRow({ hosts, looked }: { hosts: readonly Host[]; looked: string | undefined }) {
  const wrong = hosts.filter((host) => host.tried !== null && !isAsForecast(host));
  return (
    <tr>
      <th scope="row" className={styles.first}>
        tried
      </th>
      <td className={styles.value}>
        {wrong.length === 0 ? 'as forecast' : <b className={styles.warn}>not as forecast</b>}
      </td>
      {hosts.map((host) => (
        <td
          key={host.name}
          className={`${styles.cell} ${host.name === looked ? styles.looked : ''}`}
          title={host.tried === null ? undefined : said(host.tried)}
        >
          {host.tried === null ? '' : word(host.tried)}
        </td>
      ))}
    </tr>
  );
}

/** A host that could not be tried contradicts nothing. */
function isAsForecast({ forecast, tried }: Host): boolean {
  if (tried === null || tried.because !== '') return true;
  return namesOf(tried.refused) === namesOf(forecast?.refused) && namesOf(tried.changed) === namesOf(forecast?.changed);
}

function namesOf(rows: readonly { name: string }[] = []): string {
  return rows
    .map(({ name }) => name)
    .toSorted()
    .join();
}

function word({ because, refused, changed }: Tried): string {
  if (because !== '') return 'not tried';
  if (refused.length > 0) return 'refuses';
  return changed.length > 0 ? 'changes' : 'takes';
}

function said({ on, kernel, because, refused, changed }: Tried): string {
  if (because !== '') return because;
  const names = [...refused, ...changed].map((row) => `${row.name}: ${row.because}`);
  return `${on} (Linux ${kernel}) ${names.length === 0 ? 'took all' : names.join('; ')}`;
}

import type { Baseline } from '@regscope/contract';
import styles from './baseline.module.css';

type Host = Baseline['hosts'][number];

/** What each host would say to VMs of the baseline that come from the others. A trial on its kernel has its place in the next row. */
export function HostSums({ made: { hosts }, looked }: { made: Baseline; looked: string | undefined }) {
  if (hosts.length < 2) return null;
  return (
    <tbody>
      <tr className={styles.section}>
        <th scope="rowgroup" colSpan={hosts.length + 2}>
          A VM of the baseline that comes from another host
        </th>
      </tr>
      <tr>
        <th scope="row" className={styles.first}>
          forecast
        </th>
        <td className={styles.value}>
          {hosts.some(refuses) ? <b className={styles.warn}>not taken everywhere</b> : 'taken everywhere'}
        </td>
        {hosts.map((host) => (
          <td
            key={host.name}
            className={`${styles.cell} ${host.name === looked ? styles.looked : ''}`}
            title={said(host)}
          >
            {word(host)}
          </td>
        ))}
      </tr>
    </tbody>
  );
}

function refuses({ forecast }: Host): boolean {
  return forecast !== null && forecast.refused.length > 0;
}

function word({ forecast }: Host): string {
  if (forecast === null) return '?';
  if (forecast.refused.length > 0) return `−${forecast.refused.length}`;
  return forecast.open > 0 ? `?${forecast.open}` : 'takes';
}

function said({ name, forecast, unknown }: Host): string {
  if (forecast === null) return `${name}: ${unknown ?? ''}`;
  const { refused, changed, open } = forecast;
  return [
    name,
    ...(refused.length === 0 ? ['takes every register'] : []),
    ...refused.map((row) => `refuses ${row.name}: ${row.because}`),
    ...changed.map((row) => `changes ${row.name}: ${row.because}`),
    ...(open === 0 ? [] : [`${open} registers were not probed: only a trial can tell`]),
  ].join('\n');
}

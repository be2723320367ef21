import type { Baseline } from '@regscope/contract';
import { Objections } from './objections.tsx';
import { TriedRow } from './tried-row.tsx';
import styles from './baseline.module.css';

type Host = Baseline['hosts'][number];

type HostSumsProps = { made: Baseline; fits: (text: string) => boolean; looked: string | undefined };

/** What each host would say to VMs of the baseline that come from the others. Below it what their kernels answered, once that was tried. */
export function HostSums({ made: { hosts }, fits, looked }: HostSumsProps) {
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
      {hosts.some(({ tried }) => tried !== null) && <TriedRow hosts={hosts} looked={looked} />}
      <Objections hosts={hosts} fits={fits} looked={looked} />
    </tbody>
  );
}

function refuses({ forecast }: Host): boolean {
  return forecast !== null && forecast.refused.length > 0;
}

function word({ forecast, unknown }: Host): string {
  if (forecast === null) return unknown === null ? '' : '?';
  if (forecast.refused.length > 0) return 'refuses';
  return forecast.open > 0 ? 'try it' : 'takes';
}

function said({ name, forecast, unknown }: Host): string {
  if (forecast === null) return `${name}: ${unknown ?? ''}`;
  const { refused, changed, open } = forecast;
  const counts = `${name} refuses ${refused.length} registers and changes ${changed.length}`;
  return open === 0 ? counts : `${counts}; ${open} were not probed: only a trial can tell`;
}

import type { Baseline } from '@regscope/contract';
import styles from './baseline.module.css';

type Hosts = Baseline['hosts'];
type ObjectionsProps = { hosts: Hosts; fits: (text: string) => boolean; looked: string | undefined };

/** Register by register, which hosts refuse what VMs from elsewhere bring, and which would store something else. */
export function Objections({ hosts, fits, looked }: ObjectionsProps) {
  return registersIn(hosts)
    .filter(({ name, id }) => fits(`${name} ${id}`))
    .map(({ id, name, because }) => (
      <tr key={id}>
        <th scope="row" className={`${styles.first} ${styles.field}`} title={id}>
          {name}
        </th>
        <td className={styles.reason}>{because}</td>
        {hosts.map((host) => {
          const word = wordOf(host, id);
          return (
            <td
              key={host.name}
              className={`${styles.cell} ${word === undefined ? '' : styles.other} ${host.name === looked ? styles.looked : ''}`}
              title={becauseOf(host, id, hosts)}
            >
              {word}
            </td>
          );
        })}
      </tr>
    ));
}

type Objection = NonNullable<Hosts[number]['forecast']>['refused'][number];

function all({ forecast }: Hosts[number]): Objection[] {
  return forecast === null ? [] : [...forecast.refused, ...forecast.changed];
}

function registersIn(hosts: Hosts): Objection[] {
  return [...new Map(hosts.flatMap(all).map((one) => [one.id, one])).values()];
}

function wordOf({ forecast }: Hosts[number], id: string): string | undefined {
  if (forecast?.refused.some((one) => one.id === id) === true) return 'refuses';
  return forecast?.changed.some((one) => one.id === id) === true ? 'changes' : undefined;
}

function becauseOf(host: Hosts[number], id: string, hosts: Hosts): string | undefined {
  const said = all(host).filter((one) => one.id === id);
  if (said.length === 0) return undefined;
  const lines = said.map(({ because, from }) => {
    const names = from.flatMap((at) => hosts[at]?.name ?? []);
    return `${because} (from ${names.join(', ')})`;
  });
  return `${host.name}: ${lines.join('; ')}`;
}

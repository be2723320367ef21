import type { Baseline } from '@regscope/contract';
import styles from './baseline.module.css';

type LackingRowsProps = { made: Baseline; fits: (text: string) => boolean; looked: string | undefined };

/** Registers that only some of the hosts list: a restore fails on them, unless the baseline hides them everywhere. */
export function LackingRows({ made: { lacking, hosts }, fits, looked }: LackingRowsProps) {
  const shown = lacking.filter(({ name, id }) => fits(`${name} ${id}`));
  if (shown.length === 0) return null;
  return (
    <tbody>
      <tr className={styles.section}>
        <th scope="rowgroup" colSpan={hosts.length + 2}>
          Registers that only some hosts list <span>{shown.length}</span>
        </th>
      </tr>
      {shown.map(({ id, name, hosts: without, hiddenBy, gone }) => (
        <tr key={id}>
          <th scope="row" className={styles.first} title={id}>
            {name} {hiddenBy !== null && <span className={styles.decides}>{hiddenBy}</span>}
          </th>
          <td className={styles.value}>{gone ? 'hidden' : <b className={styles.warn}>VMs still have it</b>}</td>
          {hosts.map((host) => (
            <td
              key={host.name}
              className={`${styles.cell} ${without.includes(host.name) ? styles.other : styles.same} ${host.name === looked ? styles.looked : ''}`}
            >
              {host.unknown === null && (without.includes(host.name) ? 'absent' : 'listed')}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

import type { Sighting } from '@regscope/contract';
import { sentence } from '../../ui/sentence.ts';
import { statTable } from './stat-table.ts';
import styles from './attached.module.css';

/** What KVM tells everybody: read while the VM ran, so no two numbers are of the same moment. */
export function AttachedReadings({ sighting }: { sighting: Sighting }) {
  const { stats, statsBecause, idRegisters, idRegistersBecause } = sighting;
  const table = statTable(stats);
  return (
    <>
      <section aria-label="ID registers">
        <h2>ID registers</h2>
        <p className="soft">
          {sentence(idRegistersBecause)}
          {idRegisters.length > 0 && ' The VM was not stopped; what a vCPU has of its own is not among them.'}
        </p>
        {idRegisters.length > 0 && (
          <table aria-label="ID registers" className={styles.table}>
            <tbody>
              {idRegisters.map(({ name, value }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      <section aria-label="Statistics">
        <h2>Statistics</h2>
        <p className="soft">
          {sentence(statsBecause)}
          {stats.length > 0 && ' Read one after the other while the VM ran: no two are of the same moment.'}
        </p>
        {stats.length > 0 && (
          <table aria-label="Statistics" className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Name</th>
                {table.heads.map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
                <th scope="col">Unit</th>
              </tr>
            </thead>
            <tbody>
              {table.rows.map(({ name, unit, cells }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {cells.map((cell, n) => (
                    <td key={table.heads[n]}>{cell}</td>
                  ))}
                  <td>{unit === 'none' ? '' : unit}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </>
  );
}

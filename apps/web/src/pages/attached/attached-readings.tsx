import type { Sighting } from '@regscope/contract';
import styles from './attached.module.css';

/** What KVM tells everybody: read while the VM ran, so no two numbers are of the same moment. */
export function AttachedReadings({ sighting }: { sighting: Sighting }) {
  const { stats, statsBecause, idRegisters, idRegistersBecause } = sighting;
  return (
    <>
      <section aria-label="ID registers">
        <h2>ID registers</h2>
        <p className="soft">
          {idRegistersBecause}
          {idRegisters.length > 0 && '. The VM was not stopped; what a vCPU has of its own is not among them'}.
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
          {statsBecause}
          {stats.length > 0 && '. Read one after the other while the VM ran: no two are of the same moment'}.
        </p>
        {stats.length > 0 && (
          <table aria-label="Statistics" className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Of</th>
                <th scope="col">Value</th>
              </tr>
            </thead>
            <tbody>
              {stats.map(({ name, vcpu, value, unit }) => (
                <tr key={`${name} ${vcpu}`}>
                  <th scope="row">{name}</th>
                  <td>{vcpu === null ? 'VM' : `vCPU ${vcpu}`}</td>
                  <td>
                    {value} {unit === 'none' ? '' : unit}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </>
  );
}

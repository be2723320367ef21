import styles from './migration.module.css';

/** Verdicts speak of registers only, and say so where they stand. */
export function LimitsNote({ limits, open = false }: { limits: readonly string[]; open?: boolean }) {
  return (
    <details className={styles.limits} open={open}>
      <summary>
        <b>Registers only.</b> Not looked at: {limits.length} things that a VM takes along as well
      </summary>
      <ul>
        {limits.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </details>
  );
}

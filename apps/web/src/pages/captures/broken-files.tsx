import type { CaptureList } from '@regscope/contract';
import styles from './captures.module.css';

/** Files among the captures that are none, and why; each reason names its file. */
export function BrokenFiles({ broken }: Pick<CaptureList, 'broken'>) {
  return (
    <section aria-label="Files that cannot be read" className={styles.broken}>
      <h2>Cannot be read</h2>
      <ul>
        {broken.map(({ name, because }) => (
          <li key={name}>{because}</li>
        ))}
      </ul>
    </section>
  );
}

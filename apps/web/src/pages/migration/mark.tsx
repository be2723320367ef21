import type { VerdictSum } from '@regscope/contract';
import styles from './migration.module.css';

type Marked = VerdictSum['verdict'] | 'opens' | 'opens-there';

/** Each answer has a shape of its own: colour only helps. */
export function Mark({ of }: { of: Marked }) {
  return (
    <svg className={styles[`mark-${of}`]} width="10" height="10" viewBox="0 0 12 12" fill="none" aria-hidden="true">
      <path d={shapes[of]} stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

const shapes = {
  loads: 'M2 6.5 4.8 9.5 10 3',
  changed: 'M1.5 4.5c1.5-2 3-2 4.5 0s3 2 4.5 0M1.5 8.5c1.5-2 3-2 4.5 0s3 2 4.5 0',
  refused: 'M3 3l6 6M9 3 3 9',
  unknown: 'M4 4.2a2 2 0 1 1 2.9 1.8C6.2 6.4 6 6.7 6 7.4M6 9.8v.1',
  // A pencil; with nothing to write on where the VM does not come back.
  opens: 'M2 11h8M3 8.5l.4-1.8L8 2l1.6 1.6-4.7 4.6z',
  'opens-there': 'M2 10l.5-2.2L8.4 1.9l1.7 1.7-5.9 5.9z',
};

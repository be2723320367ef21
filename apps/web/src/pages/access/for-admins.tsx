import type { ReactNode } from 'react';
import { useLackedRole } from '../../api/use-session.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './access.module.css';

/** What only admins see; others read why, and never an empty list. */
export function ForAdmins({ title, children }: { title: string; children: ReactNode }) {
  const lacked = useLackedRole('admin');
  return (
    <section aria-label={title}>
      <h2 className={styles.heading}>{title}</h2>
      {lacked === undefined ? (
        children
      ) : (
        <p className={styles.closed}>
          <Icon name="lock" /> {lacked}
        </p>
      )}
    </section>
  );
}

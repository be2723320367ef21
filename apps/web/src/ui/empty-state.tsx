import type { ReactNode } from 'react';
import styles from './notes.module.css';

/** Nothing to show: what that means, and what to do about it. */
export function EmptyState({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p className={styles.emptyTitle}>{title}</p>
      <div className={styles.emptyText}>{children}</div>
    </div>
  );
}

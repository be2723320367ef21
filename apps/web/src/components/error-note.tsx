import type { ReactNode } from 'react';
import { explainError } from '../api/errors.ts';
import { Icon } from '../ui/icon.tsx';
import styles from './error-note.module.css';

/** A failure with everything that support would ask for: sentence, what to do, code and facts. */
export function ErrorNote({ error, children }: { error: unknown; children?: ReactNode }) {
  const { title, message, remedy, code, details } = explainError(error);
  return (
    <div role="alert" className={styles.note}>
      <p className={styles.title}>
        <Icon name="warning" /> {title}
      </p>
      <p>
        {message} {remedy}
      </p>
      <p className={styles.facts}>
        <code>{code}</code>
        {Object.entries(details).map(([name, value]) => (
          <code key={name}>
            {name}={String(value)}
          </code>
        ))}
      </p>
      {children}
    </div>
  );
}

import { Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import styles from './notes.module.css';

const PATIENCE_MS = 500;

/** Says what is going on, once it has taken longer than half a second. */
export function Progress({ children }: { children: string }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p role="status" className={styles.progress}>
      {slow && (
        <>
          <Loader size={14} aria-hidden="true" /> {children}
        </>
      )}
    </p>
  );
}

import type { ReactNode } from 'react';
import styles from './toggle-chip.module.css';

/** A filter that is on or off. */
export function ToggleChip(props: { pressed: boolean; onToggle: () => void; children: ReactNode; title?: string }) {
  return (
    <button
      type="button"
      className={styles.chip}
      aria-pressed={props.pressed}
      title={props.title}
      onClick={props.onToggle}
    >
      {props.children}
    </button>
  );
}

import { Icon, type IconName } from '../ui/icon.tsx';
import type { Writable } from './writable.ts';
import styles from './writable-badge.module.css';

/** How much of a register can be changed now. */
export function WritableBadge({ writable }: { writable: Writable }) {
  const { word, icon } = writableWords[writable];
  return (
    <span className={`${styles.badge} ${styles[writable] ?? ''}`}>
      <Icon name={icon} /> {word}
    </span>
  );
}

const writableWords: Readonly<Record<Writable, { word: string; icon: IconName }>> = {
  all: { word: 'all bits', icon: 'pencil' },
  some: { word: 'some bits', icon: 'pencil' },
  frozen: { word: 'frozen', icon: 'frozen' },
  fixed: { word: 'fixed', icon: 'lock' },
  unknown: { word: 'unknown', icon: 'question' },
};

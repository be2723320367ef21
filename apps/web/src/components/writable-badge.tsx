import { Icon, type IconName } from '../ui/icon.tsx';
import type { Writable } from './writable.ts';
import styles from './writable-badge.module.css';

/** How much of a register can be changed now; `short` for a column. */
export function WritableBadge({ writable, length = 'full' }: { writable: Writable; length?: 'short' | 'full' }) {
  const { word, short = word, icon } = writableWords[writable];
  return (
    <span className={`${styles.badge} ${styles[writable] ?? ''}`}>
      <Icon name={icon} /> {length === 'short' ? short : word}
    </span>
  );
}

type Words = { word: string; short?: string; icon: IconName };

const writableWords: Readonly<Record<Writable, Words>> = {
  all: { word: 'all bits', icon: 'pencil' },
  some: { word: 'some bits', icon: 'pencil' },
  'still all': { word: 'KVM still takes all bits', short: 'still all', icon: 'play' },
  'still some': { word: 'KVM still takes some bits', short: 'still some', icon: 'play' },
  frozen: { word: 'frozen', icon: 'frozen' },
  fixed: { word: 'fixed', icon: 'lock' },
  unknown: { word: 'unknown', icon: 'question' },
};

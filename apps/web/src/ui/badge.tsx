import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import styles from './badge.module.css';

export type Tone = 'good' | 'warn' | 'bad' | 'calm' | 'accent';

/** A state as icon and word: never by colour alone. */
export function Badge(props: { tone: Tone; icon: IconName; children: ReactNode; title?: string }) {
  return (
    <span className={`${styles.badge} ${styles[props.tone] ?? ''}`} title={props.title}>
      <Icon name={props.icon} /> {props.children}
    </span>
  );
}

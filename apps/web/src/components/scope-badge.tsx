import type { RegisterRow } from '@regscope/contract';
import { Icon } from '../ui/icon.tsx';
import { scopeWords } from './scope-words.ts';
import type { ScopeKind } from './writable.ts';
import styles from './scope-badge.module.css';

type Evidence = RegisterRow['scope']['evidence'];

/**
 * Whose state a register is. A claim that was probed stands on a ground, one of the kernel itself has a line around it, one out of the source
 * broken lines.
 */
export function ScopeBadge({ kind, evidence }: { kind: ScopeKind; evidence: Evidence }) {
  const { word, icon } = scopeWords[kind];
  return (
    <span className={`${styles.badge} ${styles[kind] ?? ''} ${styles[evidence ?? 'bare']}`}>
      <Icon name={icon} /> {word}
      {evidence === 'catalogue' && <span className="hidden-text"> by the source</span>}
      {evidence === 'kernel' && <span className="hidden-text"> by the kernel itself</span>}
    </span>
  );
}

import { useEffect, useEffectEvent, useState } from 'react';
import { RoleButton } from '../../components/role-button.tsx';
import type { Notice } from './use-notices.ts';
import styles from './captures.module.css';

const STAYS_MS = 10_000;

type NoticeListProps = {
  notices: readonly Notice[];
  onUndo: (notice: Notice) => void;
  onGone: (id: number) => void;
};

/** What was deleted just now, each with its way back. The newest answers to the key as well. */
export function NoticeList({ notices, onUndo, onGone }: NoticeListProps) {
  const last = notices.findLast(({ undo }) => undo !== undefined)?.id;
  return (
    <div role="status" aria-label="Notices" className={styles.notices}>
      {notices.map((notice) => (
        <NoticeLine
          key={notice.id}
          notice={notice}
          place={notice.id === last ? 'last' : 'earlier'}
          onUndo={() => onUndo(notice)}
          onGone={() => onGone(notice.id)}
        />
      ))}
    </div>
  );
}

type NoticeLineProps = { notice: Notice; place: 'last' | 'earlier'; onUndo: () => void; onGone: () => void };

/** Goes by itself, but never from under a pointer or the focus. */
function NoticeLine({ notice: { text, undo }, place, onUndo, onGone }: NoticeLineProps) {
  const [held, setHeld] = useState<'held' | 'free'>('free');
  const gone = useEffectEvent(onGone);
  useEffect(() => {
    if (held === 'held') return undefined;
    const timer = setTimeout(() => gone(), STAYS_MS);
    return () => clearTimeout(timer);
  }, [held]);
  return (
    <div
      className={styles.notice}
      onMouseEnter={() => setHeld('held')}
      onMouseLeave={() => setHeld('free')}
      onFocus={() => setHeld('held')}
      onBlur={() => setHeld('free')}
    >
      <span>{text}</span>
      {undo !== undefined && (
        <RoleButton needs="editor" onClick={onUndo} {...(place === 'last' ? { keys: 'u' } : {})}>
          Undo <span className="hidden-text">deleting {undo}</span>
          {place === 'last' && (
            <>
              &nbsp;<kbd aria-hidden="true">u</kbd>
            </>
          )}
        </RoleButton>
      )}
    </div>
  );
}

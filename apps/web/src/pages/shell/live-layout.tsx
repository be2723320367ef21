import { Outlet, useRouteContext } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import { Icon } from '../../ui/icon.tsx';
import styles from '../../ui/notes.module.css';

/** Keeps what the pages inside show up to date, and says so quietly while it cannot. */
export function LiveLayout() {
  const events = useRouteContext({ from: '__root__', select: (context) => context.events });
  const state = useSyncExternalStore(events.subscribe, events.state);
  return (
    <>
      <div role="status">
        {state === 'lost' && (
          <p className={styles.banner}>
            <span className={styles.warn}>
              <Icon name="warning" />
            </span>
            The server does not answer. What you see may be old; the page tries again by itself.
          </p>
        )}
      </div>
      <Outlet />
    </>
  );
}

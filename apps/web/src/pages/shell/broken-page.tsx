import { Link, useLocation } from '@tanstack/react-router';
import { ErrorNote } from '../../components/error-note.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import styles from './shell.module.css';

/** What is left when a page fails while it is drawn. */
export function BrokenPage({ error }: { error: unknown }) {
  return (
    <main className={styles.page}>
      <h1>regscope</h1>
      <ErrorNote error={error}>
        <a href="/">Go to the hosts</a>
      </ErrorNote>
    </main>
  );
}

/** An address that leads nowhere. */
export function MissingPage() {
  const path = useLocation({ select: (location) => location.pathname });
  return (
    <div className={styles.page}>
      <h1>No such page</h1>
      <EmptyState title={`Nothing is at ${path}.`}>
        <Link to="/">Go to the hosts</Link>
      </EmptyState>
    </div>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { queries } from '../../api/queries.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Progress } from '../../ui/progress.tsx';
import { hostsOf, type BaselineSearch } from './baseline-search.ts';
import { BaselineView } from './baseline-view.tsx';
import { HostPicker } from './host-picker.tsx';
import styles from './baseline.module.css';

/** What VMs can have that are to run on several hosts, and which host costs what. */
export function BaselinePage() {
  const search = useSearch({ from: '/live/baseline' });
  const navigate = useNavigate();
  const change = (next: BaselineSearch) => void navigate({ to: '/baseline', search: next, replace: true });
  const captures = useQuery(queries.captures());
  const chosen = hostsOf(search);
  return (
    <div className={styles.frame}>
      <aside className={styles.side} aria-label="Hosts to suit">
        <h1>Baseline</h1>
        {captures.error !== null && <ErrorNote error={captures.error} />}
        {captures.isPending && <Progress>Asking for the recorded hosts…</Progress>}
        {captures.data !== undefined && (
          <HostPicker captures={captures.data.captures} search={search} onChange={change} />
        )}
      </aside>
      <div className={styles.main}>
        {chosen.length === 0 ? <NothingChosen /> : <BaselineView search={search} onChange={change} />}
      </div>
    </div>
  );
}

function NothingChosen() {
  return (
    <EmptyState title="No host chosen.">
      <span>
        Choose the hosts between which VMs are to move. The page then shows the most that a VM can have on all of them,
        which host costs which feature, and what blocks. A host of yours stands in the list once it was captured with
        probing.
      </span>
      <Link to="/captures">Go to the captures</Link>
    </EmptyState>
  );
}

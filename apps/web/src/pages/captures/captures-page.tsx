import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { queries } from '../../api/queries.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Progress } from '../../ui/progress.tsx';
import { CapturesView } from './captures-view.tsx';
import styles from './captures.module.css';

/** What was recorded of VMs: that which ships with regscope, and one's own. */
export function CapturesPage() {
  const captures = useQuery(queries.captures());
  const search = useSearch({ from: '/live/captures' });
  const navigate = useNavigate();
  return (
    <div className={styles.page}>
      {captures.data === undefined && <h1 className={styles.heading}>Captures</h1>}
      {captures.error !== null && <ErrorNote error={captures.error} />}
      {captures.isPending && <Progress>Asking for the captures…</Progress>}
      {captures.data !== undefined && (
        <CapturesView
          list={captures.data}
          search={search}
          onChange={(next) => void navigate({ to: '/captures', search: next, replace: true })}
        />
      )}
    </div>
  );
}

import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { queries } from '../../api/queries.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Progress } from '../../ui/progress.tsx';
import { AuditBar } from './audit-bar.tsx';
import { isFiltered, type AuditSearch } from './audit-search.ts';
import { AuditTable } from './audit-table.tsx';
import styles from './audit.module.css';

/** Who tried what, when, and what became of it. */
export function AuditPage() {
  const { row, ...filter } = useSearch({ from: '/live/audit' });
  const navigate = useNavigate();
  const show = (search: AuditSearch) => void navigate({ to: '/audit', search, replace: true });
  const log = useInfiniteQuery(queries.audit(filter));
  const rows = log.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <div className={styles.page}>
      <AuditBar search={filter} count={rows.length} more={log.hasNextPage ? 'more' : 'all'} onChange={show} />
      {log.error !== null && <ErrorNote error={log.error} />}
      {log.isPending && <Progress>Reading the log…</Progress>}
      {rows.length > 0 && (
        <AuditTable
          rows={rows}
          opened={row === undefined ? undefined : Number(row)}
          onOpen={(seq) => show({ ...filter, ...(String(seq) === row ? {} : { row: String(seq) }) })}
        />
      )}
      {log.isSuccess && rows.length === 0 && !log.hasNextPage && <Nothing search={filter} onClear={() => show({})} />}
      {log.hasNextPage && (
        <p className={styles.older}>
          <ActionButton busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {rows.length === 0 ? 'Nothing yet: look further back' : 'Show older entries'}
          </ActionButton>
        </p>
      )}
    </div>
  );
}

function Nothing({ search, onClear }: { search: AuditSearch; onClear: () => void }) {
  if (!isFiltered(search))
    return (
      <EmptyState title="Nothing was recorded yet.">
        Every attempt to change a register, and every coming and going, is written here before it happens.
      </EmptyState>
    );
  return (
    <EmptyState title="No entry fits.">
      <ActionButton onClick={onClear}>Clear the filters</ActionButton>
    </EmptyState>
  );
}

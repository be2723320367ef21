import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { Badge } from '../../ui/badge.tsx';
import styles from './audit.module.css';

/** Whether every line is there and as it was written. */
export function ChainCheck() {
  const { data, error, isFetching, refetch } = useQuery(queries.verifyAudit());
  return (
    <>
      <ActionButton
        busy={isFetching}
        title="Reads the whole log: whether a line was changed, cut or put elsewhere"
        onClick={() => void refetch()}
      >
        Check the chain
      </ActionButton>
      <div role="status" className={styles.verdict}>
        {error !== null && <ErrorNote error={error} />}
        {data?.whole === true && (
          <Badge tone="good" icon="check" title={data.head === null ? '' : `Last: ${data.head.hash}`}>
            {data.entries === 1 ? '1 line' : `${data.entries} lines`}, chain whole
          </Badge>
        )}
        {data?.whole === false && (
          <Badge tone="bad" icon="warning">
            {data.place}: {data.because}
          </Badge>
        )}
      </div>
    </>
  );
}

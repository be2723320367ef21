import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { queries, type VmAddress } from '../../api/queries.ts';
import { BelongsTo } from '../../components/belongs-to.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { PhaseBadge } from '../../components/phase-badge.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Progress } from '../../ui/progress.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { AttachedFacts } from './attached-facts.tsx';
import { AttachedReadings } from './attached-readings.tsx';
import styles from './attached.module.css';

/** A VM of another process: what is known of it without stopping it. */
export function AttachedPage({ address }: { address: VmAddress }) {
  const { data, error, isFetching, refetch } = useQuery(queries.sighting(address));
  const refresh = () => void refetch();
  useKeys({ r: refresh });
  return (
    <div className={styles.page}>
      <section aria-label="Virtual machine" className={styles.head}>
        <h1 className="mono">{`${address.host}/${address.vm}`}</h1>
        {data !== undefined && (
          <>
            <PhaseBadge phase={data.vm.phase} because={data.vm.phaseBecause} />
            <BelongsTo vm={data.vm} />
            <span className="soft">
              seen <TimeAgo at={data.readAt} />, not stopped for it
            </span>
          </>
        )}
        <div className={styles.actions}>
          <ActionButton busy={isFetching} keys="r" title="Look again" onClick={refresh}>
            Refresh&nbsp;<kbd aria-hidden="true">r</kbd>
          </ActionButton>
        </div>
      </section>
      {error !== null && <ErrorNote error={error} />}
      {error !== null && data === undefined && <Link to="/">Go to the hosts</Link>}
      {data === undefined && error === null && <Progress>Looking at the VM…</Progress>}
      {data !== undefined && (
        <>
          <EmptyState title="Its registers are not shown.">
            KVM gives them to the VM’s own process alone. regscope would have to attach to its vCPU threads, which it
            cannot do yet, and it guesses nothing. Below is what the kernel tells without stopping the VM.
          </EmptyState>
          <AttachedFacts sighting={data} />
          <AttachedReadings sighting={data} />
        </>
      )}
    </div>
  );
}

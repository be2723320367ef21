import type { Sighting } from '@regscope/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { queries, type VmAddress } from '../../api/queries.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Progress } from '../../ui/progress.tsx';
import { AttachDialogs } from './attach-dialogs.tsx';
import { AttachPanel } from './attach-panel.tsx';
import styles from './attached.module.css';
import { ReadView } from './read-view.tsx';
import { SightingView } from './sighting-view.tsx';
import { useAttach } from './use-attach.ts';
import { withFate } from './with-fate.ts';

/** A VM of another process: its registers once somebody attached to it, until then what is known of it without. */
export function AttachedPage({ address }: { address: VmAddress }) {
  const { data, error, isFetching, refetch } = useQuery(queries.sighting(address));
  if (data === undefined)
    return (
      <div className={styles.page}>
        <h1 className={`mono ${styles.alone}`}>{`${address.host}/${address.vm}`}</h1>
        {error === null ? <Progress>Looking at the VM…</Progress> : <ErrorNote error={error} />}
        {error !== null && <Link to="/">Go to the hosts</Link>}
      </div>
    );
  return (
    <KnownPage
      key={`${address.host}/${address.vm}`}
      sighting={withFate(data, error)}
      error={error}
      isLooking={isFetching}
      onLook={() => void refetch()}
    />
  );
}

type KnownPageProps = { sighting: Sighting; error: Error | null; isLooking: boolean; onLook: () => void };

function KnownPage({ sighting, error, isLooking, onLook }: KnownPageProps) {
  const attaching = useAttach(sighting, sighting.vm.phase !== 'gone');
  return (
    <>
      {sighting.attachment === null ? (
        <SightingView sighting={sighting} error={error} isLooking={isLooking} onLook={onLook}>
          <AttachPanel sighting={sighting} attaching={attaching} />
        </SightingView>
      ) : (
        <ReadView sighting={sighting} attachment={sighting.attachment} error={error} attaching={attaching} />
      )}
      <AttachDialogs sighting={sighting} attaching={attaching} />
    </>
  );
}

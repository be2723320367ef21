import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { queries } from '../../api/queries.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Progress } from '../../ui/progress.tsx';
import styles from './attached.module.css';
import { SightingView } from './sighting-view.tsx';
import { withFate } from './with-fate.ts';

/** The process behind a VM, and what KVM counts of it: also once its registers were read. */
export function ProcessPage() {
  const address = useParams({ from: '/live/hosts/$host/vms/$vm/process' });
  const { data, error, isFetching, refetch } = useQuery(queries.sighting(address));
  const registers = (
    <Link to="/hosts/$host/vms/$vm" params={address}>
      Registers
    </Link>
  );
  if (data === undefined)
    return (
      <div className={styles.page}>
        <h1 className={`mono ${styles.alone}`}>{`${address.host}/${address.vm}`}</h1>
        {error === null ? <Progress>Looking at the VM…</Progress> : <ErrorNote error={error} />}
        {error !== null && registers}
      </div>
    );
  return (
    <SightingView
      sighting={withFate(data, error)}
      error={error}
      isLooking={isFetching}
      onLook={() => void refetch()}
      links={registers}
    />
  );
}

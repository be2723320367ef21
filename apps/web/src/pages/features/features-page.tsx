import type { Vm } from '@regscope/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { queries } from '../../api/queries.ts';
import { readable } from '../../api/readable.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Progress } from '../../ui/progress.tsx';
import { chosenVms, type FeaturesSearch } from './features-search.ts';
import { vmsText } from '../hosts/vms-text.ts';
import { FeaturesView } from './features-view.tsx';
import { VmPicker } from './vm-picker.tsx';
import styles from './features.module.css';

/** Which FEAT_ names VMs have, side by side. */
export function FeaturesPage() {
  const vms = useQuery(queries.vms());
  const search = useSearch({ from: '/live/features' });
  const navigate = useNavigate();
  const change = (next: FeaturesSearch) => void navigate({ to: '/features', search: next, replace: true });
  const known = useMemo(() => readable(vms.data ?? []), [vms.data]);
  const chosen = useMemo(() => chosenVms(search.of, known), [search.of, known]);

  if (vms.data === undefined || (known.length === 0 && chosen.length === 0))
    return (
      <div className={styles.page}>
        <h1>Features</h1>
        {vms.error !== null && <ErrorNote error={vms.error} />}
        {vms.isPending && <Progress>Asking for the VMs…</Progress>}
        {vms.data !== undefined && <NoVms />}
      </div>
    );
  return (
    <div className={styles.frame}>
      <header className={styles.header}>
        <h1>Features</h1>
        <VmPicker vms={known} chosen={chosen} search={search} onChange={change} />
        <Unread count={vms.data.length - known.length} />
      </header>
      {vms.error !== null && (
        <div className={styles.note}>
          <ErrorNote error={vms.error} />
        </div>
      )}
      {chosen.length === 0 ? (
        <div className={styles.note}>
          <NothingChosen vms={known} />
        </div>
      ) : (
        <FeaturesView chosen={chosen} vms={known} search={search} onChange={change} />
      )}
    </div>
  );
}

/** Those that cannot be chosen, and where that is mended. */
function Unread({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <Link
      to="/"
      className={styles.unread}
      title="VMs of other processes that regscope has not attached to: their registers are not known"
    >
      {vmsText(count)} not attached to
    </Link>
  );
}

function NoVms() {
  return (
    <EmptyState title="No virtual machines yet.">
      <span>
        This page shows which FEAT_ names VMs have, side by side. Make a VM on the page of hosts first: a lab host gives
        arm64 VMs on any machine.
      </span>
      <Link to="/">Go to the hosts</Link>
    </EmptyState>
  );
}

function NothingChosen({ vms }: { vms: readonly Vm[] }) {
  if (vms.some(({ arch }) => arch === 'arm64'))
    return <EmptyState title="No VM chosen.">Press one or several of the VMs above.</EmptyState>;
  return (
    <EmptyState title="No arm64 VM.">
      <span>
        Only the Arm architecture names features FEAT_…. Make an arm64 VM on the page of hosts, on a lab host.
      </span>
      <Link to="/">Go to the hosts</Link>
    </EmptyState>
  );
}

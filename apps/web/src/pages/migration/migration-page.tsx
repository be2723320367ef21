import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { queries } from '../../api/queries.ts';
import { addressText } from '../../api/vm-address.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Progress } from '../../ui/progress.tsx';
import { MatrixPage } from './matrix-page.tsx';
import { pairOf, type MigrationSearch, type Pair } from './migration-search.ts';
import { VerdictPage } from './verdict-page.tsx';
import frames from '../../ui/frames.module.css';
import styles from './migration.module.css';

/** Which VMs would load on which hosts, and come back: all of them at a glance, or one pair in full. */
export function MigrationPage() {
  const search = useSearch({ from: '/live/migration' });
  const navigate = useNavigate();
  const change = (next: MigrationSearch) => void navigate({ to: '/migration', search: next, replace: true });
  const vms = useQuery(queries.vms());
  const captures = useQuery(queries.captures());
  const pair = pairOf(search);
  const [last, setLast] = useState(pair);
  if (pair !== undefined && !isSame(pair, last)) setLast(pair);
  const error = vms.error ?? captures.error;
  if (error !== null || vms.data === undefined || captures.data === undefined)
    return (
      <div className={frames.page}>
        <h1 className={styles.title}>Migration</h1>
        {error === null ? <Progress>Asking for VMs and recorded hosts…</Progress> : <ErrorNote error={error} />}
      </div>
    );
  const known = { vms: vms.data, captures: captures.data.captures };
  if (pair === undefined) return <MatrixPage known={known} search={search} cameFrom={last} onChange={change} />;
  return <VerdictPage key={pairText(pair)} pair={pair} known={known} search={search} onChange={change} />;
}

function isSame(one: Pair, other: Pair | undefined): boolean {
  return other !== undefined && pairText(one) === pairText(other);
}

function pairText({ from, to }: Pair): string {
  return `${addressText(from)} ${addressText(to)}`;
}

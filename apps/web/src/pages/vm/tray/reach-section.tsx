import type { PlanReach } from '@regscope/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ErrorNote } from '../../../components/error-note.tsx';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { ToggleChip } from '../../../ui/toggle-chip.tsx';
import type { VmAddress } from '../../../api/queries.ts';
import { Reasons } from './reasons.tsx';
import { byInterest, reachSums, reachText, reached, type Reached } from './reach-sums.ts';
import styles from './tray.module.css';

type ReachSectionProps = {
  reach: PlanReach | undefined;
  isBusy: boolean;
  error: Error | null;
  /** Nothing is staged: it is asked of the VM as it is. */
  isAsIs: boolean;
  address: VmAddress;
};

/** Which recorded hosts would take the VM with the plan, which no longer, and why not. */
export function ReachSection({ reach, isBusy, error, isAsIs, address }: ReachSectionProps) {
  const [isAll, setAll] = useState(isAsIs);
  if (error !== null) return <ErrorNote error={error} />;
  if (reach === undefined)
    return (
      <section aria-label="Recorded hosts">
        <h3>Recorded hosts</h3>
        <Progress>Comparing with the recorded hosts…</Progress>
      </section>
    );
  const sums = reachSums(reach);
  const hosts = byInterest(reach);
  const moved = hosts.filter((host) => ['lost', 'gained'].includes(reached(host)));
  const shown = isAll ? hosts : moved;
  return (
    <section aria-label="Recorded hosts" aria-busy={isBusy}>
      <h3 className={styles.reachHead}>
        Recorded hosts
        {hosts.length > moved.length && (
          <ToggleChip pressed={isAll} onToggle={() => setAll(!isAll)} title="Also those for which nothing changes">
            all <span>{hosts.length}</span>
          </ToggleChip>
        )}
      </h3>
      <p>
        {reachText(sums)}
        {sums.unknown > 0 && <span className="soft">; {sums.unknown} cannot be told</span>}
        {isBusy && <span className="soft"> (comparing…)</span>}
      </p>
      {!isAsIs && moved.length === 0 && hosts.length > 0 && (
        <p className="soft">The plan changes this for none of them.</p>
      )}
      <ul className={styles.hosts}>
        {shown.map((host) => (
          <li key={host.host}>
            <span className={tones[reached(host)]}>
              <Icon name={icons[reached(host)]} /> {words[reached(host)]}
            </span>
            <Link to="/hosts/$host/vms/$vm" params={{ host: host.host, vm: '1' }} className="mono">
              {host.host}
            </Link>
            <Reasons host={host} address={address} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const words = {
  lost: 'no longer',
  gained: 'now loads',
  refuses: 'refuses',
  unknown: 'not known',
  takes: 'loads',
} as const satisfies Record<Reached, string>;

const icons = {
  lost: 'cross',
  gained: 'check',
  refuses: 'cross',
  unknown: 'question',
  takes: 'check',
} as const satisfies Record<Reached, IconName>;

const tones = {
  lost: styles.bad,
  gained: styles.good,
  refuses: styles.calm,
  unknown: styles.calm,
  takes: styles.calm,
} satisfies Record<Reached, string | undefined>;

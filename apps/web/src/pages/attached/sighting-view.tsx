import type { Sighting } from '@regscope/contract';
import type { ReactNode } from 'react';
import { BelongsTo } from '../../components/belongs-to.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { PhaseBadge } from '../../components/phase-badge.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { AttachedFacts } from './attached-facts.tsx';
import { AttachedReadings } from './attached-readings.tsx';
import styles from './attached.module.css';

type SightingViewProps = {
  sighting: Sighting;
  error: Error | null;
  isLooking: boolean;
  onLook: () => void;
  /** Links to what else there is of it. */
  links?: ReactNode;
  children?: ReactNode;
};

/** What is known of a VM of another process without stopping it. */
export function SightingView({ sighting, error, isLooking, onLook, links, children }: SightingViewProps) {
  const { vm, readAt } = sighting;
  useKeys({ r: onLook });
  return (
    <div className={styles.page}>
      <section aria-label="Virtual machine" className={styles.head}>
        <h1 className="mono">{`${vm.host}/${vm.vm}`}</h1>
        <PhaseBadge phase={vm.phase} because={vm.phaseBecause} />
        <BelongsTo vm={vm} />
        <span className="soft">
          seen <TimeAgo at={readAt} />, not stopped for it
        </span>
        <div className={styles.actions}>
          {links}
          <ActionButton busy={isLooking} keys="r" title="Look again" onClick={onLook}>
            Refresh&nbsp;<kbd aria-hidden="true">r</kbd>
          </ActionButton>
        </div>
      </section>
      {error !== null && <ErrorNote error={error} />}
      {children}
      <AttachedFacts sighting={sighting} />
      <AttachedReadings sighting={sighting} />
    </div>
  );
}

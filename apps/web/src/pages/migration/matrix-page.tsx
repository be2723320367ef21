import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { queries } from '../../api/queries.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Progress } from '../../ui/progress.tsx';
import { arrange } from './arrange.ts';
import { ChooseDialog } from './choose-dialog.tsx';
import { chosenSides, type Known } from './default-sides.ts';
import { MatrixBar } from './matrix-bar.tsx';
import { MatrixView } from './matrix-view.tsx';
import type { MigrationSearch, Pair } from './migration-search.ts';
import { restorerOf } from './rule-sets.ts';
import frames from '../../ui/frames.module.css';
import styles from './migration.module.css';

type MatrixPageProps = {
  known: Known;
  search: MigrationSearch;
  /** The pair that was looked at last. */
  cameFrom: Pair | undefined;
  onChange: (next: MigrationSearch) => void;
};

/** Sources by targets, and what each pair comes to. */
export function MatrixPage({ known, search, cameFrom, onChange }: MatrixPageProps) {
  const [choosing, setChoosing] = useState(false);
  const sides = chosenSides(search, known);
  const count = sides.sources.length * sides.targets.length;
  const { data, error, isFetching, isPlaceholderData } = useQuery({
    ...queries.matrix({ ...sides, ...restorerOf(search.vmm) }),
    placeholderData: keepPreviousData,
  });
  const arranged = useMemo(() => data && arrange(data, search.order ?? 'cpu'), [data, search.order]);
  const shown = error === null && count > 0 ? arranged : undefined;
  return (
    <div className={`${frames.page} ${styles.frame}`}>
      <MatrixBar
        sides={sides}
        shown={isPlaceholderData ? undefined : shown}
        search={search}
        onChange={onChange}
        onChoose={() => setChoosing(true)}
      >
        {isFetching && <Progress>{`Checking ${count} ${count === 1 ? 'pair' : 'pairs'}, both ways…`}</Progress>}
      </MatrixBar>
      {error !== null && <ErrorNote error={error} />}
      {count === 0 && <NothingToShow onChoose={() => setChoosing(true)} />}
      {shown !== undefined && (
        <MatrixView matrix={shown} search={search} isOld={isPlaceholderData} cameFrom={cameFrom} />
      )}
      {choosing && (
        <ChooseDialog
          known={known}
          sides={sides}
          search={search}
          onChange={onChange}
          onClose={() => setChoosing(false)}
        />
      )}
    </div>
  );
}

function NothingToShow({ onChoose }: { onChoose: () => void }) {
  return (
    <EmptyState title="Nobody to move yet.">
      <span>
        A matrix takes VMs, live or recorded, and hosts of which a recording says what they take. No recorded arm64 host
        was probed yet: capture a VM with probing on each host, or upload such captures.
      </span>
      <Link to="/captures">Go to the captures</Link>
      <button type="button" className={frames.quiet} onClick={onChoose}>
        Choose VMs by hand
      </button>
    </EmptyState>
  );
}

import { featureMatrix, type Vm } from '@regscope/contract';
import { useDeferredValue, useMemo, useRef } from 'react';
import type { VmAddress } from '../../api/queries.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Progress } from '../../ui/progress.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { FailedColumns } from './failed-columns.tsx';
import { FeatureBar } from './feature-bar.tsx';
import { FeatureTable } from './feature-table.tsx';
import { toggleFlag, unfiltered, type FeaturesSearch } from './features-search.ts';
import { filterFeatures } from './filter-features.ts';
import { TakeAway } from './take-away.tsx';
import { useFeatureColumns } from './use-feature-columns.ts';
import styles from './features.module.css';

type FeaturesViewProps = {
  chosen: readonly VmAddress[];
  vms: readonly Vm[];
  search: FeaturesSearch;
  onChange: (next: FeaturesSearch) => void;
};

/** Filter and table of the chosen VMs: what is looked at stands in the address. */
export function FeaturesView({ chosen, vms, search, onChange }: FeaturesViewProps) {
  const table = useRef<HTMLDivElement>(null);
  const { columns, states, isReading, refresh } = useFeatureColumns(chosen, vms);
  const rows = useMemo(
    () => featureMatrix(states.map((state) => (state.kind === 'read' ? state.of : undefined))),
    [states],
  );
  const filtering = useDeferredValue(search);
  const shown = useMemo(() => filterFeatures(rows, filtering), [rows, filtering]);
  const { q: _, ...withoutText } = search;
  useKeys({
    Escape: () => onChange(withoutText),
    d: () => onChange(toggleFlag(search, 'differs')),
    r: () => void refresh(),
  });
  return (
    <>
      <FeatureBar
        rows={rows}
        shown={shown.length}
        search={search}
        onChange={onChange}
        onLeave={() => table.current?.focus()}
      >
        <TakeAway rows={shown} names={columns.map(({ name }) => name)} />
        <ActionButton busy={isReading} keys="r" title="Read the VMs again" onClick={() => void refresh()}>
          Refresh&nbsp;<kbd aria-hidden="true">r</kbd>
        </ActionButton>
      </FeatureBar>
      <FailedColumns columns={columns} />
      <section aria-label="Features" className={styles.features}>
        <FeatureTable
          ref={table}
          rows={shown}
          chosen={chosen}
          columns={columns}
          onFind={(names) => onChange({ ...unfiltered(search), q: names.join(',') })}
        />
        {rows.length === 0 && states.some(({ kind }) => kind === 'reading') && (
          <div className={styles.note}>
            <Progress>Reading the registers…</Progress>
          </div>
        )}
        {shown.length === 0 && rows.length > 0 && (
          <div className={styles.note}>
            <EmptyState title="No feature fits.">
              <ActionButton onClick={() => onChange(unfiltered(search))}>Clear the filter</ActionButton>
            </EmptyState>
          </div>
        )}
        {rows.length === 0 && states.every(({ kind }) => kind !== 'reading') && (
          <div className={styles.note}>
            <EmptyState title="None of these VMs has FEAT_ names to show.">
              Choose an arm64 VM above, or make one on the page of hosts, on a lab host.
            </EmptyState>
          </div>
        )}
      </section>
    </>
  );
}

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queries } from '../../api/queries.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Progress } from '../../ui/progress.tsx';
import { featuresOf, hostsOf, toggleHost, type BaselineSearch } from './baseline-search.ts';
import { BaselineTable } from './baseline-table.tsx';
import { BlockingList } from './blocking-list.tsx';
import { Exports } from './exports.tsx';
import { Summary } from './summary.tsx';
import { TableBar } from './table-bar.tsx';
import styles from './baseline.module.css';

type BaselineViewProps = { search: BaselineSearch; onChange: (next: BaselineSearch) => void };

/** The answer for the hosts that are chosen: what blocks before anything else, then what it costs, then the values. */
export function BaselineView({ search, onChange }: BaselineViewProps) {
  const asked = { hosts: hostsOf(search), features: featuresOf(search) };
  const { data, error, isFetching } = useQuery({ ...queries.baseline(asked), placeholderData: keepPreviousData });
  const [looked, setLooked] = useState<string>();
  if (error !== null) return <ErrorNote error={error} />;
  if (data === undefined) return <Progress>Asking the hosts…</Progress>;
  const leaveOut = (host: string) => {
    setLooked(undefined);
    onChange(toggleHost(search, host));
  };
  return (
    <section aria-label="Baseline" aria-busy={isFetching} className={styles.answer}>
      <div className={styles.top}>
        <Summary made={data} search={search} onChange={onChange} />
        <Exports asked={asked} made={data} />
      </div>
      <BlockingList made={data} search={search} onChange={onChange} onLeaveOut={leaveOut} />
      <TableBar made={data} looked={looked} search={search} onChange={onChange} />
      <BaselineTable made={data} search={search} looked={looked} onLook={setLooked} onLeaveOut={leaveOut} />
    </section>
  );
}

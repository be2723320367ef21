import type { Baseline } from '@regscope/contract';
import { CostRows } from './cost-rows.tsx';
import { FieldRows } from './field-rows.tsx';
import { HostHeads } from './host-heads.tsx';
import { HostSums } from './host-sums.tsx';
import { LackingRows } from './lacking-rows.tsx';
import type { BaselineSearch } from './baseline-search.ts';
import frames from '../../ui/frames.module.css';
import styles from './baseline.module.css';

type BaselineTableProps = {
  made: Baseline;
  search: BaselineSearch;
  /** The host that is pointed at or focused. */
  looked: string | undefined;
  onLook: (host: string | undefined) => void;
  onLeaveOut: (host: string) => void;
};

/** A column per host through everything: which features it costs, what it has in each field, what it does not list, what it would say. */
export function BaselineTable({ made, search, looked, onLook, onLeaveOut }: BaselineTableProps) {
  const fits = fitting(search.q ?? '');
  const regained = new Set(made.hosts.find(({ name }) => name === looked)?.gains);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and the keyboard must reach it
    <div className={`${frames.scroll} ${styles.scroll}`} tabIndex={0} role="region" aria-label="Costs and values">
      <table className={styles.table}>
        <HostHeads made={made} looked={looked} onLook={onLook} onLeaveOut={onLeaveOut} />
        <CostRows made={made} fits={fits} looked={looked} regained={regained} />
        <FieldRows made={made} fits={fits} looked={looked} all={search.all === '1'} />
        <LackingRows made={made} fits={fits} looked={looked} />
        <HostSums made={made} fits={fits} looked={looked} />
      </table>
    </div>
  );
}

/** All words of one of the texts between commas. */
function fitting(q: string): (text: string) => boolean {
  const choices = q
    .toLowerCase()
    .split(',')
    .map((part) => part.split(/\s+/).filter((word) => word !== ''))
    .filter((words) => words.length > 0);
  return (text) =>
    choices.length === 0 || choices.some((words) => words.every((word) => text.toLowerCase().includes(word)));
}

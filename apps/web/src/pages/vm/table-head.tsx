import { Icon } from '../../ui/icon.tsx';
import { columnOf, nextSort, type SortColumn } from './sort-rows.ts';
import { FIXED_WIDTH, VCPU_WIDTH } from './use-vcpu-window.ts';
import type { VmSearch } from './vm-search.ts';
import styles from './register-table.module.css';

/** `first` and `last` of the vCPU columns in sight; `last` is below `first` when all vCPUs share a column. */
type TableHeadProps = { search: VmSearch; first: number; last: number; onChange: (next: VmSearch) => void };

/** Names of the columns; a press sorts up, down, and back to the order of KVM. */
export function TableHead({ search, first, last, onChange }: TableHeadProps) {
  const { sort, ...unsorted } = search;
  const head = (column: SortColumn, label: string, colIndex: number) => {
    const isSorted = sort !== undefined && columnOf(sort) === column;
    const next = nextSort(sort, column);
    return (
      <div
        role="columnheader"
        aria-colindex={colIndex}
        aria-sort={isSorted ? (sort === column ? 'ascending' : 'descending') : 'none'}
        className={styles[column]}
      >
        <button
          type="button"
          className={styles.sort}
          title={next === undefined ? 'Back to the order of KVM' : `Sort by ${label}`}
          onClick={() => onChange(next === undefined ? unsorted : { ...unsorted, sort: next })}
        >
          {label}
          {isSorted && <Icon name={sort === column ? 'up' : 'down'} />}
        </button>
      </div>
    );
  };
  const vcpus = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.row}>
        {head('name', 'Name', 1)}
        {head('id', 'Id', 2)}
        {head('class', 'Class', 3)}
        {head('size', 'Bits', 4)}
        {head('scope', 'Scope', 5)}
        {head('writable', 'Writable', 6)}
        {head('taken', 'Goes to', 7)}
        {last < first
          ? head('value', 'Value', 8)
          : vcpus.map((vcpu) => (
              <div
                key={vcpu}
                role="columnheader"
                aria-colindex={8 + vcpu}
                className={styles.vcpu}
                style={{ left: FIXED_WIDTH + vcpu * VCPU_WIDTH }}
              >
                vCPU {vcpu}
              </div>
            ))}
      </div>
    </div>
  );
}

import type { CaptureSummary } from '@regscope/contract';
import type { Ref } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { CaptureRow } from './capture-row.tsx';
import { nextSort, sortOf, type CaptureColumn, type CaptureSort } from './sort-captures.ts';
import styles from './captures.module.css';

type CaptureTableProps = {
  ref: Ref<HTMLTableElement>;
  captures: readonly CaptureSummary[];
  sort: CaptureSort;
  renaming: string | undefined;
  onSort: (sort: CaptureSort) => void;
  onRename: (name: string) => void;
  onRenamed: (name: string) => void;
  onRemove: (name: string) => void;
};

/** Every capture that passes the filter; a press on a head sorts. */
export function CaptureTable(props: CaptureTableProps) {
  const { ref, captures, sort, renaming, onSort, onRename, onRenamed, onRemove } = props;
  return (
    <table ref={ref} className={styles.table} aria-label="Captures">
      <thead>
        <tr>
          {heads.map(({ column, label, title, align }) => (
            <th
              key={label}
              scope="col"
              className={align === 'right' ? styles.number : ''}
              {...(column === undefined ? {} : { 'aria-sort': directionOf(sort, column) })}
            >
              {column === undefined ? label : <Head {...{ column, label, title, sort, onSort }} />}
            </th>
          ))}
          <th scope="col">
            <span className="hidden-text">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {captures.map((capture) => (
          <CaptureRow
            key={capture.name}
            capture={capture}
            mode={capture.name === renaming ? 'renamed' : 'shown'}
            onRename={onRename}
            onRenamed={onRenamed}
            onRemove={onRemove}
          />
        ))}
      </tbody>
    </table>
  );
}

type HeadProps = {
  column: CaptureColumn;
  label: string;
  title: string | undefined;
  sort: CaptureSort;
  onSort: (sort: CaptureSort) => void;
};

function Head({ column, label, title, sort, onSort }: HeadProps) {
  const direction = directionOf(sort, column);
  return (
    <button
      type="button"
      className={styles.sort}
      title={title ?? `Sort by ${label.toLowerCase()}`}
      onClick={() => onSort(nextSort(sort, column))}
    >
      {label}
      {direction !== 'none' && <Icon name={direction === 'ascending' ? 'up' : 'down'} />}
    </button>
  );
}

function directionOf(sort: CaptureSort, column: CaptureColumn): 'ascending' | 'descending' | 'none' {
  const sorted = sortOf(sort);
  return sorted.column === column ? sorted.direction : 'none';
}

type TableHead = { column?: CaptureColumn; label: string; title?: string; align?: 'right' };

const heads: readonly TableHead[] = [
  { column: 'name', label: 'Name' },
  { column: 'host', label: 'Taken on' },
  { column: 'kernel', label: 'Kernel', title: 'Sort by kernel, older before newer' },
  { column: 'cpu', label: 'CPU' },
  { column: 'arch', label: 'Arch', title: 'Sort by architecture' },
  { column: 'vcpus', label: 'vCPUs', align: 'right' },
  { column: 'registers', label: 'Registers', align: 'right' },
  { label: 'Features' },
  { column: 'probed', label: 'Probed', title: 'Sort by how many shapes of VM were probed' },
  { column: 'size', label: 'Size', align: 'right' },
  { column: 'made', label: 'Made' },
  { column: 'kind', label: 'Kind', title: 'Sort by whether it ships with regscope or is yours' },
];

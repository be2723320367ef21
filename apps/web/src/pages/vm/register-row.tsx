import type { RegisterRow as RegisterRowData } from '@regscope/contract';
import { memo } from 'react';
import { groupVcpus, outcomeOf } from '../../components/group-vcpus.ts';
import { OutcomeText } from '../../components/outcome-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ValueSummary } from './value-summary.tsx';
import { FIXED_WIDTH, VCPU_WIDTH } from './use-vcpu-window.ts';
import type { TableRow } from './row-model.ts';
import type { TakenBook } from './taken/taken.ts';
import { TakenCell } from './taken/taken-cell.tsx';
import { StandingCells } from './standing-cells.tsx';
import styles from './register-table.module.css';

type RegisterRowProps = {
  row: TableRow;
  index: number;
  isActive: boolean;
  /** The field by which the row was found; empty where its name tells. */
  field: string;
  change: 'now' | 'before' | undefined;
  /** Where a VM like this was probed; undefined where none was. */
  probed: string | undefined;
  /** What the hosts say; undefined while they are asked. */
  book: TakenBook | undefined;
  /** The vCPU columns in sight; `last` below `first` when all vCPUs share a column. */
  first: number;
  last: number;
  onOpen: (id: string, part: PanelPart) => void;
};

/** What of a register somebody wants to see first. */
export type PanelPart = 'value' | 'hosts';

/** One register. Drawn again only when something of it changes: scrolling moves rows, it does not redo them. */
export const RegisterRow = memo(function RegisterRow(props: RegisterRowProps) {
  const { row: tableRow, index, isActive, field, change, probed, book, first, last, onOpen } = props;
  const { row } = tableRow;
  const looks = [styles.row, styles.line, isActive && styles.active, change === 'now' && styles.changed];
  if (change === 'before') looks.push(styles.changedBefore);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid around it takes the keys for the active row
    <div
      role="row"
      id={`row-${row.id}`}
      aria-rowindex={index + 2}
      aria-selected={isActive}
      tabIndex={-1}
      className={looks.filter(Boolean).join(' ')}
      onClick={({ target }) => onOpen(row.id, partOf(target))}
    >
      <div
        role="rowheader"
        aria-colindex={1}
        className={styles.name}
        title={[row.name, row.title, field].filter((part) => part !== '').join(': ')}
      >
        {tableRow.isStaged && (
          <span className={styles.staged} title="The plan changes it">
            <Icon name="pen" />
            <span className="hidden-text">staged, </span>
          </span>
        )}
        {row.name}
        {field !== '' && <span className={styles.field}> {field}</span>}
      </div>
      <div role="gridcell" aria-colindex={2} className={styles.id}>
        {row.id}
      </div>
      <div role="gridcell" aria-colindex={3} className={styles.class}>
        {row.class}
      </div>
      <div role="gridcell" aria-colindex={4} className={styles.size}>
        {row.size * 8}
      </div>
      <StandingCells row={tableRow} probed={probed} tabIndex={isActive ? 0 : -1} />
      <TakenCell taken={tableRow.taken} book={book} tabIndex={isActive ? 0 : -1} />
      {last < first ? (
        <div role="gridcell" aria-colindex={8} className={styles.value}>
          <ValueSummary groups={tableRow.groups} bytes={row.size} />
          {change === 'now' && <span className="hidden-text">, changed</span>}
        </div>
      ) : (
        <VcpuCells row={tableRow} first={first} last={last} />
      )}
    </div>
  );
});

function partOf(target: EventTarget): PanelPart {
  return target instanceof Element && target.closest('[data-part=hosts]') !== null ? 'hosts' : 'value';
}

function VcpuCells({ row: { row, groups }, first, last }: { row: TableRow; first: number; last: number }) {
  const usual = groups.length > 1 ? commonest(row) : undefined;
  return Array.from({ length: last - first + 1 }, (_, at) => first + at).map((vcpu) => (
    <VcpuCell key={vcpu} row={row} vcpu={vcpu} isSame={vcpu > 0 && (usual?.includes(vcpu) ?? true)} />
  ));
}

const VcpuCell = memo(function VcpuCell({
  row,
  vcpu,
  isSame,
}: {
  row: RegisterRowData;
  vcpu: number;
  isSame: boolean;
}) {
  return (
    <div
      role="gridcell"
      aria-colindex={8 + vcpu}
      className={`${styles.vcpu} ${isSame ? styles.same : ''}`}
      style={{ left: FIXED_WIDTH + vcpu * VCPU_WIDTH }}
    >
      <OutcomeText outcome={outcomeOf(row, vcpu)} bytes={row.size} room={18} />
    </div>
  );
});

/** The vCPUs that agree with the most others: they are paled, so that the odd ones stand out. */
function commonest(row: RegisterRowData): readonly number[] {
  const groups = groupVcpus(row).toSorted((a, b) => b.vcpus.length - a.vcpus.length);
  const most = groups[0]?.vcpus ?? [];
  return most.length > 1 ? most : [];
}

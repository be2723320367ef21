import { useMergedRef } from '@mantine/hooks';
import type { FeatureRow as Row } from '@regscope/contract';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState, type KeyboardEvent, type Ref } from 'react';
import type { VmAddress } from '../../api/queries.ts';
import { stepIndex } from '../vm/step-index.ts';
import { FeatureHead } from './feature-head.tsx';
import { FeatureRow } from './feature-row.tsx';
import { registerHref, useVmLinks } from './register-link.ts';
import type { FeatureColumn } from './use-feature-columns.ts';
import styles from './feature-table.module.css';

const ROW_HEIGHT = 24;
/** At most: four lines, as the style sheet has them. */
const HEAD_HEIGHT = 82;

type FeatureTableProps = {
  ref: Ref<HTMLDivElement>;
  rows: readonly Row[];
  /** The same as long as the same VMs are chosen: rows are drawn again only when something of them changes. */
  chosen: readonly VmAddress[];
  columns: readonly FeatureColumn[];
  /** Shows these features alone. */
  onFind: (names: readonly string[]) => void;
};

/** Features by VMs as a grid of which only the visible rows exist. The grid holds the focus, the cell under the keyboard is told by id. */
export function FeatureTable({ ref, rows, chosen, columns, onFind }: FeatureTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const merged = useMergedRef(scroller, ref);
  const { hrefs, go, follow } = useVmLinks(chosen);
  const [cursor, setCursor] = useState<{ name: string; column: number }>();
  // oxlint-disable-next-line react/incompatible-library -- there is no React Compiler here that could be misled
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    // The head stands before the rows and stays: only the end of what is in sight is nearer than it seems.
    scrollPaddingEnd: HEAD_HEIGHT,
    overscan: 4,
    useFlushSync: false,
  });
  const at = cursor === undefined ? -1 : rows.findIndex(({ name }) => name === cursor.name);
  const column = Math.min(cursor?.column ?? 0, columns.length - 1);
  const grid = gridColumns(columns.length);

  const moveTo = (name: string, wanted: number) => {
    const to = Math.min(columns.length - 1, Math.max(0, wanted));
    setCursor({ name, column: to });
    // The head of the column is always in sight, up and down: only sideways anything moves.
    const head = scroller.current?.querySelector(`[role=columnheader][aria-colindex="${3 + to}"]`);
    head?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isControl(event.target)) return;
    const page = Math.floor(((scroller.current?.clientHeight ?? 0) - HEAD_HEIGHT - ROW_HEIGHT) / ROW_HEIGHT);
    const next = stepIndex(event.key, { at, count: rows.length, page });
    const aside = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const row = rows[next ?? Math.max(0, at)];
    const vm = hrefs[column];
    if (row === undefined || vm === undefined) return;
    if (event.key === 'Enter') go(registerHref(vm, row));
    else if (next !== undefined) virtual.scrollToIndex(next, { align: 'auto' });
    if (aside !== undefined || next !== undefined) moveTo(row.name, column + (aside ?? 0));
    else if (event.key !== 'Enter') return;
    event.preventDefault();
  };
  const items = virtual.getVirtualItems();
  // Rows that leave lend their elements to those that come.
  const slots = Math.ceil(items.length / 8) * 8;
  return (
    <>
      <div
        ref={merged}
        role="grid"
        tabIndex={0}
        aria-label="Features"
        aria-rowcount={rows.length + 1}
        aria-colcount={2 + columns.length}
        aria-activedescendant={at < 0 || cursor === undefined ? undefined : `${cursor.name}-${column}`}
        className={`${styles.grid} ${columns.length > 4 ? styles.narrow : ''}`}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" className={styles.canvas}>
          <FeatureHead columns={columns} grid={grid} onFind={onFind} />
          <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
            <div role="presentation" style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
              {items.map(({ index }) => {
                const row = rows[index];
                return row === undefined ? null : (
                  <FeatureRow
                    key={index % slots}
                    row={row}
                    index={index}
                    hrefs={hrefs}
                    grid={grid}
                    active={index === at ? column : undefined}
                    onFollow={follow}
                  />
                );
              })}
            </div>
          </div>
        </div>
      </div>
      <div className={styles.ring} />
    </>
  );
}

/** Name, fields, and the VMs: wide enough for three values of a field, never so wide that the eye loses the row. */
function gridColumns(vms: number): string {
  return `196px minmax(176px, 360px) repeat(${vms}, minmax(108px, 220px))`;
}

/** Links and buttons within the grid have keys of their own. */
function isControl(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.closest('a, button') !== null;
}

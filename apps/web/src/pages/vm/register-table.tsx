import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, type KeyboardEvent, type Ref } from 'react';
import { useMergedRef } from '@mantine/hooks';
import { changeOf, type Reading } from '../../api/reading.ts';
import { whereProbed } from '../../components/writable.ts';
import { RegisterRow, type PanelPart } from './register-row.tsx';
import { stepIndex } from './step-index.ts';
import type { TakenBook } from './taken/taken.ts';
import { TableHead } from './table-head.tsx';
import type { TableRow } from './row-model.ts';
import { useVcpuWindow } from './use-vcpu-window.ts';
import type { VmSearch } from './vm-search.ts';
import styles from './register-table.module.css';

const ROW_HEIGHT = 24;

type RegisterTableProps = {
  ref: Ref<HTMLDivElement>;
  rows: readonly TableRow[];
  reading: Reading;
  book: TakenBook | undefined;
  search: VmSearch;
  active: string | undefined;
  /** The field by which a row was found; empty where its name tells. */
  foundBy: (row: TableRow) => string;
  onMove: (id: string) => void;
  onOpen: (id: string, part: PanelPart) => void;
  onChange: (next: VmSearch) => void;
};

/** The registers as a grid of which only the visible part exists. The grid holds the focus, the active row is told by id. */
export function RegisterTable({
  ref,
  rows,
  reading,
  book,
  search,
  active,
  foundBy,
  onMove,
  onOpen,
  onChange,
}: RegisterTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const merged = useMergedRef(scroller, ref);
  // oxlint-disable-next-line react/incompatible-library -- there is no React Compiler here that could be misled
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    scrollPaddingStart: ROW_HEIGHT,
    scrollPaddingEnd: ROW_HEIGHT,
    overscan: 4,
    // Frames while scrolling fast are better late by one than all slow.
    useFlushSync: false,
  });
  const vcpus = search.columns === 'vcpus' ? reading.list.vcpus : 0;
  const probed = useMemo(() => whereProbed(reading.list.registers), [reading]);
  const { first, last, width } = useVcpuWindow(vcpus, scroller);
  const at = active === undefined ? -1 : rows.findIndex(({ row }) => row.id === active);
  const scrollTo = (index: number) => virtual.scrollToIndex(index, { align: 'auto' });
  useFirstSight(() => at >= 0 && virtual.scrollToIndex(at, { align: 'center' }));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || scroller.current === null || isButton(event.target)) return;
    const page = Math.floor((scroller.current.clientHeight - 2 * ROW_HEIGHT) / ROW_HEIGHT);
    const next = stepIndex(event.key, { at, count: rows.length, page });
    const row = rows[next ?? at];
    if (row === undefined || (next === undefined && event.key !== 'Enter')) return;
    event.preventDefault();
    if (next === undefined) return onOpen(row.row.id, 'value');
    scrollTo(next);
    onMove(row.row.id);
  };
  const items = virtual.getVirtualItems();
  // Rows that leave lend their elements to those that come: making new ones is what costs most in a fast scroll.
  const slots = Math.ceil(items.length / 8) * 8;
  return (
    <>
      <div
        ref={merged}
        role="grid"
        tabIndex={0}
        aria-label="Registers"
        aria-rowcount={rows.length + 1}
        aria-colcount={7 + Math.max(1, vcpus)}
        aria-activedescendant={at < 0 ? undefined : `row-${active}`}
        className={`${styles.grid} ${vcpus > 0 ? styles.vcpus : ''} ${rows.length === 0 ? styles.none : ''}`}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" className={styles.canvas} style={{ width }}>
          <TableHead search={search} first={first} last={last} onChange={onChange} />
          <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
            {/* One shift for all rows: a shift each would double what the browser does per frame. */}
            <div role="presentation" style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
              {items.map(({ index }) => {
                const row = rows[index];
                if (row === undefined) return null;
                return (
                  <RegisterRow
                    key={index % slots}
                    row={row}
                    index={index}
                    isActive={index === at}
                    field={foundBy(row)}
                    change={changeOf(reading, row.row.id)}
                    probed={probed}
                    book={book}
                    first={first}
                    last={last}
                    onOpen={onOpen}
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

/** The heads of the columns are buttons within the grid, and their keys are theirs. */
function isButton(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.closest('button') !== null;
}

/** A link to a register shows it where it stands, once, when the table first appears. */
function useFirstSight(show: () => void) {
  const seen = useRef(false);
  useEffect(() => {
    if (!seen.current) show();
    seen.current = true;
  });
}

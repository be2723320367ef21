import type { Vm } from '@regscope/contract';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useClipboard, useDebouncedCallback } from '@mantine/hooks';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { VmAddress } from '../../api/queries.ts';
import type { Reading } from '../../api/reading.ts';
import { useCatalogueSoon } from '../../api/use-catalogue.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { FilterBar } from './filter-bar.tsx';
import { filterRows, foundBy } from './filter-rows.ts';
import { NothingFits } from './nothing-fits.tsx';
import { RegisterPanel } from './register-panel.tsx';
import type { PanelPart } from './register-row.tsx';
import { RegisterTable } from './register-table.tsx';
import type { Staging } from './edit/staging.ts';
import { markStaged, markTaken, type TableRow } from './row-model.ts';
import { noBook } from './taken/taken.ts';
import { useTaken } from './taken/use-taken.ts';
import { useCursor } from './use-cursor.ts';
import { useFieldIndex } from './use-field-index.ts';
import { sortRows } from './sort-rows.ts';
import { askedHosts, filterOf, toggleCondition, unfiltered, withHosts, type VmSearch } from './vm-search.ts';
import styles from './vm.module.css';

type RegisterViewProps = {
  reading: Reading;
  rows: readonly TableRow[];
  address: VmAddress;
  kind: Vm['kind'];
  staging: Staging;
};

const route = '/live/hosts/$host/vms/$vm';
const SETTLE_MS = 60;

/** Filter, table and panel: what is looked at stands in the address, where the keyboard is stands here. */
export function RegisterView({ reading, rows: unmarked, address, kind, staging }: RegisterViewProps) {
  const search = useSearch({ from: route });
  const asked = askedHosts(search);
  const taken = useTaken(reading.list, asked);
  const book = taken.book ?? (taken.error === null ? undefined : noBook);
  const told = useMemo(() => markTaken(unmarked, book), [unmarked, book]);
  const rows = useMemo(() => markStaged(told, staging.edits), [told, staging.edits]);
  const filtering = useDeferredValue(search);
  const table = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const { copy } = useClipboard();
  const [isSearching, setSearching] = useState(false);
  const isWanted = isSearching || search.reg !== undefined || search.q !== undefined;
  const state = useCatalogueSoon(reading.list.arch, isWanted ? 'now' : 'when idle');
  const fields = useFieldIndex(state.catalogue, unmarked);
  const shown = useMemo(
    () => sortRows(filterRows(rows, filterOf(filtering), fields), filtering.sort),
    [rows, filtering, fields],
  );
  const text = filtering.q ?? '';
  const fieldOf = useMemo(() => (row: TableRow) => (text === '' ? '' : foundBy(row, text, fields)), [text, fields]);

  const change = (next: VmSearch) =>
    void navigate({ to: '/hosts/$host/vms/$vm', params: address, search: next, replace: true });
  const { active, moveTo } = useCursor(search.reg);
  // Holding an arrow key must not write the address thirty times a second: browsers stop listening to a page that does.
  const showSoon = useDebouncedCallback((reg: string) => change({ ...search, reg }), SETTLE_MS);

  const close = () => {
    const { reg, ...rest } = search;
    if (reg !== undefined) moveTo(reg, undefined);
    change(rest);
    table.current?.focus();
  };
  const move = (id: string) => {
    moveTo(id, search.reg);
    if (search.reg !== undefined) showSoon(id);
  };
  const [wanted, setWanted] = useState(0);
  const open = (id: string, part: PanelPart) => {
    moveTo(id, search.reg);
    setWanted((times) => (part === 'hosts' ? times + 1 : 0));
    change({ ...search, reg: id });
  };
  // Down goes to what was found, Enter opens it when there is but one.
  const leave = (key: string) => {
    table.current?.focus();
    const [first] = shown;
    if (key === 'Escape' || first === undefined) return;
    if (key === 'Enter' && shown.length === 1) open(first.row.id, 'value');
    else if (!shown.some(({ row }) => row.id === active)) move(first.row.id);
  };
  const without = (part: keyof VmSearch) => {
    const { [part]: _, ...rest } = search;
    return rest;
  };
  const copyActive = () => {
    const value = rows.find(({ row }) => row.id === active)?.row.values.find((one) => one !== null);
    if (value !== undefined && value !== null) copy(value);
  };
  useKeys({
    Escape: () => (search.reg === undefined ? change(without('q')) : close()),
    // With a panel F2 is its own.
    ...(search.reg === undefined && active !== undefined ? { F2: () => open(active, 'value') } : {}),
    c: copyActive,
    d: () => change(toggleCondition(search, 'differs')),
    e: () => change(toggleCondition(search, 'staged')),
    w: () => change(toggleCondition(search, 'writable')),
    f: () => change(toggleCondition(search, 'frozen')),
    g: () => change(toggleCondition(search, 'barred')),
    v: () => change(search.columns === undefined ? { ...search, columns: 'vcpus' } : without('columns')),
  });
  const selected = search.reg === undefined ? undefined : rows.find(({ row }) => row.id === search.reg);
  return (
    <>
      <FilterBar
        rows={rows}
        phase={reading.list.phase}
        shown={shown.length}
        arch={reading.list.arch}
        taken={taken}
        search={search}
        onChange={change}
        onLeave={leave}
        onEnter={() => setSearching(true)}
      />
      <div className={styles.split}>
        <section aria-label="Registers" className={styles.registers}>
          <RegisterTable
            ref={table}
            rows={shown}
            reading={reading}
            book={book}
            search={search}
            active={active}
            foundBy={fieldOf}
            onMove={move}
            onOpen={open}
            onChange={change}
          />
          {shown.length === 0 && (
            <NothingFits rows={rows} text={text} state={state} onClear={() => change(unfiltered(search))} />
          )}
        </section>
        {search.reg !== undefined && (
          <RegisterPanel
            id={search.reg}
            found={selected}
            reading={reading}
            state={state}
            kind={kind}
            staging={staging}
            taken={taken}
            asked={asked}
            wanted={wanted}
            onAsk={(next) => change(withHosts(search, next))}
            onProbe={() => change({ ...search, capture: 'probe' })}
            onClose={close}
          />
        )}
      </div>
    </>
  );
}

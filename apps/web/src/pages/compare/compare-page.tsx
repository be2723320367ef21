import type { VmComparison } from '@regscope/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { queries } from '../../api/queries.ts';
import { addressText, type VmAddress } from '../../api/vm-address.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Progress } from '../../ui/progress.tsx';
import { ToggleChip } from '../../ui/toggle-chip.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { AddSide } from './add-side.tsx';
import { CompareExports } from './compare-exports.tsx';
import { CompareTable } from './compare-table.tsx';
import { fits, sidesOf, toggleAllBits, withSides, type CompareSearch } from './compare-search.ts';
import frames from '../../ui/frames.module.css';
import styles from './compare.module.css';

/** In which registers VMs differ, side by side. */
export function ComparePage() {
  const search = useSearch({ from: '/live/compare' });
  const navigate = useNavigate();
  const change = (next: CompareSearch) => void navigate({ to: '/compare', search: next, replace: true });
  const vms = useQuery(queries.vms());
  const sides = sidesOf(search);
  const compared = useQuery(queries.comparison(sides, search.raw === '1'));
  const remove = (vm: VmAddress) =>
    change(
      withSides(
        search,
        sides.filter((side) => addressText(side) !== addressText(vm)),
      ),
    );
  const rows = (compared.data?.differences ?? []).filter((row) => fits(row, search));
  useKeys({ b: () => change(toggleAllBits(search)) });
  const error = vms.error ?? compared.error;
  return (
    <div className={frames.page}>
      <header className={`${frames.bar} ${styles.bar}`}>
        <h1>Compare</h1>
        <AddSide vms={vms.data ?? []} sides={sides} onAdd={(vm) => change(withSides(search, [...sides, vm]))} />
        <input
          className={frames.text}
          aria-label="Filter"
          placeholder="name, field, lost, gained"
          value={search.q ?? ''}
          onChange={({ target }) => change({ ...withSides(search, sides), q: target.value })}
        />
        <ToggleChip
          pressed={search.raw === '1'}
          title="Compare also what changes by itself, such as counters"
          onToggle={() => change(toggleRaw(search))}
        >
          raw
        </ToggleChip>
        <ToggleChip
          pressed={search.bits === 'all'}
          title="Draw the bits of all registers, each side's under those that differ (b)"
          onToggle={() => change(toggleAllBits(search))}
        >
          bits
        </ToggleChip>
        {rows.length > 0 && <CompareExports rows={rows} names={sides.map(addressText)} />}
        <span role="status" className={frames.count}>
          {compared.data !== undefined && sumOf(compared.data, rows.length)}
        </span>
      </header>
      {error !== null && <ErrorNote error={error} />}
      {sides.length < 2 && <Chosen sides={sides} onRemove={remove} />}
      {compared.isLoading && <Progress>Comparing the registers…</Progress>}
      {compared.data !== undefined && compared.data.differences.length === 0 && (
        <EmptyState title="They are the same.">{`${compared.data.same} registers, all with the same values.`}</EmptyState>
      )}
      {compared.data !== undefined && compared.data.differences.length > 0 && (
        <CompareTable
          rows={rows}
          compared={compared.data}
          sides={sides}
          search={search}
          onChange={change}
          onRemove={remove}
        />
      )}
      {compared.data !== undefined && <LeftOut rows={compared.data.leftOut} />}
    </div>
  );
}

function Chosen({ sides, onRemove }: { sides: readonly VmAddress[]; onRemove: (vm: VmAddress) => void }) {
  return (
    <EmptyState title={sides.length === 0 ? 'Nothing to compare yet.' : 'One VM is not compared with anything.'}>
      <span>Add two VMs or more above: live ones, recorded hosts, or what you uploaded on the page of captures.</span>
      {sides.map((side) => (
        <ToggleChip key={addressText(side)} pressed title="Leave it out" onToggle={() => onRemove(side)}>
          {addressText(side)}
        </ToggleChip>
      ))}
    </EmptyState>
  );
}

function LeftOut({ rows }: { rows: VmComparison['leftOut'] }) {
  if (rows.length === 0) return null;
  return (
    <p className={styles.leftOut}>
      Left out, because they change by themselves:{' '}
      {rows.map(({ id, name, because }, n) => (
        <span key={id}>
          {n > 0 && ', '}
          <code title={because}>{name}</code>
        </span>
      ))}
      . <b>raw</b> compares them too.
    </p>
  );
}

function sumOf({ differences, same }: VmComparison, shown: number): string {
  const count = shown === differences.length ? String(shown) : `${shown} of ${differences.length}`;
  return `${count} ${count === '1' ? 'register differs' : 'registers differ'}, ${same} are the same`;
}

function toggleRaw({ raw, ...rest }: CompareSearch): CompareSearch {
  return raw === undefined ? { ...rest, raw: '1' } : rest;
}

import type { Vm } from '@regscope/contract';
import { useMemo, useRef } from 'react';
import { scopeKinds, scopeWords } from '../../components/scope-words.ts';
import { formatCount } from '../../components/format-value.ts';
import { ToggleChip } from '../../ui/toggle-chip.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { countConditions, type RowCondition } from './filter-rows.ts';
import { countClasses, countScopes, type TableRow } from './row-model.ts';
import { TargetsButton } from './taken/targets-button.tsx';
import type { TakenState } from './taken/use-taken.ts';
import {
  askedHosts,
  filterOf,
  isFiltered,
  toggleClass,
  toggleCondition,
  toggleScope,
  withHosts,
  type VmSearch,
} from './vm-search.ts';
import frames from '../../ui/frames.module.css';

type FilterBarProps = {
  rows: readonly TableRow[];
  phase: Vm['phase'];
  shown: number;
  arch: string;
  taken: TakenState;
  search: VmSearch;
  onChange: (next: VmSearch) => void;
  /** The key by which the search was left: Enter, ArrowDown or Escape. */
  onLeave: (key: string) => void;
  /** Somebody is about to search. */
  onEnter: () => void;
};

/** One line that narrows the table, and says how far. */
export function FilterBar({ rows, phase, shown, arch, taken, search, onChange, onLeave, onEnter }: FilterBarProps) {
  const input = useRef<HTMLInputElement>(null);
  const counts = useMemo(
    () => ({
      classes: [...countClasses(rows)],
      scopes: countScopes(rows),
      of: countConditions(rows),
      vcpus: rows[0]?.row.values.length ?? 1,
    }),
    [rows],
  );
  const { classes, scopes } = filterOf(search);
  const { q: _, ...withoutText } = search;
  const setText = (q: string) => onChange(q === '' ? withoutText : { ...search, q });
  const { columns, ...inOneColumn } = search;
  useKeys({ '/': () => input.current?.select() });
  return (
    <search className={frames.filterBar}>
      <input
        ref={input}
        type="search"
        className={frames.filter}
        aria-label="Search registers"
        aria-keyshortcuts="/"
        placeholder="name, field, FEAT_, 3,0,0,4,0   /"
        title="Name, id, class, field (Atomic or ID_AA64ISAR0_EL1.Atomic), FEAT_ name, encoding (S3_0_C0_C4_0 or 3,0,0,4,0) or a value such as 0x1101"
        spellCheck={false}
        value={search.q ?? ''}
        onFocus={onEnter}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && search.q !== undefined) setText('');
          else if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') onLeave(event.key);
          else return;
          event.preventDefault();
        }}
      />
      <div role="group" aria-label="Classes" className={frames.group}>
        {counts.classes.map(([name, count]) => (
          <ToggleChip key={name} pressed={classes.includes(name)} onToggle={() => onChange(toggleClass(search, name))}>
            {name} <span>{formatCount(count)}</span>
          </ToggleChip>
        ))}
      </div>
      <div role="group" aria-label="Scopes" className={frames.group}>
        {scopeKinds
          .filter((kind) => counts.scopes.has(kind))
          .map((kind) => (
            <ToggleChip
              key={kind}
              pressed={scopes.includes(kind)}
              title={scopeWords[kind].meaning}
              onToggle={() => onChange(toggleScope(search, kind))}
            >
              {scopeWords[kind].word} <span>{formatCount(counts.scopes.get(kind) ?? 0)}</span>
            </ToggleChip>
          ))}
      </div>
      <div role="group" aria-label="Conditions" className={frames.group}>
        {conditions
          .filter(({ name }) => name !== 'differs' || counts.vcpus > 1)
          .filter(({ name }) => name !== 'staged' || counts.of.staged > 0 || search.staged === '1')
          .map(({ name, label, title }) => (
            <ToggleChip
              key={name}
              pressed={search[name] === '1'}
              title={title}
              onToggle={() => onChange(toggleCondition(search, name))}
            >
              {name === 'writable' && phase === 'started' ? 'KVM still takes' : label}{' '}
              <span>{formatCount(counts.of[name])}</span>
            </ToggleChip>
          ))}
      </div>
      {counts.vcpus > 1 && (
        <ToggleChip
          pressed={columns === 'vcpus'}
          title="One value column per vCPU (v)"
          onToggle={() => onChange(columns === 'vcpus' ? inOneColumn : { ...search, columns: 'vcpus' })}
        >
          per vCPU
        </ToggleChip>
      )}
      <TargetsButton
        arch={arch}
        asked={askedHosts(search)}
        book={taken.book}
        isAsking={taken.isAsking}
        onAsk={(next) => onChange(withHosts(search, next))}
      />
      <output className={frames.count}>
        {isFiltered(search) ? `${formatCount(shown)} of ${formatCount(rows.length)}` : formatCount(rows.length)}{' '}
        registers
      </output>
    </search>
  );
}

const conditions: readonly { name: RowCondition; label: string; title: string }[] = [
  { name: 'differs', label: 'differs', title: 'Only registers that are not the same on all vCPUs (d)' },
  { name: 'errors', label: 'errors', title: 'Only registers that a vCPU refused or does not have' },
  {
    name: 'writable',
    label: 'writable now',
    title: 'Only registers of which KVM accepted some change in this phase, as probed (w)',
  },
  {
    name: 'frozen',
    label: 'frozen after start',
    title: 'Only registers that can be changed before the first run and no longer after it, as probed (f)',
  },
  {
    name: 'barred',
    label: 'not everywhere',
    title: 'Only registers that some of the hosts do not take as they are (g)',
  },
  { name: 'staged', label: 'staged', title: 'Only registers that the plan changes (e)' },
];

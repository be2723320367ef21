import { useMemo, useRef } from 'react';
import { formatCount } from '../../components/format-value.ts';
import { ToggleChip } from '../../ui/toggle-chip.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { countClasses, isDiffering, type TableRow } from './row-model.ts';
import { filterOf, isFiltered, toggleClass, type VmSearch } from './vm-search.ts';
import styles from './filter-bar.module.css';

type FilterBarProps = {
  rows: readonly TableRow[];
  shown: number;
  search: VmSearch;
  onChange: (next: VmSearch) => void;
  /** The key by which the search was left: Enter, ArrowDown or Escape. */
  onLeave: (key: string) => void;
  /** Somebody is about to search. */
  onEnter: () => void;
};

/** One line that narrows the table, and says how far. */
export function FilterBar({ rows, shown, search, onChange, onLeave, onEnter }: FilterBarProps) {
  const input = useRef<HTMLInputElement>(null);
  const counts = useMemo(
    () => ({
      classes: [...countClasses(rows)],
      differs: rows.filter(isDiffering).length,
      errors: rows.filter(({ hasError }) => hasError).length,
      vcpus: rows[0]?.row.values.length ?? 1,
    }),
    [rows],
  );
  const { classes } = filterOf(search);
  const { q: _, ...withoutText } = search;
  const setText = (q: string) => onChange(q === '' ? withoutText : { ...search, q });
  const toggle = (part: 'differs' | 'errors') => {
    const { [part]: was, ...rest } = search;
    onChange(was === undefined ? { ...search, [part]: '1' } : rest);
  };
  const { columns, ...inOneColumn } = search;
  useKeys({ '/': () => input.current?.select() });
  return (
    <search className={styles.bar}>
      <input
        ref={input}
        type="search"
        className={styles.text}
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
      <div role="group" aria-label="Classes" className={styles.group}>
        {counts.classes.map(([name, count]) => (
          <ToggleChip key={name} pressed={classes.includes(name)} onToggle={() => onChange(toggleClass(search, name))}>
            {name} <span>{formatCount(count)}</span>
          </ToggleChip>
        ))}
      </div>
      <div role="group" aria-label="Conditions" className={styles.group}>
        {counts.vcpus > 1 && (
          <ToggleChip
            pressed={search.differs === '1'}
            title="Only registers that are not the same on all vCPUs (d)"
            onToggle={() => toggle('differs')}
          >
            differs <span>{formatCount(counts.differs)}</span>
          </ToggleChip>
        )}
        <ToggleChip
          pressed={search.errors === '1'}
          title="Only registers that a vCPU refused or does not have"
          onToggle={() => toggle('errors')}
        >
          errors <span>{formatCount(counts.errors)}</span>
        </ToggleChip>
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
      <output className={styles.count}>
        {isFiltered(search) ? `${formatCount(shown)} of ${formatCount(rows.length)}` : formatCount(rows.length)}{' '}
        registers
      </output>
    </search>
  );
}

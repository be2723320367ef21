import { useRef } from 'react';
import { ToggleChip } from '../../ui/toggle-chip.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { auditKinds, outcomes, parseVm, withParts, type AuditSearch } from './audit-search.ts';
import { ChainCheck } from './chain-check.tsx';
import { FilterText } from './filter-text.tsx';
import styles from './audit.module.css';

type AuditBarProps = {
  search: AuditSearch;
  count: number;
  more: 'more' | 'all';
  onChange: (next: AuditSearch) => void;
};

/** Narrows the list; the server does the looking. */
export function AuditBar({ search, count, more, onChange }: AuditBarProps) {
  const first = useRef<HTMLInputElement>(null);
  const set = (parts: Record<string, string | undefined>) => onChange(withParts(search, parts));
  const vm = search.host === undefined ? '' : `${search.host}/${search.vm ?? ''}`;
  useKeys({ '/': () => first.current?.select() });
  return (
    <search className={styles.bar}>
      <h1>Audit</h1>
      <div role="group" aria-label="Kind" className={styles.group}>
        {auditKinds.map((kind) => (
          <ToggleChip
            key={kind}
            pressed={search.kind === kind}
            onToggle={() => set({ kind: search.kind === kind ? undefined : kind })}
          >
            {kindWords[kind]}
          </ToggleChip>
        ))}
      </div>
      <FilterText ref={first} label="Who" value={search.who ?? ''} onChange={(who) => set({ who })} keys="/" />
      <FilterText
        label="VM"
        value={vm}
        placeholder="HOST/VM"
        problem={(text) => (parseVm(text) === undefined ? 'A VM is written HOST/VM.' : undefined)}
        onChange={(text) => set({ host: undefined, vm: undefined, ...parseVm(text) })}
      />
      <FilterText
        label="Register"
        value={search.register ?? ''}
        placeholder="ID_AA64PFR0_EL1 or id"
        onChange={(register) => set({ register })}
      />
      <label>
        Outcome{' '}
        <select value={search.outcome ?? ''} onChange={(event) => set({ outcome: event.target.value })}>
          <option value="">any</option>
          {outcomes.map((outcome) => (
            <option key={outcome}>{outcome}</option>
          ))}
        </select>
      </label>
      <output className={styles.count}>
        {count} {count === 1 ? 'entry' : 'entries'}
        {more === 'more' && ', more below'}
      </output>
      <ChainCheck />
    </search>
  );
}

const kindWords = { attempt: 'Attempts', access: 'Access', opened: 'Log' } as const;

import type { Baseline } from '@regscope/contract';
import { ToggleChip } from '../../ui/toggle-chip.tsx';
import type { BaselineSearch } from './baseline-search.ts';
import frames from '../../ui/frames.module.css';
import styles from './baseline.module.css';

type TableBarProps = {
  made: Baseline;
  looked: string | undefined;
  search: BaselineSearch;
  onChange: (next: BaselineSearch) => void;
};

/** Narrows the table, and says what leaving out the host would give back that is looked at. */
export function TableBar({ made, looked, search, onChange }: TableBarProps) {
  const { q: _, ...withoutText } = search;
  const { all: __, ...withoutAll } = search;
  return (
    <div className={styles.tableBar}>
      <input
        type="search"
        className={frames.filter}
        aria-label="Filter the rows"
        placeholder="SVE, ISAR1, PSCI"
        spellCheck={false}
        value={search.q ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? withoutText : { ...search, q: target.value })}
      />
      <ToggleChip
        pressed={search.all === '1'}
        title="Also registers in which the hosts do not differ"
        onToggle={() => onChange(search.all === '1' ? withoutAll : { ...search, all: '1' })}
      >
        all registers <span>{made.registers.length}</span>
      </ToggleChip>
      <output className={styles.without}>{saysWithout(made, looked)}</output>
    </div>
  );
}

function saysWithout({ hosts }: Baseline, looked: string | undefined): string {
  if (hosts.length < 2) return '';
  const host = hosts.find(({ name }) => name === looked);
  if (host === undefined) return 'Point at a host, or focus it: what would the others have without it?';
  const { name, gains, unblocks } = host;
  const parts = [
    ...(gains.length === 0 ? [] : [`you would have ${listed(gains)}`]),
    ...(unblocks.length === 0 ? [] : [`${listed(unblocks)} would no longer block`]),
  ];
  return `Without ${name} ${parts.length === 0 ? 'nothing would be gained' : parts.join('; ')}.`;
}

const FEW = 4;

function listed(names: readonly string[]): string {
  return names.length <= FEW
    ? names.join(', ')
    : `${names.slice(0, FEW - 1).join(', ')} and ${names.length - FEW + 1} more`;
}

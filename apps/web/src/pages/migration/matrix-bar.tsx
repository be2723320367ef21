import type { ReactNode } from 'react';
import { ActionButton } from '../../ui/action-button.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { ToggleChip } from '../../ui/toggle-chip.tsx';
import type { Arranged } from './arrange.ts';
import type { Sides } from './default-sides.ts';
import { matrixCsv } from './matrix-csv.ts';
import { withRules, type MigrationSearch } from './migration-search.ts';
import { PassOn } from './pass-on.tsx';
import { RulesSelect } from './rules-select.tsx';
import { wordOfRules } from './rule-sets.ts';
import frames from '../../ui/frames.module.css';
import styles from './migration.module.css';

type MatrixBarProps = {
  sides: Sides;
  /** The answer, where it is that of the present question. */
  shown: Arranged | undefined;
  search: MigrationSearch;
  onChange: (next: MigrationSearch) => void;
  onChoose: () => void;
  /** What is going on. */
  children: ReactNode;
};

/** Who moves where, by whose rules, in which order; and what can be taken away. */
export function MatrixBar({
  sides: { sources, targets },
  shown,
  search,
  onChange,
  onChoose,
  children,
}: MatrixBarProps) {
  const { order: _, ...unordered } = search;
  const because = shown === undefined ? 'There is no matrix yet.' : undefined;
  const save = (matrix: Arranged) =>
    saveFile('regscope-migration.csv', { text: matrixCsv(matrix, wordOfRules(search.vmm)), type: 'text/csv' });
  return (
    <header className={`${frames.bar} ${styles.bar}`}>
      <h1>Migration</h1>
      <ActionButton title="Choose who moves, and where to" onClick={onChoose}>
        {sources.length} from, {targets.length} to…
      </ActionButton>
      <RulesSelect rules={search.vmm ?? 'kvm'} onChange={(rules) => onChange(withRules(search, rules))} />
      <span role="group" aria-label="Order" className={frames.group}>
        <ToggleChip pressed={search.order === undefined} onToggle={() => onChange(unordered)}>
          by CPU
        </ToggleChip>
        <ToggleChip pressed={search.order === 'kernel'} onToggle={() => onChange({ ...search, order: 'kernel' })}>
          by kernel
        </ToggleChip>
      </span>
      <div className={styles.busy}>{children}</div>
      <span className={frames.actions}>
        <ActionButton disabledBecause={because} onClick={() => shown !== undefined && save(shown)}>
          CSV
        </ActionButton>
        <PassOn noPrint={because} />
      </span>
    </header>
  );
}

import { hasAnswer, isDiffering, type FeatureRow } from '@regscope/contract';
import { useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { formatCount } from '../../components/format-value.ts';
import { ToggleChip } from '../../ui/toggle-chip.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { toggleFlag, type FeaturesSearch } from './features-search.ts';
import frames from '../../ui/frames.module.css';
import styles from './features.module.css';

type FeatureBarProps = {
  rows: readonly FeatureRow[];
  shown: number;
  search: FeaturesSearch;
  onChange: (next: FeaturesSearch) => void;
  /** The search was left by Enter, ArrowDown or Escape. */
  onLeave: () => void;
  children: ReactNode;
};

/** One line that narrows the table, says how far, and holds what can be done with it. */
export function FeatureBar({ rows, shown, search, onChange, onLeave, children }: FeatureBarProps) {
  const input = useRef<HTMLInputElement>(null);
  const counts = useMemo(() => countsOf(rows), [rows]);
  const { q: _, ...withoutText } = search;
  const setText = (q: string) => onChange(q === '' ? withoutText : { ...search, q });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && search.q !== undefined) setText('');
    else if (['Escape', 'Enter', 'ArrowDown'].includes(event.key)) onLeave();
    else return;
    event.preventDefault();
  };
  useKeys({ '/': () => input.current?.select() });
  const isAlone = (rows[0]?.cells.length ?? 1) < 2;
  return (
    <search className={frames.filterBar}>
      <input
        ref={input}
        type="search"
        className={frames.filter}
        aria-label="Search features"
        aria-keyshortcuts="/"
        placeholder="SVE, ISAR1, FEAT_LSE,FEAT_RDM    /"
        title="Name of a feature, or of a register or field that decides; commas between alternatives"
        spellCheck={false}
        value={search.q ?? ''}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div role="group" aria-label="Answers" className={frames.group}>
        {chips
          .filter(({ flag }) => flag !== 'differs' || !isAlone || search.differs !== undefined)
          .map(({ flag, word, title }) => (
            <ToggleChip
              key={flag}
              pressed={search[flag] === '1'}
              title={title}
              onToggle={() => onChange(toggleFlag(search, flag))}
            >
              {word} <span>{formatCount(counts[flag])}</span>
            </ToggleChip>
          ))}
      </div>
      <output className={frames.count}>
        {shown === rows.length ? formatCount(shown) : `${formatCount(shown)} of ${formatCount(rows.length)}`} features
      </output>
      <div className={styles.actions}>{children}</div>
    </search>
  );
}

const chips = [
  { flag: 'has', word: 'has', title: 'Features that one of the VMs has' },
  { flag: 'lacks', word: 'lacks', title: 'Features that one of the VMs does not have' },
  { flag: 'unknown', word: 'cannot tell', title: 'Features of which a VM does not tell' },
  { flag: 'differs', word: 'differs', title: 'Only features in which the VMs differ (d)' },
] as const;

function countsOf(rows: readonly FeatureRow[]) {
  const count = (answer: boolean | null) => rows.filter((row) => hasAnswer(row, answer)).length;
  return { has: count(true), lacks: count(false), unknown: count(null), differs: rows.filter(isDiffering).length };
}

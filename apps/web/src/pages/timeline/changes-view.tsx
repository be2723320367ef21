import type { CaptureChanges, CaptureSummary } from '@regscope/contract';
import { useDeferredValue, useMemo, useRef, type KeyboardEvent } from 'react';
import { formatCount } from '../../components/format-value.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { ChangeTable } from './change-table.tsx';
import { changeRows, filterChanges } from './change-rows.ts';
import { changesCsv, csvName } from './changes-csv.ts';
import { otherDifferences } from './pair-problem.ts';
import frames from '../../ui/frames.module.css';
import styles from './timeline.module.css';

type ChangesViewProps = {
  changes: CaptureChanges;
  sides: { from: CaptureSummary; to: CaptureSummary };
  text: string;
  onText: (text: string) => void;
};

/** What changed, narrowed by a text, to look at and to take away. */
export function ChangesView({ changes, sides, text, onText }: ChangesViewProps) {
  const input = useRef<HTMLInputElement>(null);
  const rows = useMemo(() => changeRows(changes), [changes]);
  const filtering = useDeferredValue(text);
  const shown = useMemo(() => filterChanges(rows, filtering), [rows, filtering]);
  const others = otherDifferences(sides.from, sides.to);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    if (text === '') input.current?.blur();
    onText('');
    event.preventDefault();
  };
  useKeys({ '/': () => input.current?.select(), Escape: () => onText('') });
  return (
    <>
      {others.length > 0 && (
        <p className={styles.others}>Not the kernel alone: {others.join(' and ')} differ as well.</p>
      )}
      <search className={frames.bar}>
        <input
          ref={input}
          type="search"
          className={frames.filter}
          aria-label="Search changes"
          aria-keyshortcuts="/"
          placeholder="ID_AA64, frozen, appeared    /"
          spellCheck={false}
          value={text}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <output className={frames.count}>
          {shown.length === rows.length ? rows.length : `${shown.length} of ${rows.length}`} change
          {rows.length === 1 ? '' : 's'}, {formatCount(changes.same)} registers the same
        </output>
        <ActionButton
          title="Save the rows shown as comma-separated values"
          disabledBecause={shown.length === 0 ? 'No change is shown.' : undefined}
          onClick={() => saveFile(csvName(changes), { text: changesCsv(shown, changes), type: 'text/csv' })}
        >
          Save CSV
        </ActionButton>
      </search>
      {shown.length > 0 && <ChangeTable rows={shown} sides={sides} />}
      {rows.length === 0 && (
        <EmptyState title="Nothing changed.">
          Both list the same registers, and all that was found out about them is the same.
        </EmptyState>
      )}
      {rows.length > 0 && shown.length === 0 && (
        <EmptyState title="No change fits.">
          <ActionButton onClick={() => onText('')}>Clear the filter</ActionButton>
        </EmptyState>
      )}
    </>
  );
}

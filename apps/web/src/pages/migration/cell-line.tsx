import type { Arranged, ArrangedSide } from './arrange.ts';
import { afterWords, sumWords } from './cell-words.ts';
import { sideName, sideWords } from './side-words.ts';
import type { Place } from './use-grid-keys.ts';
import styles from './migration.module.css';

/** What the cell under the pointer or the focus is, in words. Two lines high whatever stands in it: nothing jumps. */
export function CellLine({ matrix: { sources, targets, cells }, at }: { matrix: Arranged; at: Place | undefined }) {
  const [from, to] = at === undefined ? [] : [sources[at.row], targets[at.column]];
  const cell = at === undefined ? undefined : cells[at.row]?.[at.column];
  if (from === undefined || to === undefined || cell === undefined)
    return (
      <p className={styles.line}>
        Each cell: does the VM of the row load on the host of the column, and does it come back? Arrows move, Enter
        opens the reasons.
      </p>
    );
  const after = afterWords(cell);
  return (
    <p className={styles.line}>
      <Side side={from} /> → <Side side={to} />: <span className={styles.said}>{sumWords(cell.there)}</span>
      <br />
      {cell.back !== null && `and back: ${sumWords(cell.back)}`}
      {after}
    </p>
  );
}

function Side({ side }: { side: ArrangedSide }) {
  return (
    <>
      <b>{sideName(side)}</b> ({sideWords(side)})
    </>
  );
}

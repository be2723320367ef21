import type { VerdictSum } from '@regscope/contract';
import type { Cell } from './cell-words.ts';
import { Mark } from './mark.tsx';
import { tileOf } from './tile-of.ts';
import styles from './migration.module.css';

/** Both ways of a pair: what the tile looks like tells it from afar, the marks in it tell it near by. */
export function CellTile({ cell }: { cell: Cell }) {
  const { there, back } = cell;
  const tile = tileOf(cell);
  return (
    <span className={`${styles.tile} ${styles[tile] ?? ''}`} aria-hidden="true">
      <Way sum={there} />
      {back !== null && <Way sum={back} />}
      {tile === 'opens-both' && <Mark of="opens" />}
      {tile === 'opens-there' && <Mark of="opens-there" />}
    </span>
  );
}

function Way({ sum: { verdict, stops, differs } }: { sum: VerdictSum }) {
  const count = verdict === 'refused' ? stops : verdict === 'changed' ? differs : 0;
  return (
    <span className={styles.way}>
      <Mark of={verdict} />
      {count > 0 && count}
    </span>
  );
}

import type { ReactNode } from 'react';
import type { Cell } from './cell-words.ts';
import { LimitsNote } from './limits-note.tsx';
import { Mark } from './mark.tsx';
import { countTiles, tileWords, type Tile } from './tile-of.ts';
import styles from './migration.module.css';

/** What the tiles mean, how many there are of each, and what the matrix says nothing of. */
export function Legend({ cells, limits }: { cells: readonly (readonly Cell[])[]; limits: readonly string[] }) {
  const counts = countTiles(cells);
  return (
    <footer className={styles.legend}>
      <ul aria-label="Meaning of the cells">
        {tiles.map(({ tile, marks }) => (
          <li key={tile} className={counts.get(tile) === undefined ? 'faint' : ''}>
            <span className={`${styles.tile} ${styles[tile] ?? ''}`} aria-hidden="true">
              {marks}
            </span>
            {tileWords[tile]} <b>{counts.get(tile) ?? 0}</b>
          </li>
        ))}
        <li>
          <Mark of="changed" /> reads otherwise
        </li>
      </ul>
      <LimitsNote limits={limits} />
    </footer>
  );
}

const tiles: readonly { tile: Tile; marks: ReactNode }[] = [
  { tile: 'both', marks: [<Mark key="there" of="loads" />, <Mark key="back" of="loads" />] },
  { tile: 'there', marks: [<Mark key="there" of="loads" />, <Mark key="back" of="refused" />] },
  { tile: 'opens-both', marks: [<Mark key="there" of="refused" />, <Mark key="pen" of="opens" />] },
  { tile: 'opens-there', marks: [<Mark key="there" of="refused" />, <Mark key="pen" of="opens-there" />] },
  { tile: 'closed', marks: <Mark of="refused" /> },
  { tile: 'unknown', marks: <Mark of="unknown" /> },
];

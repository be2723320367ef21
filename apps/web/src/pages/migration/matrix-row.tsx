import { memo, type MouseEvent } from 'react';
import type { ArrangedSide } from './arrange.ts';
import { cellWords, type Cell } from './cell-words.ts';
import { CellTile } from './cell-tile.tsx';
import { sideWords } from './side-words.ts';
import styles from './migration.module.css';

type MatrixRowProps = {
  row: number;
  from: ArrangedSide;
  targets: readonly ArrangedSide[];
  cells: readonly Cell[];
  /** The column that Tab stops at; undefined where another row has it. */
  tabStop: number | undefined;
  shortName: (side: ArrangedSide) => string;
  hrefOf: (from: string, to: string) => string;
  onOpen: (href: string) => void;
};

/** Where one VM would load. Drawn anew only when something of it changes: the pointer crosses hundreds of cells. */
export const MatrixRow = memo(function MatrixRow(props: MatrixRowProps) {
  const { row, from, targets, cells, tabStop, shortName, hrefOf, onOpen } = props;
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen(event.currentTarget.getAttribute('href') ?? '/migration');
  };
  return (
    <tr className={from.startsGroup ? styles.rowStart : ''}>
      <th scope="row" aria-label={from.name} title={`${from.name}: ${sideWords(from)}`}>
        {shortName(from)}
      </th>
      {targets.map((to, column) => {
        const cell = cells[column];
        return (
          <td key={to.name} data-row={row} data-column={column} className={to.startsGroup ? styles.groupStart : ''}>
            {cell !== undefined && (
              <a
                href={hrefOf(from.name, to.name)}
                tabIndex={column === tabStop ? 0 : -1}
                className={styles.cell}
                onClick={follow}
              >
                <span className="hidden-text">
                  {from.name} to {to.name}: {cellWords(cell)}
                </span>
                <CellTile cell={cell} />
              </a>
            )}
          </td>
        );
      })}
    </tr>
  );
});

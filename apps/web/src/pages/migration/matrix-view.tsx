import { useNavigate, useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState, type CSSProperties } from 'react';
import { addressText } from '../../api/vm-address.ts';
import { sharedStart } from '../../components/shared-start.ts';
import type { Arranged, ArrangedSide } from './arrange.ts';
import { CellLine } from './cell-line.tsx';
import { Legend } from './legend.tsx';
import { MatrixHeads } from './matrix-heads.tsx';
import { MatrixRow } from './matrix-row.tsx';
import type { MigrationSearch, Pair } from './migration-search.ts';
import { sideName } from './side-words.ts';
import { focusCell, useGridKeys, type Place } from './use-grid-keys.ts';
import frames from '../../ui/frames.module.css';
import styles from './migration.module.css';

type MatrixViewProps = { matrix: Arranged; search: MigrationSearch; isOld: boolean; cameFrom: Pair | undefined };

/** The matrix as a grid: one stop for Tab, arrows inside, Enter opens a pair. */
export function MatrixView({ matrix, search, isOld, cameFrom }: MatrixViewProps) {
  const { sources, targets, cells, limits } = matrix;
  const navigate = useNavigate();
  const { hrefOf } = usePairLinks(search);
  const [pointed, setPointed] = useState<Place>();
  const [focused, setFocused] = useState<Place>();
  const keys = useGridKeys({ rows: sources.length, columns: targets.length });
  const shared = sharedStart([...sources, ...targets].map(({ name }) => name));
  const shortName = useCallback((side: ArrangedSide) => sideName(side).slice(shared), [shared]);
  const longest = Math.min(MOST_LETTERS, Math.max(...sources.map((side) => shortName(side).length)));
  const open = useCallback((href: string) => void navigate({ href }), [navigate]);
  const at = pointed ?? focused;
  const table = useRef<HTMLTableElement>(null);
  const goBack = useEffectEvent(() => focusCell(table.current, placeOf(cameFrom, matrix)));
  useEffect(() => goBack(), []);
  return (
    <>
      <CellLine matrix={matrix} at={at} />
      <div className={`${frames.scroll} ${styles.scroll}`}>
        <table
          ref={table}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- arrows go from cell to cell
          role="grid"
          aria-label="Who loads where"
          aria-busy={isOld}
          className={styles.table}
          style={{ '--columns': targets.length, '--letters': longest } as CSSProperties}
          onKeyDown={keys.onKeyDown}
          onPointerOver={({ target }) => setPointed(placeUnder(target))}
          onPointerLeave={() => setPointed(undefined)}
          onFocus={({ target }) => {
            setFocused(placeUnder(target));
            keys.onFocus(placeUnder(target));
          }}
          onBlur={() => setFocused(undefined)}
        >
          <MatrixHeads sides={targets} shortName={shortName} active={at?.column} />
          <tbody>
            {sources.map((from, row) => (
              <MatrixRow
                key={from.name}
                row={row}
                from={from}
                targets={targets}
                cells={cells[row] ?? none}
                tabStop={keys.at.row === row ? keys.at.column : undefined}
                shortName={shortName}
                hrefOf={hrefOf}
                onOpen={open}
              />
            ))}
          </tbody>
        </table>
      </div>
      <Legend cells={cells} limits={limits} />
    </>
  );
}

const MOST_LETTERS = 34;
const none: never[] = [];

function placeOf(pair: Pair | undefined, { sources, targets }: Arranged): Place | undefined {
  if (pair === undefined) return undefined;
  const row = sources.findIndex(({ name }) => name === addressText(pair.from));
  const column = targets.findIndex(({ name }) => name === addressText(pair.to));
  return row < 0 || column < 0 ? undefined : { row, column };
}

function placeUnder(target: EventTarget): Place | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  return cell === null ? undefined : { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) };
}

/** Plain links: hundreds of the router's own are slow to draw. */
function usePairLinks(search: MigrationSearch) {
  const router = useRouter();
  return useMemo(
    () => ({
      hrefOf: (from: string, to: string) =>
        router.buildLocation({ to: '/migration', search: { ...search, from, to } }).href,
    }),
    [router, search],
  );
}

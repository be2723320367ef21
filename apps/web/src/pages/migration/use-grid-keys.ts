import { useState, type KeyboardEvent } from 'react';

export type Place = { row: number; column: number };

/** Arrows, Home and End in a row, PgUp and PgDn to its first and last one; one cell alone is a stop for Tab. */
export function useGridKeys(size: { rows: number; columns: number }) {
  const [kept, setKept] = useState<Place>({ row: 0, column: 0 });
  const at = within(kept, size);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const next = stepped(at, { key: event.key, ...size });
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    focusCell(event.currentTarget, next);
  };
  const onFocus = (place: Place | undefined) => {
    if (place !== undefined) setKept(place);
  };
  return { at, onKeyDown, onFocus };
}

export function focusCell(table: HTMLElement | null, place: Place | undefined): void {
  if (place === undefined) return;
  const cell = `[data-row='${place.row}'][data-column='${place.column}'] a`;
  table?.querySelector<HTMLElement>(cell)?.focus();
}

/** Undefined for a key that moves nothing. Steps end at the edges. */
export function stepped({ row, column }: Place, { key, ...size }: { key: string; rows: number; columns: number }) {
  const next = {
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    Home: { row, column: 0 },
    End: { row, column: size.columns - 1 },
    PageUp: { row: 0, column },
    PageDown: { row: size.rows - 1, column },
  }[key];
  return next === undefined ? undefined : within(next, size);
}

function within({ row, column }: Place, { rows, columns }: { rows: number; columns: number }): Place {
  return { row: clamp(row, rows), column: clamp(column, columns) };
}

function clamp(n: number, count: number): number {
  return Math.max(0, Math.min(n, count - 1));
}

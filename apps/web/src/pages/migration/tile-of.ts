import type { VerdictSum } from '@regscope/contract';
import type { Cell } from './cell-words.ts';

/** What a cell looks like from afar. `opens…`: after changes before the first run; `…both`: it comes back as well. */
export type Tile = 'both' | 'there' | 'opens-both' | 'opens-there' | 'closed' | 'unknown';

export function tileOf({ there, back, after }: Cell): Tile {
  if (isOpen(there)) return isOpen(back) ? 'both' : 'there';
  if (after !== null && isOpen(after.there)) return isOpen(after.back) ? 'opens-both' : 'opens-there';
  return there.verdict === 'unknown' ? 'unknown' : 'closed';
}

export const tileWords = {
  both: 'there and back',
  there: 'there only',
  'opens-both': 'after changes: there and back',
  'opens-there': 'after changes: there',
  unknown: 'only a trial tells',
  closed: 'not there',
} as const satisfies Record<Tile, string>;

export function countTiles(cells: readonly (readonly Cell[])[]): ReadonlyMap<Tile, number> {
  const counts = new Map<Tile, number>();
  for (const tile of cells.flat().map(tileOf)) counts.set(tile, (counts.get(tile) ?? 0) + 1);
  return counts;
}

function isOpen(sum: VerdictSum | null): boolean {
  return sum?.verdict === 'loads' || sum?.verdict === 'changed';
}

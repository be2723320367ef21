// Where a bit stands in a row of the strip, and which bit stands at a place.
import type { Segment } from '@regscope/registers';

/** Measures in pixels: a cell per bit, a gap after each nibble. */
export type Measure = { perRow: number; cell: number; gap: number; top: number; height: number };

/** For reading, beside other things: a row of 64 bits fits into the narrowest panel. */
export const small: Measure = { perRow: 64, cell: 6, gap: 3, top: 13, height: 14 };

/** For setting bits in the panel, whose rows of fields do the same at full size. */
export const medium: Measure = { perRow: 32, cell: 12, gap: 5, top: 13, height: 16 };

/** For setting bits: as large as a finger wants it (WCAG 2.2, 2.5.8). */
export const large: Measure = { perRow: 32, cell: 24, gap: 6, top: 15, height: 26 };

/** Room at the left for the outermost frame. */
const EDGE = 1;

/** The left edge of a bit's cell in a row of `count` bits; bit 0 is the rightmost. */
export function xOf(bit: number, count: number, { cell, gap }: Measure): number {
  const nibbles = Math.ceil(count / 4);
  const fromRight = Math.floor(bit / 4);
  return EDGE + (nibbles - 1 - fromRight) * (4 * cell + gap) + (3 - (bit % 4)) * cell;
}

export function rowWidth(count: number, { cell, gap }: Measure): number {
  return EDGE + Math.ceil(count / 4) * (4 * cell + gap) - gap + EDGE;
}

/** The bit at a place in a row; undefined beside the row and in the gaps between nibbles. */
export function bitAt(x: number, count: number, measure: Measure): number | undefined {
  const { cell, gap } = measure;
  const left = Math.floor(x - EDGE);
  const nibble = Math.floor(left / (4 * cell + gap));
  const column = Math.floor((left - nibble * (4 * cell + gap)) / cell);
  const bit = (Math.ceil(count / 4) - 1 - nibble) * 4 + 3 - column;
  return left < 0 || column > 3 || bit < 0 || bit >= count ? undefined : bit;
}

/** The part of some bits that a row shows, counted from the row's lowest; undefined when it shows none of them. */
export function within([msb, lsb]: Segment, row: { msb: number; lsb: number }): Segment | undefined {
  const [high, low] = [Math.min(msb, row.msb), Math.max(lsb, row.lsb)];
  return high < low ? undefined : [high - row.lsb, low - row.lsb];
}

/** Left edge and width of a frame around neighbouring bits of a row. */
export function frame([msb, lsb]: Segment, count: number, measure: Measure): { x: number; width: number } {
  const x = xOf(msb, count, measure) - 0.5;
  return { x, width: xOf(lsb, count, measure) + measure.cell - 0.5 - x };
}

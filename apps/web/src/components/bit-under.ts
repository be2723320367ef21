import type { MouseEvent } from 'react';
import { bitAt, type Measure } from './strip-geometry.ts';

/** The bit of a strip under the pointer; undefined between nibbles and beside the rows. */
export function bitUnder({ target, clientX }: MouseEvent, measure: Measure): number | undefined {
  const row = target instanceof Element ? target.closest('svg') : null;
  if (row === null) return undefined;
  const { lsb, count } = row.dataset;
  const bit = bitAt(clientX - row.getBoundingClientRect().left, Number(count), measure);
  return bit === undefined ? undefined : Number(lsb) + bit;
}

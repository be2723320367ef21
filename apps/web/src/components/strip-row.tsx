import { memo } from 'react';
import { cut, setBits, type StripRow as StripRowData } from './strip-rows.ts';
import { frame, large, rowWidth, small, within, xOf, type Measure } from './strip-geometry.ts';
import type { StripField } from './bit-strip.tsx';
import { StripBit } from './strip-bit.tsx';
import styles from './bit-strip.module.css';

type StripRowProps = {
  row: Extract<StripRowData, { kind: 'bits' }>;
  measure: Measure;
  fields: readonly StripField[];
  /** The lit bits of this row, counted from its lowest. */
  lit: bigint;
  /** The bit that the keyboard is at, where bits can be set; undefined in a picture. */
  cursor: number | undefined;
};

/** One line of the strip. Above the cells stand the numbers of bits, below them the digits of the nibbles and, where there is room, names. */
export const StripRow = memo(function StripRow({ row, measure, fields, lit, cursor }: StripRowProps) {
  const count = row.msb - row.lsb + 1;
  const { top, height, cell } = measure;
  const isLarge = measure === large;
  const pieces = fields.flatMap((field) =>
    field.segs.flatMap((seg) => {
      const part = within(seg, row);
      return part === undefined ? [] : [{ field, part, ...frame(part, count, measure) }];
    }),
  );
  const paleFirst = pieces.toSorted((a, b) => Number(b.field.isReserved) - Number(a.field.isReserved));
  const hasNames = isLarge && pieces.length > 0;
  const bits = Array.from({ length: count }, (_, bit) => bit);
  const fieldOf = (bit: number) => pieces.find(({ part: [msb, lsb] }) => bit <= msb && bit >= lsb)?.field;
  return (
    <svg
      width={rowWidth(count, measure)}
      height={top + height + 17 + (hasNames ? 14 : 0)}
      data-lsb={row.lsb}
      data-count={count}
      {...(cursor === undefined ? { 'aria-hidden': true } : { role: 'presentation' })}
    >
      {runsOf(lit, count).map((run) => (
        <rect
          key={run[0]}
          {...frame(run, count, measure)}
          y={top - 3}
          height={height + 6}
          className={styles.lit}
          data-lit={`${row.lsb + run[0]}:${row.lsb + run[1]}`}
        />
      ))}
      {bits.map((bit) => (
        <StripBit
          key={bit}
          bit={row.lsb + bit}
          isOne={cut(row.value, bit, bit) === 1n}
          x={xOf(bit, count, measure)}
          measure={measure}
          field={fieldOf(bit)}
          tab={cursor === undefined ? undefined : cursor === row.lsb + bit ? 0 : -1}
        />
      ))}
      {paleFirst.map(({ field, part, x, width }) => (
        <g key={`${part[0]} ${field.name}`} className={field.isReserved ? styles.paleFrame : styles.frame}>
          <rect x={x} width={width} y={top - 2.5} height={height + 4} />
          {hasNames && !field.isReserved && (
            <text x={x + width / 2} y={top + height + 28} aria-hidden="true">
              {fitting(field.name, width)}
            </text>
          )}
        </g>
      ))}
      {setBits(row.marks).map((bit) => (
        <rect
          key={bit}
          x={xOf(bit, count, measure) - 0.5}
          y={top + height + 3}
          width={cell}
          height={2.5}
          className={styles.mark}
        />
      ))}
      <Scale row={row} count={count} measure={measure} />
    </svg>
  );
});

/** Numbers above, digits below: every nibble has its digit, every second one its number where nibbles are small. */
function Scale({ row, count, measure }: { row: StripRowProps['row']; count: number; measure: Measure }) {
  const { top, height, cell } = measure;
  const every = measure === small ? 2 : 1;
  return Array.from({ length: Math.ceil(count / 4) }, (_, nibble) => (
    // oxlint-disable-next-line react/no-array-index-key -- a nibble is its number
    <g key={nibble} aria-hidden="true">
      <text x={xOf(nibble * 4 + 1, count, measure)} y={top + height + 16} className={styles.digit}>
        {cut(row.value, nibble * 4 + 3, nibble * 4).toString(16)}
      </text>
      {nibble % every === 0 && (
        <text x={xOf(nibble * 4, count, measure) + cell - 1} y={top - 5} className={styles.index}>
          {row.lsb + nibble * 4}
        </text>
      )}
    </g>
  ));
}

/** Neighbouring bits of a mask, highest first. */
function runsOf(mask: bigint, count: number): (readonly [msb: number, lsb: number])[] {
  const runs: [number, number][] = [];
  for (let bit = count - 1; bit >= 0; bit--) {
    if (cut(mask, bit, bit) === 0n) continue;
    const last = runs.at(-1);
    if (last !== undefined && last[1] === bit + 1) last[1] = bit;
    else runs.push([bit, bit]);
  }
  return runs;
}

const LETTER = 5.6;

/** A name that does not fit is left out: the rows below have it. */
function fitting(name: string, width: number): string {
  return name.length * LETTER <= width ? name : '';
}

import type { Segment } from '@regscope/registers';
import { bitUnder } from './bit-under.ts';
import { formatRanges } from './format-value.ts';
import { setBits, stripRows, cut } from './strip-rows.ts';
import { small } from './strip-geometry.ts';
import { StripRow } from './strip-row.tsx';
import styles from './bit-strip.module.css';

export type StripField = { name: string; segs: readonly Segment[]; isReserved: boolean };

export type BitStripProps = {
  value: bigint;
  bits: number;
  /** What the strip shows, for those who do not see it. */
  label: string;
  /** Bits in which this value is not like the others. */
  marks?: bigint;
  /** A frame is drawn around each. */
  fields?: readonly StripField[];
  lit?: bigint;
  /** The bit under the pointer or the focus, undefined when there is none any more. */
  onPoint?: (bit: number | undefined) => void;
  onPick?: (bit: number) => void;
};

/** Bits as boxes: filled is 1. A picture of the value, 64 bits to a row. */
export function BitStrip({ value, bits, label, marks = 0n, fields = none, lit = 0n, onPoint, onPick }: BitStripProps) {
  const ones = setBits(value);
  const text = `${label}: ${ones.length === 0 ? 'no bit set' : `set ${formatRanges(ones)}`}`;
  const differs = marks === 0n ? '' : `; differs in ${formatRanges(setBits(marks))}`;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- a short cut to the rows below, which the keyboard reaches by itself
    <div
      role="img"
      aria-label={text + differs}
      className={styles.strip}
      onPointerMove={(event) => onPoint?.(bitUnder(event, small))}
      onPointerLeave={() => onPoint?.(undefined)}
      onClick={(event) => {
        const bit = bitUnder(event, small);
        if (bit !== undefined) onPick?.(bit);
      }}
    >
      {stripRows({ value, marks, bits }).map((row) =>
        row.kind === 'zeros' ? (
          <p key={row.lsb} className={styles.zeros}>
            {row.msb} … {row.lsb}: all zero
          </p>
        ) : (
          <StripRow
            key={row.lsb}
            row={row}
            measure={small}
            fields={fields}
            lit={cut(lit, row.msb, row.lsb)}
            cursor={undefined}
          />
        ),
      )}
    </div>
  );
}

const none: readonly StripField[] = [];

import { formatRanges } from './format-value.ts';
import { setBits, stripRows, type StripRow } from './strip-rows.ts';
import styles from './bit-strip.module.css';

type BitStripProps = {
  value: bigint;
  bits: number;
  /** What the strip shows, for those who do not see it. */
  label: string;
  /** Bits in which this value is not like the others. */
  marks?: bigint;
  /** Lowest bits of fields: a line is drawn to the right of each. */
  starts?: readonly number[];
};

const CELL = 6;
const NIBBLE = 4 * CELL + 3;
const TOP = 11;
const HEIGHT = 14;

/** Bits as boxes, 64 to a row: filled is 1. Each nibble has its digit below, every second byte its number above. */
export function BitStrip({ value, bits, label, marks = 0n, starts = [] }: BitStripProps) {
  const ones = setBits(value);
  const text = `${label}: ${ones.length === 0 ? 'no bit set' : `set ${formatRanges(ones)}`}`;
  const differs = marks === 0n ? '' : `; differs in ${formatRanges(setBits(marks))}`;
  return (
    <div role="img" aria-label={text + differs} className={styles.strip}>
      {stripRows({ value, marks, bits }).map((row) =>
        row.kind === 'zeros' ? (
          <p key={row.lsb} className={styles.zeros}>
            {row.msb} … {row.lsb}: all zero
          </p>
        ) : (
          <Row key={row.lsb} row={row} starts={starts} />
        ),
      )}
    </div>
  );
}

function Row({ row, starts }: { row: Extract<StripRow, { kind: 'bits' }>; starts: readonly number[] }) {
  const count = row.msb - row.lsb + 1;
  const x = (bit: number) => Math.floor((count - 1 - bit) / 4) * NIBBLE + ((count - 1 - bit) % 4) * CELL;
  const nibbles = Array.from({ length: Math.ceil(count / 4) }, (_, nibble) => nibble);
  return (
    <svg width={nibbles.length * NIBBLE + 2} height={TOP + HEIGHT + 15} aria-hidden="true">
      {setOrNot(row.value, count).map((one, bit) => (
        // oxlint-disable-next-line react/no-array-index-key -- a bit is its number
        <rect key={bit} x={x(bit)} y={TOP} width={CELL - 1} height={HEIGHT} className={one ? styles.one : styles.zero}>
          <title>{`bit ${row.lsb + bit} = ${one ? 1 : 0}`}</title>
        </rect>
      ))}
      {setBits(row.marks).map((bit) => (
        <rect key={bit} x={x(bit) - 0.5} y={TOP + HEIGHT + 1} width={CELL} height={2.5} className={styles.mark} />
      ))}
      {starts
        .filter((lsb) => lsb > row.lsb && lsb <= row.msb)
        .map((lsb) => (
          <rect
            key={lsb}
            x={x(lsb - row.lsb) + CELL - 0.6}
            y={TOP - 3}
            width={1.2}
            height={HEIGHT + 6}
            className={styles.start}
          />
        ))}
      {nibbles.map((nibble) => (
        <g key={nibble}>
          <text x={x(nibble * 4 + 1) + CELL / 2 - 2} y={TOP + HEIGHT + 14} className={styles.digit}>
            {((row.value >> BigInt(nibble * 4)) & 0xfn).toString(16)}
          </text>
          {nibble % 2 === 0 && (
            <text x={x(nibble * 4) + CELL - 1} y={TOP - 3} className={styles.index}>
              {row.lsb + nibble * 4}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

function setOrNot(value: bigint, count: number): boolean[] {
  return Array.from({ length: count }, (_, bit) => ((value >> BigInt(bit)) & 1n) === 1n);
}

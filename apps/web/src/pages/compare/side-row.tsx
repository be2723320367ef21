import { formatRanges } from '../../components/format-value.ts';
import { frame, rowWidth, xOf, type Measure } from '../../components/strip-geometry.ts';
import { cut, setBits } from '../../components/strip-rows.ts';
import type { SideBits } from './bits-under.ts';
import styles from './bits-drawing.module.css';

type SideRowProps = {
  name: string;
  /** Of the bits of this row alone, as `first` and `marks`. */
  side: SideBits;
  first: bigint;
  marks: bigint;
  count: number;
  lsb: number;
  measure: Measure;
};

const HEIGHT = 17;

/** What one side has, digit under bit: plain where all agree, strong where it is not what the first side has. */
export function SideRow({ name, side, first, marks, count, lsb, measure }: SideRowProps) {
  if (side.kind !== 'value')
    return (
      <>
        <span className={styles.side}>{name}</span>
        <span className={styles.without}>{side.kind === 'absent' ? 'not listed' : 'unreadable'}</span>
      </>
    );
  const { value } = side;
  const bits = Array.from({ length: count }, (_, bit) => bit);
  const marked = setBits(marks);
  const isOther = (bit: number) => cut(value ^ first, bit, bit) === 1n;
  const digits = (some: readonly number[], look: string | undefined) => (
    <Digits bits={some} value={value} look={look} place={(bit) => xOf(bit, count, measure) + (measure.cell - 1) / 2} />
  );
  const set = setBits(value & marks).map((bit) => lsb + bit);
  return (
    <>
      <span className={styles.side}>{name}</span>
      <svg
        role="img"
        aria-label={`${name}: of the bits that differ ${set.length === 0 ? 'none is set' : `set ${formatRanges(set)}`}`}
        width={rowWidth(count, measure)}
        height={HEIGHT}
      >
        {marked.map((bit) => (
          <rect key={bit} {...frame([bit, bit], count, measure)} y="0" height={HEIGHT} className={styles.band} />
        ))}
        {digits(
          bits.filter((bit) => !marked.includes(bit)),
          styles.same,
        )}
        {digits(
          marked.filter((bit) => !isOther(bit)),
          styles.marked,
        )}
        {digits(marked.filter(isOther), styles.other)}
      </svg>
    </>
  );
}

type DigitsProps = {
  bits: readonly number[];
  value: bigint;
  look: string | undefined;
  place: (bit: number) => number;
};

/** All in one text: an element per bit of a hundred registers would be slow to draw. */
function Digits({ bits, value, look, place }: DigitsProps) {
  if (bits.length === 0) return null;
  return (
    <text x={bits.map((bit) => place(bit) - 3.3).join(' ')} y="12" className={look} aria-hidden="true">
      {bits.map((bit) => cut(value, bit, bit)).join('')}
    </text>
  );
}

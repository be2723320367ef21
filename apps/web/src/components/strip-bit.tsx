import type { StripField } from './bit-strip.tsx';
import type { Measure } from './strip-geometry.ts';
import styles from './bit-strip.module.css';

type StripBitProps = {
  bit: number;
  isOne: boolean;
  x: number;
  measure: Measure;
  field: StripField | undefined;
  /** Its place in the tab order where it can be set; undefined in a picture. */
  tab: 0 | -1 | undefined;
};

/** One cell: a box in a picture, a switch where it can be set. */
export function StripBit({ bit, isOne, x, measure: { top, height, cell }, field, tab }: StripBitProps) {
  const looks = [isOne ? styles.one : styles.zero, field?.isReserved === true ? styles.reserved : ''].join(' ');
  const box = <rect x={x} y={top} width={cell - 1} height={height} className={looks} />;
  if (tab === undefined) return box;
  return (
    <g
      role="switch"
      aria-checked={isOne}
      aria-label={`bit ${bit}${field === undefined ? '' : `, ${field.name}`}`}
      tabIndex={tab}
      data-bit={bit}
      className={styles.switch}
    >
      {box}
      <text x={x + (cell - 1) / 2} y={top + height / 2 + 4} aria-hidden="true">
        {isOne ? 1 : 0}
      </text>
    </g>
  );
}

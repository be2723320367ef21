import type { VmComparison } from '@regscope/contract';
import { frame, rowWidth, within, type Measure } from '../../components/strip-geometry.ts';
import { placeNames } from './place-names.ts';
import styles from './bits-drawing.module.css';

type FieldNamesProps = {
  fields: VmComparison['differences'][number]['fields'];
  row: { msb: number; lsb: number };
  measure: Measure;
};

const LINE = 14;

/** The fields that differ, each name on a thread from the bits that it has. */
export function FieldNames({ fields, row, measure }: FieldNamesProps) {
  const count = row.msb - row.lsb + 1;
  const named = placeNames(
    fields.flatMap(({ name, msb, lsb }) => {
      const part = within([msb, lsb], row);
      return part === undefined ? [] : [{ name, ...frame(part, count, measure) }];
    }),
  );
  if (named.length === 0) return <span />;
  const lines = Math.max(...named.map(({ line }) => line)) + 1;
  return (
    <svg className={styles.names} width={rowWidth(count, measure)} height={8 + lines * LINE} aria-hidden="true">
      {named.map(({ name, x, width, line }) => (
        <g key={`${x} ${name}`}>
          <path d={`M${x + 0.5} ${8 + line * LINE + 8}V2H${x + width - 0.5}`} />
          <text x={x + 4} y={8 + line * LINE + 10}>
            {name}
          </text>
        </g>
      ))}
    </svg>
  );
}

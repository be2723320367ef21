import type { VmComparison } from '@regscope/contract';
import type { VmAddress } from '../../api/vm-address.ts';
import { addressText } from '../../api/vm-address.ts';
import type { StripField } from '../../components/bit-strip.tsx';
import type { Measure } from '../../components/strip-geometry.ts';
import { StripRow } from '../../components/strip-row.tsx';
import { cut, stripRows } from '../../components/strip-rows.ts';
import { bitsUnder, type BitsUnder } from './bits-under.ts';
import { FieldNames } from './field-names.tsx';
import { SideRow } from './side-row.tsx';
import styles from './bits-drawing.module.css';

type Difference = VmComparison['differences'][number];
type BitsDrawingProps = { row: Difference; sides: readonly VmAddress[]; fields: readonly StripField[] };

/** A digit per bit, 64 to a row: wide enough to read, and no wider than a window. */
const measure: Measure = { perRow: 64, cell: 10, gap: 4, top: 13, height: 14 };

/** The bits of a register with those marked that differ, each side's bits under them, and the names of their fields. */
export function BitsDrawing({ row, sides, fields }: BitsDrawingProps) {
  const under = bitsUnder(row);
  if (under === undefined) return null;
  const first = under.sides.find((side) => side.kind === 'value')?.value ?? 0n;
  return (
    <div role="group" aria-label={`Bits of ${row.name}`} className={styles.drawing}>
      {under.isOneOfMany && <p className={styles.note}>vCPU {under.vcpu}, the first on which they differ</p>}
      {stripRows({ value: first, marks: under.marks, bits: under.bits }).map((part) =>
        part.kind === 'zeros' || part.marks === 0n ? (
          <p key={part.lsb} className={styles.note}>
            {part.msb} … {part.lsb}: the same
          </p>
        ) : (
          <Part key={part.lsb} {...{ row, sides, fields, under, part }} />
        ),
      )}
    </div>
  );
}

type PartProps = BitsDrawingProps & {
  under: BitsUnder;
  part: Extract<ReturnType<typeof stripRows>[number], { kind: 'bits' }>;
};

function Part({ row, sides, fields, under, part }: PartProps) {
  const { msb, lsb, value: first, marks } = part;
  return (
    <div className={styles.part}>
      <span />
      <div className={styles.strip}>
        <StripRow row={part} measure={measure} fields={fields} lit={0n} cursor={undefined} />
      </div>
      {under.sides.map((side, n) => {
        const name = sides[n] === undefined ? '' : addressText(sides[n]);
        return (
          <SideRow
            key={name}
            name={name}
            side={side.kind === 'value' ? { ...side, value: cut(side.value, msb, lsb) } : side}
            first={first}
            marks={marks}
            count={msb - lsb + 1}
            lsb={lsb}
            measure={measure}
          />
        );
      })}
      <span />
      <FieldNames fields={row.fields} row={part} measure={measure} />
    </div>
  );
}

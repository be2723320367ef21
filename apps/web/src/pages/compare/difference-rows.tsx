import type { VmComparison } from '@regscope/contract';
import type { Catalogue } from '@regscope/registers';
import { Link } from '@tanstack/react-router';
import { addressText, type VmAddress } from '../../api/vm-address.ts';
import { Icon } from '../../ui/icon.tsx';
import { BitsDrawing } from './bits-drawing.tsx';
import { bitsUnder } from './bits-under.ts';
import { valueText } from './compare-export.ts';
import { useStripFields } from './use-strip-fields.ts';
import styles from './compare.module.css';

type Difference = VmComparison['differences'][number];
type DifferenceRowsProps = {
  row: Difference;
  sides: readonly VmAddress[];
  catalogue: Catalogue | undefined;
  /** Its bits are drawn below its values. */
  isDrawn: boolean;
  onDraw: () => void;
};

/** One register: its values, on request its bits, and the fields that are not the same. */
export function DifferenceRows({ row, sides, catalogue, isDrawn, onDraw }: DifferenceRowsProps) {
  const { id, name, what, values, fields } = row;
  const hasBits = bitsUnder(row) !== undefined;
  const first = valueText(values[0] ?? null);
  return (
    <tbody>
      <tr className={styles.register}>
        <th scope="row" title={id}>
          {hasBits ? (
            <button
              type="button"
              className={styles.open}
              aria-expanded={isDrawn}
              onClick={onDraw}
              title="Draw the bits"
            >
              {name} <Icon name={isDrawn ? 'up' : 'down'} />
            </button>
          ) : (
            name
          )}
        </th>
        <td>{what}</td>
        {sides.map((side, n) => (
          <td key={addressText(side)} className={valueText(values[n] ?? null) === first ? styles.alike : 'mono'}>
            <Cell all={values[n] ?? null} side={side} id={id} />
          </td>
        ))}
      </tr>
      {isDrawn && hasBits && <DrawnRow row={row} sides={sides} catalogue={catalogue} />}
      {fields.map(({ name: field, msb, lsb, values: all, meanings }) => (
        <tr key={`${field} ${msb}`}>
          <th scope="row" className={styles.field}>
            {field} <span className="faint">{msb === lsb ? msb : `${msb}:${lsb}`}</span>
          </th>
          <td aria-hidden="true" />
          {sides.map((side, n) => (
            <td key={addressText(side)} className={all[n] === all[0] ? 'soft' : styles.other}>
              <code>{all[n] ?? '–'}</code> {meanings[n]}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

function DrawnRow({ row, sides, catalogue }: Pick<DifferenceRowsProps, 'row' | 'sides' | 'catalogue'>) {
  const fields = useStripFields(catalogue, row);
  return (
    <tr>
      <td colSpan={2 + sides.length}>
        <BitsDrawing row={row} sides={sides} fields={fields} />
      </td>
    </tr>
  );
}

/** One value when all vCPUs agree; else each in turn. It leads to the register of that VM. */
function Cell({ all, side, id }: { all: readonly (string | null)[] | null; side: VmAddress; id: string }) {
  const text = valueText(all);
  if (all === null) return <span className="faint">{text}</span>;
  return (
    <Link to="/hosts/$host/vms/$vm" params={side} search={{ reg: id }} title={text}>
      {text}
    </Link>
  );
}

import type { VmComparison } from '@regscope/contract';
import { Link } from '@tanstack/react-router';
import { addressText, type VmAddress } from '../../api/vm-address.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './compare.module.css';

type Difference = VmComparison['differences'][number];
type CompareTableProps = {
  rows: readonly Difference[];
  compared: VmComparison;
  sides: readonly VmAddress[];
  onRemove: (vm: VmAddress) => void;
};

/** Register by VM, with the fields that are not the same below each register. */
export function CompareTable({ rows, compared, sides, onRemove }: CompareTableProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and the keyboard must reach it
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Differences">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Register</th>
            <th scope="col">Difference</th>
            {sides.map((side, n) => (
              <th key={addressText(side)} scope="col">
                <Link to="/hosts/$host/vms/$vm" params={side} search={{}}>
                  {addressText(side)}
                </Link>{' '}
                <button
                  type="button"
                  className={styles.remove}
                  aria-label={`Leave out ${addressText(side)}`}
                  title="Leave it out"
                  onClick={() => onRemove(side)}
                >
                  <Icon name="cross" />
                </button>
                <span className={styles.about}>{aboutOf(compared.sides[n])}</span>
              </th>
            ))}
          </tr>
        </thead>
        {rows.map((row) => (
          <Rows key={row.id} row={row} sides={sides} />
        ))}
      </table>
    </div>
  );
}

function aboutOf(side: VmComparison['sides'][number] | undefined): string {
  return side === undefined ? '' : `${side.kernel} · ${side.registers} registers · ${side.vcpus} vCPUs`;
}

function Rows({ row: { id, name, what, values, fields }, sides }: { row: Difference; sides: readonly VmAddress[] }) {
  return (
    <tbody>
      <tr className={styles.register}>
        <th scope="row" title={id}>
          {name}
        </th>
        <td>{what}</td>
        {sides.map((side, n) => (
          <td key={addressText(side)} className="mono">
            <Cell all={values[n] ?? null} side={side} id={id} />
          </td>
        ))}
      </tr>
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

/** One value when all vCPUs agree; else each in turn. It leads to the register of that VM. */
function Cell({ all, side, id }: { all: readonly (string | null)[] | null; side: VmAddress; id: string }) {
  if (all === null) return <span className="faint">not listed</span>;
  const cells = all.map((value) => value ?? 'unreadable');
  const text = new Set(cells).size === 1 ? cells[0] : cells.map((cell, vcpu) => `${vcpu}:${cell}`).join(' ');
  return (
    <Link to="/hosts/$host/vms/$vm" params={side} search={{ reg: id }}>
      {text}
    </Link>
  );
}

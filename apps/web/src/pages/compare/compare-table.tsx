import type { VmComparison } from '@regscope/contract';
import { Link } from '@tanstack/react-router';
import { addressText, type VmAddress } from '../../api/vm-address.ts';
import { useCatalogue } from '../../api/use-catalogue.ts';
import { Icon } from '../../ui/icon.tsx';
import { areBitsShown, toggleBits, type CompareSearch } from './compare-search.ts';
import { DifferenceRows } from './difference-rows.tsx';
import frames from '../../ui/frames.module.css';
import styles from './compare.module.css';

type Difference = VmComparison['differences'][number];
type CompareTableProps = {
  rows: readonly Difference[];
  compared: VmComparison;
  sides: readonly VmAddress[];
  search: CompareSearch;
  onChange: (next: CompareSearch) => void;
  onRemove: (vm: VmAddress) => void;
};

/** Register by VM, with the fields that are not the same below each register. */
export function CompareTable({ rows, compared, sides, search, onChange, onRemove }: CompareTableProps) {
  const { catalogue } = useCatalogue(search.bits === undefined ? undefined : compared.sides[0]?.arch);
  const ids = rows.map(({ id }) => id);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and the keyboard must reach it
    <div className={`${frames.scroll} ${styles.scroll}`} tabIndex={0} role="region" aria-label="Differences">
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
                <About side={compared.sides[n]} />
              </th>
            ))}
          </tr>
        </thead>
        {rows.map((row) => (
          <DifferenceRows
            key={row.id}
            row={row}
            sides={sides}
            catalogue={catalogue}
            isDrawn={areBitsShown(search, row.id)}
            onDraw={() => onChange(toggleBits(search, row.id, ids))}
          />
        ))}
      </table>
    </div>
  );
}

function About({ side }: { side: VmComparison['sides'][number] | undefined }) {
  if (side === undefined) return null;
  return (
    <>
      <span className={styles.about} title={side.cpu ?? 'CPU not known'}>
        {side.kernel}
      </span>
      <span className={styles.about}>
        {side.registers} registers · {side.vcpus} vCPUs
      </span>
    </>
  );
}

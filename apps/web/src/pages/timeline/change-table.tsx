import type { CaptureSummary } from '@regscope/contract';
import { Link } from '@tanstack/react-router';
import { changeKinds, type ChangeRow } from './change-rows.ts';
import { shortKernel } from './compare-kernels.ts';
import styles from './timeline.module.css';

type Sides = { from: CaptureSummary; to: CaptureSummary };

/** Kind by kind, each register with how it stands on either side; both sides lead to it. */
export function ChangeTable({ rows, sides }: { rows: readonly ChangeRow[]; sides: Sides }) {
  return (
    <table className={styles.table} aria-label="Changes">
      <thead>
        <tr>
          <th scope="col">Register</th>
          <th scope="col">Id</th>
          <SideHead capture={sides.from} />
          <SideHead capture={sides.to} />
        </tr>
      </thead>
      {changeKinds.map(({ kind, title }) => {
        const some = rows.filter((row) => row.kind === kind);
        return some.length === 0 ? null : <Group key={kind} title={title} rows={some} sides={sides} />;
      })}
    </table>
  );
}

function SideHead({ capture: { name, kernel } }: { capture: CaptureSummary }) {
  return (
    <th scope="col" title={kernel}>
      {shortKernel(kernel)} <span className="faint">{name}</span>
    </th>
  );
}

function Group({ title, rows, sides }: { title: string; rows: readonly ChangeRow[]; sides: Sides }) {
  return (
    <tbody>
      <tr className={styles.group}>
        <th scope="rowgroup" colSpan={4}>
          {title} <span>{rows.length}</span>
        </th>
      </tr>
      {rows.map((row) => (
        <tr key={row.id}>
          <th scope="row" className="mono">
            {row.name}
          </th>
          <td className={`mono ${styles.id}`}>{row.id}</td>
          <Side row={row} says={row.from} capture={sides.from} />
          <Side row={row} says={row.to} capture={sides.to} />
        </tr>
      ))}
    </tbody>
  );
}

function Side({ row, says, capture }: { row: ChangeRow; says: string | undefined; capture: CaptureSummary }) {
  if (says === undefined) return <td className="faint">not listed</td>;
  return (
    <td>
      <Link
        to="/hosts/$host/vms/$vm"
        params={{ host: capture.name, vm: '1' }}
        search={{ reg: row.id }}
        title={`${row.name} on ${capture.name}`}
      >
        {says}
        <span className="hidden-text">
          {' '}
          {row.name} on {capture.name}
        </span>
      </Link>
    </td>
  );
}

import type { VmFeatures } from '@regscope/contract';
import { unreachable } from '@regscope/registers';
import { Link } from '@tanstack/react-router';
import { explainError } from '../../api/errors.ts';
import { Icon } from '../../ui/icon.tsx';
import type { ColumnState, FeatureColumn } from './use-feature-columns.ts';
import { missingFor, versionGap } from './version-gap.ts';
import styles from './feature-table.module.css';

type FeatureHeadProps = {
  columns: readonly FeatureColumn[];
  grid: string;
  onFind: (names: readonly string[]) => void;
};

/** The VMs with their architecture version, and what keeps each from the next. */
export function FeatureHead({ columns, grid, onFind }: FeatureHeadProps) {
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.row} style={{ gridTemplateColumns: grid }}>
        <div role="columnheader" aria-colindex={1} aria-sort="ascending" className={styles.name}>
          Feature
        </div>
        <div role="columnheader" aria-colindex={2} className={styles.fields}>
          Decided by
        </div>
        {columns.map(({ at, name, state }, column) => (
          <div key={name} role="columnheader" aria-colindex={3 + column} className={styles.vm}>
            <Link to="/hosts/$host/vms/$vm" params={at} className={styles.vmName} aria-label={name} title={name}>
              <span>{at.host}</span>
              <b>/{at.vm}</b>
            </Link>
            <State state={state} onFind={onFind} />
          </div>
        ))}
      </div>
    </div>
  );
}

function State({ state, onFind }: { state: ColumnState; onFind: FeatureHeadProps['onFind'] }) {
  switch (state.kind) {
    case 'reading':
      return <p>reading…</p>;
    case 'failed':
      return (
        <p className={styles.failed} title={explainError(state.error).message}>
          <Icon name="warning" /> {explainError(state.error).title}
        </p>
      );
    case 'nameless':
      return (
        <p>
          {state.arch}
          <br />
          has no FEAT_ names
        </p>
      );
    case 'read':
      return <Version of={state.of} onFind={onFind} />;
    default:
      return unreachable(state);
  }
}

function Version({ of: { version }, onFind }: { of: VmFeatures; onFind: FeatureHeadProps['onFind'] }) {
  const missing = missingFor(version);
  const gap = versionGap(version);
  return (
    <>
      <p>{version.version ?? 'below Armv8.0-A'}</p>
      {missing.length > 0 && (
        <button
          type="button"
          className={styles.next}
          title={`${gap}. Press to see these features.`}
          onClick={() => onFind(missing)}
        >
          {gap}
        </button>
      )}
    </>
  );
}

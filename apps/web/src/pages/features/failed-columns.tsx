import { explainError } from '../../api/errors.ts';
import type { FeatureColumn } from './use-feature-columns.ts';
import styles from './features.module.css';

/** Why VMs could not be read, in full: their columns have room for a word. */
export function FailedColumns({ columns }: { columns: readonly FeatureColumn[] }) {
  return columns.map(({ name, state }) => {
    if (state.kind !== 'failed') return null;
    const { title, message, remedy, code } = explainError(state.error);
    return (
      <p key={name} role="alert" className={styles.failed}>
        <b className="mono">{name}</b>: {title}. {message} {remedy} <code>{code}</code>
      </p>
    );
  });
}

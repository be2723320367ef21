import { Link } from '@tanstack/react-router';
import type { CatalogueState } from '../../api/use-catalogue.ts';
import { CatalogueWait } from '../../components/catalogue-wait.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { TableRow } from './row-model.ts';
import { unlistedRegister } from './unlisted-register.ts';
import styles from './vm.module.css';

type NothingFitsProps = { rows: readonly TableRow[]; text: string; state: CatalogueState; onClear: () => void };

/** Why the table is empty. A register that there is, and that this VM does not list, is named and can be looked up. */
export function NothingFits({ rows, text, state, onClear }: NothingFitsProps) {
  const name = unlistedRegister(text, rows, state.catalogue);
  return (
    <div className={styles.note}>
      {text !== '' && <CatalogueWait state={state} />}
      <EmptyState title={titleOf(rows, name)}>
        {name !== undefined && (
          <Link to="/decode/$text" params={{ text: text.trim() }}>
            What {name} is
          </Link>
        )}
        {rows.length > 0 && <ActionButton onClick={onClear}>Clear the filter</ActionButton>}
      </EmptyState>
    </div>
  );
}

function titleOf(rows: readonly TableRow[], unlisted: string | undefined): string {
  if (rows.length === 0) return 'KVM lists no registers for this VM.';
  return unlisted === undefined ? 'No register fits.' : `${unlisted} is not listed by this VM.`;
}

import { RegscopeError } from '@regscope/contract';
import { ErrorNote } from '../../components/error-note.tsx';
import { RoleButton } from '../../components/role-button.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import styles from './attach.module.css';
import type { Attaching } from './use-attach.ts';

/** Why it came to nothing, what to do, and for filters the way that is not safe. */
export function AttachRefusal({ attaching: { error, because, beginDespite, dismiss } }: { attaching: Attaching }) {
  if (error === null) return null;
  return (
    <ErrorNote error={error}>
      <div className={styles.buttons}>
        {isFiltered(error) && (
          <RoleButton
            needs="admin"
            disabledBecause={because}
            title="Not safe for the VMM; says how before anything is done"
            onClick={beginDespite}
          >
            Attach despite the filters…
          </RoleButton>
        )}
        <ActionButton onClick={dismiss}>Dismiss</ActionButton>
      </div>
    </ErrorNote>
  );
}

function isFiltered(error: Error): boolean {
  const reason = error instanceof RegscopeError ? error.details['reason'] : undefined;
  return reason === 'filtered' || reason === 'filter-unreadable';
}

import type { Session } from '@regscope/contract';
import { roles } from '@regscope/registers';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { mutations } from '../../api/mutations.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { roleWords } from './role-words.ts';
import styles from './access.module.css';

/** Name and role of whoever looks, and what each role may. */
export function YouSection({ session: { name, role } }: { session: Session }) {
  const navigate = useNavigate();
  const signOut = useMutation(mutations.signOut(useQueryClient()));
  const leave = () =>
    signOut.mutate(undefined, {
      onSuccess: () => void navigate({ to: '/sign-in', search: { problem: 'SIGNED_OUT' } }),
    });
  return (
    <section aria-label="You" className={styles.you}>
      <p className={styles.name}>
        You are <b>{name ?? 'nobody'}</b>, with the role <b>{role ?? 'of none'}</b>.{' '}
        <ActionButton busy={signOut.isPending} onClick={leave}>
          Sign out
        </ActionButton>
      </p>
      {signOut.error !== null && <ErrorNote error={signOut.error} />}
      <dl className={styles.roles}>
        {roles.map((one) => (
          <div key={one} aria-current={one === role ? 'true' : undefined}>
            <dt>{one}</dt>
            <dd>{roleWords[one]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

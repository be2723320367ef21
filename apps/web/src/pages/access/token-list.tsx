import type { TokenRow } from '@regscope/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { mutations } from '../../api/mutations.ts';
import { queries } from '../../api/queries.ts';
import { useSession } from '../../api/use-session.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Progress } from '../../ui/progress.tsx';
import { AddToken } from './add-token.tsx';
import { AskTwice } from './ask-twice.tsx';
import { formatDay } from './format-day.ts';
import { ForAdmins } from './for-admins.tsx';
import styles from './access.module.css';

/** The tokens by which programs come. */
export function TokenList() {
  const isAdmin = useSession()?.role === 'admin';
  const { data, error, isPending } = useQuery({ ...queries.tokens(), enabled: isAdmin });
  return (
    <ForAdmins title="API tokens">
      <AddToken />
      {error !== null && <ErrorNote error={error} />}
      {isPending && <Progress>Asking for the tokens…</Progress>}
      {data?.length === 0 && (
        <EmptyState title="No API tokens.">
          <span>
            A token lets a script ask with <code>Authorization: Bearer TOKEN</code>. Give each script its own, with no
            more than the role that it needs.
          </span>
        </EmptyState>
      )}
      {data !== undefined && data.length > 0 && (
        <table className={styles.table} aria-label="API tokens">
          <thead>
            <tr>
              {['Name', 'Role', 'Made', 'By', 'Ends', 'Last used'].map((head) => (
                <th key={head} scope="col" title={head === 'Last used' ? 'Since the server started' : undefined}>
                  {head}
                </th>
              ))}
              <th scope="col">
                <span className="hidden-text">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map((token) => (
              <TokenLine key={token.name} token={token} />
            ))}
          </tbody>
        </table>
      )}
    </ForAdmins>
  );
}

function TokenLine({ token: { name, role, createdAt, createdBy, expiresAt, over, lastUsed } }: { token: TokenRow }) {
  const revoke = useMutation(mutations.revokeToken(useQueryClient()));
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{role}</td>
      <td className={styles.date}>{formatDay(createdAt)}</td>
      <td>{createdBy}</td>
      <td className={`${styles.date} ${over ? styles.over : ''}`}>
        {expiresAt === null ? 'never' : `${formatDay(expiresAt)}${over ? ', over' : ''}`}
      </td>
      <td className={styles.date}>{lastUsed === null ? '–' : formatDay(lastUsed)}</td>
      <td className={styles.actions}>
        <AskTwice
          what="Revoke"
          whose={`token ${name}`}
          sure={`Revoke ${name} for good`}
          busy={revoke.isPending}
          onSure={() => revoke.mutate(name)}
        />
        {revoke.error !== null && <ErrorNote error={revoke.error} />}
      </td>
    </tr>
  );
}

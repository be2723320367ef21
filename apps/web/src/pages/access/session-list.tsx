import type { SessionRow } from '@regscope/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { mutations } from '../../api/mutations.ts';
import { queries } from '../../api/queries.ts';
import { useSession } from '../../api/use-session.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Progress } from '../../ui/progress.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { AskTwice } from './ask-twice.tsx';
import { formatDay } from './format-day.ts';
import { ForAdmins } from './for-admins.tsx';
import { SignInCommand } from './sign-in-command.tsx';
import styles from './access.module.css';

/** Everybody who is signed in. */
export function SessionList() {
  const isAdmin = useSession()?.role === 'admin';
  const { data, error, isPending } = useQuery({ ...queries.sessions(), enabled: isAdmin });
  return (
    <ForAdmins title="Sessions">
      <SignInCommand />
      {error !== null && <ErrorNote error={error} />}
      {isPending && <Progress>Asking for the sessions…</Progress>}
      {data?.length === 0 && <p className="soft">Nobody is signed in by a link: you came with a token.</p>}
      {data !== undefined && data.length > 0 && (
        <table className={styles.table} aria-label="Sessions">
          <thead>
            <tr>
              {['Name', 'Role', 'Since', 'Last seen', 'Ends unless used', 'Session'].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
              <th scope="col">
                <span className="hidden-text">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map((session) => (
              <SessionLine key={session.id} session={session} />
            ))}
          </tbody>
        </table>
      )}
    </ForAdmins>
  );
}

function SessionLine({ session: { id, name, role, since, lastSeen, ends, own } }: { session: SessionRow }) {
  const end = useMutation(mutations.endSession(useQueryClient()));
  return (
    <tr>
      <th scope="row">
        {name} {own && <span className={styles.own}>this one</span>}
      </th>
      <td>{role}</td>
      <td>
        <TimeAgo at={since} />
      </td>
      <td>
        <TimeAgo at={lastSeen} />
      </td>
      <td className={styles.date}>{formatDay(ends)}</td>
      <td className="mono">{id}</td>
      <td className={styles.actions}>
        <AskTwice
          what="End"
          whose={`session ${id} of ${name}`}
          sure={`End ${name}’s session`}
          disabledBecause={own ? 'This is your own session: sign out instead.' : undefined}
          busy={end.isPending}
          onSure={() => end.mutate(id)}
        />
        {end.error !== null && <ErrorNote error={end.error} />}
      </td>
    </tr>
  );
}

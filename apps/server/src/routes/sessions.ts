import { paths, RegscopeError, SessionRow } from '@regscope/contract';
import { Type } from 'typebox';
import type { App, Deps } from '../app.ts';
import { recordAccess } from '../record-access.ts';
import type { Sessions, SessionState } from '../sessions.ts';
import { route } from './params.ts';

/** Everybody who is signed in. */
export function otherSessionRoutes(app: App, { sessions, audit, hosts }: Deps): void {
  const admin = { config: { role: 'admin' } } as const;
  const list = { response: { 200: Type.Object({ sessions: Type.Array(SessionRow) }) } };
  app.get(paths.sessions(), { ...admin, schema: list }, ({ cookies }) => {
    const own = sessions.find(cookies[sessions.cookie] ?? '')?.id;
    return { sessions: sessions.list().map((session) => rowOf(session, sessions, own)) };
  });

  const one = { params: Type.Object({ id: Type.String({ maxLength: 40 }) }), response: { 200: SessionRow } };
  app.delete(route(paths.otherSession(':id')), { ...admin, schema: one }, async (request) => {
    const { id } = request.params;
    const ended = sessions.end(id);
    if (ended === undefined)
      throw new RegscopeError('NO_SUCH_SESSION', `there is no session ${JSON.stringify(id)}; it may have ended`, {});
    const about = `session ${id} of ${ended.name} (${ended.role})`;
    await recordAccess(request, audit, { who: request.who, what: 'session ended', about });
    hosts.announce({ what: 'access' });
    return rowOf(ended, sessions, undefined);
  });
}

function rowOf(session: SessionState, sessions: Sessions, own: string | undefined): SessionRow {
  const { id, name, role, since, lastSeen } = session;
  return {
    id,
    name,
    role,
    since: iso(since),
    lastSeen: iso(lastSeen),
    ends: iso(sessions.endOf(session)),
    own: id === own,
  };
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

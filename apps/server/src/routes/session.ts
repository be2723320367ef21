import { NewSignInLink, paths, RegscopeError, Session, SignIn, SignInLink } from '@regscope/contract';
import { lackedRole } from '@regscope/registers';
import type { Who } from '@regscope/contract';
import type { App, Deps } from '../app.ts';
import { loopbackReach } from '../reach.ts';
import { guesses, tooManyGuesses } from '../guesses.ts';
import { recordAccess, stranger } from '../record-access.ts';
import { ofSession } from '../who.ts';

const LINK_LIFETIME_MS = 600_000;

/** The session of whoever asks: in, out, and who one is. */
export function sessionRoutes(app: App, deps: Deps): void {
  const { sessions, audit, version, reach = loopbackReach } = deps;
  const cookie = { path: '/', httpOnly: true, sameSite: 'strict', secure: reach.secure } as const;
  const schema = { response: { 200: Session } };
  const told = (who: Who | undefined): Session => ({
    signedIn: who !== undefined,
    version,
    kind: who?.kind ?? null,
    name: who?.name ?? null,
    role: who?.role ?? null,
  });

  app.get(paths.session(), { schema }, ({ who }) => told(who));

  const mayFail = app.createRateLimit(guesses);
  const signIn = { config: { role: 'anyone' }, schema: { ...schema, body: SignIn } } as const;
  app.post(paths.session(), signIn, async (request, reply) => {
    const found = sessions.signIn(request.body.token);
    if (found === undefined) {
      await recordAccess(request, audit, { who: stranger, what: 'refused', about: 'a sign-in link that is spent' });
      throw (await tooManyGuesses(request, mayFail)) ?? linkSpent();
    }
    const who = ofSession(found.session) ?? stranger;
    await recordAccess(request, audit, { who, what: 'signed in', about: `session ${found.session.id}` });
    deps.hosts.announce({ what: 'access' });
    void reply.setCookie(sessions.cookie, found.secret, cookie);
    return told(who);
  });

  app.delete(paths.session(), { config: { role: 'viewer' }, schema }, async (request, reply) => {
    const secret = request.cookies[sessions.cookie] ?? '';
    const about = `session ${sessions.find(secret)?.id ?? 'of none'}`;
    sessions.signOut(secret);
    await recordAccess(request, audit, { who: request.who, what: 'signed out', about });
    deps.hosts.announce({ what: 'access' });
    void reply.clearCookie(sessions.cookie, cookie);
    return told(undefined);
  });

  const link = { body: NewSignInLink, response: { 200: SignInLink } };
  app.post(paths.signInLink(), { config: { role: 'admin' }, schema: link }, async (request) => {
    const { protocol, host, who, body } = request;
    const { role = who.role, name = who.name } = body;
    mustNotExceed(who, role);
    await recordAccess(request, audit, { who, what: 'link given', about: `to ${name}, ${role}` });
    const base = reach.publicUrl ?? `${protocol}://${host}`;
    return { url: `${base}/sign-in#${sessions.newLink({ name, role }, LINK_LIFETIME_MS)}` };
  });
}

/** Nobody gives what they do not have. */
export function mustNotExceed(who: Who, role: Who['role']): void {
  const lacked = lackedRole(who.role, role);
  if (lacked === undefined) return;
  throw new RegscopeError('NOT_ALLOWED', `to give the role ${role} one ${lacked}`, { needed: role, role: who.role });
}

function linkSpent(): RegscopeError {
  return new RegscopeError(
    'LINK_SPENT',
    'this sign-in link was used before or is too old; "npm run -s regscope -- sign-in" prints a new one',
  );
}

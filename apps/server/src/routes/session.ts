import { paths, RegscopeError, Session, SignIn, SignInLink } from '@regscope/contract';
import type { App, Deps } from '../app.ts';

const LINK_LIFETIME_MS = 600_000;

export function sessionRoutes(app: App, { sessions, version }: Deps): void {
  const cookie = { path: '/', httpOnly: true, sameSite: 'strict' } as const;

  app.get(paths.session(), { schema: { response: { 200: Session } } }, () => ({ signedIn: true, version }));

  const limit = { rateLimit: { max: 20, timeWindow: '1 minute' } };
  app.post(
    paths.session(),
    { config: limit, schema: { body: SignIn, response: { 200: Session } } },
    (request, reply) => {
      const secret = sessions.signIn(request.body.token);
      if (secret === undefined)
        throw new RegscopeError(
          'LINK_SPENT',
          'this sign-in link was used before or is too old; "npm run -s regscope -- sign-in" prints a new one',
        );
      void reply.setCookie(sessions.cookie, secret, cookie);
      return { signedIn: true, version };
    },
  );

  app.delete(paths.session(), { schema: { response: { 200: Session } } }, (request, reply) => {
    sessions.signOut(request.cookies[sessions.cookie] ?? '');
    void reply.clearCookie(sessions.cookie, cookie);
    return { signedIn: false, version };
  });

  app.post(paths.signInLink(), { schema: { response: { 200: SignInLink } } }, ({ protocol, host }) => ({
    url: `${protocol}://${host}/sign-in#${sessions.newLink(LINK_LIFETIME_MS)}`,
  }));
}

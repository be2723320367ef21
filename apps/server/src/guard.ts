import { paths, RegscopeError } from '@regscope/contract';
import type { FastifyRequest } from 'fastify';
import type { App } from './app.ts';
import type { Sessions } from './sessions.ts';

/** Lets a request to the API through only from this very address and from somebody who is signed in. */
export function guard(app: App, sessions: Sessions): void {
  app.addHook('onRequest', async (request) => {
    requireOwnHost(request);
    // The route that was found, not the address as it was written: one route has many spellings.
    const route = request.routeOptions.url ?? '';
    if (!route.startsWith('/api/') || isPublic(route) || hasToken(request, sessions)) return;
    if (request.method !== 'GET' && request.method !== 'HEAD') requireOwnOrigin(request);
    const signsIn = request.method === 'POST' && route === paths.session();
    if (!signsIn && !sessions.isSignedIn(request.cookies[sessions.cookie] ?? ''))
      throw new RegscopeError(
        'NOT_SIGNED_IN',
        'sign in first: the command "npm run -s regscope -- sign-in" prints a link',
      );
  });
}

/** Facts about registers, which say nothing of this machine. */
function isPublic(route: string): boolean {
  return route.startsWith(paths.catalogues());
}

export function hasToken(request: FastifyRequest, sessions: Sessions): boolean {
  const token = /^Bearer (\S{1,200})$/.exec(request.headers.authorization ?? '')?.[1];
  return token !== undefined && sessions.isToken(token);
}

/** A page of another name that was made to point here (DNS rebinding) still names itself in the Host header. */
function requireOwnHost({ host }: FastifyRequest): void {
  const name = host.replace(/:\d+$/, '');
  if (!/^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/.test(name))
    throw new RegscopeError(
      'FOREIGN_ORIGIN',
      `regscope is reached by a loopback address, not as ${JSON.stringify(host.slice(0, 100))}`,
    );
}

function requireOwnOrigin({ headers, host, protocol }: FastifyRequest): void {
  const { origin } = headers;
  if (origin !== undefined && origin !== `${protocol}://${host}`)
    throw new RegscopeError('FOREIGN_ORIGIN', "a request that changes something must come from regscope's own page", {
      origin: origin.slice(0, 200),
    });
}

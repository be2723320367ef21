import { RegscopeError, type Who } from '@regscope/contract';
import { lackedRole } from '@regscope/registers';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App, Deps } from './app.ts';
import { guesses, tooManyGuesses, type Guesses } from './guesses.ts';
import { isLoopback, loopbackReach, type Reach } from './reach.ts';
import { recordRefusal } from './record-access.ts';
import { isReading } from './route-needs.ts';
import { bearerOf, whoAsks } from './who.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, on every route but those for anyone. */
    readonly who: Who;
  }
}

/** Lets a request to the API through only under an own name, from an own page, and from somebody whose role is enough. */
export function guard(app: App, deps: Deps): void {
  const reach = deps.reach ?? loopbackReach;
  const known = new WeakMap<FastifyRequest, Who>();
  const mayFail = app.createRateLimit(guesses);
  app.decorateRequest('who', {
    getter(this: FastifyRequest) {
      const who = known.get(this);
      if (who === undefined) throw signInFirst();
      return who;
    },
  });
  app.addHook('onRequest', async (request, reply) => {
    mustNameUs(request, reach);
    if (reach.secure) keepSecure(request, reply);
    // The route that was found, not the address as it was written: one route has many spellings.
    const { url = '', config } = request.routeOptions;
    if (!url.startsWith('/api/')) return;
    if (!isReading(request.method)) mustComeFromUs(request, reach);
    mustFitType(request);
    const role = config.role ?? 'viewer';
    if (role === 'anyone') return;
    const who = await whoAsks(request, deps, 'use');
    if (who === undefined) throw await whyTurnedAway(request, mayFail);
    known.set(request, who);
    const lacked = lackedRole(who.role, role);
    if (lacked === undefined) return;
    if (!isReading(request.method)) await recordRefusal(request, deps.audit, `${request.method} ${url}`);
    throw new RegscopeError('NOT_ALLOWED', `this ${lacked}`, { needed: role, role: who.role, name: who.name });
  });
}

async function whyTurnedAway(request: FastifyRequest, mayFail: Guesses): Promise<RegscopeError> {
  const tooMany = bearerOf(request) === undefined ? undefined : await tooManyGuesses(request, mayFail);
  return tooMany ?? signInFirst();
}

function signInFirst(): RegscopeError {
  return new RegscopeError(
    'NOT_SIGNED_IN',
    'sign in first: the command "npm run -s regscope -- sign-in" prints a link',
  );
}

function mustNameUs({ host }: FastifyRequest, reach: Reach): void {
  if (reach.ownsHost(host)) return;
  const names = reach.publicUrl ?? (reach.secure ? 'a name that its certificate has' : 'a loopback address');
  throw new RegscopeError(
    'FOREIGN_ORIGIN',
    `regscope is reached by ${names}, not as ${JSON.stringify(host.slice(0, 100))}`,
  );
}

function mustComeFromUs({ headers: { origin }, host, protocol }: FastifyRequest, reach: Reach): void {
  if (origin !== undefined && !reach.ownsOrigin(origin, `${protocol}://${host}`))
    throw new RegscopeError('FOREIGN_ORIGIN', "a request that changes something must come from regscope's own page", {
      origin: origin.slice(0, 200),
    });
}

/** What a form of another site can send is not JSON, so this keeps forms out as well. */
function mustFitType({ headers, routeOptions: { config } }: FastifyRequest): void {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  const wanted = config.body ?? 'application/json';
  if (type !== undefined && type !== wanted)
    throw new RegscopeError('WRONG_TYPE', `this address takes ${wanted}, not ${JSON.stringify(type.slice(0, 100))}`, {
      wanted,
    });
}

/** A browser would keep to HTTPS for every other program of a loopback name too, so it is asked to only for other names. */
function keepSecure({ host }: FastifyRequest, reply: FastifyReply): void {
  if (!isLoopback(host)) void reply.header('strict-transport-security', 'max-age=31536000');
}

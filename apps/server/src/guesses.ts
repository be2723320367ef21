import { RegscopeError } from '@regscope/contract';
import type { FastifyRequest } from 'fastify';
import type { App } from './app.ts';

/**
 * How often an address may be wrong about a secret. Only what is wrong counts, and what is right is never turned away: on one machine, and behind a
 * proxy, all have the same address, and nobody shall lock the others out. The secrets have 256 bits; the limit is against noise.
 */
export const guesses = { max: 20, timeWindow: '1 minute' } as const;

export type Guesses = ReturnType<App['createRateLimit']>;

export async function tooManyGuesses(request: FastifyRequest, mayFail: Guesses): Promise<RegscopeError | undefined> {
  const limit = await mayFail(request);
  if (limit.isAllowed || !limit.isExceeded) return undefined;
  return new RegscopeError('TOO_MANY_REQUESTS', 'too many secrets that are no good came from here: wait a minute', {});
}

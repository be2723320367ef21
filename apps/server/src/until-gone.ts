import { RegscopeError } from '@regscope/contract';
import type { FastifyReply } from 'fastify';

/** Aborts when whoever asked for `what` is gone, and harmlessly when the answer is out. */
export function untilGone({ raw }: FastifyReply, what: string): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => gone.abort(new RegscopeError('INTERRUPTED', `nobody waits for ${what} any more`, {})));
  return gone.signal;
}

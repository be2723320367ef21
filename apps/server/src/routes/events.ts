import { paths, type Change } from '@regscope/contract';
import type { App, Deps } from '../app.ts';
import { hasToken } from '../guard.ts';

/** Server-sent events: what changed, so that a page asks again for what it shows. Nothing is replayed after a gap; a page asks anew then. */
export function eventRoutes(app: App, { hosts, sessions }: Deps): void {
  app.get(paths.events(), { sse: 'only', schema: { hide: true } }, async (request, reply) => {
    // A stream outlives the request that opened it, so it asks by itself whether its session is still good.
    const mayHear = (): boolean =>
      hasToken(request, sessions) || sessions.isOpen(request.cookies[sessions.cookie] ?? '');
    reply.sse.keepAlive();
    const stop = hosts.onChange((change: Change) => {
      if (mayHear()) void reply.sse.send({ data: change }).catch(() => undefined);
      else reply.sse.close();
    });
    reply.sse.onClose(stop);
    await reply.sse.send({ data: { what: 'hosts' } satisfies Change });
  });
}

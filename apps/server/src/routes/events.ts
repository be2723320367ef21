import { paths, type Change } from '@regscope/contract';
import type { App, Deps } from '../app.ts';
import { whoAsks } from '../who.ts';

/** Server-sent events: what changed, so that a page asks again for what it shows. Nothing is replayed after a gap; a page asks anew then. */
export function eventRoutes(app: App, deps: Deps): void {
  app.get(paths.events(), { sse: 'only', schema: { hide: true } }, async (request, reply) => {
    // A stream outlives the request that opened it, so it asks by itself whether its session is still good.
    const tell = async (change: Change): Promise<void> => {
      if ((await whoAsks(request, deps, 'find')) === undefined) reply.sse.close();
      else await reply.sse.send({ data: change });
    };
    reply.sse.keepAlive();
    const stop = deps.hosts.onChange((change: Change) => void tell(change).catch(() => reply.sse.close()));
    reply.sse.onClose(stop);
    await reply.sse.send({ data: { what: 'hosts' } satisfies Change });
  });
}

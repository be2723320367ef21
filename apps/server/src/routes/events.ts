import { paths, type Change } from '@regscope/contract';
import type { App, Deps } from '../app.ts';

/** Server-sent events: what changed, so that a page asks again for what it shows. Nothing is replayed after a gap; a page asks anew then. */
export function eventRoutes(app: App, { hosts }: Deps): void {
  app.get(paths.events(), { sse: 'only', schema: { hide: true } }, async (_, reply) => {
    reply.sse.keepAlive();
    const stop = hosts.onChange((change: Change) => void reply.sse.send({ data: change }).catch(() => undefined));
    reply.sse.onClose(stop);
    await reply.sse.send({ data: { what: 'hosts' } satisfies Change });
  });
}

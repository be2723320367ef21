// Which role each route needs, said by the route itself: `config: { role: 'editor' }`. A route that changes something and does not say it
// keeps the server from being built, so none is forgotten.
import type { Role } from '@regscope/registers';
import type { App } from './app.ts';

/** `anyone`: no sign-in is needed. */
type Needed = Role | 'anyone';

export type RouteNeed = { method: string; url: string; role: Needed };

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Left out: viewer, for routes that only read. */
    role?: Needed;
    /** The content type of the body; left out: JSON. */
    body?: 'application/octet-stream';
  }

  interface FastifyInstance {
    routeNeeds: readonly RouteNeed[];
  }
}

/** Before any route is added. The list is for looking at: tests walk it. */
export function collectNeeds(app: App): void {
  const needs: RouteNeed[] = [];
  app.decorate('routeNeeds', { getter: () => needs });
  app.addHook('onRoute', ({ method, url, config }) => {
    for (const one of [method].flat()) {
      if (config?.role === undefined && !isReading(one))
        throw new Error(`${one} ${url} changes something and does not say which role it needs`);
      needs.push({ method: one, url, role: config?.role ?? 'viewer' });
    }
  });
}

export function isReading(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

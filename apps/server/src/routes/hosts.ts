import { Host, paths } from '@regscope/contract';
import { Type } from 'typebox';
import type { App, Deps } from '../app.ts';
import { HostParams, route } from './params.ts';

export function hostRoutes(app: App, { hosts }: Deps): void {
  app.get(paths.hosts(), { schema: { response: { 200: Type.Object({ hosts: Type.Array(Host) }) } } }, async () => ({
    hosts: await hosts.describe(),
  }));

  app.post(
    route(paths.startHost(':host')),
    { config: { role: 'editor' }, schema: { params: HostParams, response: { 200: Host } } },
    async ({ params }) => {
      const host = await hosts.use(params.host);
      await host.start();
      return host.describe();
    },
  );

  app.post(
    route(paths.stopHost(':host')),
    { config: { role: 'editor' }, schema: { params: HostParams, response: { 200: Host } } },
    async ({ params }) => {
      const host = await hosts.live(params.host);
      await host.stop();
      return host.describe();
    },
  );
}

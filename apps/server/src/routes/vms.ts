import {
  AttachVm,
  Attachment,
  CreateVm,
  paths,
  RegisterList,
  RunAnswer,
  RunVcpu,
  Sighting,
  Vm,
  RegscopeError,
  type Who,
} from '@regscope/contract';
import { lackedRole } from '@regscope/registers';
import { Type } from 'typebox';
import type { App, Deps } from '../app.ts';
import { registerList } from '../register-list.ts';
import { HostParams, route, VmParams } from './params.ts';

export function vmRoutes(app: App, { hosts, audit }: Deps): void {
  app.get(paths.vms(), { schema: { response: { 200: Type.Object({ vms: Type.Array(Vm) }) } } }, async () => ({
    vms: await hosts.vms(),
  }));

  app.post(
    route(paths.hostVms(':host')),
    { config: { role: 'editor' }, schema: { params: HostParams, body: CreateVm, response: { 200: Vm } } },
    async ({ params, body }) => (await hosts.use(params.host)).createVm(body),
  );

  app.get(
    route(paths.vm(':host', ':vm')),
    { schema: { params: VmParams, response: { 200: Vm } } },
    async ({ params }) => (await hosts.find(params.host)).vm(params.vm),
  );

  app.delete(
    route(paths.vm(':host', ':vm')),
    { config: { role: 'editor' }, schema: { params: VmParams, response: { 200: Vm } } },
    async ({ params }) => (await hosts.live(params.host)).closeVm(params.vm),
  );

  app.get(
    route(paths.sighting(':host', ':vm')),
    { schema: { params: VmParams, response: { 200: Sighting } } },
    async ({ params }) => hosts.sighting(params.host, params.vm),
  );

  app.post(
    route(paths.attach(':host', ':vm')),
    { config: { role: 'editor' }, schema: { params: VmParams, body: AttachVm, response: { 200: Attachment } } },
    async ({ params: { host, vm }, body: { despiteFilters = false }, who }) => {
      if (despiteFilters) mustBeAdmin(who);
      // Before it is done: who had another one's VM stand still must be known also when it went wrong.
      const what = despiteFilters ? 'attached despite filters' : 'attached';
      await audit.access({ kind: 'access', who, what, about: `${host}/${vm}` });
      return hosts.attach(host, vm, { despiteFilters });
    },
  );

  app.get(
    route(paths.registers(':host', ':vm')),
    { schema: { params: VmParams, response: { 200: RegisterList } } },
    async ({ params }) => {
      const snapshot = await (await hosts.find(params.host)).snapshot(params.vm);
      return registerList(snapshot, await hosts.probed(snapshot));
    },
  );

  app.post(
    route(paths.run(':host', ':vm')),
    { config: { role: 'editor' }, schema: { params: VmParams, body: RunVcpu, response: { 200: RunAnswer } } },
    async ({ params, body }) => {
      const host = await hosts.live(params.host);
      // Also after a run that failed: how far the guest came, only its registers tell.
      const announce = (): void => hosts.announce({ what: 'registers', host: host.name, vm: params.vm });
      return host.run(params.vm, body.vcpu).finally(announce);
    },
  );
}

/** It may end a VMM of somebody else. */
function mustBeAdmin({ role }: Who): void {
  const lacked = lackedRole(role, 'admin');
  if (lacked !== undefined) throw new RegscopeError('NOT_ALLOWED', `attaching despite seccomp filters ${lacked}`, {});
}

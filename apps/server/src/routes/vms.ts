import { CreateVm, paths, RegisterList, registerRow, RunAnswer, RunVcpu, Vm } from '@regscope/contract';
import { registersOf } from '@regscope/sources';
import { Type } from 'typebox';
import type { App, Deps } from '../app.ts';
import { identify } from '../catalogued.ts';
import { HostParams, route, VmParams } from './params.ts';

export function vmRoutes(app: App, { hosts }: Deps): void {
  app.get(paths.vms(), { schema: { response: { 200: Type.Object({ vms: Type.Array(Vm) }) } } }, () => ({
    vms: hosts.vms(),
  }));

  app.post(
    route(paths.hostVms(':host')),
    { schema: { params: HostParams, body: CreateVm, response: { 200: Vm } } },
    ({ params, body }) => hosts.use(params.host).createVm(body),
  );

  app.get(route(paths.vm(':host', ':vm')), { schema: { params: VmParams, response: { 200: Vm } } }, ({ params }) =>
    hosts.find(params.host).vm(params.vm),
  );

  app.delete(route(paths.vm(':host', ':vm')), { schema: { params: VmParams, response: { 200: Vm } } }, ({ params }) =>
    hosts.find(params.host).closeVm(params.vm),
  );

  app.get(
    route(paths.registers(':host', ':vm')),
    { schema: { params: VmParams, response: { 200: RegisterList } } },
    async ({ params }) => {
      const { vm, kernel, reading } = await hosts.find(params.host).read(params.vm);
      return {
        host: vm.host,
        vm: vm.vm,
        arch: vm.arch,
        kernel,
        phase: vm.phase,
        vcpus: vm.vcpus,
        createdAt: vm.createdAt,
        readAt: new Date().toISOString(),
        ioctlMs: Number(reading.ioctlNs) / 1e6,
        listErrors: reading.vcpus.map(({ listError }) => listError),
        registers: registersOf(reading).map((register) => registerRow(register, identify(register.id))),
      };
    },
  );

  app.post(
    route(paths.run(':host', ':vm')),
    { schema: { params: VmParams, body: RunVcpu, response: { 200: RunAnswer } } },
    async ({ params, body }) => {
      const host = hosts.find(params.host);
      // Also after a run that failed: how far the guest came, only its registers tell.
      const announce = (): void => hosts.announce({ what: 'registers', host: host.name, vm: params.vm });
      return host.run(params.vm, body.vcpu).finally(announce);
    },
  );
}

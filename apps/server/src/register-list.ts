import { registerRow, type RegisterList } from '@regscope/contract';
import type { Probed, Snapshot } from '@regscope/sources';
import { identify } from './catalogued.ts';
import { standing } from './standing.ts';

/** What a VM holds, for the wire. `probed`: what was found on VMs like it; undefined where nothing was. */
export function registerList(snapshot: Snapshot, probed: Probed | undefined): RegisterList {
  const { vm, kernel, readAt, ioctlMs, listErrors, registers } = snapshot;
  const standingOf = standing(probed, snapshot);
  return {
    host: vm.host,
    vm: vm.vm,
    arch: vm.arch,
    kernel,
    phase: vm.phase,
    vcpus: vm.vcpus,
    createdAt: vm.createdAt,
    readAt,
    ioctlMs,
    listErrors,
    registers: registers.map((register) => registerRow(register, identify(register.id), standingOf(register.id))),
  };
}

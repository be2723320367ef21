// Edits of a VM that regscope made. Whether they may be made was decided before: here they are made, tried and put back.
import { RegscopeError } from '@regscope/contract';
import type { PlannedWrite } from '@regscope/registers';
import type { OwnedHost } from '../owned-host.ts';
import type { CarriedOut } from './carried-out.ts';
import { carryOut } from './carry-out.ts';
import { tryWrites, type TriedOut } from './try-writes.ts';

/** To be called inside `host.alone`. Throws a RegscopeError of code VM_STARTED once a vCPU has run. */
export async function applyWrites(host: OwnedHost, name: string, writes: readonly PlannedWrite[]): Promise<CarriedOut> {
  if (host.vm(name).phase !== 'new')
    throw new RegscopeError(
      'VM_STARTED',
      `${host.name}/${name} has run: registers are changed before the first run only`,
      { host: host.name, vm: name },
    );
  const { kvm, number } = host.numberOf(name);
  return host.withKvm(`writing registers of ${name}`, () => carryOut({ kvm, vm: number }, writes));
}

/** On a scratch VM of the same shape and values, on the same host. */
export async function tryOnScratch(host: OwnedHost, name: string, writes: readonly PlannedWrite[]): Promise<TriedOut> {
  const { vcpus, features } = host.vm(name);
  const { kvm, number: vm } = host.numberOf(name);
  return host.withKvm(`trying writes for ${name}`, ({ hello: { arch }, limits }) =>
    tryWrites({ kvm, vm, arch, limits, vcpus, features }, writes),
  );
}

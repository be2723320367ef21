// Edits of a VM, whoever made it. Whether they may be made was decided before: here they are made, tried and put back.
import { RegscopeError, type Vm } from '@regscope/contract';
import type { PlannedWrite } from '@regscope/registers';
import { registersOf } from '../snapshot.ts';
import type { CarriedOut } from './carried-out.ts';
import { carryOut } from './carry-out.ts';
import { tryWrites, type TriedOut } from './try-writes.ts';
import type { VmAccess } from './vm-access.ts';

/** To be called inside `vm.alone`. Throws a RegscopeError of code VM_STARTED once a vCPU has run, of PHASE_UNKNOWN where nothing tells. */
export async function applyWrites(vm: VmAccess, writes: readonly PlannedWrite[]): Promise<CarriedOut> {
  mustBeNew(await vm.vm());
  return carryOut(vm, writes);
}

/** Throws a RegscopeError of code VM_STARTED once a vCPU has run, of PHASE_UNKNOWN where nothing tells. */
export function mustBeNew({ host, vm, phase }: Vm): void {
  if (phase === 'new') return;
  const isUnknown = phase === 'unknown';
  const message = `${host}/${vm} ${isUnknown ? 'may have' : 'has'} run: registers are changed before the first run only`;
  throw new RegscopeError(isUnknown ? 'PHASE_UNKNOWN' : 'VM_STARTED', message, { host, vm });
}

/** On a scratch VM of the same shape and values, on the same host. The VM itself is only read. */
export async function tryOnScratch(vm: VmAccess, writes: readonly PlannedWrite[]): Promise<TriedOut> {
  const model = await vm.read();
  const { host, ...scratch } = await vm.scratch(registersOf(model));
  return host.withKvm(`trying writes for ${vm.name}`, (ready) => tryWrites({ ...ready, ...scratch, model }, writes));
}

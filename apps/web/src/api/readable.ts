import type { Vm } from '@regscope/contract';

/** The VMs whose registers can be read: those of other processes cannot. */
export function readable(vms: readonly Vm[]): Vm[] {
  return vms.filter(({ kind }) => kind !== 'attached');
}

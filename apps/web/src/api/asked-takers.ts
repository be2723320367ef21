import type { CheckRegisters, Vmm } from '@regscope/contract';
import type { VmAddress } from './vm-address.ts';

/** A reading of a VM, and the recorded hosts that are asked whether they take its registers; undefined: all of them. */
export type AskedTakers = VmAddress & {
  createdAt: string;
  readAt: string;
  targets: readonly string[] | undefined;
  vmm: Vmm;
};

export function takersBody({ host, vm, targets, vmm }: AskedTakers): CheckRegisters {
  return { from: { host, vm }, vmm, ...(targets === undefined ? {} : { targets: [...targets] }) };
}

/** Whether two questions are about the same VM, perhaps of two readings. */
export function isOfSameVm(a: unknown, b: AskedTakers): boolean {
  if (typeof a !== 'object' || a === null || !('host' in a && 'vm' in a && 'createdAt' in a)) return false;
  return a.host === b.host && a.vm === b.vm && a.createdAt === b.createdAt;
}

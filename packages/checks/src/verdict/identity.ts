import { registerId } from '@regscope/registers';
import type { Finding, Remedy } from './finding.ts';

/** MIDR_EL1, REVIDR_EL1, AIDR_EL1: which CPU it is. */
const identity = [0xc000n, 0xc006n, 0xc807n].map((low) => registerId(0x6030_0000_0013_0000n | low));

/** What says which CPU it is can be written since Linux 6.15, and only into VMs that were made so. */
export function identityRemedy({ id, kind }: Finding, offered: boolean): Remedy | null {
  if (kind !== 'refused' || !identity.includes(id)) return null;
  const text = offered
    ? 'restore into a VM that was made with KVM_CAP_ARM_WRITABLE_IMP_ID_REGS, which the host offers'
    : 'move to a host with the same CPU: this one does not offer KVM_CAP_ARM_WRITABLE_IMP_ID_REGS (Linux 6.15)';
  return { text, amend: [] };
}

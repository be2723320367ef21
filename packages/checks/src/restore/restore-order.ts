// In which order a program puts registers back: what an earlier write made of the VM decides what becomes of a later one.
import { writeRank } from '@regscope/catalogs';
import type { RegisterId } from '@regscope/registers';
import { SVE_VLS } from './rules/vectors.ts';

/** Who restores. `kvm` is nobody in particular: all that the kernel lists, in the order that its documentation asks for. */
export const vmms = ['kvm', 'qemu', 'firecracker', 'cloud-hypervisor'] as const;
export type Vmm = (typeof vmms)[number];

/** `early`: before KVM_ARM_VCPU_FINALIZE; `late`: after it. */
export type RestoreOrder = { early: RegisterId[]; late: RegisterId[] };

/** `ids` in the order in which they were saved, which is that of KVM_GET_REG_LIST. */
export function restoreOrder(vmm: Vmm, ids: readonly RegisterId[]): RestoreOrder {
  const early = ids.filter((id) => id === SVE_VLS);
  const rest = ids.filter((id) => id !== SVE_VLS);
  return { early, late: rest.toSorted(ranks[vmm]) };
}

type Sorting = (a: RegisterId, b: RegisterId) => number;

const asSaved: Sorting = () => 0;
const isCore = (id: RegisterId) => ((id >> 16n) & 0xfffn) === 0x10n;
const isVector = (id: RegisterId) => ((id >> 16n) & 0xfffn) === 0x15n;

/**
 * QEMU: target/arm/kvm.c, kvm_arch_put_registers: core and vector registers by hand, then its list, which is sorted by id.
 * Firecracker: src/vmm/src/arch/aarch64/vcpu.rs, restore_state. Cloud Hypervisor: hypervisor/src/kvm/mod.rs, set_state of aarch64.
 */
const ranks: Readonly<Record<Vmm, Sorting>> = {
  kvm: (a, b) => writeRank(a) - writeRank(b),
  qemu: (a, b) => byHand(a) - byHand(b) || (byHand(a) < 2 ? 0 : Number(a > b) - Number(a < b)),
  firecracker: asSaved,
  'cloud-hypervisor': (a, b) => byHand(a) - byHand(b),
};

function byHand(id: RegisterId): number {
  if (isCore(id)) return 0;
  return isVector(id) ? 1 : 2;
}

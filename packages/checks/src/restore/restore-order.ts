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
  return { early, late: sorted(rest, sortings[vmm]) };
}

/** KVM_REG_ARM_CORE. */
export const isCore = (id: RegisterId) => ((id >> 16n) & 0xfffn) === 0x10n;
const isVector = (id: RegisterId) => ((id >> 16n) & 0xfffn) === 0x15n;

/** Lower comes first; those of one rank as they were saved, or by their numbers. */
type Sorting = { rank: (id: RegisterId) => number; byNumber: boolean };

/**
 * QEMU: target/arm/machine.c, cpu_post_load(): its list, which is sorted by id; then core and vector registers by hand (target/arm/kvm.c).
 * Firecracker: src/vmm/src/arch/aarch64/vcpu.rs, restore_state. Cloud Hypervisor: hypervisor/src/kvm/mod.rs, set_state of aarch64.
 */
const sortings: Readonly<Record<Vmm, Sorting>> = {
  kvm: { rank: writeRank, byNumber: false },
  qemu: { rank: (id) => (byHand(id) + 1) % 3, byNumber: true },
  firecracker: { rank: () => 0, byNumber: false },
  'cloud-hypervisor': { rank: byHand, byNumber: false },
};

function byHand(id: RegisterId): number {
  if (isCore(id)) return 0;
  return isVector(id) ? 1 : 2;
}

function sorted(ids: readonly RegisterId[], { rank, byNumber }: Sorting): RegisterId[] {
  const rows = ids.map((id) => ({ id, rank: rank(id) }));
  const compare = (a: RegisterId, b: RegisterId) => (byNumber ? Number(a > b) - Number(a < b) : 0);
  return rows.toSorted((a, b) => a.rank - b.rank || compare(a.id, b.id)).map(({ id }) => id);
}

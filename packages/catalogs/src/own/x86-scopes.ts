import type { CatalogueScope, RegisterId } from '@regscope/registers';

const clock: CatalogueScope = {
  kind: 'vm',
  citation: 'struct kvm_arch.wall_clock (arch/x86/include/asm/kvm_host.h, Linux 7.3)',
};
const partition: CatalogueScope = {
  kind: 'vm',
  citation: 'kvm_hv_msr_partition_wide() (arch/x86/kvm/hyperv.c, Linux 7.3)',
};
const own: CatalogueScope = {
  kind: 'vcpu',
  citation: 'struct kvm_vcpu_arch (arch/x86/include/asm/kvm_host.h, Linux 7.3)',
};

/** Numbers of MSRs, first and last. The hypervisor's own are the only ones that a VM has once. */
const rows: readonly (readonly [first: bigint, last: bigint, scope: CatalogueScope])[] = [
  [0x11n, 0x11n, clock],
  [0x4b56_4d00n, 0x4b56_4d00n, clock],
  [0x4000_0000n, 0x4000_0001n, partition],
  [0x4000_0003n, 0x4000_0003n, partition],
  [0x4000_0020n, 0x4000_0021n, partition],
  [0x4000_00f1n, 0x4000_00ffn, partition],
  [0x4000_0100n, 0x4000_0108n, partition],
  [0x4000_0118n, 0x4000_0118n, partition],
];

export function x86Scope(id: RegisterId): CatalogueScope {
  const index = id & 0xffff_ffffn;
  const isMsr = ((id >> 32n) & 0xffn) === 2n;
  return (isMsr ? rows.find(([first, last]) => index >= first && index <= last)?.[2] : undefined) ?? own;
}

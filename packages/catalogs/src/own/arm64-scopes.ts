import type { CatalogueScope, RegisterId } from '@regscope/registers';

const vm = (what: string) => `struct kvm_arch.${what} (arch/arm64/include/asm/kvm_host.h, Linux 7.3)`;

/** SMCCC_ARCH_WORKAROUND_1 to 3: the host's state is shown, a write is checked and forgotten. */
const mitigation: CatalogueScope = {
  kind: 'host',
  citation: 'kvm_arm_get_fw_reg() (arch/arm64/kvm/hypercalls.c, Linux 7.3)',
};

/** Registers whose state is not the vCPU's own, by the low 32 bits of their ids. */
const rows: ReadonlyMap<bigint, CatalogueScope> = new Map([
  [0x0013_c000n, { kind: 'vm', citation: vm('midr_el1') }],
  [0x0013_c006n, { kind: 'vm', citation: vm('revidr_el1') }],
  [0x0013_c807n, { kind: 'vm', citation: vm('aidr_el1') }],
  [0x0013_d801n, { kind: 'vm', citation: vm('ctr_el0') }],
  // The ids of the virtual timer are swapped: this one carries CNTVCT_EL0.
  [0x0013_df1an, { kind: 'vm', citation: vm('timer_data.voffset') }],
  [0x0013_df01n, { kind: 'vm', citation: vm('timer_data.poffset') }],
  [0x0013_dce0n, { kind: 'mixed', citation: vm('nr_pmu_counters'), fields: { N: 'vm' } }],
  [
    0x0013_c4f6n,
    { kind: 'vm', citation: 'PMMIR_EL1.SLOTS of struct kvm_arch (arch/arm64/include/asm/kvm_host.h, Linux 7.3)' },
  ],
  [0x0014_0000n, { kind: 'vm', citation: vm('psci_version') }],
  [0x0014_0001n, mitigation],
  [0x0014_0002n, mitigation],
  [0x0014_0003n, mitigation],
]);

const own: Readonly<Record<string, string>> = {
  core: 'struct kvm_cpu_context.regs',
  sysreg: 'struct kvm_cpu_context.sys_regs',
  demux: 'struct kvm_vcpu_arch.ccsidr',
  sve: 'struct kvm_vcpu_arch.sve_state',
};

/** Everything else is the vCPU's. ID registers: op0 3, op1 0, CRn 0, CRm 1 to 7. */
export function arm64Scope(id: RegisterId, name: string): CatalogueScope | undefined {
  const low = id & 0xffff_ffffn;
  const row = rows.get(low);
  if (row !== undefined) return row;
  if (low >= 0x0013_c008n && low < 0x0013_c040n) return { kind: 'vm', citation: vm('id_regs') };
  if (low >> 16n === 0x16n) return { kind: 'vm', citation: vm('smccc_feat') };
  const kept = own[name];
  return kept === undefined
    ? undefined
    : { kind: 'vcpu', citation: `${kept} (arch/arm64/include/asm/kvm_host.h, Linux 7.3)` };
}

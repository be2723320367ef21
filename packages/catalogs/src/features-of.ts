// With which features a VM was made, where a file does not tell: KVM cannot be asked, but what it lists follows from them.
import type { RegisterId } from '@regscope/registers';

type Held = { id: RegisterId; values: readonly (bigint | null)[] };

/** A vGICv3 shows in no register that is listed, and every VMM makes one; nothing else is taken for granted. None off arm64. */
export function featuresOf(registers: readonly Held[]): string[] {
  if (!registers.some(({ id }) => id >> 56n === ARM64)) return [];
  const found = signs.filter(({ is }) => registers.some(is)).map(({ feature }) => feature);
  return [...found, 'gicv3'];
}

/** The architecture of an id, KVM_REG_ARM64. */
const ARM64 = 0x60n;

const isAt = (id: bigint) => (held: Held) => held.id === id;
const sysreg = (low: bigint) => isAt(0x6030_0000_0013_0000n | low);

/** arch/arm64/kvm/sys_regs.c, the visibility functions; PSCI 0.1 is what a vCPU without KVM_ARM_VCPU_PSCI_0_2 has (psci.c, Linux 7.3). */
const signs: readonly { feature: string; is: (held: Held) => boolean }[] = [
  { feature: 'psci', is: (held) => isAt(0x6030_0000_0014_0000n)(held) && held.values[0] !== 1n },
  // PMCR_EL0, KVM_REG_ARM64_SVE_VLS, APIAKEYLO_EL1, HCR_EL2, GCR_EL1.
  { feature: 'pmu', is: sysreg(0xdce0n) },
  { feature: 'sve', is: isAt(0x6060_0000_0015_ffffn) },
  { feature: 'pauth', is: sysreg(0xc108n) },
  { feature: 'el2', is: sysreg(0xe088n) },
  { feature: 'mte', is: sysreg(0xc086n) },
];

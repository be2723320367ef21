import type { RegisterId } from '@regscope/registers';

/**
 * When a register is written among others: lower first, equal ones in the order of their ids. ID registers decide which others there are
 * and what WORKAROUND_2 answers, and the kernel asks for them first (Documentation/virt/kvm/arm/vcpu-features.rst, Linux 7.3); a counter
 * goes on counting, so it comes last.
 */
export function writeRank(id: RegisterId): number {
  return (ranks.find(({ is }) => is(id)) ?? { rank: 3 }).rank;
}

const inside = (first: bigint, last: bigint) => (id: RegisterId) => id >= first && id <= last;

const ranks = [
  // KVM_REG_ARM64_SVE_VLS, settled before KVM_ARM_VCPU_FINALIZE.
  { rank: 0, is: inside(0x6060_0000_0015_ffffn, 0x6060_0000_0015_ffffn) },
  // op0 3, op1 0, CRn 0: MIDR_EL1 and its like, and the ID registers; AIDR_EL1; CTR_EL0.
  { rank: 1, is: inside(0x6030_0000_0013_c000n, 0x6030_0000_0013_c03fn) },
  { rank: 1, is: inside(0x6030_0000_0013_c807n, 0x6030_0000_0013_c807n) },
  { rank: 1, is: inside(0x6030_0000_0013_d801n, 0x6030_0000_0013_d801n) },
  // Firmware registers and the bitmaps of hypercalls.
  { rank: 2, is: inside(0x6030_0000_0014_0000n, 0x6030_0000_0014_ffffn) },
  { rank: 2, is: inside(0x6030_0000_0016_0000n, 0x6030_0000_0016_ffffn) },
  // CNTPCT_EL0, CNTVCT_EL0, the time stamp counter, timer.time.
  { rank: 4, is: inside(0x6030_0000_0013_df01n, 0x6030_0000_0013_df01n) },
  { rank: 4, is: inside(0x6030_0000_0013_df1an, 0x6030_0000_0013_df1an) },
  { rank: 4, is: inside(0x2030_0002_0000_0010n, 0x2030_0002_0000_0010n) },
  { rank: 4, is: inside(0x8030_0000_0400_0001n, 0x8030_0000_0400_0001n) },
];

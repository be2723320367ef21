// The core registers of arm64 under KVM's ids: KVM_REG_ARM_CORE and the offset in struct kvm_regs, in words of 32 bits
// (arch/arm64/include/uapi/asm/kvm.h, Linux 6.18).
const U32 = 0x6020_0000_0010_0000n;
const U64 = 0x6030_0000_0010_0000n;
const U128 = 0x6040_0000_0010_0000n;

/** Names in struct kvm_regs, in its order; all of 64 bits. */
export const core64: readonly { name: string; id: bigint }[] = [
  ...Array.from({ length: 31 }, (_, n) => `x${n}`),
  'sp',
  'pc',
  'pstate',
  'sp_el1',
  'elr_el1',
  ...Array.from({ length: 5 }, (_, n) => `spsr${n}`),
].map((name, n) => ({ name, id: U64 + BigInt(n * 2) }));

/** struct user_fpsimd_state begins at a multiple of 16 bytes. */
const FPSIMD_WORDS = 84;

export const vectorIds: readonly bigint[] = Array.from({ length: 32 }, (_, n) => U128 + BigInt(FPSIMD_WORDS + n * 4));
export const fpsrId = U32 + BigInt(FPSIMD_WORDS + 128);
export const fpcrId = U32 + BigInt(FPSIMD_WORDS + 129);

/** Z0 to Z31 in slices of 2048 bits: where a vCPU has them, KVM lists no V registers (Documentation/virt/kvm/api.rst, Linux 6.18). */
export function isSveVector(id: bigint): boolean {
  return id >> 16n === 0x6080_0000_0015n;
}

/**
 * What KVM puts into registers that the architecture resets to an unknown value: no field of such a value means anything
 * (reset_unknown(), arch/arm64/kvm/sys_regs.h, Linux 7.3).
 */
export const resetFiller = 0x1de7_ec7e_dbad_c0den;

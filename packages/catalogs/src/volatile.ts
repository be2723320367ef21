import { registerId, type RegisterId } from '@regscope/registers';

/** Bits that change without a write, and why: they are left out wherever values are compared. */
export type Volatile = { mask: bigint; because: string };

/** Undefined for a register that keeps what it holds while no vCPU runs. */
export function volatileBits(id: RegisterId): Volatile | undefined {
  return rows.get(id);
}

const ALL = (1n << 64n) - 1n;
const ISTATUS = 1n << 2n;

const counts = 'it counts, also while the VM stands still';
const fires = 'ISTATUS says whether the counter has reached the compare value (arch/arm64/kvm/arch_timer.c, Linux 7.3)';

const arm64 = (low: bigint) => registerId(0x6030_0000_0013_0000n | low);
const msr = (index: bigint) => registerId(0x2030_0002_0000_0000n | index);

const rows: ReadonlyMap<RegisterId, Volatile> = new Map([
  // CNTVCT_EL0 (its id is swapped with that of CNTV_CVAL_EL0) and CNTPCT_EL0.
  [arm64(0xdf1an), { mask: ALL, because: counts }],
  [arm64(0xdf01n), { mask: ALL, because: counts }],
  // CNTV_CTL_EL0, CNTP_CTL_EL0, CNTHV_CTL_EL2, CNTHP_CTL_EL2.
  ...[0xdf19n, 0xdf11n, 0xe719n, 0xe711n].map((low) => [arm64(low), { mask: ISTATUS, because: fires }] as const),
  // IA32_TIME_STAMP_COUNTER, the current count of the local APIC's timer, Hyper-V's run time and reference time.
  ...[0x10n, 0x839n, 0x4000_0010n, 0x4000_0020n].map((index) => [msr(index), { mask: ALL, because: counts }] as const),
  // timer.time of RISC-V, 64 bits wide on both widths of register.
  [registerId(0x8030_0000_0400_0001n), { mask: ALL, because: counts }],
]);

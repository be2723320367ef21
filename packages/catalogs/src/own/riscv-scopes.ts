import type { CatalogueScope, RegisterId } from '@regscope/registers';

const TIMER = 0x04n;

/** The timer's frequency is the host's, its time is kept once for the VM; everything else is the vCPU's. */
export function riscvScope(id: RegisterId): CatalogueScope {
  const isTimer = ((id >> 24n) & 0xffn) === TIMER;
  const number = id & 0xff_ffffn;
  if (isTimer && number === 0n)
    return { kind: 'host', citation: 'riscv_timebase (arch/riscv/kvm/vcpu_timer.c, Linux 7.3)' };
  if (isTimer && number === 1n)
    return { kind: 'vm', citation: 'struct kvm_arch.timer (arch/riscv/include/asm/kvm_host.h, Linux 7.3)' };
  return { kind: 'vcpu', citation: 'struct kvm_vcpu_arch (arch/riscv/include/asm/kvm_host.h, Linux 7.3)' };
}

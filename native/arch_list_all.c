/* SPDX-License-Identifier: Apache-2.0 */
/* For architectures whose registers are all in KVM_GET_REG_LIST and all behind ONE_REG: nothing to add, and pc is one of them. */
#include "arch.h"

#include <sys/ioctl.h>

bool arch_has_one_reg(int kvm) {
  (void)kvm;
  return true;
}

uint32_t arch_get_register(int vcpu, uint64_t id, void *value) {
  (void)vcpu, (void)id, (void)value;
  return ENOENT;
}

uint32_t arch_set_register(int vcpu, uint64_t id, const void *value) {
  (void)vcpu, (void)id, (void)value;
  return ENOENT;
}

uint32_t arch_list_more(int kvm, struct id_list *list) {
  (void)kvm, (void)list;
  return 0;
}

struct outcome arch_before_first_run(const struct vm *vm) {
  (void)vm;
  return done();
}

/*
 * A vCPU made with POWER_OFF would wait in KVM_RUN for a PSCI call of another one; on RISC-V every vCPU but the first is made
 * powered off (arch/riscv/kvm/vcpu.c, 6.12, kvm_arch_vcpu_postcreate).
 */
struct outcome arch_enter_payload(int vcpu) {
  struct kvm_mp_state state = {.mp_state = KVM_MP_STATE_RUNNABLE};
  if (ioctl(vcpu, KVM_SET_MP_STATE, &state))
    return kernel_refused("KVM_SET_MP_STATE");
  uint64_t entry = arch_entry(vcpu);
  struct kvm_one_reg reg = {.id = arch_payload.program_counter, .addr = (uintptr_t)&entry};
  return ioctl(vcpu, KVM_SET_ONE_REG, &reg) ? kernel_refused("KVM_SET_ONE_REG of the pc") : done();
}

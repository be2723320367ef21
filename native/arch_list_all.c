/* SPDX-License-Identifier: Apache-2.0 */
/* For architectures whose registers are all in KVM_GET_REG_LIST and all behind ONE_REG: nothing to add. */
#include "arch.h"

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

/* SPDX-License-Identifier: Apache-2.0 */
/* PMMIR_EL1 and PMCR_EL0 under KVM_ARM_VCPU_PMU_V3_STRICT and without it. */
#include "each-shape.h"

#include <errno.h>
#include <string.h>

#define PMMIR_EL1 0x603000000013c4f6ull
#define PMCR_EL0 0x603000000013dce0ull
#define PMU (1u << 3)
#define CANNOT_SET_N (1u << 7 | 1u << 9) /* KVM_ARM_VCPU_HAS_EL2, KVM_ARM_VCPU_PMU_V3_STRICT */

static uint64_t scope_listed(const struct vm *vm, uint64_t id) {
  static struct list list;
  CHECK(!get_list(vm->vcpu[0], &list));
  for (uint64_t i = 0; i < list.n; i++)
    if (plain(list.ids[i]) == id)
      return scope_of(list.ids[i]);
  return ~0ull;
}

static void check_pmmir(const struct vm *vm) {
  uint64_t slots, other = 1, zero = 0, seen = 1, above = 1ull << 8;
  CHECK_OF(vm, PMMIR_EL1, scope_listed(vm, PMMIR_EL1) == SCOPE_VM);
  CHECK_OF(vm, PMMIR_EL1, !get_reg(vm->vcpu[0], with_scope(PMMIR_EL1, SCOPE_VM), &slots));
  other += slots;
  printf("pmmir %s: SLOTS %llu\n", vm->shape->name, (unsigned long long)slots);
  CHECK_OF(vm, PMMIR_EL1, set_reg(vm->vcpu[0], with_scope(PMMIR_EL1, SCOPE_VM), &other) == EINVAL);
  CHECK_OF(vm, PMMIR_EL1, set_reg(vm->vcpu[0], with_scope(PMMIR_EL1, SCOPE_VM), &above) == EINVAL);
  CHECK_OF(vm, PMMIR_EL1, set_reg(vm->vcpu[1], with_scope(PMMIR_EL1, SCOPE_VM), &slots) == 0);
  CHECK_OF(vm, PMMIR_EL1, set_reg(vm->vcpu[1], with_scope(PMMIR_EL1, SCOPE_VM), &zero) == 0);
  CHECK_OF(vm, PMMIR_EL1, !get_reg(vm->vcpu[0], PMMIR_EL1, &seen) && seen == 0);
}

TEST(pmmir, "PMMIR_EL1 is the VM's: 0 or its own value is taken once for all vCPUs, any other is EINVAL") {
  NEEDS_SCOPE;
  FOR_EACH_SHAPE(shape) {
    struct vm vm;
    if (!(shape->features & PMU))
      continue;
    make_pair(&vm, shape, both_bits);
    check_pmmir(&vm);
    close_vm(&vm);
  }
}

static uint64_t with_less_counters(uint64_t pmcr) { return pmcr - (1ull << 11); }

TEST(pmcr, "PMCR_EL0 is mixed where a write of N reaches the other vCPU, and the vCPU's where N cannot be written") {
  NEEDS_SCOPE;
  FOR_EACH_SHAPE(shape) {
    struct vm vm;
    if (!(shape->features & PMU))
      continue;
    make_pair(&vm, shape, both_bits);
    bool can_set = !(shape->features & CANNOT_SET_N);
    uint64_t before = 0, after = 0;
    CHECK(!get_reg(vm.vcpu[1], PMCR_EL0, &before));
    uint64_t less = with_less_counters(before);
    CHECK_OF(&vm, PMCR_EL0, scope_listed(&vm, PMCR_EL0) == (can_set ? SCOPE_MIXED : SCOPE_VCPU));
    CHECK_OF(&vm, PMCR_EL0, !set_reg(vm.vcpu[0], PMCR_EL0, &less) && !get_reg(vm.vcpu[1], PMCR_EL0, &after));
    CHECK_OF(&vm, PMCR_EL0, after == (can_set ? less : before));
    close_vm(&vm);
  }
}

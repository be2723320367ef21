/* SPDX-License-Identifier: Apache-2.0 */
/* What most tests here begin with: the capability, and a VM of two vCPUs of each shape. */
#ifndef REGSCOPE_KERNEL_TESTS_EACH_SHAPE_H
#define REGSCOPE_KERNEL_TESTS_EACH_SHAPE_H

#include "../../tests/check.h"
#include "vms.h"

#include <linux/kvm.h>
#include <stdio.h>
#include <sys/ioctl.h>

static inline bool has_cap(uint32_t cap) { return ioctl(kvm_fd(), KVM_CHECK_EXTENSION, (unsigned long)cap) > 0; }

#define NEEDS_SCOPE SKIP_UNLESS(has_cap(CAP_ONE_REG_SCOPE), "this kernel does not have KVM_CAP_ARM_ONE_REG_SCOPE")
#define NEEDS_VM_REGS SKIP_UNLESS(has_cap(CAP_VM_REGS), "this kernel does not have KVM_CAP_ARM_VM_REGS")

/* A CHECK that tells of which shape and register it was not so. */
#define CHECK_OF(vm, id, expression) \
  ((expression) ? (void)0            \
                : (printf("  shape %s, %016llx\n", (vm)->shape->name, (unsigned long long)(id)), fail_test(__FILE__, __LINE__, #expression)))

static inline void make_pair(struct vm *vm, const struct shape *shape, struct asked asked) {
  make_vm(vm, shape, asked);
  add_vcpus(vm, 2);
  set_up_devices(vm);
}

#define FOR_EACH_SHAPE(shape) for (const struct shape *shape = shapes(); shape->name; shape++)

/* The whole field, its low bit alone, and nothing. */
static const struct asked both_bits = {.scope_bits = 3}, low_bit = {.scope_bits = 1}, nothing = {0};

#endif

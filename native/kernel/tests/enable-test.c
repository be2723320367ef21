/* SPDX-License-Identifier: Apache-2.0 */
/* KVM_ENABLE_CAP for KVM_CAP_ARM_ONE_REG_SCOPE: what it takes, and what it gives for the rest. */
#include "each-shape.h"

#include <errno.h>
#include <unistd.h>

static int enable(int vm, uint64_t bits) { return enable_cap(vm, CAP_ONE_REG_SCOPE, 0, (uint64_t[4]){bits}); }

TEST(known_bits, "KVM_CHECK_EXTENSION gives the bits of the field that the kernel knows") {
  NEEDS_SCOPE;
  CHECK(ioctl(kvm_fd(), KVM_CHECK_EXTENSION, (unsigned long)CAP_ONE_REG_SCOPE) == 3);
}

TEST(absent_cap, "a kernel that does not know the capability gives EINVAL") {
  SKIP_UNLESS(!has_cap(CAP_ONE_REG_SCOPE), "this kernel knows it");
  int vm = ioctl(kvm_fd(), KVM_CREATE_VM, 0ul);
  CHECK(enable(vm, 3) == EINVAL);
  close(vm);
}

TEST(enabling, "the low bit and both bits are taken, and again, until there is a vCPU") {
  NEEDS_SCOPE;
  struct vm vm;
  make_vm(&vm, shapes(), nothing);
  CHECK(enable(vm.fd, 1) == 0);
  CHECK(enable(vm.fd, 3) == 0);
  CHECK(enable(vm.fd, 1) == 0);
  add_vcpus(&vm, 1);
  static struct list list;
  NEED(!get_list(vm.vcpu[0], &list));
  for (uint64_t i = 0; i < list.n; i++)
    CHECK_OF(&vm, list.ids[i], scope_of(list.ids[i]) <= SCOPE_VM);
  close_vm(&vm);
}

TEST(unknown_bits, "bits that the kernel does not know, none, the high bit alone, other arguments and flags are EINVAL") {
  NEEDS_SCOPE;
  struct vm vm;
  make_vm(&vm, shapes(), nothing);
  const uint64_t wrong[] = {0, 2, 4, 5, 7, 1ull << 32, 1ull << 36 | 1, ~0ull};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    CHECK(enable(vm.fd, wrong[i]) == EINVAL);
  for (size_t i = 1; i < 4; i++) {
    uint64_t args[4] = {3};
    args[i] = 1;
    CHECK(enable_cap(vm.fd, CAP_ONE_REG_SCOPE, 0, args) == EINVAL);
  }
  CHECK(enable_cap(vm.fd, CAP_ONE_REG_SCOPE, 1, (uint64_t[4]){3}) == EINVAL);
  close_vm(&vm);
}

TEST(too_late, "once a vCPU exists enabling is EBUSY, whether it was enabled before or not, and changes nothing") {
  NEEDS_SCOPE;
  struct vm off, on;
  make_pair(&off, shapes(), nothing);
  make_pair(&on, shapes(), low_bit);
  CHECK(enable(off.fd, 3) == EBUSY);
  CHECK(enable(on.fd, 3) == EBUSY);
  static struct list list;
  NEED(!get_list(off.vcpu[0], &list));
  for (uint64_t i = 0; i < list.n; i++)
    CHECK_OF(&off, list.ids[i], scope_of(list.ids[i]) == SCOPE_VCPU);
  NEED(!get_list(on.vcpu[0], &list));
  for (uint64_t i = 0; i < list.n; i++)
    CHECK_OF(&on, list.ids[i], scope_of(list.ids[i]) <= SCOPE_VM);
  close_vm(&off), close_vm(&on);
}

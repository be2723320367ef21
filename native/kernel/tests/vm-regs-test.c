/* SPDX-License-Identifier: Apache-2.0 */
/* The second form: the VM's registers through the VM's descriptor, settled before there are vCPUs. */
#include "each-shape.h"
#include "states.h"

#include <errno.h>
#include <string.h>

#define PSCI_VERSION_ID 0x6030000000140000ull
#define X0 0x6030000000100000ull

static const struct asked vm_regs = {.vm_regs = true};

static int enable(int vm, uint64_t features) { return enable_cap(vm, CAP_VM_REGS, 0, (uint64_t[4]){features}); }

TEST(vm_regs_off, "without the capability the VM's descriptor has no registers") {
  NEEDS_VM_REGS;
  static struct list list;
  struct vm vm;
  make_pair(&vm, shapes(), nothing);
  uint64_t value;
  CHECK(get_vm_list(vm.fd, &list) == EINVAL);
  CHECK(get_vm_reg(vm.fd, PSCI_VERSION_ID, &value) == EINVAL && set_vm_reg(vm.fd, PSCI_VERSION_ID, &value) == EINVAL);
  close_vm(&vm);
}

TEST(vm_regs_enabling, "enabling takes features once, before the first vCPU, and refuses those that vCPUs could not have") {
  NEEDS_VM_REGS;
  struct vm vm;
  make_vm(&vm, shapes(), nothing);
  CHECK(enable(vm.fd, 1) == EINVAL);          /* KVM_ARM_VCPU_POWER_OFF */
  CHECK(enable(vm.fd, 1ull << 31) == ENOENT); /* no such feature, as for KVM_ARM_VCPU_INIT */
  CHECK(enable(vm.fd, 1ull << 32) == EINVAL);
  CHECK(enable(vm.fd, 1u << 5) == EINVAL); /* half of pointer authentication */
  CHECK(enable(vm.fd, vm.shape->features) == 0);
  CHECK(enable(vm.fd, vm.shape->features) == EBUSY);
  close_vm(&vm);
  make_pair(&vm, shapes(), nothing);
  CHECK(enable(vm.fd, vm.shape->features) == EBUSY);
  close_vm(&vm);
}

/* Everything that an ordinary vCPU lists is listed by the VM or by the vCPU, and by one of them. */
TEST(vm_regs_lists, "the VM's list and the vCPU's are the two parts of an ordinary vCPU's, and read the same") {
  NEEDS_VM_REGS;
  static struct list all, of_vm, of_vcpu;
  FOR_EACH_SHAPE(shape) {
    struct vm plain_vm, vm;
    make_pair(&plain_vm, shape, nothing);
    make_pair(&vm, shape, vm_regs);
    NEED(!get_list(plain_vm.vcpu[0], &all) && !get_vm_list(vm.fd, &of_vm) && !get_list(vm.vcpu[0], &of_vcpu));
    CHECK_OF(&vm, of_vm.n, of_vm.n > 50 && of_vm.n + of_vcpu.n == all.n);
    for (uint64_t i = 0; i < all.n; i++) {
      uint8_t a[MOST_BYTES] = {0}, b[MOST_BYTES] = {0};
      int by_vm = get_vm_reg(vm.fd, all.ids[i], b), by_vcpu = get_reg(vm.vcpu[0], all.ids[i], b);
      CHECK_OF(&vm, all.ids[i], (by_vm == 0) != (by_vcpu == 0) && (by_vm | by_vcpu) == ENOENT);
      CHECK_OF(&vm, all.ids[i], !get_reg(plain_vm.vcpu[0], all.ids[i], a) && (is_counter(all.ids[i]) || !memcmp(a, b, sizeof a)));
    }
    close_vm(&plain_vm), close_vm(&vm);
  }
}

TEST(vm_regs_settle, "what is written before there are vCPUs is what they have, and later writes are EBUSY") {
  NEEDS_VM_REGS;
  FOR_EACH_SHAPE(shape) {
    struct vm vm;
    make_vm(&vm, shape, vm_regs);
    uint64_t version = 0x10000, read = 0;
    CHECK_OF(&vm, PSCI_VERSION_ID, set_vm_reg(vm.fd, PSCI_VERSION_ID, &version) == 0);
    CHECK_OF(&vm, X0, set_vm_reg(vm.fd, X0, &version) == ENOENT);
    add_vcpus(&vm, 1);
    CHECK_OF(&vm, PSCI_VERSION_ID, set_vm_reg(vm.fd, PSCI_VERSION_ID, &version) == EBUSY);
    CHECK_OF(&vm, PSCI_VERSION_ID, set_reg(vm.vcpu[0], PSCI_VERSION_ID, &version) == ENOENT);
    CHECK_OF(&vm, PSCI_VERSION_ID, get_vm_reg(vm.fd, PSCI_VERSION_ID, &read) == 0 && read == version);
    close_vm(&vm);
  }
}

static bool refuses_features(const struct vm *vm, uint32_t features) {
  struct kvm_vcpu_init init;
  int vcpu = ioctl(vm->fd, KVM_CREATE_VCPU, 0ul);
  if (vcpu < 0 || ioctl(vm->fd, KVM_ARM_PREFERRED_TARGET, &init))
    return false;
  init.features[0] = features;
  return ioctl(vcpu, KVM_ARM_VCPU_INIT, &init) && errno == EINVAL;
}

TEST(vm_regs_features, "vCPUs with other features than were promised are EINVAL") {
  NEEDS_VM_REGS;
  struct vm vm;
  make_vm(&vm, shapes(), vm_regs);
  CHECK(refuses_features(&vm, vm.shape->features & ~(1u << 3)));
  close_vm(&vm);
}

/* As a VMM that restores would: features, the VM's registers, vCPUs, devices, the vCPUs' registers. */
TEST(vm_regs_move, "a VM that was saved through both descriptors is restored without a difference") {
  NEEDS_VM_REGS;
  static struct state of_vm, of_vcpu[2];
  FOR_EACH_SHAPE(shape) {
    struct vm from, to;
    make_pair(&from, shape, vm_regs);
    disturb(&from);
    CHECK(!save_vm_regs(&from, &of_vm).refused);
    make_vm(&to, shape, vm_regs);
    CHECK_OF(&to, 0, !restore_vm_regs(&to, &of_vm).refused);
    add_vcpus(&to, 2);
    set_up_devices(&to);
    for (int i = 0; i < 2; i++)
      CHECK_OF(&to, i, !save(from.vcpu[i], &of_vcpu[i], ALL).refused && !restore(to.vcpu[i], &of_vcpu[i], ALL).refused);
    CHECK_OF(&to, 0, differences(&from, &to) == 0);
    close_vm(&from), close_vm(&to);
  }
}

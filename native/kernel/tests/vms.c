/* SPDX-License-Identifier: Apache-2.0 */
#include "vms.h"

#include "../../tests/check.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/kvm.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* arch/arm64/include/uapi/asm/kvm.h and include/uapi/linux/kvm.h, Linux 7.3: newer than the headers of compilers. */
enum { EL1_32BIT = 1 << 1, PSCI = 1 << 2, PMU = 1 << 3, SVE = 1 << 4, PAUTH = 3 << 5, EL2 = 1 << 7, PMU_STRICT = 1 << 9 };
enum { CAP_EL1_32BIT = 93, CAP_MTE = 205, CAP_WRITABLE_IMP_ID = 239, CAP_EL2 = 240, CAP_PMU_STRICT = 251 };
enum { FINALIZE_SVE = 4, PMU_INTERRUPT = 23, PMU_SET_PMU = 3 };

#define FULL (PSCI | PMU | SVE | PAUTH)
static const struct shape all_shapes[] = {
    {"full", FULL, 0, false},
    {"minimal", PSCI, 0, false},
    {"writable-imp-id", FULL, CAP_WRITABLE_IMP_ID, true},
    {"mte", FULL, CAP_MTE, true},
    {"aarch32", PSCI | PMU | EL1_32BIT, CAP_EL1_32BIT, false},
    {"nested", FULL | EL2, CAP_EL2, false},
    {"pmu-strict", FULL | PMU_STRICT, CAP_PMU_STRICT, false},
};
enum { SHAPES = sizeof all_shapes / sizeof *all_shapes };

static _Noreturn void fail(const struct vm *vm, const char *what) {
  printf("  a VM of shape %s: %s: %s\n", vm->shape->name, what, strerror(errno));
  exit(EXIT_FAILURE);
}

int kvm_fd(void) {
  static int fd = -1;
  if (fd < 0)
    fd = open("/dev/kvm", O_RDWR | O_CLOEXEC);
  return fd;
}

static bool is_offered(const struct shape *shape) {
  return !shape->cap || ioctl(kvm_fd(), KVM_CHECK_EXTENSION, (unsigned long)shape->cap) > 0;
}

static bool is_named(const char *name) {
  for (size_t i = 0; i < SHAPES; i++)
    if (!strcmp(all_shapes[i].name, name))
      return true;
  return false;
}

/* With nested virtualization everything takes an emulated host long, so that it is asked for that shape alone. */
static void find_shapes(struct shape *offered) {
  bool one = is_named(agent_path);
  for (size_t i = 0; i < SHAPES; i++)
    if (is_offered(&all_shapes[i]) && (!one || !strcmp(all_shapes[i].name, agent_path)))
      *offered++ = all_shapes[i];
}

const struct shape *shapes(void) {
  static struct shape offered[SHAPES + 1];
  if (!offered[0].name)
    find_shapes(offered);
  return offered;
}

int enable_cap(int vm, uint32_t cap, uint32_t flags, const uint64_t args[4]) {
  struct kvm_enable_cap enable = {.cap = cap, .flags = flags};
  memcpy(enable.args, args, sizeof enable.args);
  return ioctl(vm, KVM_ENABLE_CAP, &enable) ? errno : 0;
}

static void need_cap(const struct vm *vm, uint32_t cap, uint64_t arg) {
  const uint64_t args[4] = {arg};
  errno = enable_cap(vm->fd, cap, 0, args);
  if (errno)
    fail(vm, "KVM_ENABLE_CAP");
}

void make_vm(struct vm *vm, const struct shape *shape, struct asked asked) {
  *vm = (struct vm){.gic = -1, .shape = shape};
  vm->fd = ioctl(kvm_fd(), KVM_CREATE_VM, 0ul);
  if (vm->fd < 0)
    fail(vm, "KVM_CREATE_VM");
  if (shape->enable)
    need_cap(vm, shape->cap, 0);
  if (asked.scope_bits)
    need_cap(vm, CAP_ONE_REG_SCOPE, asked.scope_bits);
  if (asked.vm_regs)
    need_cap(vm, CAP_VM_REGS, shape->features);
}

static void add_vcpu(struct vm *vm) {
  struct kvm_vcpu_init init;
  int fd = vm->vcpu[vm->vcpus] = ioctl(vm->fd, KVM_CREATE_VCPU, (unsigned long)vm->vcpus);
  if (fd < 0 || ioctl(vm->fd, KVM_ARM_PREFERRED_TARGET, &init))
    fail(vm, "KVM_CREATE_VCPU");
  init.features[0] = vm->shape->features;
  if (ioctl(fd, KVM_ARM_VCPU_INIT, &init))
    fail(vm, "KVM_ARM_VCPU_INIT");
  int feature = FINALIZE_SVE;
  if ((vm->shape->features & SVE) && ioctl(fd, KVM_ARM_VCPU_FINALIZE, &feature))
    fail(vm, "KVM_ARM_VCPU_FINALIZE");
  vm->vcpus++;
}

void add_vcpus(struct vm *vm, uint32_t n) {
  while (n--)
    add_vcpu(vm);
}

static void set_attribute(const struct vm *vm, int fd, struct kvm_device_attr attr) {
  if (ioctl(fd, KVM_SET_DEVICE_ATTR, &attr))
    fail(vm, "KVM_SET_DEVICE_ATTR");
}

static void place_gic(const struct vm *vm) {
  uint64_t distributor = 0x08000000, redistributors = 0x080a0000 | (uint64_t)vm->vcpus << 52;
  set_attribute(vm, vm->gic, (struct kvm_device_attr){.group = KVM_DEV_ARM_VGIC_GRP_ADDR, .attr = KVM_VGIC_V3_ADDR_TYPE_DIST,
                                                      .addr = (uintptr_t)&distributor});
  set_attribute(vm, vm->gic, (struct kvm_device_attr){.group = KVM_DEV_ARM_VGIC_GRP_ADDR,
                                                      .attr = KVM_VGIC_V3_ADDR_TYPE_REDIST_REGION,
                                                      .addr = (uintptr_t)&redistributors});
  set_attribute(vm, vm->gic, (struct kvm_device_attr){.group = KVM_DEV_ARM_VGIC_GRP_CTRL, .attr = KVM_DEV_ARM_VGIC_CTRL_INIT});
}

/* Which PMU there is, the kernel numbers: the one type that sysfs has for the CPU. */
static int pmu_type(void) {
  int type = -1;
  FILE *file = fopen("/sys/bus/event_source/devices/armv8_pmuv3_0/type", "re");
  if (!file)
    file = fopen("/sys/bus/event_source/devices/armv8_pmuv3/type", "re");
  if (file && fscanf(file, "%d", &type) != 1)
    type = -1;
  if (file)
    fclose(file);
  return type;
}

static void set_up_pmu(const struct vm *vm, int vcpu) {
  int interrupt = PMU_INTERRUPT, type = pmu_type();
  if (vm->shape->features & PMU_STRICT)
    set_attribute(vm, vcpu, (struct kvm_device_attr){.attr = PMU_SET_PMU, .addr = (uintptr_t)&type});
  set_attribute(vm, vcpu, (struct kvm_device_attr){.attr = KVM_ARM_VCPU_PMU_V3_IRQ, .addr = (uintptr_t)&interrupt});
  set_attribute(vm, vcpu, (struct kvm_device_attr){.attr = KVM_ARM_VCPU_PMU_V3_INIT});
}

void set_up_devices(struct vm *vm) {
  struct kvm_create_device device = {.type = KVM_DEV_TYPE_ARM_VGIC_V3};
  if (ioctl(vm->fd, KVM_CREATE_DEVICE, &device))
    fail(vm, "KVM_CREATE_DEVICE");
  vm->gic = (int)device.fd;
  place_gic(vm);
  for (uint32_t i = 0; i < vm->vcpus && (vm->shape->features & PMU); i++)
    set_up_pmu(vm, vm->vcpu[i]);
}

/* Closing a nested VM takes an emulated host up to a minute; powering it off does without. */
void close_vm(struct vm *vm) {
  if (vm->shape->features & EL2)
    return;
  for (uint32_t i = 0; i < vm->vcpus; i++)
    close(vm->vcpu[i]);
  if (vm->gic >= 0)
    close(vm->gic);
  close(vm->fd);
}

static int one_reg(int fd, unsigned long request, uint64_t id, const void *value) {
  struct kvm_one_reg reg = {.id = id, .addr = (uintptr_t)value};
  return ioctl(fd, request, &reg) ? errno : 0;
}

static int reg_list(int fd, unsigned long request, struct list *list) {
  list->n = MOST_IDS;
  return ioctl(fd, request, list) ? errno : 0;
}

int get_reg(int vcpu, uint64_t id, void *value) { return one_reg(vcpu, KVM_GET_ONE_REG, id, value); }
int set_reg(int vcpu, uint64_t id, const void *value) { return one_reg(vcpu, KVM_SET_ONE_REG, id, value); }
int get_list(int vcpu, struct list *list) { return reg_list(vcpu, KVM_GET_REG_LIST, list); }

#define GET_VM_REG_LIST _IOWR(KVMIO, 0xf0, struct kvm_reg_list)
#define GET_VM_REG _IOW(KVMIO, 0xf1, struct kvm_one_reg)
#define SET_VM_REG _IOW(KVMIO, 0xf2, struct kvm_one_reg)

int get_vm_reg(int vm, uint64_t id, void *value) { return one_reg(vm, GET_VM_REG, id, value); }
int set_vm_reg(int vm, uint64_t id, const void *value) { return one_reg(vm, SET_VM_REG, id, value); }
int get_vm_list(int vm, struct list *list) { return reg_list(vm, GET_VM_REG_LIST, list); }

bool is_counter(uint64_t id) { return plain(id) == 0x603000000013df1aull || plain(id) == 0x603000000013df01ull; }

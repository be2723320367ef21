/* SPDX-License-Identifier: Apache-2.0 */
/* arm64: the order of initialisation. Features come before the GIC, the GIC before the PMU, finalizing last. */
#include "arch.h"
#include "pmu_arm64.h"

#include <sys/ioctl.h>

#define PSTATE 0x6030000000100042ull          /* U64, core, regs.pstate */
#define PROGRAM_COUNTER 0x6030000000100040ull /* U64, core, regs.pc */
#define GIC_NONE 0u
#define GIC_V3 3u

bool arch_supports(const struct shape *shape) { return shape->gic == GIC_NONE || shape->gic == GIC_V3; }

static struct outcome initialise(const struct vm *vm, const struct shape *shape, uint32_t *target) {
  struct kvm_vcpu_init init = {0};
  if (ioctl(vm->fd, KVM_ARM_PREFERRED_TARGET, &init))
    return kernel_refused("KVM_ARM_PREFERRED_TARGET");
  *target = init.target;
  memcpy(init.features, shape->features, sizeof init.features);
  for (uint32_t i = 0; i < vm->vcpus; i++)
    if (ioctl(vm->vcpu[i], KVM_ARM_VCPU_INIT, &init))
      return kernel_refused("KVM_ARM_VCPU_INIT");
  return done();
}

static int set_attribute(int fd, uint32_t group, uint64_t attribute, void *value) {
  struct kvm_device_attr attr = {.group = group, .attr = attribute, .addr = (uintptr_t)value};
  return ioctl(fd, KVM_SET_DEVICE_ATTR, &attr);
}

/* One region holds the redistributors of all vCPUs: address | count << 52, flags and index 0 (devices/arm-vgic-v3.rst). */
static struct outcome place_gic(const struct vm *vm, const struct shape *shape) {
  uint64_t distributor = shape->gic_distributor;
  if (set_attribute(vm->gic, KVM_DEV_ARM_VGIC_GRP_ADDR, KVM_VGIC_V3_ADDR_TYPE_DIST, &distributor))
    return kernel_refused("KVM_VGIC_V3_ADDR_TYPE_DIST");
  uint64_t region = shape->gic_redistributors | (uint64_t)vm->vcpus << 52;
  if (set_attribute(vm->gic, KVM_DEV_ARM_VGIC_GRP_ADDR, KVM_VGIC_V3_ADDR_TYPE_REDIST_REGION, &region))
    return kernel_refused("KVM_VGIC_V3_ADDR_TYPE_REDIST_REGION");
  if (set_attribute(vm->gic, KVM_DEV_ARM_VGIC_GRP_CTRL, KVM_DEV_ARM_VGIC_CTRL_INIT, NULL))
    return kernel_refused("KVM_DEV_ARM_VGIC_CTRL_INIT");
  return done();
}

static struct outcome make_gic(struct vm *vm, const struct shape *shape) {
  if (shape->gic == GIC_NONE)
    return done();
  struct kvm_create_device device = {.type = KVM_DEV_TYPE_ARM_VGIC_V3};
  if (ioctl(vm->fd, KVM_CREATE_DEVICE, &device))
    return kernel_refused("KVM_CREATE_DEVICE");
  vm->gic = (int)device.fd;
  return place_gic(vm, shape);
}

/* KVM chooses none for a VM with KVM_ARM_VCPU_PMU_V3_STRICT, since Linux 7.3 (arch/arm64/kvm/arm.c, kvm_setup_vcpu()). */
#define STRICT_PMU (1u << 9)
#define SET_PMU 3

static struct outcome choose_pmu(int vcpu, const struct shape *shape) {
  int pmu = shape->features[0] & STRICT_PMU ? first_pmu() : -1;
  if (pmu >= 0 && set_attribute(vcpu, KVM_ARM_VCPU_PMU_V3_CTRL, SET_PMU, &pmu))
    return kernel_refused("KVM_ARM_VCPU_PMU_V3_SET_PMU");
  return done();
}

/* Without a GIC in the kernel the PMU has no interrupt to set (arch/arm64/kvm/pmu-emul.c, 6.12: EINVAL). */
static struct outcome set_up_pmu(const struct vm *vm, const struct shape *shape) {
  int interrupt = (int)shape->pmu_interrupt;
  for (uint32_t i = 0; interrupt && i < vm->vcpus; i++) {
    int vcpu = vm->vcpu[i];
    struct outcome chosen = choose_pmu(vcpu, shape);
    if (!is_done(chosen))
      return chosen;
    if (vm->gic >= 0 && set_attribute(vcpu, KVM_ARM_VCPU_PMU_V3_CTRL, KVM_ARM_VCPU_PMU_V3_IRQ, &interrupt))
      return kernel_refused("KVM_ARM_VCPU_PMU_V3_IRQ");
    if (set_attribute(vcpu, KVM_ARM_VCPU_PMU_V3_CTRL, KVM_ARM_VCPU_PMU_V3_INIT, NULL))
      return kernel_refused("KVM_ARM_VCPU_PMU_V3_INIT");
  }
  return done();
}

/* Neither the GIC nor the PMU ask for a finalized vCPU, KVM_RUN and KVM_GET_REG_LIST do (arch/arm64/kvm/arm.c, kvm_arm_vcpu_is_finalized(), 6.12). */
struct outcome arch_finalize(const struct vm *vm, int feature) {
  for (uint32_t i = 0; i < vm->vcpus; i++)
    if (ioctl(vm->vcpu[i], KVM_ARM_VCPU_FINALIZE, &feature))
      return kernel_refused("KVM_ARM_VCPU_FINALIZE");
  return done();
}

struct outcome arch_set_up(int kvm, struct vm *vm, const struct shape *shape, uint32_t *target) {
  (void)kvm;
  struct outcome outcome = initialise(vm, shape, target);
  if (is_done(outcome))
    outcome = make_gic(vm, shape);
  if (is_done(outcome))
    outcome = set_up_pmu(vm, shape);
  if (is_done(outcome) && shape->finalize)
    outcome = arch_finalize(vm, (int)shape->finalize);
  return outcome;
}

/* struct reg_mask_range, which the headers have since 6.7 (include/uapi/linux/kvm.h). */
struct mask_range {
  uint64_t address;
  uint32_t range; /* 0 = the feature id registers */
  uint32_t reserved[13];
};
#define GET_MASKS _IOR(KVMIO, 0xb6, struct mask_range)

struct outcome arch_get_masks(const struct vm *vm, uint64_t masks[ARCH_MASKS]) {
  struct mask_range range = {.address = (uintptr_t)masks};
  return ioctl(vm->fd, GET_MASKS, &range) ? kernel_refused("KVM_ARM_GET_REG_WRITABLE_MASKS") : done();
}

static const uint32_t code[] = {
    0xd2a20001, /* A64: mov x1, #0x10000000 */
    0xb9000020, /* str w0, [x1] */
    0x14000000, /* b . */
    0xe3a01201, /* A32: mov r1, #0x10000000 */
    0xe5810000, /* str r0, [r1] */
    0xeafffffe, /* b . */
};
const struct payload arch_payload = {
    .memory_at = 0x80000000,
    .entry = 0x80000000,
    .program_counter = PROGRAM_COUNTER,
    .code = code,
    .bytes = sizeof code,
};

/* A vCPU made with KVM_ARM_VCPU_EL1_32BIT is in AArch32 state, which PSTATE.nRW tells. */
uint64_t arch_entry(int vcpu) {
  uint64_t pstate = 0;
  struct kvm_one_reg reg = {.id = PSTATE, .addr = (uintptr_t)&pstate};
  bool is_32bit = !ioctl(vcpu, KVM_GET_ONE_REG, &reg) && (pstate & 0x10);
  return arch_payload.entry + (is_32bit ? 3 * sizeof code[0] : 0);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* What differs per architecture: one of arch_x86.c, arch_arm64.c + arch_list_all.c, arch_riscv.c + arch_list_all.c. */
#ifndef REGSCOPE_ARCH_H
#define REGSCOPE_ARCH_H

#include "session.h"

#include <elf.h>

#if defined(__x86_64__)
#define ARCH_ELF_MACHINE EM_X86_64
#elif defined(__aarch64__)
#define ARCH_ELF_MACHINE EM_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCH_ELF_MACHINE EM_RISCV
#else
#error "regscope knows x86-64, arm64 and riscv64"
#endif

/* The body of RS_CREATE. */
struct shape {
  uint64_t machine_type;
  uint32_t vcpus, gic;
  uint64_t gic_distributor, gic_redistributors;
  uint32_t features[7];
  uint32_t pmu_interrupt, finalize, enabled;
  struct kvm_enable_cap enable[RS_MAX_ENABLED_CAPS];
};

bool arch_supports(const struct shape *shape);

/* Makes the freshly created vCPUs ready to be read. target is 0 unless KVM granted one. */
struct outcome arch_set_up(int kvm, struct vm *vm, const struct shape *shape, uint32_t *target);

/* KVM_ARM_VCPU_FINALIZE on every vCPU; RS_UNSUPPORTED where the architecture has none. */
struct outcome arch_finalize(const struct vm *vm, int feature);

/* Whether KVM_GET_ONE_REG works; where it does not, arch_get_register and arch_set_register do its work. */
bool arch_has_one_reg(int kvm);
uint32_t arch_get_register(int vcpu, uint64_t id, void *value);
uint32_t arch_set_register(int vcpu, uint64_t id, const void *value);

/* Appends the ids that KVM_GET_REG_LIST does not know; returns a register status. */
uint32_t arch_list_more(int kvm, struct id_list *list);

/* The masks of RS_MASKS; RS_UNSUPPORTED where the architecture has none. */
enum { ARCH_MASKS = 192 };
struct outcome arch_get_masks(const struct vm *vm, uint64_t masks[ARCH_MASKS]);

/* A few instructions that leave the guest at once, and where they stand in guest memory. */
struct payload {
  uint64_t memory_at;
  uint64_t entry; /* >= memory_at */
  uint64_t program_counter; /* its ONE_REG id; 0 on x86, where it is none */
  const void *code;
  uint32_t bytes;
};
extern const struct payload arch_payload;

/* Once per VM, before its memory is made. */
struct outcome arch_before_first_run(const struct vm *vm);

/* Where this vCPU enters the payload, given what state it is in. */
uint64_t arch_entry(int vcpu);

/* Makes the vCPU runnable and sends it to the payload. */
struct outcome arch_enter_payload(int vcpu);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* x86-64: MSRs under their ONE_REG ids, also where the kernel (before 6.18) has no ONE_REG; CPUID; a real mode payload. */
#include "arch.h"

#include <stdlib.h>
#include <sys/ioctl.h>

/* Bits 39..32 are the type, 2 = MSR (arch/x86/include/uapi/asm/kvm.h, 6.18). */
#define MSR_IDS (KVM_REG_X86 | KVM_REG_SIZE_U64 | 2ull << 32)
#define TSS_ADDRESS 0xfffbd000ul /* where QEMU has it too: three pages below the BIOS */

enum { MAX_CPUID_ENTRIES = 1024, CPUID_TOPOLOGY = 0xb, CPUID_TOPOLOGY_V2 = 0x1f };

bool arch_supports(const struct shape *shape) {
  uint32_t arm64_only = shape->gic | shape->pmu_interrupt | shape->finalize;
  for (int i = 0; i < 7; i++)
    arm64_only |= shape->features[i];
  return arm64_only == 0;
}

static void set_apic_id(struct kvm_cpuid2 *cpuid, uint32_t apic_id) {
  for (uint32_t i = 0; i < cpuid->nent; i++) {
    struct kvm_cpuid_entry2 *entry = &cpuid->entries[i];
    if (entry->function == 1)
      entry->ebx = (entry->ebx & 0x00ffffffu) | apic_id << 24;
    if (entry->function == CPUID_TOPOLOGY || entry->function == CPUID_TOPOLOGY_V2)
      entry->edx = apic_id;
  }
}

static struct outcome set_cpuid(const struct vm *vm, struct kvm_cpuid2 *cpuid) {
  for (uint32_t i = 0; i < vm->vcpus; i++) {
    set_apic_id(cpuid, i);
    if (ioctl(vm->vcpu[i], KVM_SET_CPUID2, cpuid))
      return kernel_refused("KVM_SET_CPUID2");
  }
  return done();
}

struct outcome arch_set_up(int kvm, struct vm *vm, const struct shape *shape, uint32_t *target) {
  (void)shape;
  *target = 0;
  struct kvm_cpuid2 *cpuid = calloc(1, sizeof *cpuid + MAX_CPUID_ENTRIES * sizeof(struct kvm_cpuid_entry2));
  if (!cpuid)
    return refused(RS_NO_MEMORY);
  cpuid->nent = MAX_CPUID_ENTRIES;
  struct outcome outcome =
      ioctl(kvm, KVM_GET_SUPPORTED_CPUID, cpuid) ? kernel_refused("KVM_GET_SUPPORTED_CPUID") : set_cpuid(vm, cpuid);
  free(cpuid);
  return outcome;
}

struct outcome arch_finalize(const struct vm *vm, int feature) {
  (void)vm, (void)feature;
  return refused(RS_UNSUPPORTED);
}

bool arch_has_one_reg(int kvm) { return ioctl(kvm, KVM_CHECK_EXTENSION, KVM_CAP_ONE_REG) > 0; }

/* KVM_GET_MSRS and KVM_SET_MSRS return how many MSRs they did and give no errno for a refused one. ONE_REG says EINVAL. */
static uint32_t move_msr(int vcpu, unsigned long request, uint64_t id, uint64_t *value) {
  if ((id & ~0xffffffffull) != MSR_IDS)
    return EINVAL;
  _Alignas(struct kvm_msrs) uint8_t bytes[sizeof(struct kvm_msrs) + sizeof(struct kvm_msr_entry)] = {0};
  struct kvm_msrs *msrs = (struct kvm_msrs *)bytes;
  struct kvm_msr_entry *entry = (struct kvm_msr_entry *)(bytes + sizeof *msrs);
  msrs->nmsrs = 1;
  entry->index = (uint32_t)id;
  entry->data = *value;
  int moved = ioctl(vcpu, request, msrs);
  *value = entry->data;
  return moved < 0 ? (uint32_t)errno : moved == 1 ? 0 : EINVAL;
}

uint32_t arch_get_register(int vcpu, uint64_t id, void *value) {
  uint64_t data = 0;
  uint32_t status = move_msr(vcpu, KVM_GET_MSRS, id, &data);
  if (!status)
    memcpy(value, &data, sizeof data);
  return status;
}

uint32_t arch_set_register(int vcpu, uint64_t id, const void *value) {
  uint64_t data = 0;
  memcpy(&data, value, sizeof data);
  return move_msr(vcpu, KVM_SET_MSRS, id, &data);
}

static uint32_t get_msr_indices(int kvm, struct kvm_msr_list *msrs, struct id_list *list) {
  msrs->nmsrs = RS_MAX_IDS - list->n;
  if (ioctl(kvm, KVM_GET_MSR_INDEX_LIST, msrs))
    return errno == E2BIG ? RS_LOCAL | RS_TOO_MANY : (uint32_t)errno;
  for (uint32_t i = 0; i < msrs->nmsrs; i++)
    list->ids[list->n++] = MSR_IDS | msrs->indices[i];
  return 0;
}

uint32_t arch_list_more(int kvm, struct id_list *list) {
  struct kvm_msr_list *msrs = malloc(sizeof *msrs + RS_MAX_IDS * sizeof(uint32_t));
  if (!msrs)
    return RS_LOCAL | RS_NO_MEMORY;
  uint32_t status = get_msr_indices(kvm, msrs, list);
  free(msrs);
  return status;
}

struct outcome arch_get_masks(const struct vm *vm, uint64_t masks[ARCH_MASKS]) {
  (void)vm, (void)masks;
  return refused(RS_UNSUPPORTED);
}

static const uint8_t code[] = {
    0xe6, 0x80, /* out %al, $0x80 */
    0xf4,       /* hlt */
    0xeb, 0xfd, /* jmp to the hlt */
};
const struct payload arch_payload = {.memory_at = 0, .entry = 0x1000, .code = code, .bytes = sizeof code};

/* Intel without "unrestricted guest" needs these pages for real mode (Documentation/virt/kvm/api.rst, KVM_SET_TSS_ADDR). */
struct outcome arch_before_first_run(const struct vm *vm) {
  return ioctl(vm->fd, KVM_SET_TSS_ADDR, TSS_ADDRESS) ? kernel_refused("KVM_SET_TSS_ADDR") : done();
}

struct outcome arch_enter_payload(int vcpu) {
  struct kvm_sregs segments;
  if (ioctl(vcpu, KVM_GET_SREGS, &segments))
    return kernel_refused("KVM_GET_SREGS");
  segments.cs.base = 0;
  segments.cs.selector = 0;
  if (ioctl(vcpu, KVM_SET_SREGS, &segments))
    return kernel_refused("KVM_SET_SREGS");
  struct kvm_regs general;
  if (ioctl(vcpu, KVM_GET_REGS, &general))
    return kernel_refused("KVM_GET_REGS");
  general.rip = arch_payload.entry;
  return ioctl(vcpu, KVM_SET_REGS, &general) ? kernel_refused("KVM_SET_REGS") : done();
}

/* SPDX-License-Identifier: Apache-2.0 */
/* riscv64: a vCPU is ready as soon as it is made. */
#include "arch.h"

#include <sys/ioctl.h>

#define PROGRAM_COUNTER 0x8030000002000000ull /* U64, core, regs.pc */

bool arch_supports(const struct shape *shape) {
  uint32_t arm64_only = shape->gic | shape->pmu_interrupt | shape->finalize;
  for (int i = 0; i < 7; i++)
    arm64_only |= shape->features[i];
  return arm64_only == 0;
}

struct outcome arch_set_up(int kvm, struct vm *vm, const struct shape *shape, uint32_t *target) {
  (void)kvm;
  (void)vm;
  (void)shape;
  *target = 0;
  return done();
}

struct outcome arch_finalize(const struct vm *vm, int feature) {
  (void)vm, (void)feature;
  return refused(RS_UNSUPPORTED);
}

struct outcome arch_get_masks(const struct vm *vm, uint64_t masks[ARCH_MASKS]) {
  (void)vm, (void)masks;
  return refused(RS_UNSUPPORTED);
}

static const uint32_t code[] = {
    0x100002b7, /* lui t0, 0x10000 */
    0x0002a023, /* sw zero, 0(t0) */
    0x0000006f, /* j . */
};
const struct payload arch_payload = {
    .memory_at = 0x80000000,
    .entry = 0x80000000,
    .program_counter = PROGRAM_COUNTER,
    .code = code,
    .bytes = sizeof code,
};

uint64_t arch_entry(int vcpu) {
  (void)vcpu;
  return arch_payload.entry;
}

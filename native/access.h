/* SPDX-License-Identifier: Apache-2.0 */
/* One register of one vCPU at a time: what the loops over registers share. Statuses are those of protocol.h. */
#ifndef REGSCOPE_ACCESS_H
#define REGSCOPE_ACCESS_H

#include "arch.h"
#include "session.h"

#include <sys/ioctl.h>
#include <time.h>

static inline uint64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* These two move register_bytes(id) bytes; ask them only for ids that have a size. */
static inline uint32_t get_register(bool one_reg, int vcpu, uint64_t id, void *value) {
  if (!one_reg)
    return arch_get_register(vcpu, id, value);
  struct kvm_one_reg reg = {.id = id, .addr = (uintptr_t)value};
  return ioctl(vcpu, KVM_GET_ONE_REG, &reg) ? (uint32_t)errno : 0;
}

static inline uint32_t set_register(bool one_reg, int vcpu, uint64_t id, const void *value) {
  if (!one_reg)
    return arch_set_register(vcpu, id, value);
  struct kvm_one_reg reg = {.id = id, .addr = (uintptr_t)value};
  return ioctl(vcpu, KVM_SET_ONE_REG, &reg) ? (uint32_t)errno : 0;
}

/* As a request spells it: the id, then the value in the register's size rounded up to 8. */
struct assignment {
  uint64_t id;
  uint32_t bytes;
  const uint8_t *value;
};

/* write.c: false when it is not there as a whole, has a bad size, or unused bytes of the value are not zero. */
bool take_assignment(struct reader *in, struct assignment *assignment);

#endif

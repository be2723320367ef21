/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The scope of registers, where the kernel says it itself: KVM_CAP_ARM_ONE_REG_SCOPE of the patches in native/kernel, which no
 * released kernel has. Every VM of ours has it enabled there; the ids that leave the core have no scope in them (list.c), and
 * RS_SCOPES tells it beside them.
 */
#include "scope.h"

#include "arch.h"

#include <stdlib.h>
#include <sys/ioctl.h>

enum { CAP_ONE_REG_SCOPE = 32001, SCOPE_SHIFT = 28, KNOWN_BITS = 3 };

uint32_t scope_bits(int fd) {
  int bits = ioctl(fd, KVM_CHECK_EXTENSION, (unsigned long)CAP_ONE_REG_SCOPE);
  return bits < 0 ? 0 : (uint32_t)bits & KNOWN_BITS;
}

/* The VM is asked, and not /dev/kvm alone: it answers 0 for one that must not have it, such as a protected one. */
struct outcome enable_scope(const struct vm *vm) {
  struct kvm_enable_cap enable = {.cap = CAP_ONE_REG_SCOPE, .args = {scope_bits(vm->fd)}};
  if (!enable.args[0])
    return done();
  return ioctl(vm->fd, KVM_ENABLE_CAP, &enable) ? kernel_refused("KVM_ENABLE_CAP") : done();
}

uint64_t scope_mask(uint32_t bits) { return (uint64_t)bits << SCOPE_SHIFT; }

void strip_scopes(uint32_t bits, struct id_list *list) {
  for (uint32_t i = 0; bits && i < list->n; i++)
    list->ids[i] &= ~scope_mask(bits);
}

static void put_scopes(struct writer *out, uint32_t bits, struct id_list *list) {
  put_u32(out, list->n);
  put_u32(out, bits);
  uint8_t *ids = reserve(out, list->n * sizeof list->ids[0]), *scopes = reserve(out, up_to_8(list->n));
  if (!ids || !scopes)
    return;
  memset(scopes, 0, up_to_8(list->n));
  for (uint32_t i = 0; i < list->n; i++)
    scopes[i] = (uint8_t)((list->ids[i] & scope_mask(bits)) >> SCOPE_SHIFT);
  strip_scopes(bits, list);
  memcpy(ids, list->ids, list->n * sizeof list->ids[0]);
}

struct outcome op_scopes(struct regscope *session, struct reader *in, struct writer *out) {
  uint32_t number = take_u32(in), index = take_u32(in);
  if (!all_taken(in))
    return refused(RS_BAD_REQUEST);
  const struct vm *vm = find_vm(session, number);
  if (!vm)
    return refused(RS_NO_SUCH_VM);
  if (index >= vm->vcpus)
    return refused(RS_NO_SUCH_VCPU);
  uint32_t bits = scope_bits(vm->fd);
  if (!bits)
    return refused(RS_UNSUPPORTED);
  struct id_list *list = malloc(sizeof *list);
  if (!list)
    return refused(RS_NO_MEMORY);
  struct outcome outcome = list_outcome(list_with_scopes(session, vm->vcpu[index], list));
  if (is_done(outcome))
    put_scopes(out, bits, list);
  free(list);
  return outcome;
}

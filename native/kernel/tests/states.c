/* SPDX-License-Identifier: Apache-2.0 */
#include "states.h"

#include <stdio.h>
#include <string.h>

#define SVE_VLS 0x606000000015ffffull

static bool is_in(uint64_t id, enum part part) {
  return part == ALL || (part == ONCE) == (scope_of(id) & 1);
}

static struct tally read_all(int fd, int (*get)(int, uint64_t, void *), struct state *state) {
  struct tally tally = {.ioctls = (unsigned)state->list.n};
  for (uint64_t i = 0; i < state->list.n; i++)
    tally.refused += get(fd, state->list.ids[i], state->values[i]) != 0;
  return tally;
}

struct tally save(int vcpu, struct state *state, enum part part) {
  static struct list all;
  if (get_list(vcpu, &all))
    return (struct tally){.refused = 1};
  state->list.n = 0;
  for (uint64_t i = 0; i < all.n; i++)
    if (is_in(all.ids[i], part))
      state->list.ids[state->list.n++] = all.ids[i];
  return read_all(vcpu, get_reg, state);
}

struct tally save_vm_regs(const struct vm *vm, struct state *state) {
  return get_vm_list(vm->fd, &state->list) ? (struct tally){.refused = 1} : read_all(vm->fd, get_vm_reg, state);
}

static struct tally write_all(int fd, int (*set)(int, uint64_t, const void *), const struct state *state, enum part part) {
  struct tally tally = {0};
  for (uint64_t i = 0; i < state->list.n; i++) {
    uint64_t id = state->list.ids[i];
    if (id == SVE_VLS || !is_in(id, part))
      continue;
    tally.ioctls++;
    tally.refused += set(fd, id, state->values[i]) != 0;
  }
  return tally;
}

struct tally restore(int vcpu, const struct state *state, enum part part) {
  return write_all(vcpu, set_reg, state, part);
}

struct tally restore_vm_regs(const struct vm *vm, const struct state *state) {
  return write_all(vm->fd, set_vm_reg, state, ALL);
}

/* PSCI 1.0, and fewer services of the firmware. */
static const struct {
  uint64_t id, value;
} vms[] = {{0x6030000000140000, 0x10000}, {0x6030000000160000, 0}, {0x6030000000160002, 1}};

static void disturb_vcpu(int vcpu, uint64_t number) {
  for (uint64_t x = 0; x < 29; x++) {
    uint64_t value = 0x1000 * (number + 1) + x;
    set_reg(vcpu, 0x6030000000100000 + 2 * x, &value);
  }
  /* TPIDR_EL0, TPIDRRO_EL0, TPIDR_EL1, CONTEXTIDR_EL1 */
  const uint64_t ids[] = {0x603000000013de82, 0x603000000013de83, 0x603000000013c684, 0x603000000013c681};
  for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
    uint64_t value = 0xabc000 + 16 * number + i;
    set_reg(vcpu, ids[i], &value);
  }
}

void disturb(const struct vm *vm) {
  for (size_t i = 0; i < sizeof vms / sizeof *vms; i++)
    set_reg(vm->vcpu[0], vms[i].id, &vms[i].value);
  for (uint32_t i = 0; i < vm->vcpus; i++)
    disturb_vcpu(vm->vcpu[i], i);
}

static bool differs(int a, int b, uint64_t id) {
  uint8_t x[MOST_BYTES] = {0}, y[MOST_BYTES] = {0};
  return get_reg(a, plain(id), x) || get_reg(b, plain(id), y) || memcmp(x, y, sizeof x);
}

unsigned differences(const struct vm *a, const struct vm *b) {
  static struct list list;
  unsigned n = 0;
  for (uint32_t i = 0; i < a->vcpus; i++) {
    n += get_list(a->vcpu[i], &list) != 0;
    for (uint64_t r = 0; r < list.n; r++)
      n += !is_counter(list.ids[r]) && differs(a->vcpu[i], b->vcpu[i], list.ids[r]);
  }
  return n;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* What the kernel says of scope against what can be found out by doing: every bit written through vCPU 0 and looked at through vCPU 1. */
#include "each-shape.h"

#include <string.h>

struct seen {
  unsigned own, shared; /* bits that changed on vCPU 0 alone, and on both */
};

/* A counter's low bits have moved on by the time that they are read again. */
static uint32_t first_bit(uint64_t id) { return is_counter(id) ? 36 : 0; }

static bool bit_of(const uint8_t *value, uint32_t bit) { return value[bit / 8] >> (bit % 8) & 1; }

static void flip(const struct vm *vm, uint64_t id, uint32_t bit, struct seen *seen) {
  uint8_t before[MOST_BYTES], there[MOST_BYTES], value[MOST_BYTES], after[MOST_BYTES], there_after[MOST_BYTES];
  if (get_reg(vm->vcpu[0], id, before) || get_reg(vm->vcpu[1], id, there))
    return;
  memcpy(value, before, sizeof value);
  value[bit / 8] ^= (uint8_t)(1u << bit % 8);
  if (set_reg(vm->vcpu[0], id, value))
    return;
  bool reads = !get_reg(vm->vcpu[0], id, after) && !get_reg(vm->vcpu[1], id, there_after);
  if (reads && bit_of(before, bit) != bit_of(after, bit))
    *(bit_of(there, bit) != bit_of(there_after, bit) ? &seen->shared : &seen->own) += 1;
  set_reg(vm->vcpu[0], id, before);
}

static struct seen look(const struct vm *vm, uint64_t id) {
  struct seen seen = {0};
  for (uint32_t bit = first_bit(id); bit < bytes_of(id) * 8; bit++)
    flip(vm, plain(id), bit, &seen);
  return seen;
}

static bool agrees(enum scope said, struct seen seen) {
  switch (said) {
  case SCOPE_VCPU:
    return !seen.shared;
  case SCOPE_VM:
    return !seen.own;
  case SCOPE_MIXED:
    return seen.own && seen.shared;
  default:
    return !seen.own && !seen.shared;
  }
}

/* Where anything was seen, one scope agrees and all others do not: a wrong one would be noticed. */
static unsigned agreeing(struct seen seen) {
  unsigned n = 0;
  for (enum scope scope = SCOPE_VCPU; scope <= SCOPE_HOST; scope++)
    n += agrees(scope, seen);
  return n;
}

static void check_shape(const struct vm *vm, const struct list *list) {
  unsigned decided[4] = {0}, undecided[4] = {0};
  printf("undecided %s:", vm->shape->name);
  for (uint64_t i = 0; i < list->n; i++) {
    enum scope said = scope_of(list->ids[i]);
    struct seen seen = look(vm, list->ids[i]);
    bool is_decided = seen.own || seen.shared;
    CHECK_OF(vm, list->ids[i], agrees(said, seen) && (!is_decided || agreeing(seen) == 1));
    (is_decided ? decided : undecided)[said]++;
    if (!is_decided)
      printf(" %llx", (unsigned long long)plain(list->ids[i]));
  }
  printf("\nagreed %s: %u of %u vcpu, %u of %u vm, %u of %u mixed, %u of %u host could be decided\n", vm->shape->name,
         decided[0], decided[0] + undecided[0], decided[1], decided[1] + undecided[1], decided[2],
         decided[2] + undecided[2], decided[3], decided[3] + undecided[3]);
  CHECK(decided[SCOPE_VM] > 10 && decided[SCOPE_VCPU] > 50);
}

TEST(scopes_agree, "every scope agrees with what writing through one vCPU and looking through another shows, to the last bit") {
  NEEDS_SCOPE;
  static struct list list;
  FOR_EACH_SHAPE(shape) {
    struct vm vm;
    make_pair(&vm, shape, both_bits);
    NEED(!get_list(vm.vcpu[0], &list));
    check_shape(&vm, &list);
    close_vm(&vm);
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
/* KVM_GET_ONE_REG and KVM_SET_ONE_REG with ids in every spelling, right and wrong. */
#include "each-shape.h"

#include <errno.h>
#include <string.h>

#define SVE_VLS 0x606000000015ffffull /* EPERM once finalized */

static bool reads_the_same(const struct vm *vm, uint64_t id) {
  uint8_t a[MOST_BYTES] = {0}, b[MOST_BYTES] = {0};
  int with = get_reg(vm->vcpu[0], id, a), without = get_reg(vm->vcpu[0], plain(id), b);
  return !with && !without && (is_counter(id) || !memcmp(a, b, bytes_of(id)));
}

static int write_back(const struct vm *vm, uint64_t id) {
  uint8_t value[MOST_BYTES];
  int error = get_reg(vm->vcpu[0], plain(id), value);
  return error ? error : set_reg(vm->vcpu[0], id, value);
}

TEST(both_spellings, "an id is taken with its scope and without, for reading and writing") {
  NEEDS_SCOPE;
  static struct list list;
  FOR_EACH_SHAPE(shape) {
    struct vm vm;
    make_pair(&vm, shape, both_bits);
    NEED(!get_list(vm.vcpu[0], &list));
    for (uint64_t i = 0; i < list.n; i++) {
      uint64_t id = list.ids[i];
      CHECK_OF(&vm, id, reads_the_same(&vm, id));
      CHECK_OF(&vm, id, write_back(&vm, id) == (id == SVE_VLS ? EPERM : 0));
      CHECK_OF(&vm, id, write_back(&vm, id) == write_back(&vm, plain(id)));
    }
    close_vm(&vm);
  }
}

static void check_wrong(const struct vm *vm, uint64_t id, uint64_t wrong) {
  uint8_t value[MOST_BYTES] = {0};
  CHECK_OF(vm, id, get_reg(vm->vcpu[0], with_scope(id, wrong), value) == EINVAL);
  CHECK_OF(vm, id, write_back(vm, with_scope(id, wrong)) == EINVAL);
}

TEST(wrong_scope, "a scope that is not the register's is EINVAL, for reading and writing, and no scope is never wrong") {
  NEEDS_SCOPE;
  static struct list list;
  FOR_EACH_SHAPE(shape) {
    struct vm vm;
    make_pair(&vm, shape, both_bits);
    NEED(!get_list(vm.vcpu[0], &list));
    for (uint64_t i = 0; i < list.n; i++)
      for (uint64_t wrong = 1; wrong < 4; wrong++)
        if (wrong != (uint64_t)scope_of(list.ids[i]))
          check_wrong(&vm, list.ids[i], wrong);
    close_vm(&vm);
  }
}

static bool is_sve(uint64_t id) { return ((id >> 16) & 0xfff) == 0x15; }

static void check_refused(const struct vm *vm, uint64_t id) {
  uint8_t value[MOST_BYTES] = {0};
  int expected = is_sve(id) ? EINVAL : ENOENT;
  CHECK_OF(vm, id, get_reg(vm->vcpu[0], id, value) == expected && write_back(vm, id) == expected);
}

/* The same without the patches: this one needs no capability, and runs on every kernel. */
TEST(off_refuses, "with the capability off an id with a scope is ENOENT, or EINVAL for SVE registers") {
  static struct list list;
  FOR_EACH_SHAPE(shape) {
    struct vm vm;
    make_pair(&vm, shape, nothing);
    NEED(!get_list(vm.vcpu[0], &list));
    for (uint64_t i = 0; i < list.n; i++)
      for (uint64_t scope = 1; scope < 4; scope++)
        check_refused(&vm, with_scope(list.ids[i], scope));
    close_vm(&vm);
  }
}

/* No such registers: op0 3, op1 7, CRn 15; a firmware register; a core register behind the last; a vector register of what has none. */
static const uint64_t absent[] = {0x603000000013fff8ull, 0x6030000000140009ull, 0x603000000016000full, 0x60300000001001feull};

TEST(absent_with_scope, "an absent register is no less absent with a scope: ENOENT, or EINVAL where its class has none") {
  NEEDS_SCOPE;
  FOR_EACH_SHAPE(shape) {
    struct vm vm;
    make_pair(&vm, shape, both_bits);
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
      for (uint64_t scope = 0; scope < 4; scope++) {
        bool is_core = ((absent[i] >> 16) & 0xfff) == 0x10;
        uint8_t value[MOST_BYTES] = {0};
        int expected = is_core && scope ? EINVAL : ENOENT;
        CHECK_OF(&vm, with_scope(absent[i], scope), get_reg(vm.vcpu[0], with_scope(absent[i], scope), value) == expected);
        CHECK_OF(&vm, with_scope(absent[i], scope), set_reg(vm.vcpu[0], with_scope(absent[i], scope), value) == expected);
      }
    close_vm(&vm);
  }
}

#define PMCR_EL0 0x603000000013dce0ull

TEST(hidden_with_scope, "a register that this VM hides is ENOENT with any scope") {
  NEEDS_SCOPE;
  FOR_EACH_SHAPE(shape) {
    if (strcmp(shape->name, "minimal"))
      continue;
    struct vm vm;
    make_pair(&vm, shape, both_bits);
    uint64_t value = 0;
    for (uint64_t scope = 0; scope < 4; scope++)
      CHECK(get_reg(vm.vcpu[0], with_scope(PMCR_EL0, scope), &value) == ENOENT);
    close_vm(&vm);
  }
}

TEST(high_bit_alone, "bit 29 is no part of ids where only bit 28 was asked for") {
  NEEDS_SCOPE;
  struct vm vm;
  make_pair(&vm, shapes(), low_bit);
  uint64_t value = 0, psci = 0x6030000000140000ull;
  CHECK(get_reg(vm.vcpu[0], with_scope(psci, 1), &value) == 0);
  CHECK(get_reg(vm.vcpu[0], with_scope(psci, 2), &value) == ENOENT);
  CHECK(get_reg(vm.vcpu[0], with_scope(psci, 3), &value) == ENOENT);
  CHECK(get_reg(vm.vcpu[0], with_scope(PMCR_EL0, 1), &value) == EINVAL);
  close_vm(&vm);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The lists: printed for comparison with other kernels where the capability is off, and what it adds where it is on. */
#include "each-shape.h"

#include <string.h>

static void print_list(const char *shape, const struct list *list) {
  printf("list %s %llu", shape, (unsigned long long)list->n);
  for (uint64_t i = 0; i < list->n; i++)
    printf(" %llx", (unsigned long long)list->ids[i]);
  putchar('\n');
}

TEST(off_is_as_ever, "with the capability off no id has a scope, and both vCPUs list the same") {
  static struct list lists[2];
  FOR_EACH_SHAPE(shape) {
    struct vm vm;
    make_pair(&vm, shape, nothing);
    NEED(!get_list(vm.vcpu[0], &lists[0]) && !get_list(vm.vcpu[1], &lists[1]));
    CHECK(!memcmp(&lists[0], &lists[1], (lists[0].n + 1) * sizeof lists[0].n));
    for (uint64_t i = 0; i < lists[0].n; i++)
      CHECK_OF(&vm, lists[0].ids[i], scope_of(lists[0].ids[i]) == SCOPE_VCPU);
    print_list(shape->name, &lists[0]);
    close_vm(&vm);
  }
}

static void check_stripped(struct vm *off, struct vm *on, uint64_t bits) {
  static struct list without, with;
  NEED(!get_list(off->vcpu[1], &without) && !get_list(on->vcpu[1], &with));
  NEED(with.n == without.n);
  for (uint64_t i = 0; i < with.n; i++) {
    CHECK_OF(on, with.ids[i], plain(with.ids[i]) == without.ids[i]);
    CHECK_OF(on, with.ids[i], (scope_of(with.ids[i]) & ~bits) == 0);
  }
}

TEST(on_adds_bits_only, "with the capability on the list is the same but for the bits that were asked for") {
  NEEDS_SCOPE;
  FOR_EACH_SHAPE(shape) {
    struct vm off, on, low;
    make_pair(&off, shape, nothing);
    make_pair(&on, shape, both_bits);
    make_pair(&low, shape, low_bit);
    check_stripped(&off, &on, 3);
    check_stripped(&off, &low, 1);
    close_vm(&off), close_vm(&on), close_vm(&low);
  }
}

TEST(low_bit_is_enough, "the low bit alone says the same of one write as both bits together") {
  NEEDS_SCOPE;
  static struct list both, low;
  FOR_EACH_SHAPE(shape) {
    struct vm a, b;
    make_pair(&a, shape, both_bits);
    make_pair(&b, shape, low_bit);
    NEED(!get_list(a.vcpu[0], &both) && !get_list(b.vcpu[0], &low) && both.n == low.n);
    for (uint64_t i = 0; i < both.n; i++)
      CHECK_OF(&a, both.ids[i], scope_of(low.ids[i]) == (scope_of(both.ids[i]) & 1));
    close_vm(&a), close_vm(&b);
  }
}

static void count_scopes(const struct vm *vm, const struct list *list) {
  unsigned counts[4] = {0};
  for (uint64_t i = 0; i < list->n; i++)
    counts[scope_of(list->ids[i])]++;
  printf("scopes %s: %u vcpu, %u vm, %u mixed, %u host\n", vm->shape->name, counts[SCOPE_VCPU], counts[SCOPE_VM],
         counts[SCOPE_MIXED], counts[SCOPE_HOST]);
  CHECK(counts[SCOPE_VM] > 50 && counts[SCOPE_HOST] == 3);
}

TEST(scopes_are_counted, "every shape has registers of the VM and of the host, and one mixed where N of PMCR_EL0 can be set") {
  NEEDS_SCOPE;
  static struct list list;
  FOR_EACH_SHAPE(shape) {
    struct vm vm;
    make_pair(&vm, shape, both_bits);
    NEED(!get_list(vm.vcpu[0], &list));
    count_scopes(&vm, &list);
    close_vm(&vm);
  }
}

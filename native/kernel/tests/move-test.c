/* SPDX-License-Identifier: Apache-2.0 */
/* Moving VMs: one write is enough for what says so, is needed, and is what vCPUs made later have. */
#include "each-shape.h"
#include "states.h"

#include <string.h>

enum { VCPUS = 4 };
static struct state states[VCPUS];

static void make_moved(struct vm *vm, const struct shape *shape, struct asked asked) {
  make_vm(vm, shape, asked);
  add_vcpus(vm, VCPUS);
  set_up_devices(vm);
}

/* What belongs to the VM is saved through vCPU 0 alone. */
static void save_aware(const struct vm *vm) {
  for (uint32_t i = 0; i < vm->vcpus; i++)
    CHECK(!save(vm->vcpu[i], &states[i], i ? EACH : ALL).refused);
}

TEST(once_is_enough_and_needed, "registers with bit 28 need one write for all vCPUs, and leaving them out is noticed") {
  NEEDS_SCOPE;
  FOR_EACH_SHAPE(shape) {
    struct vm from, to;
    make_moved(&from, shape, both_bits);
    make_moved(&to, shape, both_bits);
    disturb(&from);
    save_aware(&from);
    for (uint32_t i = 0; i < VCPUS; i++)
      CHECK_OF(&to, i, !restore(to.vcpu[i], &states[i], EACH).refused);
    CHECK_OF(&to, 0, differences(&from, &to) >= VCPUS);
    CHECK_OF(&to, 0, !restore(to.vcpu[VCPUS - 1], &states[0], ONCE).refused);
    CHECK_OF(&to, 0, differences(&from, &to) == 0);
    close_vm(&from), close_vm(&to);
  }
}

TEST(later_vcpus_inherit, "vCPUs that are made after the one write have what was written") {
  NEEDS_SCOPE;
  static struct list list;
  FOR_EACH_SHAPE(shape) {
    struct vm vm;
    make_vm(&vm, shape, both_bits);
    add_vcpus(&vm, 1);
    disturb(&vm);
    add_vcpus(&vm, 2);
    NEED(!get_list(vm.vcpu[2], &list));
    for (uint64_t i = 0; i < list.n; i++) {
      uint8_t first[MOST_BYTES] = {0}, last[MOST_BYTES] = {0};
      if (!(scope_of(list.ids[i]) & 1) || is_counter(list.ids[i]))
        continue;
      CHECK_OF(&vm, list.ids[i], !get_reg(vm.vcpu[0], list.ids[i], first) && !get_reg(vm.vcpu[2], list.ids[i], last));
      CHECK_OF(&vm, list.ids[i], !memcmp(first, last, sizeof first));
    }
    close_vm(&vm);
  }
}

static unsigned count_scoped(const struct list *list) {
  unsigned n = 0;
  for (uint64_t i = 0; i < list->n; i++)
    n += scope_of(list->ids[i]) != SCOPE_VCPU;
  return n;
}

static void strip(struct list *list) {
  for (uint64_t i = 0; i < list->n; i++)
    list->ids[i] = plain(list->ids[i]);
}

TEST(saved_with_scope, "a state saved with scopes is refused by a VM without the capability, register by register, and taken without them") {
  NEEDS_SCOPE;
  FOR_EACH_SHAPE(shape) {
    struct vm from, to;
    make_moved(&from, shape, both_bits);
    make_moved(&to, shape, nothing);
    disturb(&from);
    for (uint32_t i = 0; i < VCPUS; i++) {
      CHECK(!save(from.vcpu[i], &states[i], ALL).refused);
      CHECK_OF(&to, i, restore(to.vcpu[i], &states[i], ALL).refused == count_scoped(&states[i].list));
    }
    CHECK(differences(&from, &to) > 0);
    for (uint32_t i = 0; i < VCPUS; i++) {
      strip(&states[i].list);
      CHECK_OF(&to, i, !restore(to.vcpu[i], &states[i], ALL).refused);
    }
    CHECK_OF(&to, 0, differences(&from, &to) == 0);
    close_vm(&from), close_vm(&to);
  }
}

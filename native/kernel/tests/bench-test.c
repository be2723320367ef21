/* SPDX-License-Identifier: Apache-2.0 */
/* Ioctls and times of saving and restoring, in the ways that are compared. Runs when the command line says bench. */
#include "each-shape.h"
#include "states.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { REPEAT = 15 };
enum way { OFF, UNAWARE, SCOPE, VM_REGS, WAYS };
static const char *const names[WAYS] = {"off", "on, not looked at", "scope in ids", "VM's descriptor"};
static const struct asked asked[WAYS] = {{0}, {.scope_bits = 3}, {.scope_bits = 3}, {.vm_regs = true}};

struct figures {
  double save_ms, restore_ms;
  unsigned ioctls, refused, differences;
};

static struct state of_vm, of_vcpu[MOST_VCPUS];

static double now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void add(struct figures *figures, struct tally tally) {
  figures->ioctls += tally.ioctls;
  figures->refused += tally.refused;
}

static enum part part_of(enum way way, uint32_t vcpu) { return way == SCOPE && vcpu ? EACH : ALL; }

static void save_vm(const struct vm *vm, enum way way, struct figures *figures) {
  double start = now_ms();
  if (way == VM_REGS)
    figures->refused += save_vm_regs(vm, &of_vm).refused;
  for (uint32_t i = 0; i < vm->vcpus; i++)
    figures->refused += save(vm->vcpu[i], &of_vcpu[i], part_of(way, i)).refused;
  figures->save_ms = now_ms() - start;
}

/* The VM's registers are written before the vCPUs are made where the form asks for it, and making them is timed in no way. */
static void restore_vm(struct vm *vm, enum way way, struct figures *figures, uint32_t vcpus) {
  double start = now_ms(), spent = 0;
  if (way == VM_REGS)
    add(figures, restore_vm_regs(vm, &of_vm));
  spent = now_ms() - start;
  add_vcpus(vm, vcpus);
  set_up_devices(vm);
  start = now_ms();
  for (uint32_t i = 0; i < vcpus; i++)
    add(figures, restore(vm->vcpu[i], &of_vcpu[i], part_of(way, i)));
  figures->restore_ms = spent + now_ms() - start;
}

static struct figures measure(enum way way, uint32_t vcpus) {
  struct figures figures = {0};
  struct vm from, to;
  make_vm(&from, shapes(), asked[way]);
  add_vcpus(&from, vcpus);
  set_up_devices(&from);
  make_vm(&to, shapes(), asked[way]);
  disturb(&from);
  save_vm(&from, way, &figures);
  restore_vm(&to, way, &figures, vcpus);
  figures.differences = differences(&from, &to);
  close_vm(&from), close_vm(&to);
  return figures;
}

static int by_restore(const void *a, const void *b) {
  double x = ((const struct figures *)a)->restore_ms, y = ((const struct figures *)b)->restore_ms;
  return (x > y) - (x < y);
}

static int by_save(const void *a, const void *b) {
  double x = ((const struct figures *)a)->save_ms, y = ((const struct figures *)b)->save_ms;
  return (x > y) - (x < y);
}

static void report(enum way way, uint32_t vcpus, struct figures *all) {
  qsort(all, REPEAT, sizeof *all, by_save);
  double save_ms = all[REPEAT / 2].save_ms, fastest_save = all[0].save_ms;
  qsort(all, REPEAT, sizeof *all, by_restore);
  printf("bench | %u | %s | %u | %.2f, %.2f | %.2f, %.2f |\n", vcpus, names[way], all->ioctls, fastest_save, save_ms,
         all->restore_ms, all[REPEAT / 2].restore_ms);
  for (int i = 0; i < REPEAT; i++)
    CHECK(all[i].refused == 0 && all[i].differences == 0);
}

/* The ways take turns, so that what else goes on on the machine meets them all. */
TEST(bench, "every way of moving a VM of 1, 8 and 64 vCPUs leaves no difference and has nothing refused") {
  SKIP_UNLESS(!strcmp(agent_path, "bench"), "measured when asked for");
  NEEDS_SCOPE;
  NEEDS_VM_REGS;
  static const uint32_t sizes[] = {1, 8, 64};
  static struct figures all[WAYS][REPEAT];
  puts("bench | vCPUs | way | ioctls of a restore | save: fastest, median ms | restore: fastest, median ms |");
  for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
    for (int turn = 0; turn < REPEAT; turn++)
      for (enum way way = OFF; way < WAYS; way++)
        all[way][turn] = measure(way, sizes[s]);
    for (enum way way = OFF; way < WAYS; way++)
      report(way, sizes[s], all[way]);
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
/* What an attach has to know of a process, found out while it goes on: who it is, its stacks, instructions and signals. */
#include "attach.h"
#include "others.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { PATH_BYTES = 64, LINE_BYTES = 512, WINDOW_BYTES = 64 << 10, OVERLAP_BYTES = 16, START_FIELD = 22, CPU_FIELD = 39, POLICY_FIELD = 41, MOST_GUARD = 1 << 20 };

/* A field of a stat line by its number; the name, in parentheses, may hold anything (Documentation/filesystems/proc.rst). */
static bool field_in(const char *stat, int number, uint64_t *value) {
  const char *at = strrchr(stat, ')');
  for (int field = 2; at && field < number; field++)
    at = strchr(at + 1, ' ');
  return at && sscanf(at, " %lu", value) == 1;
}

static bool field_of(const char *path, int number, uint64_t *value) {
  char stat[LINE_BYTES * 2];
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  ssize_t n = fd < 0 ? -1 : read(fd, stat, sizeof stat - 1);
  if (fd >= 0)
    close(fd);
  stat[n > 0 ? n : 0] = 0;
  return n > 0 && field_in(stat, number, value);
}

static bool start_of(pid_t pid, uint64_t *start) {
  char path[PATH_BYTES];
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  return field_of(path, START_FIELD, start);
}

void stay_beside(pid_t pid, pid_t tid) {
  char path[PATH_BYTES];
  uint64_t cpu, policy;
  cpu_set_t only;
  snprintf(path, sizeof path, "/proc/%d/task/%d/stat", pid, tid);
  if (!field_of(path, POLICY_FIELD, &policy) || policy != SCHED_OTHER || !field_of(path, CPU_FIELD, &cpu))
    return;
  CPU_ZERO(&only);
  CPU_SET(cpu, &only);
  sched_setaffinity(0, sizeof only, &only);
}

struct end is_same_process(const struct target *target, pid_t tid) {
  char path[PATH_BYTES];
  uint64_t start;
  snprintf(path, sizeof path, "/proc/%d/task/%d", target->pid, tid);
  if (!start_of(target->pid, &start) || access(path, F_OK))
    return ended(RS_ENDED, 0);
  return start == target->start ? ended(RS_ATTACHED, 0) : ended(RS_OTHER_PROCESS, 0);
}

bool is_vcpu(const struct target *target) {
  char path[PATH_BYTES];
  snprintf(path, sizeof path, "/proc/%d/fd/%d", target->pid, target->vcpu);
  return kvm_link_at(path) == A_VCPU;
}

struct map {
  uint64_t low, high;
  char may[8];
  bool is_main_stack, has_code; /* of a file, or the vDSO's */
};

static bool map_in(const char *line, struct map *map) {
  char name[16] = "";
  if (sscanf(line, "%lx-%lx %7s %*s %*s %*s %15s", &map->low, &map->high, map->may, name) < 3)
    return false;
  map->is_main_stack = !strcmp(name, "[stack]");
  map->has_code = !strcmp(map->may, "r-xp") && (name[0] == '/' || !strcmp(name, "[vdso]"));
  return true;
}

/* What an allocator has reserved for later ends in pages that nobody may touch, too, but in more of them. */
static void add_stack(struct target *target, const struct map *map, const struct map *below) {
  bool is_guard = !strncmp(below->may, "---p", 4) && below->high == map->low && below->high - below->low <= MOST_GUARD;
  bool is_guarded = is_guard || map->is_main_stack;
  if (!strncmp(map->may, "rw-p", 4) && is_guarded && target->stacks < MOST_STACKS)
    target->stack[target->stacks++] = (struct stack){map->low, map->high};
}

static bool has_gadgets(const struct target *target) { return target->gadgets.call && target->gadgets.home; }

static void scan(struct target *target, int memory, const struct map *map) {
  static uint8_t window[WINDOW_BYTES];
  for (uint64_t at = map->low; at < map->high && !has_gadgets(target); at += WINDOW_BYTES - OVERLAP_BYTES) {
    uint64_t left = map->high - at;
    ssize_t n = pread(memory, window, left < WINDOW_BYTES ? left : WINDOW_BYTES, (off_t)at);
    if (n <= 0)
      return;
    frame_find_gadgets(&target->gadgets, window, (size_t)n, at);
  }
}

static void look_at_maps(struct target *target, FILE *maps, int memory) {
  char line[LINE_BYTES];
  struct map below = {0};
  for (struct map map; fgets(line, sizeof line, maps); below = map) {
    if (!map_in(line, &map))
      continue;
    add_stack(target, &map, &below);
    if (map.has_code)
      scan(target, memory, &map);
  }
}

static struct end find_memory(struct target *target) {
  char path[PATH_BYTES];
  snprintf(path, sizeof path, "/proc/%d/mem", target->pid);
  int memory = open(path, O_RDONLY | O_CLOEXEC);
  if (memory < 0)
    return errno == ENOENT ? ended(RS_ENDED, 0) : ended(RS_MAY_NOT, (uint32_t)errno);
  snprintf(path, sizeof path, "/proc/%d/maps", target->pid);
  FILE *maps = fopen(path, "re");
  int error = errno;
  if (maps)
    look_at_maps(target, maps, memory), fclose(maps);
  close(memory);
  if (!maps)
    return ended(RS_MAY_NOT, (uint32_t)error);
  return has_gadgets(target) ? ended(RS_ATTACHED, 0) : ended(RS_NO_GADGET, 0);
}

/* Handlers are the whole process's. A signal without one, that is ignored by default, harms nobody when it comes unawaited. */
static struct end find_marker(struct target *target) {
  static const int candidates[] = {SIGURG, SIGWINCH, SIGCHLD};
  char path[PATH_BYTES], line[LINE_BYTES];
  uint64_t handled = ~0ull;
  snprintf(path, sizeof path, "/proc/%d/status", target->pid);
  FILE *status = fopen(path, "re");
  if (!status)
    return ended(RS_ENDED, 0);
  while (fgets(line, sizeof line, status) && sscanf(line, "SigCgt: %lx", &handled) != 1)
    ;
  fclose(status);
  for (size_t i = 0; i < sizeof candidates / sizeof *candidates && !target->marker; i++)
    if (!(handled >> (candidates[i] - 1) & 1))
      target->marker = candidates[i];
  return target->marker ? ended(RS_ATTACHED, 0) : ended(RS_NO_MARKER, 0);
}

struct end prepare_target(struct target *target) {
  struct end end = is_same_process(target, target->tid ? target->tid : target->pid);
  if (is_attached(end))
    end = find_memory(target);
  return is_attached(end) ? find_marker(target) : end;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* What the kernel shows of VMs of other processes: RS_LOOK. The list of what is read is fixed here. */
#include "session.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST_BYTES = 4 << 20, FILE_BYTES = 64 << 10, STAT_BYTES = 1 << 20, MOST_NAMES = 32768, PATH_BYTES = 320 };
enum { IS_KERNEL_THREAD = 0x00200000 }; /* PF_KTHREAD in include/linux/sched.h, 6.18 */

struct look {
  struct writer *out;
  uint32_t entries;
  bool is_full, is_cut;
  bool found_kvm; /* among the descriptors of the process that is looked into */
  uint8_t held[STAT_BYTES];
};

struct place {
  char path[PATH_BYTES];
};

static const struct place proc = {"/proc"}, debug = {"/sys/kernel/debug/kvm"};

static struct place in(struct place folder, const char *name) {
  struct place place;
  if (snprintf(place.path, sizeof place.path, "%s/%s", folder.path, name) >= (int)sizeof place.path)
    place.path[0] = '\0'; /* is nowhere */
  return place;
}

/* Of what look->held holds n bytes, or of what failed: then n is -1, and errno as it was left. */
static void put_entry(struct look *look, enum rs_entry kind, struct place at, ssize_t n) {
  static const uint8_t zeros[8];
  uint32_t status = n < 0 ? (uint32_t)errno : 0, length = (uint32_t)strlen(at.path), held = n < 0 ? 0 : (uint32_t)n;
  uint64_t bytes = (uint64_t)length + held, whole = 16 + up_to_8(bytes), used = look->out->used;
  if (look->is_full || whole > look->out->cap - used || used + whole > MOST_BYTES) {
    look->is_full = look->is_cut = true;
    return;
  }
  put_bytes(look->out, (uint32_t[]){kind, status, length, held}, 16);
  put_bytes(look->out, at.path, length);
  put_bytes(look->out, look->held, held);
  put_bytes(look->out, zeros, up_to_8(bytes) - bytes);
  look->entries++;
}

/* The beginning of a file: bytes, or -1 with errno. */
static ssize_t read_file(struct look *look, struct place at, size_t most) {
  int fd = open(at.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return -1;
  size_t used = 0;
  ssize_t n = 1;
  while (n > 0 && used < most)
    if ((n = read(fd, look->held + used, most - used)) > 0)
      used += (size_t)n;
  int error = errno;
  close(fd);
  errno = error;
  return n < 0 ? -1 : (ssize_t)used;
}

static void put_file(struct look *look, struct place at) {
  put_entry(look, RS_FILE, at, read_file(look, at, FILE_BYTES));
}

static ssize_t read_link(struct look *look, struct place at) {
  return readlink(at.path, (char *)look->held, FILE_BYTES);
}

static void put_link(struct look *look, struct place at) { put_entry(look, RS_LINK, at, read_link(look, at)); }

typedef void visitor(struct look *look, struct place at, const struct dirent *entry);

/* Puts the folder, and has the visitor put what is of use of the things in it. */
static void visit(struct look *look, struct place folder, visitor *put) {
  DIR *names = opendir(folder.path);
  put_entry(look, RS_FOLDER, folder, names ? 0 : -1);
  if (!names)
    return;
  uint32_t n = 0;
  for (const struct dirent *entry; !look->is_full && (entry = readdir(names)) && n <= MOST_NAMES; n++)
    if (entry->d_name[0] != '.')
      put(look, in(folder, entry->d_name), entry);
  look->is_cut |= n > MOST_NAMES;
  closedir(names);
}

/* Only KVM names links like this (kvm_main.c, 6.18); other links are nobody's business. */
static bool is_kvm(const struct look *look, ssize_t n) {
  static const char beginnings[][16] = {"anon_inode:kvm-", "anon_inode:[kvm"};
  return n > 15 && (!memcmp(look->held, beginnings[0], 15) || !memcmp(look->held, beginnings[1], 15));
}

static void put_descriptor(struct look *look, struct place at, const struct dirent *entry) {
  (void)entry;
  ssize_t n = read_link(look, at);
  bool is_closed = n < 0 && errno == EACCES;
  look->found_kvm |= is_kvm(look, n);
  if (is_closed || is_kvm(look, n))
    put_entry(look, RS_LINK, at, n);
}

static void put_thread(struct look *look, struct place at, const struct dirent *entry) {
  (void)entry;
  put_file(look, in(at, "stat"));
}

static void put_namespaces(struct look *look, struct place process) {
  put_link(look, in(process, "ns/mnt"));
  put_link(look, in(process, "ns/pid"));
}

static void put_holder(struct look *look, struct place process) {
  put_file(look, in(process, "status"));
  put_file(look, in(process, "cmdline"));
  put_link(look, in(process, "exe"));
  put_namespaces(look, process);
  visit(look, in(process, "task"), put_thread);
}

/* By field 9, counted from behind the name, which may hold anything. */
static bool is_kernel_thread(const struct look *look, ssize_t n) {
  const uint8_t *behind = n > 0 ? memrchr(look->held, ')', (size_t)n) : NULL;
  char fields[128] = "";
  if (behind)
    snprintf(fields, sizeof fields, "%.*s", (int)(look->held + n - behind), (const char *)behind);
  unsigned flags = 0;
  sscanf(fields, ") %*c %*d %*d %*d %*d %*d %u", &flags);
  return flags & IS_KERNEL_THREAD;
}

static void put_process(struct look *look, struct place at, const struct dirent *entry) {
  if (strspn(entry->d_name, "0123456789") < strlen(entry->d_name))
    return;
  ssize_t n = read_file(look, in(at, "stat"), FILE_BYTES);
  if (n < 0 || is_kernel_thread(look, n))
    return;
  put_entry(look, RS_FILE, in(at, "stat"), n);
  look->found_kvm = false;
  visit(look, in(at, "fd"), put_descriptor);
  if (look->found_kvm)
    put_holder(look, at);
}

/* Some walk what the VM's own threads take locks for (vgic/vgic-debug.c and ptdump.c of arm64, debugfs.c of x86, 6.18). */
static bool disturbs(const char *name) {
  static const char *const beginnings[] = {"vgic-", "stage2_page", "mmu_rmaps"};
  for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
    if (!strncmp(name, beginnings[i], strlen(beginnings[i])))
      return true;
  return false;
}

static void put_of_vm(struct look *look, struct place at, const struct dirent *entry) {
  if (entry->d_type == DT_DIR && !strncmp(entry->d_name, "vcpu", 4))
    put_file(look, in(at, "pid"));
  if (entry->d_type == DT_REG && !disturbs(entry->d_name))
    put_file(look, at);
}

static void put_vm(struct look *look, struct place at, const struct dirent *entry) {
  if (entry->d_type == DT_DIR)
    visit(look, at, put_of_vm);
}

/* Who looks: its number, its namespaces and its rights. */
static void put_self(struct look *look) {
  put_link(look, in(proc, "self"));
  put_namespaces(look, in(proc, "self"));
  put_file(look, in(proc, "self/status"));
}

/* Of /proc/stat the one line that tells when the machine was booted. */
static void put_boot_time(struct look *look) {
  ssize_t n = read_file(look, in(proc, "stat"), STAT_BYTES);
  const uint8_t *before = n > 0 ? memmem(look->held, (size_t)n, "\nbtime ", 7) : NULL;
  if (!before)
    return;
  size_t left = (size_t)(look->held + n - before) - 1;
  const uint8_t *end = memchr(before + 1, '\n', left);
  size_t length = end ? (size_t)(end - before) : left;
  memmove(look->held, before + 1, length);
  put_entry(look, RS_FILE, in(proc, "stat"), (ssize_t)length);
}

static void look_around(struct look *look) {
  put_boot_time(look);
  put_self(look);
  visit(look, proc, put_process);
  visit(look, debug, put_vm);
}

struct outcome op_look(struct regscope *session, struct reader *request, struct writer *out) {
  (void)session;
  if (!all_taken(request))
    return refused(RS_BAD_REQUEST);
  struct look *look = malloc(sizeof *look);
  if (!look)
    return refused(RS_NO_MEMORY);
  look->out = out, look->entries = 0, look->is_full = look->is_cut = false;
  uint8_t *head = reserve(out, 8);
  if (head)
    look_around(look);
  if (head)
    memcpy(head, (uint32_t[]){look->entries, look->is_cut}, 8);
  free(look);
  return done();
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "client.h"

#include <fcntl.h>
#include <linux/kvm.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct entry {
  uint32_t kind, status;
  char path[512], held[4096]; /* as much as fits */
  uint32_t held_bytes;
};

static bool next_entry(struct reader *body, struct entry *entry) {
  entry->kind = take_u32(body), entry->status = take_u32(body);
  uint32_t length = take_u32(body);
  entry->held_bytes = take_u32(body);
  const uint8_t *path = take(body, length), *held = take(body, entry->held_bytes);
  take(body, -(uint64_t)(length + (uint64_t)entry->held_bytes) & 7);
  if (body->bad)
    return false;
  snprintf(entry->path, sizeof entry->path, "%.*s", (int)length, (const char *)path);
  snprintf(entry->held, sizeof entry->held, "%.*s", (int)entry->held_bytes, (const char *)held);
  return true;
}

/* The entry of a path, of which the reply holds one at most; its kind is 0 where there is none. */
static struct entry entry_of(struct reply reply, const char *path) {
  struct entry entry = {0};
  uint32_t n = take_u32(&reply.body);
  take_u32(&reply.body);
  for (uint32_t i = 0; i < n && next_entry(&reply.body, &entry); i++)
    if (!strcmp(entry.path, path))
      return entry;
  return (struct entry){0};
}

static const char *own(const char *name) {
  static char path[64];
  snprintf(path, sizeof path, "/proc/%d/%s", getpid(), name);
  return path;
}

TEST(look_tells_of_processes, "a look tells of processes, and of one that holds no VM no more than that it is there") {
  struct regscope *session = regscope_open();
  struct reply reply = SEND(session, RS_LOOK);
  NEED(reply.kind == RS_DONE);
  struct entry stat = entry_of(reply, own("stat")), self = entry_of(reply, "/proc/self");
  CHECK(stat.kind == RS_FILE && atoi(stat.held) == getpid());
  CHECK(self.kind == RS_LINK && atoi(self.held) == getpid());
  CHECK(entry_of(reply, own("fd")).kind == RS_FOLDER);
  CHECK(entry_of(reply, own("cmdline")).kind == 0 && entry_of(reply, own("fd/0")).kind == 0);
  CHECK(!strncmp(entry_of(reply, "/proc/stat").held, "btime ", 6));
  CHECK(entry_of(reply, "/proc/2/stat").kind == 0 || getpid() == 2);
  regscope_close(session);
}

TEST(look_finds_holders, "of a process that holds a VM a look tells the descriptors, the program and the threads") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC), vm = ioctl(kvm, KVM_CREATE_VM, 0);
  NEED(vm >= 0);
  struct regscope *session = regscope_open();
  struct reply reply = SEND(session, RS_LOOK);
  NEED(reply.kind == RS_DONE);
  char fd[32], task[32];
  snprintf(fd, sizeof fd, "fd/%d", vm), snprintf(task, sizeof task, "task/%d/stat", getpid());
  CHECK(!strcmp(entry_of(reply, own(fd)).held, "anon_inode:kvm-vm"));
  CHECK(entry_of(reply, own("fd/0")).kind == 0);
  CHECK(entry_of(reply, own("exe")).kind == RS_LINK && entry_of(reply, own("ns/pid")).kind == RS_LINK);
  CHECK(entry_of(reply, own("cmdline")).held_bytes > 0 && strstr(entry_of(reply, own("status")).held, "NSpid:"));
  CHECK(atoi(entry_of(reply, own(task)).held) == getpid());
  regscope_close(session);
  close(vm), close(kvm);
}

TEST(look_is_cut, "what does not fit is left out as whole entries, and told") {
  struct regscope *session = regscope_open();
  struct writer request = request_of(RS_LOOK);
  for (uint64_t cap = 16; cap < 1000; cap++) {
    struct reply reply = send_request_with_room(session, &request, cap);
    NEED(reply.kind == RS_DONE);
    uint32_t n = take_u32(&reply.body), is_cut = take_u32(&reply.body);
    struct entry entry;
    while (n > 0 && next_entry(&reply.body, &entry))
      n--;
    CHECK(n == 0 && is_cut == 1 && all_taken(&reply.body));
  }
  CHECK(is_refused(send_request_with_room(session, &request, 15), RS_REPLY_TOO_BIG));
  regscope_close(session);
}

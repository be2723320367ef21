/* SPDX-License-Identifier: Apache-2.0 */
#include "others.h"

#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { LINK_BYTES = 64 };

static bool begins(const char *text, const char *with) { return !strncmp(text, with, strlen(with)); }

enum kvm_link kvm_link_at(const char *path) {
  static const char vcpu[] = "anon_inode:kvm-vcpu";
  char link[LINK_BYTES] = {0};
  if (readlink(path, link, sizeof link - 1) < 0)
    return NOT_KVMS;
  if (begins(link, "anon_inode:kvm-vcpu-stats") || begins(link, "anon_inode:kvm-vm-stats"))
    return STATISTICS;
  char next = begins(link, vcpu) ? link[strlen(vcpu)] : '-';
  return next == ':' || !next ? A_VCPU : NOT_KVMS;
}

/* What a descriptor is, is looked at before anything is done with it. */
int copy_of(int pidfd, uint32_t target, enum kvm_link kind) {
  char path[32];
  int fd = (int)syscall(SYS_pidfd_getfd, pidfd, target, 0);
  if (fd < 0)
    return -1;
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  if (kvm_link_at(path) == kind)
    return fd;
  close(fd);
  return errno = EBADF, -1;
}

struct outcome take_asked(struct reader *in, struct asked *asked) {
  asked->pid = take_u32(in);
  asked->n = take_u32(in);
  if (asked->n > RS_MAX_VCPUS)
    return refused(RS_TOO_MANY);
  return in->bad || in->left != asked->n * sizeof(uint32_t) ? refused(RS_BAD_REQUEST) : done();
}

struct outcome for_each_descriptor(const struct asked *asked, struct reader *in, struct writer *out, put_one *put, size_t bytes) {
  int pidfd = (int)syscall(SYS_pidfd_open, asked->pid, 0);
  if (pidfd < 0)
    return kernel_refused("pidfd_open");
  for (uint32_t i = 0; i < asked->n && !out->full; i++)
    put(pidfd, take_u32(in), bytes, out);
  close(pidfd);
  return done();
}

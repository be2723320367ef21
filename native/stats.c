/* SPDX-License-Identifier: Apache-2.0 */
/* Binary statistics of VMs of other processes, through the descriptors that those hold themselves: RS_STATS. */
#include "session.h"

#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { STATS_BYTES = 256 << 10, LINK_BYTES = 64 };

/* Looks at what a descriptor is before anything is asked of it: only KVM names links like this (kvm_main.c, 6.18). */
static bool is_stats(int fd) {
  char path[32], link[LINK_BYTES] = {0};
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  if (readlink(path, link, sizeof link - 1) < 0)
    return false;
  return !strncmp(link, "anon_inode:kvm-vcpu-stats", 25) || !strncmp(link, "anon_inode:kvm-vm-stats", 23);
}

/* Bytes read, or -1 with errno; a file longer than `most` is EFBIG. */
static ssize_t read_all(int fd, uint8_t *to, size_t most) {
  size_t used = 0;
  for (;;) {
    ssize_t n = pread(fd, to + used, most - used, (off_t)used);
    if (n <= 0)
      return n < 0 ? -1 : (ssize_t)used;
    used += (size_t)n;
    if (used == most)
      return errno = EFBIG, -1;
  }
}

static uint32_t read_stats(int pidfd, uint32_t target, uint8_t *to, ssize_t *length) {
  int fd = (int)syscall(SYS_pidfd_getfd, pidfd, target, 0);
  if (fd < 0)
    return (uint32_t)errno;
  uint32_t status = EBADF;
  if (is_stats(fd)) {
    *length = read_all(fd, to, STATS_BYTES);
    status = *length < 0 ? (uint32_t)errno : 0;
  }
  close(fd);
  return status;
}

static void put_stats(int pidfd, uint32_t target, struct writer *out) {
  static const uint8_t zeros[8];
  static uint8_t bytes[STATS_BYTES];
  ssize_t length = 0;
  uint32_t status = read_stats(pidfd, target, bytes, &length);
  uint64_t n = status ? 0 : (uint64_t)length;
  put_u32(out, status);
  put_u32(out, (uint32_t)n);
  put_bytes(out, bytes, n);
  put_bytes(out, zeros, up_to_8(n) - n);
}

struct outcome op_stats(struct regscope *session, struct reader *in, struct writer *out) {
  (void)session;
  uint32_t pid = take_u32(in);
  uint32_t n = take_u32(in);
  if (n > RS_MAX_VCPUS)
    return refused(RS_TOO_MANY);
  if (in->bad || in->left != n * sizeof(uint32_t))
    return refused(RS_BAD_REQUEST);
  int pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
  if (pidfd < 0)
    return kernel_refused("pidfd_open");
  for (uint32_t i = 0; i < n && !out->full; i++)
    put_stats(pidfd, take_u32(in), out);
  close(pidfd);
  return done();
}

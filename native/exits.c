/* SPDX-License-Identifier: Apache-2.0 */
/* Why vCPUs of other processes left the guest last: struct kvm_run, which can be mapped where ioctls are refused (RS_EXITS). */
#include "session.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { LINK_BYTES = 64 };

/* Looks at what a descriptor is before it is mapped: to map another kind may do anything. */
static bool is_vcpu(int fd) {
  char path[32], link[LINK_BYTES] = {0};
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  if (readlink(path, link, sizeof link - 1) < 0 || strncmp(link, "anon_inode:kvm-vcpu", 19))
    return false;
  return link[19] == ':' || !link[19];
}

static uint32_t reason_in(int fd, size_t bytes, uint32_t *reason) {
  const struct kvm_run *run = mmap(NULL, bytes, PROT_READ, MAP_SHARED, fd, 0);
  if (run == MAP_FAILED)
    return (uint32_t)errno;
  *reason = __atomic_load_n(&run->exit_reason, __ATOMIC_RELAXED);
  munmap((void *)(uintptr_t)run, bytes);
  return 0;
}

static uint32_t last_exit(int pidfd, uint32_t target, size_t bytes, uint32_t *reason) {
  int fd = (int)syscall(SYS_pidfd_getfd, pidfd, target, 0);
  if (fd < 0)
    return (uint32_t)errno;
  uint32_t status = is_vcpu(fd) ? reason_in(fd, bytes, reason) : EBADF;
  close(fd);
  return status;
}

struct outcome op_exits(struct regscope *session, struct reader *in, struct writer *out) {
  uint32_t pid = take_u32(in);
  uint32_t n = take_u32(in);
  if (n > RS_MAX_VCPUS)
    return refused(RS_TOO_MANY);
  if (in->bad || in->left != n * sizeof(uint32_t))
    return refused(RS_BAD_REQUEST);
  if (!open_kvm(session))
    return kernel_refused("open /dev/kvm");
  int bytes = ioctl(session->kvm, KVM_GET_VCPU_MMAP_SIZE, 0);
  if (bytes < 0)
    return kernel_refused("KVM_GET_VCPU_MMAP_SIZE");
  int pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
  if (pidfd < 0)
    return kernel_refused("pidfd_open");
  for (uint32_t i = 0; i < n; i++) {
    uint32_t reason = 0, status = last_exit(pidfd, take_u32(in), (size_t)bytes, &reason);
    put_u32(out, status);
    put_u32(out, reason);
  }
  close(pidfd);
  return done();
}

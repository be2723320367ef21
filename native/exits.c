/* SPDX-License-Identifier: Apache-2.0 */
/* Why vCPUs of other processes left the guest last: struct kvm_run, which can be mapped where ioctls are refused (RS_EXITS). */
#include "others.h"

#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

static uint32_t reason_in(int fd, size_t bytes, uint32_t *reason) {
  const struct kvm_run *run = mmap(NULL, bytes, PROT_READ, MAP_SHARED, fd, 0);
  if (run == MAP_FAILED)
    return (uint32_t)errno;
  *reason = __atomic_load_n(&run->exit_reason, __ATOMIC_RELAXED);
  munmap((void *)(uintptr_t)run, bytes);
  return 0;
}

static void put_exit(int pidfd, uint32_t target, size_t bytes, struct writer *out) {
  uint32_t reason = 0;
  int fd = copy_of(pidfd, target, A_VCPU);
  put_u32(out, fd < 0 ? (uint32_t)errno : reason_in(fd, bytes, &reason));
  put_u32(out, reason);
  if (fd >= 0)
    close(fd);
}

struct outcome op_exits(struct regscope *session, struct reader *in, struct writer *out) {
  struct asked asked;
  struct outcome outcome = take_asked(in, &asked);
  if (!is_done(outcome))
    return outcome;
  if (!open_kvm(session))
    return kernel_refused("open /dev/kvm");
  int bytes = ioctl(session->kvm, KVM_GET_VCPU_MMAP_SIZE, 0);
  if (bytes < 0)
    return kernel_refused("KVM_GET_VCPU_MMAP_SIZE");
  return for_each_descriptor(&asked, in, out, put_exit, (size_t)bytes);
}

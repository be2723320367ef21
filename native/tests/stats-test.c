/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "client.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/kvm.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

static uint32_t own_pid(void) { return (uint32_t)getpid(); }

/* The statistics descriptor of the one vCPU of a new VM; keeps the VM open with it. */
static int stats_of_new_vcpu(void) {
  int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC), vm = ioctl(kvm, KVM_CREATE_VM, 0), vcpu = ioctl(vm, KVM_CREATE_VCPU, 0);
  int stats = ioctl(vcpu, KVM_GET_STATS_FD, 0);
  close(kvm), close(vm), close(vcpu);
  return stats;
}

TEST(stats_are_read, "statistics are read through a descriptor that a process holds, header first") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  int stats = stats_of_new_vcpu();
  SKIP_UNLESS(stats >= 0, "this kernel has no KVM_GET_STATS_FD");
  struct regscope *session = regscope_open();
  struct reply reply = SEND(session, RS_STATS, own_pid(), 1, (uint32_t)stats);
  NEED(reply.kind == RS_DONE);
  CHECK(take_u32(&reply.body) == 0);
  uint32_t length = take_u32(&reply.body);
  struct kvm_stats_header header;
  take_bytes(&reply.body, &header, sizeof header);
  CHECK(header.num_desc > 0 && header.data_offset < length);
  CHECK(take(&reply.body, ((uint64_t)length + 7) / 8 * 8 - sizeof header) && all_taken(&reply.body));
  regscope_close(session);
  close(stats);
}

TEST(stats_of_nothing_else, "a descriptor of another kind, or none, gives its errno, and the next one is still read") {
  struct regscope *session = regscope_open();
  int ends[2];
  NEED(pipe(ends) == 0);
  struct reply reply = SEND(session, RS_STATS, own_pid(), 2, (uint32_t)ends[0], 0xfffffffu);
  NEED(reply.kind == RS_DONE);
  for (int i = 0; i < 2; i++)
    CHECK(take_u32(&reply.body) == EBADF && take_u32(&reply.body) == 0);
  CHECK(all_taken(&reply.body));
  CHECK(fcntl(ends[0], F_GETFD) >= 0);
  close(ends[0]), close(ends[1]);
  regscope_close(session);
}

TEST(stats_check_their_request, "statistics are refused for a wrong length, too many and a process that is not there") {
  struct regscope *session = regscope_open();
  CHECK(is_refused(SEND(session, RS_STATS, own_pid(), 2, 0), RS_BAD_REQUEST));
  CHECK(is_refused(SEND(session, RS_STATS, own_pid(), RS_MAX_VCPUS + 1), RS_TOO_MANY));
  struct reply reply = SEND(session, RS_STATS, 0x7fffffffu, 0);
  CHECK(reply.kind == RS_KERNEL && reply.code == ESRCH);
  regscope_close(session);
}

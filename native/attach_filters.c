/* SPDX-License-Identifier: Apache-2.0 */
/* Whether the seccomp filters of a thread let through what a chain does in it. */
#include "attach.h"
#include "filters.h"

#include <sys/syscall.h>

enum { FILTERED_CALLS = 3 };

static struct seccomp_data ioctl_as_seen(const struct work *work, const struct call *call, uint64_t sp) {
  return (struct seccomp_data){.nr = SYS_ioctl,
                               .arch = FRAME_AUDIT_ARCH,
                               .instruction_pointer = work->target.gadgets.call + SYSCALL_BYTES,
                               .args = {(__u64)work->target.vcpu, command_of(work, call), sp}};
}

/* The system calls of the chain, as a filter would see them. */
static uint32_t calls_as_seen(const struct work *work, uint64_t sp, struct seccomp_data *seen) {
  static const struct call reading = {.kind = GET_REGISTER};
  seen[0] = (struct seccomp_data){.nr = SYS_rt_sigreturn,
                                  .arch = FRAME_AUDIT_ARCH,
                                  .instruction_pointer = work->target.gadgets.home_call + SYSCALL_BYTES};
  seen[1] = ioctl_as_seen(work, work->listing == LIST_FIRST ? &reading : &work->calls[1], sp);
  if (work->listing == ONLY_CALLS)
    return FILTERED_CALLS - 1;
  seen[2] = ioctl_as_seen(work, &work->calls[0], sp);
  return FILTERED_CALLS;
}

struct end ask_filters(const struct work *work, pid_t tid, uint64_t sp) {
  struct seccomp_data seen[FILTERED_CALLS];
  uint32_t which, n = calls_as_seen(work, sp, seen);
  enum filter_verdict verdict = filters_allow(work->target.pid, tid, seen, n, &which);
  return verdict == FILTERS_ALLOW    ? ended(RS_ATTACHED, 0)
         : verdict == FILTERS_FORBID ? ended(RS_FILTERED, (uint32_t)seen[which].nr)
                                     : ended(RS_FILTER_UNREADABLE, which);
}

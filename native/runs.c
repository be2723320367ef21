/* SPDX-License-Identifier: Apache-2.0 */
/* Which thread of a VMM runs which vCPU, by what it does and not by what it is called: RS_RUNS. */
#include "access.h"
#include "attach.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>

enum { LOOK_MS = 200, POLL_US = 50 };

struct seen {
  struct target target;
  uint32_t n;
  struct end end[RS_MAX_VCPUS];
  pid_t tid[RS_MAX_VCPUS];
};

/* The descriptor of a KVM_RUN that a thread is just about to make, or -1. */
static int64_t run_at_entry(pid_t tid) {
  struct __ptrace_syscall_info info;
  if (ptrace((enum __ptrace_request)PTRACE_GET_SYSCALL_INFO, tid, (void *)sizeof info, &info) <= 0)
    return -1;
  bool is_run = info.op == PTRACE_SYSCALL_INFO_ENTRY && info.entry.nr == SYS_ioctl && info.entry.args[1] == KVM_RUN;
  return is_run ? (int64_t)info.entry.args[0] : -1;
}

static struct end let_go_with(pid_t tid, struct end end) {
  let_go(tid);
  return end;
}

static struct end stop_following(pid_t tid) {
  int status;
  ptrace(PTRACE_INTERRUPT, tid, NULL, NULL);
  if (waitpid(tid, &status, __WALL) != tid || !WIFSTOPPED(status))
    return ended(RS_ENDED, 0);
  let_go_after(tid, status);
  return ended(RS_NOT_IN_RUN, IN_SYSTEM_CALL);
}

/* Lets the thread go from one system call to the next, until it calls KVM_RUN. */
static struct end follow(pid_t tid) {
  uint64_t until = now_ns() + LOOK_MS * 1000000ull;
  ptrace(PTRACE_SYSCALL, tid, NULL, NULL);
  for (int status; now_ns() < until;) {
    pid_t met = waitpid(tid, &status, __WALL | WNOHANG);
    if (met < 0 || (met == tid && !WIFSTOPPED(status)))
      return ended(RS_ENDED, 0);
    if (!met) {
      pause_us(POLL_US);
      continue;
    }
    int64_t vcpu = is_syscall_stop(status) ? run_at_entry(tid) : -1;
    if (vcpu >= 0)
      return let_go_with(tid, ended(RS_ATTACHED, (uint32_t)vcpu));
    if (event_of(status) == PTRACE_EVENT_STOP && WSTOPSIG(status) != SIGTRAP)
      return let_go_with(tid, ended(RS_GROUP_STOPPED, 0));
    resume(tid, status, true);
  }
  return stop_following(tid);
}

static struct end look_at(const struct target *target, pid_t tid) {
  struct end end = stop(target, tid);
  return is_attached(end) ? follow(tid) : end;
}

static void look_at_all(struct work *work) {
  struct seen *seen = (struct seen *)(void *)work->data;
  for (uint32_t i = 0; i < seen->n; i++)
    seen->end[i] = look_at(&seen->target, seen->tid[i]);
}

static struct outcome put_seen(struct work *work, struct reader *in, struct writer *out) {
  struct seen *seen = (struct seen *)(void *)work->data;
  for (uint32_t i = 0; i < seen->n; i++) {
    seen->tid[i] = (pid_t)take_u32(in);
    seen->end[i] = ended(RS_OUTCOME_UNKNOWN, 0);
  }
  struct end end = is_same_process(&seen->target, seen->target.pid);
  if (is_attached(end))
    in_tracer(work, look_at_all);
  for (uint32_t i = 0; i < seen->n; i++) {
    put_u32(out, is_attached(end) ? seen->end[i].end : end.end);
    put_u32(out, is_attached(end) ? seen->end[i].detail : end.detail);
  }
  return done();
}

struct outcome op_runs(struct regscope *session, struct reader *in, struct writer *out) {
  (void)session;
  struct target target = {.pid = (pid_t)take_u32(in)};
  uint32_t zero = take_u32(in);
  target.start = take_u64(in);
  uint32_t n = take_u32(in), also_zero = take_u32(in);
  if (n > RS_MAX_VCPUS)
    return refused(RS_TOO_MANY);
  if (in->bad || zero || also_zero || target.pid <= 0 || in->left != n * sizeof(uint32_t))
    return refused(RS_BAD_REQUEST);
  struct work *work = mmap(NULL, sizeof *work, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (work == MAP_FAILED)
    return refused(RS_NO_MEMORY);
  *(struct seen *)(void *)work->data = (struct seen){.target = target, .n = n};
  struct outcome outcome = put_seen(work, in, out);
  munmap(work, sizeof *work);
  return outcome;
}

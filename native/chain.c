/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A chain of signal frames below the stack of a stopped thread: each frame makes one ioctl and returns into the next, the last
 * but one opens a signal that tells the tracer, and the last puts the thread back. Setting the registers once commits to it: until
 * then nothing has changed, and from then on the thread needs nobody to find home.
 */
#include "layout.h"

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SIGSET_BYTES = 8 };

/* Of a thread that was set up for the chain: whatever fails from here on, it goes home by itself. */
static struct end commit(const struct chain *chain, const struct layout *layout) {
  const struct target *target = &chain->work->target;
  uint64_t all = ALL_SIGNALS;
  cpu_regs regs = chain->state->regs;
  frame_return(&regs, &target->gadgets, layout->base, true);
  if (!set_regs(chain->tid, &regs))
    return ended(RS_ENDED, 0);
  attach_at(AT_ARMED);
  if (ptrace(PTRACE_SETSIGMASK, chain->tid, (void *)SIGSET_BYTES, &all))
    return ended(RS_OUTCOME_UNKNOWN, 0);
  attach_at(AT_MASKED);
  if (syscall(SYS_tgkill, target->pid, chain->tid, target->marker))
    return ended(RS_OUTCOME_UNKNOWN, 0);
  attach_at(AT_SIGNALLED);
  if (ptrace(chain->is_watched ? PTRACE_SYSCALL : PTRACE_CONT, chain->tid, NULL, NULL))
    return ended(RS_OUTCOME_UNKNOWN, 0);
  attach_at(AT_RUNNING);
  return ended(RS_ATTACHED, 0);
}

/* Of KVM_GET_MSRS and KVM_SET_MSRS the answer is a count, and no errno is to be had (arch_x86.c). */
static uint32_t status_of(const struct work *work, const struct call *call, int64_t answer) {
  if (answer < 0)
    return (uint32_t)-answer;
  return call->kind == GET_LIST || work->one_reg || answer == 1 ? 0 : EINVAL;
}

/* The stop at the entry of a system call, or after it; only ioctls tell of a call. */
struct watching {
  struct call *calls;
  uint32_t n, at;
  bool in_ioctl;
};

static void see_syscall(const struct chain *chain, struct watching *watching) {
  struct __ptrace_syscall_info info;
  if (ptrace((enum __ptrace_request)PTRACE_GET_SYSCALL_INFO, chain->tid, (void *)sizeof info, &info) <= 0)
    return;
  if (info.op == PTRACE_SYSCALL_INFO_ENTRY)
    watching->in_ioctl = info.entry.nr == SYS_ioctl;
  else if (info.op == PTRACE_SYSCALL_INFO_EXIT && watching->in_ioctl && watching->at < watching->n) {
    struct call *call = &watching->calls[watching->at++];
    call->status = status_of(chain->work, call, info.exit.rval);
    watching->in_ioctl = false;
  }
}

static struct end wait_for_marker(const struct chain *chain, struct watching *watching) {
  for (int status;;) {
    if (waitpid(chain->tid, &status, __WALL) != chain->tid || !WIFSTOPPED(status))
      return ended(RS_ENDED, 0);
    if (!event_of(status) && WSTOPSIG(status) == chain->work->target.marker)
      return ended(RS_ATTACHED, 0);
    if (is_syscall_stop(status))
      see_syscall(chain, watching);
    resume(chain->tid, status, chain->is_watched);
  }
}

static bool is_at_marker(const struct chain *chain) {
  cpu_regs regs;
  return is_attached(get_regs(chain->tid, &regs)) && frame_pc(&regs) == chain->work->target.gadgets.home;
}

/* With its filters suspended the thread must not make the last call itself: they are back before it would. */
static void put_back(const struct chain *chain) {
  struct thread_state home = *chain->state;
  frame_write_fp(chain->tid, &home.fp);
  ptrace(PTRACE_SETSIGMASK, chain->tid, (void *)SIGSET_BYTES, &home.mask);
  set_regs(chain->tid, &home.regs);
}

struct end run_chain(const struct chain *chain, struct call *calls, uint32_t n, uint32_t *done) {
  struct layout layout = lay_out(chain, calls, n);
  *done = layout.calls;
  if (!layout.calls)
    return ended(RS_NO_STACK, 0);
  if (!write_chain(chain, &layout, calls))
    return ended(RS_NO_STACK, 0);
  attach_at(AT_WRITTEN);
  struct end end = commit(chain, &layout);
  struct watching watching = {.calls = calls, .n = layout.calls};
  if (is_attached(end))
    end = wait_for_marker(chain, &watching);
  if (!is_attached(end))
    return end;
  attach_at(AT_CHAIN_DONE);
  if (!is_at_marker(chain) || !read_back(chain, &layout, calls))
    return ended(RS_OUTCOME_UNKNOWN, 0);
  attach_at(AT_READ_BACK);
  if (chain->filters_suspended)
    put_back(chain);
  return ended(RS_ATTACHED, 0);
}

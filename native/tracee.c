/* SPDX-License-Identifier: Apache-2.0 */
/* A thread of another process, stopped and let go. Never stepped, and never seized so that it would end with its tracer. */
#include "attach.h"

#include <elf.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>

#ifndef PTRACE_O_SUSPEND_SECCOMP
#define PTRACE_O_SUSPEND_SECCOMP (1 << 21)
#endif

enum { EVENT_SHIFT = 16, SYSCALL_STOP = SIGTRAP | 0x80, SEIZE_TRIES = 5 };

int event_of(int status) { return status >> EVENT_SHIFT; }
bool is_syscall_stop(int status) { return !event_of(status) && WSTOPSIG(status) == SYSCALL_STOP; }

/* What a thread that stopped goes on with: the signal that it stopped for, if any. */
static void *signal_of(int status) { return (void *)(long)(event_of(status) || is_syscall_stop(status) ? 0 : WSTOPSIG(status)); }

void resume(pid_t tid, int status, bool to_next_syscall) {
  ptrace(to_next_syscall ? PTRACE_SYSCALL : PTRACE_CONT, tid, NULL, signal_of(status));
}

void let_go_after(pid_t tid, int status) { ptrace(PTRACE_DETACH, tid, NULL, signal_of(status)); }

/* In tests this is another function: the moments are theirs. */
__attribute__((weak)) void attach_at(enum moment moment) { (void)moment; }

static unsigned tracer_of(pid_t pid, pid_t tid) {
  char path[64], line[256];
  unsigned tracer = 0;
  snprintf(path, sizeof path, "/proc/%d/task/%d/status", pid, tid);
  FILE *status = fopen(path, "re");
  while (status && fgets(line, sizeof line, status))
    if (sscanf(line, "TracerPid: %u", &tracer) == 1)
      break;
  if (status)
    fclose(status);
  return tracer;
}

/* EPERM is also said while another one traces it, which may be over before that can be looked up: then it is tried again. */
static struct end seize_once(const struct target *target, pid_t tid, bool *try_again) {
  *try_again = false;
  if (!ptrace(PTRACE_SEIZE, tid, NULL, (void *)(unsigned long)PTRACE_O_TRACESYSGOOD))
    return ended(RS_ATTACHED, 0);
  int error = errno;
  unsigned tracer = error == EPERM ? tracer_of(target->pid, tid) : 0;
  *try_again = error == EPERM && !tracer;
  return error == ESRCH ? ended(RS_ENDED, 0) : tracer ? ended(RS_TRACED, tracer) : ended(RS_MAY_NOT, (uint32_t)error);
}

/* Somebody else's thread is not kept for as long as the tracer has other work. */
static struct end let_go_unless_same(const struct target *target, pid_t tid) {
  struct end end = is_same_process(target, tid);
  int status;
  if (!is_attached(end) && !ptrace(PTRACE_INTERRUPT, tid, NULL, NULL) && waitpid(tid, &status, __WALL) == tid)
    let_go_after(tid, status);
  return end;
}

/* A number that was free for a moment may be another thread's by now; once seized it cannot be given away. */
struct end seize(const struct target *target, pid_t tid) {
  bool try_again = true;
  struct end end = ended(RS_ENDED, 0);
  for (int left = SEIZE_TRIES; try_again && left; left--)
    end = seize_once(target, tid, &try_again);
  return is_attached(end) ? let_go_unless_same(target, tid) : end;
}

struct end interrupt(pid_t tid) {
  attach_at(AT_SEIZED);
  if (ptrace(PTRACE_INTERRUPT, tid, NULL, NULL))
    return ended(RS_ENDED, 0);
  attach_at(AT_INTERRUPTED);
  return ended(RS_ATTACHED, 0);
}

bool suspend_filters(pid_t tid) {
  return !ptrace(PTRACE_SETOPTIONS, tid, NULL, (void *)(unsigned long)(PTRACE_O_TRACESYSGOOD | PTRACE_O_SUSPEND_SECCOMP));
}

/* Other stops that are met on the way are passed on as they would have gone; any of them uses up the interrupt (ptrace_stop). */
static struct end wait_for_stop(pid_t tid) {
  for (int status;;) {
    if (waitpid(tid, &status, __WALL) != tid || !WIFSTOPPED(status))
      return ended(RS_ENDED, 0);
    if (event_of(status) == PTRACE_EVENT_STOP && WSTOPSIG(status) == SIGTRAP)
      return ended(RS_ATTACHED, 0);
    if (event_of(status) == PTRACE_EVENT_STOP) {
      let_go(tid);
      return ended(RS_GROUP_STOPPED, 0);
    }
    resume(tid, status, false);
    ptrace(PTRACE_INTERRUPT, tid, NULL, NULL);
  }
}

struct end stop(const struct target *target, pid_t tid) {
  struct end end = seize(target, tid);
  if (is_attached(end))
    end = interrupt(tid);
  return is_attached(end) ? wait_for_stop(tid) : end;
}

void pause_us(long us) { nanosleep(&(struct timespec){.tv_nsec = us * 1000}, NULL); }

struct end get_regs(pid_t tid, cpu_regs *regs) {
  struct iovec all = {regs, sizeof *regs};
  if (ptrace(PTRACE_GETREGSET, tid, (void *)NT_PRSTATUS, &all))
    return ended(RS_ENDED, 0);
  return all.iov_len == sizeof *regs ? ended(RS_ATTACHED, 0) : ended(RS_FOREIGN_THREAD, 0);
}

bool set_regs(pid_t tid, cpu_regs *regs) {
  struct iovec all = {regs, sizeof *regs};
  return !ptrace(PTRACE_SETREGSET, tid, (void *)NT_PRSTATUS, &all);
}

void let_go(pid_t tid) { ptrace(PTRACE_DETACH, tid, NULL, NULL); }

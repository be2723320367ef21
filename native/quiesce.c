/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stops a VMM as a whole, so that nobody of it meets an ioctl of ours: several of its own on the VM try the mutex of every vCPU
 * and fail with EBUSY while one is held (virt/kvm/kvm_main.c, 6.18, kvm_trylock_all_vcpus).
 */
#include "attach.h"

#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

enum { STOP_MS = 500, POLL_US = 50, TRIES = 20, TRY_AGAIN_US = 5000 };

void let_all_go(const struct threads *threads) {
  for (uint32_t i = 0; i < threads->n; i++)
    let_go(threads->tid[i]);
}

static bool is_known(const struct threads *threads, pid_t tid) {
  for (uint32_t i = 0; i < threads->n; i++)
    if (threads->tid[i] == tid)
      return true;
  return false;
}

/* Waits a while only: a thread may sit in the kernel for long, and all others stand still meanwhile. */
static struct end wait_a_while(pid_t tid) {
  for (int left = STOP_MS * 1000 / POLL_US, status; left; left--) {
    pid_t met = waitpid(tid, &status, __WALL | WNOHANG);
    if (met < 0 || (met == tid && !WIFSTOPPED(status)))
      return ended(RS_ENDED, 0);
    if (!met) {
      pause_us(POLL_US);
      continue;
    }
    if (event_of(status) == PTRACE_EVENT_STOP)
      return WSTOPSIG(status) == SIGTRAP ? ended(RS_ATTACHED, 0) : ended(RS_GROUP_STOPPED, 0);
    resume(tid, status, false);
    ptrace(PTRACE_INTERRUPT, tid, NULL, NULL);
  }
  return ended(RS_OVERDUE, 0);
}

/* A thread that ends meanwhile is none any more. */
static struct end stop_thread(const struct target *target, struct threads *threads, pid_t tid) {
  if (threads->n == MOST_THREADS)
    return ended(RS_AT_WORK, 0);
  struct end end = seize(target, tid);
  if (is_attached(end))
    end = interrupt(tid);
  if (is_attached(end))
    end = wait_a_while(tid);
  if (is_attached(end) || end.end == RS_GROUP_STOPPED)
    threads->tid[threads->n++] = tid;
  return end.end == RS_ENDED && tid != target->pid ? ended(RS_ATTACHED, 0) : end;
}

/* Stops those that are not yet stopped; `more` tells whether there were any. */
static struct end stop_those(const struct target *target, struct threads *threads, bool *more) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/task", target->pid);
  DIR *folder = opendir(path);
  if (!folder)
    return ended(RS_ENDED, 0);
  struct end end = ended(RS_ATTACHED, 0);
  *more = false;
  for (struct dirent *entry; is_attached(end) && (entry = readdir(folder));) {
    pid_t tid = atoi(entry->d_name);
    if (tid <= 0 || is_known(threads, tid))
      continue;
    *more = true;
    end = stop_thread(target, threads, tid);
  }
  closedir(folder);
  return end;
}

static struct end stop_every_thread(const struct target *target, struct threads *threads) {
  struct end end = ended(RS_ATTACHED, 0);
  threads->n = 0;
  for (bool more = true; more && is_attached(end);)
    end = stop_those(target, threads, &more);
  return end;
}

/* All have to wait for something; one that computes may be in the middle of building the machine. */
static struct end find_worker(const struct target *target, const struct threads *threads, pid_t *worker) {
  uint64_t best = 0;
  *worker = 0;
  for (uint32_t i = 0; i < threads->n; i++) {
    cpu_regs regs;
    struct end end = get_regs(threads->tid[i], &regs);
    if (!is_attached(end))
      return end;
    if (!frame_pc(&regs) && !frame_stack(&regs))
      continue; /* a worker of the kernel, such as vhost's, which runs no code of the process */
    if (frame_is_in_run(target->pid, &regs))
      return ended(RS_NOT_IN_RUN, IN_KVM_RUN);
    enum place place = frame_place(target->pid, &regs, target->vcpu);
    if (place == IN_USER_MODE)
      return ended(RS_AT_WORK, (uint32_t)threads->tid[i]);
    uint64_t room = stack_room(target, frame_stack(&regs));
    if (place != IN_ENDLESS_WAIT || (*worker && room <= best))
      continue;
    best = room;
    *worker = threads->tid[i];
  }
  return *worker ? ended(RS_ATTACHED, 0) : ended(RS_NOT_IN_RUN, IN_SYSTEM_CALL);
}

struct end stop_all(const struct target *target, struct threads *threads, pid_t *worker) {
  for (int tries = 1;; tries++) {
    struct end end = stop_every_thread(target, threads);
    if (is_attached(end))
      end = find_worker(target, threads, worker);
    if (is_attached(end))
      return end;
    let_all_go(threads);
    if (tries == TRIES || (end.end != RS_AT_WORK && end.end != RS_NOT_IN_RUN))
      return end;
    pause_us(TRY_AGAIN_US);
  }
}

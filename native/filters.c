/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A filter that would end the VMM is found before anything is asked of its thread: it is read and gone through here, by the
 * rules of net/core/filter.c and kernel/seccomp.c (6.18).
 */
#include "filters.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <unistd.h>

enum { GET_FILTER = 0x420c /* PTRACE_SECCOMP_GET_FILTER */, MOST_FILTERS = 256, STATUS_BYTES = 8192 };

struct machine {
  uint32_t a, x, memory[BPF_MEMWORDS];
};

static uint32_t alu(uint16_t op, uint32_t a, uint32_t operand) {
  switch (op) {
  case BPF_ADD: return a + operand;
  case BPF_SUB: return a - operand;
  case BPF_MUL: return a * operand;
  case BPF_DIV: return a / operand;
  case BPF_OR: return a | operand;
  case BPF_AND: return a & operand;
  case BPF_XOR: return a ^ operand;
  case BPF_LSH: return a << (operand & 31);
  case BPF_RSH: return a >> (operand & 31);
  default: return 0u - a;
  }
}

static bool is_taken(uint16_t op, uint32_t a, uint32_t operand) {
  return op == BPF_JEQ   ? a == operand
         : op == BPF_JGT ? a > operand
         : op == BPF_JGE ? a >= operand
                         : (a & operand) != 0;
}

static uint32_t load(const struct sock_filter *step, const struct machine *m, const struct seccomp_data *call) {
  uint32_t word = 0;
  switch (BPF_MODE(step->code)) {
  case BPF_IMM: return step->k;
  case BPF_MEM: return m->memory[step->k % BPF_MEMWORDS];
  case BPF_ABS:
    if (step->k <= sizeof *call - sizeof word)
      memcpy(&word, (const uint8_t *)call + step->k, sizeof word);
    return word;
  default: return sizeof *call;
  }
}

/* Does one step that is neither a jump nor the end. */
static void do_step(const struct sock_filter *step, struct machine *m, const struct seccomp_data *call) {
  uint32_t operand = BPF_SRC(step->code) == BPF_X ? m->x : step->k;
  switch (BPF_CLASS(step->code)) {
  case BPF_LD: m->a = load(step, m, call); break;
  case BPF_LDX: m->x = load(step, m, call); break;
  case BPF_ST: m->memory[step->k % BPF_MEMWORDS] = m->a; break;
  case BPF_STX: m->memory[step->k % BPF_MEMWORDS] = m->x; break;
  case BPF_ALU: m->a = alu(BPF_OP(step->code), m->a, operand); break;
  case BPF_MISC:
    if (BPF_MISCOP(step->code) == BPF_TAX)
      m->x = m->a;
    else
      m->a = m->x;
  }
}

static uint64_t jump(const struct sock_filter *step, const struct machine *m) {
  if (BPF_OP(step->code) == BPF_JA)
    return step->k;
  uint32_t operand = BPF_SRC(step->code) == BPF_X ? m->x : step->k;
  return is_taken(BPF_OP(step->code), m->a, operand) ? step->jt : step->jf;
}

/* Dividing by zero ends a filter with 0 (bpf_convert_filter). */
static bool divides_by_zero(const struct sock_filter *step, const struct machine *m) {
  return BPF_CLASS(step->code) == BPF_ALU && BPF_OP(step->code) == BPF_DIV &&
         (BPF_SRC(step->code) == BPF_X ? m->x : step->k) == 0;
}

uint32_t filter_answer(const struct sock_filter *filter, uint32_t n, const struct seccomp_data *call) {
  struct machine m = {0};
  for (uint64_t at = 0; at < n; at++) {
    const struct sock_filter *step = &filter[at];
    if (BPF_CLASS(step->code) == BPF_RET)
      return BPF_RVAL(step->code) == BPF_A ? m.a : step->k;
    if (divides_by_zero(step, &m))
      return SECCOMP_RET_KILL_THREAD;
    if (BPF_CLASS(step->code) == BPF_JMP)
      at += jump(step, &m);
    else
      do_step(step, &m, call);
  }
  return SECCOMP_RET_KILL_PROCESS;
}

/* SECCOMP_RET_LOG lets the call through too. */
static bool lets_through(uint32_t answer) {
  uint32_t action = answer & SECCOMP_RET_ACTION_FULL;
  return action == SECCOMP_RET_ALLOW || action == SECCOMP_RET_LOG;
}

/* As /proc tells it to everybody: 0 none, 1 strict, 2 filters; -1 when it does not. */
static int seccomp_mode(pid_t pid, pid_t tid) {
  char path[64], status[STATUS_BYTES];
  snprintf(path, sizeof path, "/proc/%d/task/%d/status", pid, tid);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return -1;
  ssize_t n = read(fd, status, sizeof status - 1);
  close(fd);
  status[n > 0 ? n : 0] = 0;
  const char *line = strstr(status, "\nSeccomp:");
  return line ? atoi(line + strlen("\nSeccomp:")) : -1;
}

/* EINVAL: it has none, or seccomp's strict mode, in which it would not be here. Without CAP_SYS_ADMIN nobody is told (EACCES). */
static bool has_none(pid_t pid, pid_t tid, int error) { return error == EINVAL || seccomp_mode(pid, tid) == 0; }

enum filter_verdict filters_allow(pid_t pid, pid_t tid, const struct seccomp_data *calls, uint32_t n, uint32_t *which) {
  static struct sock_filter filter[FILTER_MOST_STEPS];
  for (int i = 0; i < MOST_FILTERS; i++) {
    long steps = ptrace((enum __ptrace_request)GET_FILTER, tid, (void *)(long)i, NULL);
    if (steps < 0 && errno == ENOENT)
      return FILTERS_ALLOW;
    if (steps >= 0 && steps <= FILTER_MOST_STEPS)
      steps = ptrace((enum __ptrace_request)GET_FILTER, tid, (void *)(long)i, filter);
    else if (steps >= 0)
      errno = E2BIG;
    if (steps < 0 || steps > FILTER_MOST_STEPS) {
      *which = (uint32_t)errno;
      return i == 0 && has_none(pid, tid, errno) ? FILTERS_ALLOW : FILTERS_UNREADABLE;
    }
    for (*which = 0; *which < n; ++*which)
      if (!lets_through(filter_answer(filter, (uint32_t)steps, &calls[*which])))
        return FILTERS_FORBID;
  }
  *which = E2BIG;
  return FILTERS_UNREADABLE;
}

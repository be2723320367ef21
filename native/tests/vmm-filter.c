/* SPDX-License-Identifier: Apache-2.0 */
/* Seccomp filters for a VMM of the tests: each ends the process on what it does not know. */
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/kvm.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

void install_filter(const char *name);

enum { MOST_STEPS = 64 };

struct program {
  struct sock_filter step[MOST_STEPS];
  unsigned short n;
};

static void add(struct program *program, struct sock_filter step) { program->step[program->n++] = step; }

static void load(struct program *program, size_t at) {
  add(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)at));
}

static void allow_if(struct program *program, uint32_t value) {
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1));
  add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
}

static void end_it(struct program *program) {
  add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
}

/* What the threads of vCPUs need themselves. */
static const uint32_t own_calls[] = {SYS_write,        SYS_futex,       SYS_exit,      SYS_exit_group,      SYS_rt_sigprocmask, SYS_rt_sigpending,
                                     SYS_sigaltstack,  SYS_nanosleep,   SYS_clock_nanosleep, SYS_restart_syscall};

void install_filter(const char *name) {
  struct program program = {.n = 0};
  if (!strcmp(name, "none"))
    return;
  load(&program, offsetof(struct seccomp_data, nr));
  for (size_t i = 0; i < sizeof own_calls / sizeof *own_calls; i++)
    allow_if(&program, own_calls[i]);
  if (strcmp(name, "strict"))
    allow_if(&program, SYS_rt_sigreturn);
  else
    allow_if(&program, SYS_rt_sigprocmask);
  add(&program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_ioctl, 1, 0));
  end_it(&program);
  load(&program, offsetof(struct seccomp_data, args[1]));
  allow_if(&program, KVM_RUN);
  if (!strcmp(name, "allow")) {
    allow_if(&program, (uint32_t)KVM_GET_ONE_REG);
    allow_if(&program, (uint32_t)_IOWR(KVMIO, 0xb0, uint64_t)); /* KVM_GET_REG_LIST */
  }
  end_it(&program);
  struct sock_fprog all = {program.n, program.step};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &all))
    abort();
}

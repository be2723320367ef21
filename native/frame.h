/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signal frames that a thread of another process returns through, one system call each: what differs per architecture. One of
 * frame_x86.c and frame_arm64.c. rt_sigreturn(2) loads all registers of a thread from such a frame, and needs nobody's help.
 */
#ifndef REGSCOPE_FRAME_H
#define REGSCOPE_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/user.h>

#if defined(__x86_64__)
enum { FP_BYTES = 16384, SYSCALL_BYTES = 2, FRAME_BYTES = 320, MSR_RECORD_BYTES = 24, FRAME_AUDIT_ARCH = 0xc000003e };
#else
enum { FP_BYTES = 528, SYSCALL_BYTES = 4, FRAME_BYTES = 1152, MSR_RECORD_BYTES = 0, FRAME_AUDIT_ARCH = 0xc00000b7 };
#endif

typedef struct user_regs_struct cpu_regs;

/* Instructions that are in the process already: nothing is ever added to its code. */
struct gadgets {
  uint64_t call;      /* a system call, then a return */
  uint64_t home;      /* loads the number of rt_sigreturn, then makes the call */
  uint64_t home_call; /* the call of that */
};

/* Where a thread was stopped. */
enum place { IN_KVM_RUN = 0, IN_ENDLESS_WAIT = 1, IN_USER_MODE = 2, IN_SYSTEM_CALL = 3, IN_RESTART = 4 };

struct fp_state {
  _Alignas(64) uint8_t bytes[FP_BYTES + 128];
  size_t used;
  bool has_keys; /* arm64: permission overlays, which a frame has to restore where there are any */
  uint64_t keys;
};

/* All that a thread needs to go on as if nothing had happened. */
struct thread_state {
  cpu_regs regs;
  uint64_t mask; /* of signals */
  struct fp_state fp;
};

/* Finds out what needs to be known of this machine; once is enough, before anybody stands still. */
void frame_prepare(void);

/* Looks for gadgets that are still missing. */
void frame_find_gadgets(struct gadgets *gadgets, const uint8_t *code, size_t bytes, uint64_t at);

/* Turns regs into those with which the thread would go on by itself. vcpu: the descriptor that it should run. */
enum place frame_place(pid_t pid, cpu_regs *regs, int vcpu);

/* Whether it is inside KVM_RUN of any vCPU; before frame_place turned its registers. */
bool frame_is_in_run(pid_t pid, const cpu_regs *regs);

uint64_t frame_stack(const cpu_regs *regs);
uint64_t frame_pc(const cpu_regs *regs);

/* 0, or an enum rs_unsafe: state that a frame cannot carry. */
uint32_t frame_read_fp(pid_t tid, struct fp_state *fp);

/* Puts the floating point state back directly; for a thread that is to be put back by its tracer. */
void frame_write_fp(pid_t tid, const struct fp_state *fp);

/* Bytes of the image that all frames point to, in multiples of 64, and the image; 0 where each frame has its own. */
size_t frame_fp_bytes(const struct fp_state *fp);
void frame_put_fp(uint8_t *to, const struct fp_state *fp);

/* A frame that loads `regs`, this signal mask and the floating point state; fp_at: where its image stands. */
void frame_put(uint8_t *to, const cpu_regs *regs, const struct thread_state *state, uint64_t mask, uint64_t fp_at,
               const struct gadgets *gadgets);

/* Registers for ioctl(fd, command, argument), after which the thread goes on through the frame at `next`. */
void frame_call(cpu_regs *regs, const struct gadgets *gadgets, uint64_t next, const uint64_t ioctl_of[3]);

/* Where there is no ONE_REG (x86-64 before 6.18): the ioctl for one MSR, and what it points to, whose last 8 bytes are the value. */
bool frame_is_msr(uint64_t id);
unsigned long frame_msr_command(bool is_write);
void frame_put_msr(uint8_t *to, uint64_t id);

/* Registers that go through the frame at `next`: at once, or by way of the instruction that loads the number. */
void frame_return(cpu_regs *regs, const struct gadgets *gadgets, uint64_t next, bool at_once);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* arm64: struct rt_sigframe as rt_sigreturn reads it, with the FPSIMD record alone (arch/arm64/kernel/signal.c, 6.12). */
#include "frame.h"

#include "protocol.h"

#include <elf.h>
#include <linux/kvm.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>

enum {
  GCS_SET = 0x410, /* NT_ARM_GCS */
  POE_SET = 0x40f, /* NT_ARM_POE */
  POE_MAGIC = 0x504f4530,
  POE_BYTES = 16,
  FPSIMD_MAGIC = 0x46508001,
  FPSIMD_BYTES = 528,
  NO_SUCH_FLAGS = 0x7ff0, /* of the alternate stack: invalid, so that it stays as it is */
  EINTR_ANSWER = -4,
  EAGAIN_ANSWER = -11,
};
#define SVC 0xd4000001u            /* svc #0 */
#define RET 0xd65f03c0u            /* ret */
#define LOAD_SIGRETURN 0xd2801168u /* mov x8, #139 */

struct rt_frame {
  uint8_t siginfo[128];
  uint64_t uc_flags, uc_link, ss_sp;
  int ss_flags, pad;
  uint64_t ss_size, sigmask;
  uint8_t unused[120];
  uint64_t align, fault, regs[31], sp, pc, pstate, align2;
  uint32_t magic, bytes;
  uint32_t fpsr, fpcr;
  uint8_t v[512];
  uint32_t keys_magic, keys_bytes; /* zeros: the end */
  uint64_t keys;
  uint64_t end[2];
};
_Static_assert(sizeof(struct rt_frame) == FRAME_BYTES && offsetof(struct rt_frame, magic) == 592, "a frame as the kernel lays it out");

void frame_find_gadgets(struct gadgets *gadgets, const uint8_t *code, size_t bytes, uint64_t at) {
  for (size_t i = 0; i + 8 <= bytes && !(gadgets->call && gadgets->home); i += 4) {
    uint32_t pair[2];
    memcpy(pair, code + i, sizeof pair);
    if (!gadgets->call && pair[0] == SVC && pair[1] == RET)
      gadgets->call = at + i;
    if (!gadgets->home && pair[0] == LOAD_SIGRETURN && pair[1] == SVC) {
      gadgets->home = at + i;
      gadgets->home_call = at + i + 4;
    }
  }
}

void frame_prepare(void) {}

static bool is_call(pid_t pid, uint64_t pc) {
  uint32_t word = 0;
  struct iovec here = {&word, sizeof word}, there = {(void *)pc, sizeof word};
  return process_vm_readv(pid, &here, 1, &there, 1, 0) == sizeof word && word == SVC;
}

/*
 * At this stop the kernel has done already what a restart needs: pc stands at the call again, and x0 is its first argument
 * (do_signal). KVM_RUN is not restarted, so x0 is its answer, and no longer tells which descriptor: RS_RUNS does.
 */
enum place frame_place(pid_t pid, cpu_regs *regs, int vcpu) {
  (void)vcpu;
  int64_t answer = (int64_t)regs->regs[0];
  if (is_call(pid, regs->pc - 4) && regs->regs[8] == SYS_ioctl && regs->regs[1] == KVM_RUN &&
      (answer == 0 || answer == EINTR_ANSWER || answer == EAGAIN_ANSWER))
    return IN_KVM_RUN;
  if (is_call(pid, regs->pc))
    return regs->regs[8] == SYS_futex && regs->regs[3] == 0 ? IN_ENDLESS_WAIT
           : regs->regs[8] == SYS_restart_syscall           ? IN_RESTART
                                                            : IN_SYSTEM_CALL;
  return is_call(pid, regs->pc - 4) && answer == EINTR_ANSWER ? IN_SYSTEM_CALL : IN_USER_MODE;
}

/* Its first argument does not matter here. */
bool frame_is_in_run(pid_t pid, const cpu_regs *regs) {
  cpu_regs copy = *regs;
  return frame_place(pid, &copy, 0) == IN_KVM_RUN;
}

uint64_t frame_stack(const cpu_regs *regs) { return regs->sp; }
uint64_t frame_pc(const cpu_regs *regs) { return regs->pc; }

/* Guarded control stacks (6.13) would refuse the gadget's return; bit 0 of features_enabled is "on" (struct user_gcs). */
static bool has_guarded_stack(pid_t tid) {
  uint64_t gcs[3] = {0};
  struct iovec all = {gcs, sizeof gcs};
  return !ptrace(PTRACE_GETREGSET, tid, (void *)GCS_SET, &all) && gcs[0] & 1;
}

/* Beyond these a system call keeps nothing: SVE and streaming state are discarded (Documentation/arch/arm64/sve.rst, 4). */
uint32_t frame_read_fp(pid_t tid, struct fp_state *fp) {
  struct iovec all = {fp->bytes, FP_BYTES};
  if (ptrace(PTRACE_GETREGSET, tid, (void *)NT_PRFPREG, &all))
    return RS_UNSAFE_UNREADABLE;
  fp->used = all.iov_len;
  struct iovec keys = {&fp->keys, sizeof fp->keys};
  fp->has_keys = !ptrace(PTRACE_GETREGSET, tid, (void *)POE_SET, &keys);
  return has_guarded_stack(tid) ? RS_UNSAFE_SHADOW_STACK : 0;
}

void frame_write_fp(pid_t tid, const struct fp_state *fp) {
  struct iovec all = {(void *)(uintptr_t)fp->bytes, fp->used};
  ptrace(PTRACE_SETREGSET, tid, (void *)NT_PRFPREG, &all);
}

size_t frame_fp_bytes(const struct fp_state *fp) {
  (void)fp;
  return 0;
}

void frame_put_fp(uint8_t *to, const struct fp_state *fp) { (void)to, (void)fp; }

void frame_put(uint8_t *to, const cpu_regs *regs, const struct thread_state *state, uint64_t mask, uint64_t fp_at,
               const struct gadgets *gadgets) {
  (void)fp_at, (void)gadgets;
  struct rt_frame *frame = (struct rt_frame *)to;
  memset(frame, 0, sizeof *frame);
  frame->ss_flags = NO_SUCH_FLAGS;
  frame->sigmask = mask;
  memcpy(frame->regs, regs->regs, sizeof frame->regs);
  frame->sp = regs->sp;
  frame->pc = regs->pc;
  frame->pstate = regs->pstate;
  frame->magic = FPSIMD_MAGIC;
  frame->bytes = FPSIMD_BYTES;
  memcpy(frame->v, state->fp.bytes, sizeof frame->v);
  memcpy(&frame->fpsr, state->fp.bytes + sizeof frame->v, 2 * sizeof(uint32_t));
  if (!state->fp.has_keys)
    return;
  frame->keys_magic = POE_MAGIC;
  frame->keys_bytes = POE_BYTES;
  frame->keys = state->fp.keys;
}

void frame_call(cpu_regs *regs, const struct gadgets *gadgets, uint64_t next, const uint64_t ioctl_of[3]) {
  regs->regs[8] = SYS_ioctl;
  memcpy(regs->regs, ioctl_of, 3 * sizeof(uint64_t));
  regs->regs[30] = gadgets->home;
  regs->pc = gadgets->call;
  regs->sp = next;
}

void frame_return(cpu_regs *regs, const struct gadgets *gadgets, uint64_t next, bool at_once) {
  regs->regs[8] = SYS_rt_sigreturn;
  regs->pc = at_once ? gadgets->home_call : gadgets->home;
  regs->sp = next;
}

/* All of arm64's registers are behind ONE_REG. */
bool frame_is_msr(uint64_t id) {
  (void)id;
  return false;
}

unsigned long frame_msr_command(bool is_write) { return is_write ? KVM_SET_ONE_REG : KVM_GET_ONE_REG; }

void frame_put_msr(uint8_t *to, uint64_t id) { (void)to, (void)id; }

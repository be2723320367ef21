/* SPDX-License-Identifier: Apache-2.0 */
/* x86-64: struct rt_sigframe as rt_sigreturn reads it (arch/x86/kernel/signal_64.c and fpu/signal.c, 6.18). */
#include "frame.h"

#include "protocol.h"

#include <cpuid.h>
#include <elf.h>
#include <errno.h>
#include <linux/kvm.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>

enum {
  XSTATE_SET = 0x202, /* NT_X86_XSTATE */
  SHADOW_SET = 0x204, /* NT_X86_SHSTK */
  XFEATURES_AT = 512, /* in the header of an XSAVE image: which parts are in use */
  SOFTWARE_AT = 464,  /* bytes that the kernel keeps for itself */
  MAGIC_1 = 0x46505853,
  MAGIC_2 = 0x46505845,
  CODE_64 = 0x33,
  UC_FLAGS = 7,           /* extended state, and ss as it stands (asm/ucontext.h) */
  NO_SUCH_FLAGS = 0x7ff0, /* of the alternate stack: invalid, so that it stays as it is */
};
#define AMX_PARTS (3ull << 17) /* tiles come with a first use, and are larger than all else */

struct rt_frame {
  uint64_t return_to; /* where the gadget's return lands */
  uint64_t uc_flags, uc_link, ss_sp;
  int ss_flags, pad;
  uint64_t ss_size;
  uint64_t r8, r9, r10, r11, r12, r13, r14, r15, di, si, bp, bx, dx, ax, cx, sp, ip, flags;
  uint16_t cs, gs, fs, ss;
  uint64_t err, trapno, oldmask, cr2, fpstate, reserved[8], sigmask, pad2;
};
_Static_assert(sizeof(struct rt_frame) == FRAME_BYTES, "a frame as the kernel lays it out");

/* The restorers of glibc, mov $15,%eax, and of musl, mov $15,%rax. */
static void find_home(struct gadgets *gadgets, const uint8_t *code, uint64_t at) {
  static const uint8_t eax[] = {0xb8, 0x0f, 0, 0, 0, 0x0f, 0x05}, rax[] = {0x48, 0xc7, 0xc0, 0x0f, 0, 0, 0, 0x0f, 0x05};
  size_t bytes = !memcmp(code, eax, sizeof eax) ? sizeof eax : !memcmp(code, rax, sizeof rax) ? sizeof rax : 0;
  if (!bytes)
    return;
  gadgets->home = at;
  gadgets->home_call = at + bytes - 2;
}

void frame_find_gadgets(struct gadgets *gadgets, const uint8_t *code, size_t bytes, uint64_t at) {
  for (size_t i = 0; i + 9 <= bytes && !(gadgets->call && gadgets->home); i++) {
    if (!gadgets->call && code[i] == 0x0f && code[i + 1] == 0x05 && code[i + 2] == 0xc3)
      gadgets->call = at + i;
    if (!gadgets->home)
      find_home(gadgets, code + i, at + i);
  }
}

/* What the kernel would do with a call that a signal interrupted (arch/x86/kernel/signal.c, 6.18: arch_do_signal_or_restart). */
enum { RESTART_SYS = -512, RESTART_BLOCK = -516 };

enum place frame_place(pid_t pid, cpu_regs *regs, int vcpu) {
  (void)pid;
  long call = (long)regs->orig_rax, answer = (long)regs->rax;
  if (call < 0 || regs->cs != CODE_64)
    return IN_USER_MODE;
  if (call == SYS_ioctl && (int)regs->rdi == vcpu && regs->rsi == KVM_RUN && answer > RESTART_SYS) {
    regs->orig_rax = (uint64_t)-1;
    return IN_KVM_RUN;
  }
  if (call == SYS_futex && regs->r10 == 0 && answer == RESTART_SYS) {
    regs->rax = regs->orig_rax;
    regs->rip -= 2;
    regs->orig_rax = (uint64_t)-1;
    return IN_ENDLESS_WAIT;
  }
  if (answer == RESTART_BLOCK)
    return IN_RESTART;
  bool was_waiting = answer == -EINTR || (answer <= RESTART_SYS && answer > RESTART_BLOCK);
  return was_waiting ? IN_SYSTEM_CALL : IN_USER_MODE;
}

bool frame_is_in_run(pid_t pid, const cpu_regs *regs) {
  (void)pid;
  return (long)regs->orig_rax == SYS_ioctl && regs->rsi == KVM_RUN;
}

uint64_t frame_stack(const cpu_regs *regs) { return regs->rsp; }
uint64_t frame_pc(const cpu_regs *regs) { return regs->rip; }

static struct {
  uint64_t parts; /* that frames carry */
  size_t bytes;   /* of the standard image of these parts */
} plain;

/* CPUID leaves the guest where this machine is itself a VM, which takes far longer than all else here. */
void frame_prepare(void) {
  uint32_t low, high;
  if (plain.bytes)
    return;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  plain.parts = ((uint64_t)high << 32 | low) & ~AMX_PARTS;
  plain.bytes = XFEATURES_AT + 64;
  for (uint32_t part = 2; part < 63; part++) {
    uint32_t size, offset, c, d;
    if (!(plain.parts >> part & 1))
      continue;
    __cpuid_count(0xd, part, size, offset, c, d);
    if (offset + size > plain.bytes)
      plain.bytes = offset + size;
  }
}

static bool has_shadow_stack(pid_t tid) {
  uint64_t ssp;
  struct iovec all = {&ssp, sizeof ssp};
  return !ptrace(PTRACE_GETREGSET, tid, (void *)SHADOW_SET, &all);
}

uint32_t frame_read_fp(pid_t tid, struct fp_state *fp) {
  struct iovec all = {fp->bytes, FP_BYTES};
  if (ptrace(PTRACE_GETREGSET, tid, (void *)XSTATE_SET, &all))
    return RS_UNSAFE_UNREADABLE;
  fp->used = all.iov_len;
  uint64_t parts;
  memcpy(&parts, fp->bytes + XFEATURES_AT, sizeof parts);
  if (parts & AMX_PARTS)
    return RS_UNSAFE_AMX;
  return has_shadow_stack(tid) ? RS_UNSAFE_SHADOW_STACK : 0;
}

void frame_write_fp(pid_t tid, const struct fp_state *fp) {
  struct iovec all = {(void *)(uintptr_t)fp->bytes, fp->used};
  ptrace(PTRACE_SETREGSET, tid, (void *)XSTATE_SET, &all);
}

static size_t full_bytes(const struct fp_state *fp) { return fp->used > plain.bytes ? fp->used : plain.bytes; }

size_t frame_fp_bytes(const struct fp_state *fp) { return (full_bytes(fp) + sizeof(uint32_t) + 63) & ~(size_t)63; }

/* A thread that once used AMX has the closing word looked for at the end of its larger image, all others at the plain end. */
void frame_put_fp(uint8_t *to, const struct fp_state *fp) {
  size_t full = full_bytes(fp);
  struct {
    uint32_t magic, extended_bytes;
    uint64_t parts;
    uint32_t image_bytes, pad[7];
  } software = {MAGIC_1, (uint32_t)plain.bytes + 4, plain.parts, (uint32_t)plain.bytes, {0}};
  uint32_t magic = MAGIC_2;
  memset(to, 0, full + sizeof magic);
  memcpy(to, fp->bytes, fp->used < plain.bytes ? fp->used : plain.bytes);
  memcpy(to + SOFTWARE_AT, &software, sizeof software);
  memcpy(to + plain.bytes, &magic, sizeof magic);
  memcpy(to + full, &magic, sizeof magic);
}

void frame_put(uint8_t *to, const cpu_regs *r, const struct thread_state *state, uint64_t mask, uint64_t fp_at,
               const struct gadgets *gadgets) {
  (void)state;
  struct rt_frame frame = {.return_to = gadgets->home, .uc_flags = UC_FLAGS, .ss_flags = NO_SUCH_FLAGS,
                           .r8 = r->r8, .r9 = r->r9, .r10 = r->r10, .r11 = r->r11, .r12 = r->r12, .r13 = r->r13,
                           .r14 = r->r14, .r15 = r->r15, .di = r->rdi, .si = r->rsi, .bp = r->rbp, .bx = r->rbx,
                           .dx = r->rdx, .ax = r->rax, .cx = r->rcx, .sp = r->rsp, .ip = r->rip, .flags = r->eflags,
                           .cs = (uint16_t)r->cs, .ss = (uint16_t)r->ss, .fpstate = fp_at, .sigmask = mask};
  memcpy(to, &frame, sizeof frame);
}

void frame_call(cpu_regs *regs, const struct gadgets *gadgets, uint64_t next, const uint64_t ioctl_of[3]) {
  regs->rax = SYS_ioctl;
  regs->rdi = ioctl_of[0];
  regs->rsi = ioctl_of[1];
  regs->rdx = ioctl_of[2];
  regs->rip = gadgets->call;
  regs->rsp = next;
}

/* rt_sigreturn looks for its frame 8 bytes below the stack pointer, where a handler's return address stood. */
void frame_return(cpu_regs *regs, const struct gadgets *gadgets, uint64_t next, bool at_once) {
  regs->rax = SYS_rt_sigreturn;
  regs->orig_rax = (uint64_t)-1;
  regs->rip = at_once ? gadgets->home_call : gadgets->home;
  regs->rsp = next + sizeof(uint64_t);
}

_Static_assert(sizeof(struct kvm_msrs) + sizeof(struct kvm_msr_entry) == MSR_RECORD_BYTES, "one MSR and its header");

/* Bits 39..32 are the type, 2 = MSR (arch/x86/include/uapi/asm/kvm.h, 6.18). */
bool frame_is_msr(uint64_t id) { return id >> 32 == (KVM_REG_X86 | KVM_REG_SIZE_U64 | 2ull << 32) >> 32; }

unsigned long frame_msr_command(bool is_write) { return is_write ? KVM_SET_MSRS : KVM_GET_MSRS; }

void frame_put_msr(uint8_t *to, uint64_t id) {
  struct kvm_msrs header = {.nmsrs = 1};
  struct kvm_msr_entry entry = {.index = (uint32_t)id};
  memcpy(to, &header, sizeof header);
  memcpy(to + sizeof header, &entry, sizeof entry);
}

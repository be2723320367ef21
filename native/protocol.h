/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The protocol between regscope's C core and everything above it.
 *
 * One request message gives one reply message. The FFI hands messages over as buffers (core.h, regscope_serve); the agent
 * frames the same messages on a byte stream: u32 length of the message, then the message. All numbers are little-endian,
 * all u64 stand at offsets that are multiples of 8 from the start of the message. packages/kvm/src/protocol.ts mirrors the
 * numbers of this file, and a test there reads this file and compares.
 *
 * request: u32 tag, u16 op, u16 zero, body
 * reply:   u32 tag, u16 kind, u16 code, body
 *   RS_DONE     code 0, the op's body
 *   RS_KERNEL   code = errno, body = what was called, in ASCII without NUL ("KVM_CREATE_VM", "open /dev/kvm")
 *   RS_REFUSED  code = enum rs_refusal: the core said no before the kernel was asked; body empty
 *
 * A status is 0 = done, 1..4095 = errno, or RS_LOCAL + enum rs_refusal = refused by the core.
 */
#ifndef REGSCOPE_PROTOCOL_H
#define REGSCOPE_PROTOCOL_H

#define RS_PROTOCOL_VERSION 6
#define RS_MAX_MESSAGE (16u << 20) /* bytes of one message, without the stream's length word */
#define RS_MAX_VMS 64
#define RS_MAX_VCPUS 512
#define RS_MAX_IDS 8192
#define RS_MAX_CAPS 1024
#define RS_MAX_ENABLED_CAPS 16
#define RS_NO_VM 0xffffffffu
#define RS_NO_VCPU 0xffffffffu
#define RS_LOCAL 0x4000u
#define RS_VALUE 0x8000u

enum rs_kind { RS_DONE = 0, RS_KERNEL = 1, RS_REFUSED = 2 };

enum rs_refusal {
  RS_BAD_REQUEST = 1,   /* too short, too long, or a zero field is not zero */
  RS_UNKNOWN_OP = 2,
  RS_NO_SUCH_VM = 3,    /* never made, or closed: VM numbers are not used twice */
  RS_NO_SUCH_VCPU = 4,
  RS_TOO_MANY = 5,      /* one of the RS_MAX_ limits */
  RS_UNSUPPORTED = 6,   /* not on this architecture */
  RS_REPLY_TOO_BIG = 7, /* the reply would exceed RS_MAX_MESSAGE or the caller's buffer */
  RS_BAD_SIZE = 8,      /* per register: the id's size field is above 2048 bits */
  RS_NO_MEMORY = 9,
};

/* How an attach ended, and what its detail is. Only the first three changed nothing but the time. */
enum rs_attach_end {
  RS_ATTACHED = 0,
  RS_NOT_IN_RUN = 1,        /* never met inside KVM_RUN (or, stopped as a whole, no thread waits); detail: enum place of frame.h */
  RS_AT_WORK = 2,           /* stopped as a whole, a thread of it was computing; detail: its tid */
  RS_TRACED = 3,            /* another debugger holds it; detail: the debugger's pid */
  RS_MAY_NOT = 4,           /* detail: errno of PTRACE_SEIZE or of opening what /proc tells */
  RS_ENDED = 5,             /* the process or thread is gone, or went meanwhile */
  RS_OTHER_PROCESS = 6,     /* the pid belongs to a process that started at another time */
  RS_GROUP_STOPPED = 7,     /* stopped by a signal (SIGSTOP, job control) */
  RS_FILTERED = 8,          /* a seccomp filter forbids a call of the chain; detail: the call's number */
  RS_FILTER_UNREADABLE = 9, /* detail: errno of PTRACE_SECCOMP_GET_FILTER */
  RS_NO_STACK = 10,         /* its stack has no guard page, or no room */
  RS_NO_GADGET = 11,        /* the instructions that are needed are not in the process */
  RS_NO_MARKER = 12,        /* it handles every signal that could mark the end */
  RS_UNSAFE_STATE = 13,     /* detail: enum rs_unsafe */
  RS_FOREIGN_THREAD = 14,   /* it does not run this machine's own instruction set, such as 32-bit code */
  RS_OVERDUE = 15,          /* it did not stop, or did not come back, in time, and was let go */
  RS_NOT_A_VCPU = 17,         /* the descriptor is no vCPU's (any more) */
  RS_OUTCOME_UNKNOWN = 16,  /* the tracer was lost in the middle; the thread finds its way home alone. detail: its wait status */
};

enum rs_unsafe { RS_UNSAFE_AMX = 1, RS_UNSAFE_SHADOW_STACK = 2, RS_UNSAFE_UNREADABLE = 3 };

enum rs_how { RS_HOW_DESPITE_FILTERS = 1, RS_HOW_LISTED = 2 };

enum rs_op {
  /* body: none
   * reply: u32 RS_PROTOCOL_VERSION, u32 ELF e_machine (62 x86-64, 183 arm64, 243 riscv), u32 KVM API version (0 if /dev/kvm
   *        is not open), u32 errno of opening /dev/kvm (0 = open), u32 VMs open in this session, u32 length of the release,
   *        the release as uname(2) gives it. Opens /dev/kvm when it is not open yet: asking again is how to try again. */
  RS_HELLO = 1,

  /* body: u32 vm (RS_NO_VM = ask /dev/kvm itself), u32 n, n x u32 capability
   * reply: n x i32, what KVM_CHECK_EXTENSION returned or -errno */
  RS_CAPS = 2,

  /* body: u64 machine type for KVM_CREATE_VM, u32 vcpus, u32 gic (0 = none, 3 = vGICv3),
   *       u64 GIC distributor address, u64 GIC redistributors address,
   *       u32 features[7] for KVM_ARM_VCPU_INIT, u32 PMU interrupt (0 = no PMU set-up),
   *       u32 finalize (0 = none, else the feature for KVM_ARM_VCPU_FINALIZE), u32 number of enabled capabilities,
   *       each: u32 capability, u32 flags, u64 args[4] for KVM_ENABLE_CAP on the VM, before its first vCPU
   * reply: u32 vm, u32 target granted by KVM_ARM_PREFERRED_TARGET (0 elsewhere)
   * On any failure nothing is left open. gic, features, PMU and finalize are arm64's: RS_UNSUPPORTED elsewhere if not 0. */
  RS_CREATE = 3,

  /* body: u32 vm, u32 vcpu
   * reply: u32 n, u32 zero, n x u64 id
   * KVM_GET_REG_LIST; more than RS_MAX_IDS ids are RS_TOO_MANY. On x86 the MSRs of KVM_GET_MSR_INDEX_LIST stand before it,
   * as ONE_REG ids. */
  RS_LIST = 4,

  /* body: u32 vm, u32 first vcpu, u32 vcpus (0 = all from the first on), u32 n (0 = each vCPU's own list), n x u64 id
   * reply: u32 vcpus, u32 zero, u64 nanoseconds spent in the ioctl loops, then per vCPU:
   *        u32 vcpu, u32 status of listing, u32 n, u32 same (1 = the ids are those of the first block and are left out),
   *        n x u64 id unless same, n x u16 outcome, the values one after the other, zeros up to a multiple of 8
   * An outcome is RS_VALUE + the number of the value's bytes that follow, or a status other than 0, and then no bytes follow.
   * Zero bytes at the end of a value are left out: most registers are small numbers, and a vector register is long. A list
   * that failed gives its status and n = 0. Only the reading of registers is timed, not the listing nor the packing. With
   * ids given, the first block repeats them and the others are the same. */
  RS_READ = 5,

  /* body: u32 vm, u32 n, each: u32 vcpu, u32 zero, u64 id, the value in the register's size rounded up to 8
   * reply: u32 n, n x u32 status. Every write is tried, in the order given; a failed one does not stop the rest. n is at
   * most RS_MAX_IDS. The request as a whole is refused, and nothing written, when one of its vCPUs does not exist, or
   * (RS_BAD_REQUEST) when the size field of an id is above 2048 bits or unused bytes of a value are not zero. */
  RS_WRITE = 6,

  /* body: u32 vm, u32 vcpu
   * reply: u32 exit reason of kvm_run, u32 zero
   * Enters the guest once on a payload of a few instructions that leaves it again at once. It changes the program counter
   * (on x86 cs too) and, except on x86, makes a stopped vCPU runnable. A guest that does not leave within a second is
   * RS_KERNEL with EINTR. */
  RS_RUN = 7,

  /* body: u32 vm; reply: none */
  RS_CLOSE = 8,

  /* body: u32 vm
   * reply: u32 n, u32 zero, n x u64 mask
   * Which bits of the feature id registers the kernel announces as writable: the 192 masks of KVM_ARM_GET_REG_WRITABLE_MASKS,
   * range 0. The register with op0 = 3, CRn = 0 stands at op1' << 6 | CRm << 3 | op2, where op1' is 0, 1 or 2 for op1 0, 1
   * or 3. RS_UNSUPPORTED where this is not arm64; RS_KERNEL before Linux 6.7, which does not know the ioctl. */
  RS_MASKS = 9,

  /* body: u32 vm, u32 vcpu (written through), u32 other (looked through; RS_NO_VCPU = none), u32 n, n x u64 id
   * reply: u32 n, u32 zero, u64 nanoseconds for all of it, then per id:
   *        u32 status of the first read, u32 bytes S (0 when it failed), u32 status of writing the very value back (of the
   *        first read when it failed), u32 refusals,
   *        and S bytes rounded up to 8 of each: the value, moving, taken, seen, ignored, altered, stuck,
   *        and per refusal: u32 status, u32 zero, mask in S bytes rounded up to 8
   * Tries every bit of every register alone, from the lowest to the highest: writes the value with that bit inverted through
   * vcpu, reads, and writes the value back. A bit stands
   *   in the mask of a refusal when the write was refused with that status, and then in no other mask;
   *   in taken   when what is read is what was written;
   *   in ignored when what is read is the old value;
   *   in altered when what is read is neither, or it cannot be read any more;
   *   in stuck   when after writing the old value back it is not what is read. That is the old value of the next bits then,
   *              and at the end the first one is written once more;
   *   in seen    when the same bit, read through other, is not what it was there before the write. 0 if other cannot read it.
   * Moving are the bits that change without a write, and every bit below the highest of them and up to 8 above it, where its
   * carries go. Moving bits are disregarded wherever values are compared, so a moving bit itself can be refused, altered or
   * stuck, and stands in none of taken, ignored and seen. n is at most RS_MAX_IDS. A reply that is too big only because of
   * its refusals (RS_REPLY_TOO_BIG) comes after registers were written and put back. */
  RS_FLIP = 10,

  /* body: u32 vm, u32 vcpu (written through), u32 other (looked through; RS_NO_VCPU = none), u32 watch (0 or 1), u32 n,
   *       u32 zero, each: u64 id, the value in the register's size rounded up to 8
   * reply: u32 n, u32 zero, per trial:
   *        u32 status of the write, u32 status of reading back through vcpu, u32 status of reading through other
   *        (RS_LOCAL + RS_NO_SUCH_VCPU when there is none), u32 status of writing the old value back,
   *        the value read through vcpu, the value read through other, in the register's size rounded up to 8, zeros if unread,
   *        and with watch: u32 gained, u32 lost, u32 changed, u32 status of listing after the write, gained x u64 id, lost x u64 id,
   *        changed x (u64 id, u32 vcpu, u32 bytes S, the value in S bytes rounded up to 8)
   * Reads each register, writes it, reads it through both vCPUs, and writes the old value back. A register that cannot be
   * read is not written: the status of the write is that of this read. After a write that failed nothing is put back, and
   * that status is 0.
   * Watching lists the vCPU's registers and reads them through both vCPUs once at the start and again after every write that
   * succeeded. Ids that came are gained, ids that went are lost. Changed are those in both lists that do not read as at the
   * start; S = 0 where they could not be read any more. A list that failed tells of nothing: then all three are 0. The written register itself is not reported for vcpu, nor is what
   * differed between two readings at the start. What a trial leaves changed after putting back is reported for that trial and
   * taken as the start by the next ones.
   * Limits and checks are those of RS_WRITE; with watch a failed list is RS_KERNEL. A reply that is too big only because of
   * what was watched (RS_REPLY_TOO_BIG) comes after registers were written and put back. */
  RS_TRY = 11,

  /* body: u32 vm, u32 feature
   * reply: none
   * KVM_ARM_VCPU_FINALIZE on every vCPU of a VM that was made with finalize 0. What a feature settles can be written until
   * then: KVM_REG_ARM64_SVE_VLS. vCPUs before the one that gave an errno stay finalized. RS_UNSUPPORTED where this is not
   * arm64. */
  RS_FINALIZE = 12,

  /* body: u32 pid, u32 n, n x u32 descriptor of that process
   * reply: n x (u32 status, u32 length, the statistics as KVM_GET_STATS_FD describes them, zeros up to a multiple of 8)
   * Reads statistics of a VM that another process holds, through the descriptors that it made for them itself. Nothing is
   * stopped or changed. It needs the rights to trace the process (pidfd_getfd); a descriptor of any other kind is closed
   * unread, with EBADF; a file of more than 256 KiB is EFBIG. n is at most RS_MAX_VCPUS. Whether the pid is still the
   * process that is meant, is the caller's to compare. */
  RS_STATS = 13,

  /* body: u32 pid, u32 tid, u64 start of the process (/proc/PID/stat, field 22), u32 descriptor of the vCPU there, u32 enum rs_how,
   *       u32 n (0 = the vCPU's own list), u32 zero, n x u64 id
   * reply: u32 enum rs_attach_end, u32 detail, u32 stops, u32 tries, u64 nanoseconds of the longest stop, u64 of all stops,
   *        u32 status of listing, u32 same (1 = RS_HOW_LISTED was asked for, and the vCPU lists just these ids), u32 n, u32 zero,
   *        n x u64 id, n x u16 outcome, values, zeros up to a multiple of 8, as in RS_READ
   * Reads registers of a VM of another process. tid = a thread: it is stopped inside KVM_RUN, and runs the ioctls itself, by signal
   * frames written below its stack, the last of which puts it back, whatever becomes of us. It must be the one that runs this
   * descriptor (RS_RUNS tells). tid = 0: every thread of the process is stopped, and one that waits for ever runs the ioctls; for a VM
   * that does not run. Nothing is done where a seccomp filter of the thread forbids it, unless RS_HOW_DESPITE_FILTERS suspends the
   * filters, which is not safe: should the tracer be lost then, the filter ends the VMM.
   * Any end other than RS_ATTACHED comes with n = 0. More than a stack has room for is read in several stops. n is at most RS_MAX_IDS.
   * RS_UNSUPPORTED on RISC-V. */
  RS_ATTACH = 14,

  /* body: u32 pid, u32 zero, u64 start of the process, u32 n, u32 zero, n x u32 tid
   * reply: n x (u32 enum rs_attach_end, u32 the vCPU's descriptor that the thread runs, or the detail)
   * Which descriptor a thread passes to KVM_RUN, seen as it calls it. One that does not within a fifth of a second is RS_NOT_IN_RUN. n is
   * at most RS_MAX_VCPUS. RS_UNSUPPORTED on RISC-V. */
  RS_RUNS = 15,

  /* body: none
   * reply: u32 n, u32 cut (1 = not everything fitted), n entries, each:
   *        u32 kind (enum rs_entry), u32 status, u32 length of its path, u32 length of what it holds,
   *        the path, what it holds (the beginning of a file, a link's target, nothing of a folder), zeros up to a multiple of 8
   * What the kernel shows of VMs of other processes. Nothing is stopped or changed. What is read is fixed:
   *   /proc: stat (its btime line), self, self/ns/mnt, self/ns/pid, self/status
   *   /proc/PID of every process that is no thread of the kernel: stat, fd and those of its links that KVM has named
   *   and of those that have such a link: status, cmdline, exe, ns/mnt, ns/pid, task/TID/stat
   *   /sys/kernel/debug/kvm: in each VM's folder the files, but for those that walk what vCPUs lock, and vcpuN/pid
   * A folder stands before what is in it, and has a status where it cannot be listed. Of each file 64 KiB are read at most, of
   * each folder 32768 names, and 4 MiB of it all. Who is between two descriptors or has just ended is missing or has a status. */
  RS_LOOK = 16,

  /* body: as RS_ATTACH up to n, u32 zero, each: u64 id, the value in the register's size rounded up to 8. enum rs_how is 0 or
   *       RS_HOW_DESPITE_FILTERS; tid is 0.
   * reply: as RS_ATTACH up to the nanoseconds of all stops, u32 n, u32 zero, n x u32 status
   * Writes registers of a VM of another process, every thread of which is stopped meanwhile. Every write is tried, in the order
   * given, unless a thread is inside KVM_RUN (RS_NOT_IN_RUN, and nothing is written). After an RS_OUTCOME_UNKNOWN every write is done, not done, or about to be done by the thread alone, and n is 0. The
   * checks are those of RS_WRITE. Whether the VM has run, and may be written at all, is the caller's to know. */
  RS_ATTACH_WRITE = 17,

  /* body: u32 vm, u32 vcpu
   * reply: u32 n, u32 bits of the field, n x u64 id, n x u8 scope (0 vCPU, 1 VM, 2 mixed, 3 host), zeros up to a multiple of 8
   * The scope that the kernel itself gives each register of KVM_GET_REG_LIST: native/kernel. Ids are without it, here as
   * everywhere. RS_UNSUPPORTED where the kernel gives none, as all that were released. */
  RS_SCOPES = 20,

  /* body: u32 pid, u32 n, n x u32 descriptor of a vCPU of that process
   * reply: n x (u32 status, u32 exit reason of its struct kvm_run)
   * Why each vCPU left the guest last, as its VMM was told; KVM_EXIT_UNKNOWN (0) while it is in KVM_RUN, and before the first one. Nothing is
   * stopped or changed. Rights and
   * checks are those of RS_STATS. */
  RS_EXITS = 18,
};

enum rs_entry { RS_FOLDER = 1, RS_FILE = 2, RS_LINK = 3 };

#endif

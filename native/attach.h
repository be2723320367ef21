/* SPDX-License-Identifier: Apache-2.0 */
/* Reading and writing the registers of a VM of another process, in a thread of that process. Internal to the core. */
#ifndef REGSCOPE_ATTACH_H
#define REGSCOPE_ATTACH_H

#include "frame.h"
#include "session.h"

enum {
  CALLS_AT_ONCE = 512,   /* of one chain */
  CHAIN_BYTES = 1 << 20, /* that one chain may need on the stack */
  DATA_BYTES = 1 << 20,  /* of all values */
  MOST_STACKS = 1024,
  MOST_THREADS = 4096,
};

/* Private memory that may grow downwards and ends at a page that nobody may touch. */
struct stack {
  uint64_t low, high;
};

/* Whom it is about, and what is known of it without stopping it. */
struct target {
  pid_t pid, tid; /* tid 0: any thread that waits, of a VMM that is stopped as a whole */
  uint64_t start;
  int vcpu;
  uint32_t how; /* enum rs_how */
  struct gadgets gadgets;
  int marker; /* a signal that nobody handles and that is ignored by default */
  uint32_t stacks;
  struct stack stack[MOST_STACKS];
};

/* How an attach ended: enum rs_attach_end, and what protocol.h says with each. */
struct end {
  uint32_t end, detail;
};
static inline struct end ended(uint32_t end, uint32_t detail) { return (struct end){end, detail}; }
static inline bool is_attached(struct end end) { return end.end == RS_ATTACHED; }

/* One ioctl on the vCPU. `data` holds what goes in, and afterwards what came out. */
struct call {
  enum { GET_REGISTER, SET_REGISTER, GET_LIST } kind;
  uint32_t status, bytes;
  uint64_t id; /* of GET_LIST: for how many ids there is room */
  uint8_t *data;
};

/* What the tracer leaves behind. */
struct answer {
  bool is_complete;
  struct end end;
  uint32_t stops, tries;
  uint64_t longest_ns, total_ns; /* the vCPU's thread stood still */
  uint32_t list_status, is_same_list;
};

/* Everything lies in memory that the tracer shares with who asked. */
struct work {
  struct target target;
  struct answer answer;
  bool one_reg;
  enum { ONLY_CALLS, LIST_BESIDE, LIST_FIRST } listing; /* LIST_FIRST: the calls follow from the list */
  uint64_t scopes; /* bits of an id that are no part of it (scope.h) */
  uint32_t more_ids; /* how many of the ids that are asked for the kernel does not list itself */
  uint64_t listed[1 + RS_MAX_IDS]; /* what list_call gave: a count, then ids */
  struct id_list list; /* of what is asked for; with LIST_FIRST what the kernel does not list itself */
  uint16_t refused[RS_MAX_IDS]; /* status of the ids that are not asked for; 0: the next of the calls has it */
  uint32_t n;          /* calls[1] up to calls[n]; calls[0] is for the list */
  struct call calls[1 + RS_MAX_IDS];
  _Alignas(64) uint8_t data[DATA_BYTES];
  uint8_t chain[CHAIN_BYTES];
};

/* calls.c: makes reading calls of work->list; false when their values have no room. */
bool make_reading_calls(struct work *work);
bool make_writing_calls(struct work *work, struct reader *in, uint32_t n);
void make_list_call(struct work *work);
/* Outcomes and values as in RS_READ. */
void put_outcomes(const struct work *work, struct writer *out);
void put_statuses(const struct work *work, uint32_t n, struct writer *out);

/* The moments of an attach, in order. Tests replace attach_at() to end the tracer in each of them. */
enum moment {
  AT_SEIZED = 1, AT_INTERRUPTED, AT_STOPPED, AT_STATE_READ, AT_WRITTEN, AT_ARMED, AT_MASKED, AT_SIGNALLED, AT_RUNNING,
  AT_CHAIN_DONE, AT_READ_BACK, AT_LET_GO, MOMENTS,
};
void attach_at(enum moment moment);

/* attach_prepare.c: looks at the process without stopping it. */
struct end prepare_target(struct target *target);
/* Whether the descriptor is a vCPU's still. */
bool is_vcpu(const struct target *target);
/* Whether the thread is one of the process that is meant. */
struct end is_same_process(const struct target *target, pid_t tid);

/* Moves the caller to the CPU where the thread was last: waking each other across CPUs takes longer than all else of a short stop. */
void stay_beside(pid_t pid, pid_t tid);

/* tracee.c */
struct end seize(const struct target *target, pid_t tid);
struct end interrupt(pid_t tid);
bool suspend_filters(pid_t tid);
struct end stop(const struct target *target, pid_t tid); /* waits as long as it takes */
void pause_us(long us);
struct end get_regs(pid_t tid, cpu_regs *regs);
bool set_regs(pid_t tid, cpu_regs *regs);
void let_go(pid_t tid);
/* Of a status that waitpid gave for a stopped thread: its PTRACE_EVENT_…, or 0. */
int event_of(int status);
bool is_syscall_stop(int status);
void resume(pid_t tid, int status, bool to_next_syscall);
void let_go_after(pid_t tid, int status);

/* chain.c: bytes that a chain may have below this stack pointer; 0 where the stack has no guard, and anything may lie below. */
uint64_t stack_room(const struct target *target, uint64_t sp);

/* The ioctl that a call makes. */
unsigned long command_of(const struct work *work, const struct call *call);

/* chain.c: does as many of the calls as the stack has room for, and tells how many. The thread stands at a safe place. */
struct chain {
  struct work *work;
  pid_t tid;
  const struct thread_state *state;
  bool is_watched; /* learn every call's errno, at the price of two stops each */
  bool filters_suspended;
};
/* Puts a thread that stands at the end of a chain back by hand: where its filters are suspended, which are back before it could make the
 * last call itself, and where another chain is to be written over the frames that it would go home through. */
void put_back(pid_t tid, const struct thread_state *state);

struct end run_chain(const struct chain *chain, struct call *calls, uint32_t n, uint32_t *done);

/* attach_trace.c: what the tracer does, and leaves in work->answer. */
void trace_target(struct work *work);

/* attach_filters.c: RS_FILTERED or RS_FILTER_UNREADABLE unless all filters of the stopped thread let the work through. */
struct end ask_filters(const struct work *work, pid_t tid, uint64_t sp);

/* Runs the tracer and sees to it that it ends. attach.c */
struct end in_tracer(struct work *work, void (*trace)(struct work *work));

/* quiesce.c: stops every thread of the process and finds one that may work; lets go of all. */
struct threads {
  uint32_t n;
  pid_t tid[MOST_THREADS];
};
/* On any other end than RS_ATTACHED all have been let go. Threads that wait for ever stand at a safe place. */
struct end stop_all(const struct target *target, struct threads *threads, pid_t *worker);
void let_all_go(const struct threads *threads);

#endif

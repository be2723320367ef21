/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Registers of VMs of other processes: RS_ATTACH and RS_ATTACH_WRITE. The tracing is done by a process of its own, so that one
 * that has to be ended, because a thread does not come back, takes nothing along; the thread goes home alone.
 */
#include "access.h"
#include "attach.h"
#include "scope.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LIMIT_MS = 4000 };

static _Noreturn void be_tracer(struct work *work, pid_t parent, void (*trace)(struct work *work)) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() == parent)
    trace(work);
  work->answer.is_complete = true;
  _exit(EXIT_SUCCESS);
}

/* True when it ended by itself. */
static bool ends_in_time(pid_t tracer) {
  struct pollfd it = {.fd = (int)syscall(SYS_pidfd_open, tracer, 0), .events = POLLIN};
  int met;
  do
    met = poll(&it, it.fd >= 0, LIMIT_MS);
  while (met < 0 && errno == EINTR);
  if (it.fd >= 0)
    close(it.fd);
  return met > 0;
}

struct end in_tracer(struct work *work, void (*trace)(struct work *work)) {
  pid_t self = getpid(), tracer = fork();
  if (tracer < 0)
    return ended(RS_MAY_NOT, (uint32_t)errno);
  if (!tracer)
    be_tracer(work, self, trace);
  bool is_late = !ends_in_time(tracer);
  int status = 0;
  if (is_late)
    kill(tracer, SIGKILL);
  while (waitpid(tracer, &status, 0) < 0 && errno == EINTR)
    ;
  if (work->answer.is_complete)
    return work->answer.end;
  return is_late ? ended(RS_OVERDUE, 0) : ended(RS_OUTCOME_UNKNOWN, (uint32_t)status);
}

static struct work *new_work(void) {
  int how = MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE;
  void *memory = mmap(NULL, sizeof(struct work), PROT_READ | PROT_WRITE, how, -1, 0);
  return memory == MAP_FAILED ? NULL : memory;
}

static void free_work(struct work *work) { munmap(work, sizeof *work); }

static void take_target(struct reader *in, struct target *target) {
  target->pid = (pid_t)take_u32(in);
  target->tid = (pid_t)take_u32(in);
  target->start = take_u64(in);
  target->vcpu = (int)take_u32(in);
  target->how = take_u32(in);
}

static bool is_sane(const struct target *target, uint32_t hows) {
  return target->pid > 0 && target->tid >= 0 && target->vcpu >= 0 && !(target->how & ~hows);
}

/* What MSRs KVM knows here, it knows for every VM. */
static struct outcome plan_listing(const struct regscope *session, struct work *work, bool is_beside) {
  work->listing = !session->one_reg ? ONLY_CALLS : work->list.n ? (is_beside ? LIST_BESIDE : ONLY_CALLS) : LIST_FIRST;
  if (work->list.n && !is_beside)
    return done();
  struct id_list *more = work->list.n ? calloc(1, sizeof *more) : &work->list;
  if (!more)
    return refused(RS_NO_MEMORY);
  struct outcome outcome = list_outcome(arch_list_more(session->kvm, more));
  work->more_ids = more->n;
  if (more != &work->list)
    free(more);
  return outcome;
}

static void put_end(const struct answer *answer, struct end end, struct writer *out) {
  put_u32(out, end.end);
  put_u32(out, end.detail);
  put_u32(out, answer->stops);
  put_u32(out, answer->tries);
  put_u64(out, answer->longest_ns);
  put_u64(out, answer->total_ns);
}

static void put_registers(const struct work *work, struct end end, struct writer *out) {
  bool has_values = is_attached(end) && !work->answer.list_status;
  uint32_t n = has_values || (is_attached(end) && work->listing == LIST_BESIDE) ? work->n : 0;
  put_end(&work->answer, end, out);
  put_u32(out, is_attached(end) ? work->answer.list_status : 0);
  put_u32(out, work->answer.is_same_list);
  put_u32(out, n);
  put_u32(out, 0);
  put_bytes(out, work->list.ids, n * sizeof work->list.ids[0]);
  if (n)
    put_outcomes(work, out);
}

static struct end attach(struct work *work) {
  struct end end = prepare_target(&work->target);
  return is_attached(end) ? in_tracer(work, trace_target) : end;
}

static struct outcome read_target(struct regscope *session, struct work *work, struct reader *in, struct writer *out) {
  take_target(in, &work->target);
  uint32_t n = take_u32(in), zero = take_u32(in);
  if (n > RS_MAX_IDS)
    return refused(RS_TOO_MANY);
  if (in->bad || zero || in->left != n * sizeof(uint64_t) || !is_sane(&work->target, RS_HOW_DESPITE_FILTERS | RS_HOW_LISTED))
    return refused(RS_BAD_REQUEST);
  if (!open_kvm(session))
    return kernel_refused("open /dev/kvm");
  work->list.n = n;
  take_bytes(in, work->list.ids, n * sizeof work->list.ids[0]);
  work->one_reg = session->one_reg;
  work->scopes = scope_mask(scope_bits(session->kvm));
  struct outcome outcome = plan_listing(session, work, work->target.how & RS_HOW_LISTED);
  if (!is_done(outcome))
    return outcome;
  if (work->listing != ONLY_CALLS)
    make_list_call(work);
  if (work->listing != LIST_FIRST && !make_reading_calls(work))
    return refused(RS_TOO_MANY);
  put_registers(work, attach(work), out);
  return done();
}

static struct outcome write_target(struct regscope *session, struct work *work, struct reader *in, struct writer *out) {
  take_target(in, &work->target);
  uint32_t n = take_u32(in), zero = take_u32(in);
  if (n > RS_MAX_IDS)
    return refused(RS_TOO_MANY);
  if (in->bad || zero || !n || work->target.tid || !is_sane(&work->target, RS_HOW_DESPITE_FILTERS))
    return refused(RS_BAD_REQUEST);
  if (!open_kvm(session))
    return kernel_refused("open /dev/kvm");
  work->one_reg = session->one_reg;
  if (!make_writing_calls(work, in, n))
    return refused(RS_BAD_REQUEST);
  work->target.must_not_run = true;
  struct end end = attach(work);
  put_end(&work->answer, end, out);
  put_u32(out, is_attached(end) ? n : 0);
  put_u32(out, 0);
  for (uint32_t i = 1; is_attached(end) && i <= n; i++)
    put_u32(out, work->calls[i].status);
  return done();
}

typedef struct outcome on_target(struct regscope *session, struct work *work, struct reader *in, struct writer *out);

static struct outcome with_work(on_target *what, struct regscope *session, struct reader *in, struct writer *out) {
  struct work *work = new_work();
  if (!work)
    return refused(RS_NO_MEMORY);
  struct outcome outcome = what(session, work, in, out);
  free_work(work);
  return outcome;
}

struct outcome op_attach(struct regscope *session, struct reader *in, struct writer *out) {
  return with_work(read_target, session, in, out);
}

struct outcome op_attach_write(struct regscope *session, struct reader *in, struct writer *out) {
  return with_work(write_target, session, in, out);
}

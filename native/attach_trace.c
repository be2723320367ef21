/* SPDX-License-Identifier: Apache-2.0 */
/* What the tracer does: stops, looks whether it is safe, has the thread do its calls, lets go, and looks again at what failed. */
#include "access.h"
#include "attach.h"

#include <stdlib.h>
#include <sys/ptrace.h>

enum { TRIES = 200, WAITING_TRIES = 20, PAUSE_US = 50, PAUSE_STEP_US = 37, PAUSE_STEPS = 7, SIGSET_BYTES = 8, REFUSED_AT_ONCE = 64 };

struct tracer {
  struct work *work;
  struct threads *threads; /* of a VMM that is stopped as a whole, else NULL */
  pid_t tid;
  struct thread_state state;
  bool filters_suspended, has_state;
  uint64_t stopped_at;
};

static void count_stop(struct answer *answer, uint64_t ns) {
  answer->stops++;
  answer->total_ns += ns;
  if (ns > answer->longest_ns)
    answer->longest_ns = ns;
}

/* A suspended filter is back as soon as the tracer is gone, in the middle of the chain: only when somebody said so. */
static bool may_suspend(struct tracer *tracer) {
  bool is_wanted = tracer->work->target.how & RS_HOW_DESPITE_FILTERS;
  return tracer->filters_suspended = is_wanted && suspend_filters(tracer->tid);
}

/* Everything that has to be known of a stopped thread; nothing of it is changed. */
static struct end read_state(struct tracer *tracer, enum place *place) {
  const struct target *target = &tracer->work->target;
  struct end end = get_regs(tracer->tid, &tracer->state.regs);
  tracer->filters_suspended = false;
  if (!is_attached(end))
    return end;
  *place = frame_place(target->pid, &tracer->state.regs, target->vcpu);
  if (*place != IN_KVM_RUN && !(tracer->threads && *place == IN_ENDLESS_WAIT))
    return ended(RS_NOT_IN_RUN, *place);
  uint32_t unsafe = frame_read_fp(tracer->tid, &tracer->state.fp);
  if (unsafe)
    return ended(RS_UNSAFE_STATE, unsafe);
  if (ptrace(PTRACE_GETSIGMASK, tracer->tid, (void *)SIGSET_BYTES, &tracer->state.mask))
    return ended(RS_ENDED, 0);
  end = ask_filters(tracer->work, tracer->tid, frame_stack(&tracer->state.regs));
  return is_attached(end) || !may_suspend(tracer) ? end : ended(RS_ATTACHED, 0);
}

static struct end stop_once(struct tracer *tracer, enum place *place) {
  struct end end = stop(&tracer->work->target, tracer->tid);
  if (!is_attached(end))
    return end;
  tracer->stopped_at = now_ns();
  attach_at(AT_STOPPED);
  end = read_state(tracer, place);
  if (is_attached(end))
    attach_at(AT_STATE_READ);
  else
    let_go(tracer->tid);
  return end;
}

/* A thread that is met outside KVM_RUN is let go, and met again somewhat later. */
static struct end stop_in_run(struct tracer *tracer) {
  for (int tries = 0, waiting = 0;; tries++) {
    enum place place = IN_USER_MODE;
    struct end end = stop_once(tracer, &place);
    tracer->work->answer.tries++;
    if (end.end != RS_NOT_IN_RUN || tries == TRIES)
      return end;
    waiting = place == IN_ENDLESS_WAIT ? waiting + 1 : 0; /* for a lock, if not for good */
    if (waiting == WAITING_TRIES)
      return end;
    pause_us(PAUSE_US + PAUSE_STEP_US * (tries % PAUSE_STEPS));
  }
}

static void let_thread_go(struct tracer *tracer) {
  if (tracer->threads)
    return;
  let_go(tracer->tid);
  count_stop(&tracer->work->answer, now_ns() - tracer->stopped_at);
  attach_at(AT_LET_GO);
}

/* The worker of a VMM that is stopped as a whole stands at the end of its last chain: its way home leads through frames below its stack, which
 * the next chain overwrites. */
static struct end stop_thread(struct tracer *tracer) {
  enum place place;
  if (!tracer->threads)
    return stop_in_run(tracer);
  if (!tracer->has_state)
    return read_state(tracer, &place);
  put_back(tracer->tid, &tracer->state);
  return ended(RS_ATTACHED, 0);
}

/* In as many stops as it takes. */
static struct end do_calls(struct tracer *tracer, struct call *calls, uint32_t n, bool is_watched) {
  for (uint32_t done = 0, at = 0; at < n; at += done) {
    struct end end = stop_thread(tracer);
    if (!is_attached(end))
      return end;
    struct chain chain = {tracer->work, tracer->tid, &tracer->state, is_watched, tracer->filters_suspended};
    end = run_chain(&chain, calls + at, n - at, &done);
    tracer->has_state = true;
    let_thread_go(tracer);
    if (!is_attached(end))
      return end;
  }
  return ended(RS_ATTACHED, 0);
}

/* What seems to have failed is asked again, watched; what was the sentinel by chance comes out as it is. */
static struct end look_again(struct tracer *tracer, struct call *calls, uint32_t n) {
  struct call again[REFUSED_AT_ONCE];
  uint32_t from[REFUSED_AT_ONCE];
  for (uint32_t at = 0; at < n;) {
    uint32_t some = 0;
    for (; at < n && some < REFUSED_AT_ONCE; at++)
      if (calls[at].status == RS_LOCAL)
        from[some] = at, again[some++] = calls[at];
    struct end end = do_calls(tracer, again, some, true);
    if (!is_attached(end))
      return end;
    for (uint32_t i = 0; i < some; i++)
      calls[from[i]].status = again[i].status;
  }
  return ended(RS_ATTACHED, 0);
}

static struct end do_and_look_again(struct tracer *tracer, struct call *calls, uint32_t n) {
  bool is_writing = n && calls[0].kind == SET_REGISTER;
  struct end end = do_calls(tracer, calls, n, is_writing);
  return is_attached(end) ? look_again(tracer, calls, n) : end;
}

/* A VMM may have asked the kernel for ids with their scope. */
static void strip_listed(struct work *work) {
  for (uint64_t i = 1; i <= work->listed[0] && i <= RS_MAX_IDS; i++)
    work->listed[i] &= ~work->scopes;
}

/* Puts the ids that came behind those that the kernel does not list itself. */
static void take_list(struct work *work) {
  uint64_t n = work->listed[0];
  bool is_too_long = work->calls[0].status == E2BIG || n > work->calls[0].id || n > RS_MAX_IDS - work->list.n;
  work->answer.list_status = is_too_long ? RS_LOCAL | RS_TOO_MANY : work->calls[0].status;
  if (work->answer.list_status)
    return;
  strip_listed(work);
  memcpy(&work->list.ids[work->list.n], &work->listed[1], n * sizeof work->list.ids[0]);
  work->list.n += (uint32_t)n;
}

static struct end list_first(struct tracer *tracer) {
  struct work *work = tracer->work;
  struct end end = do_and_look_again(tracer, work->calls, 1);
  if (is_attached(end))
    take_list(work);
  if (!is_attached(end) || work->answer.list_status)
    return end;
  if (!make_reading_calls(work)) {
    work->answer.list_status = RS_LOCAL | RS_TOO_MANY;
    return end;
  }
  return do_and_look_again(tracer, work->calls + 1, work->n);
}

/* Whether the ids that were asked for are those that the kernel does not list, and then those that it does. */
static void compare_lists(struct work *work) {
  uint64_t n = work->listed[0];
  work->answer.list_status = work->calls[0].status;
  strip_listed(work);
  work->answer.is_same_list = !work->calls[0].status && n <= work->calls[0].id && work->list.n == work->more_ids + n &&
                              !memcmp(work->list.ids + work->more_ids, work->listed + 1, n * sizeof work->listed[0]);
}

static struct end do_work(struct tracer *tracer) {
  struct work *work = tracer->work;
  if (work->listing == LIST_FIRST)
    return list_first(tracer);
  uint32_t first = work->listing == ONLY_CALLS;
  struct end end = do_and_look_again(tracer, work->calls + first, work->n + 1 - first);
  if (is_attached(end) && work->listing == LIST_BESIDE)
    compare_lists(work);
  return end;
}

static struct end work_stopped_whole(struct tracer *tracer) {
  static struct threads threads;
  tracer->threads = &threads;
  struct end end = stop_all(&tracer->work->target, &threads, &tracer->tid);
  if (!is_attached(end))
    return end;
  tracer->stopped_at = now_ns();
  attach_at(AT_STOPPED);
  end = is_vcpu(&tracer->work->target) ? do_work(tracer) : ended(RS_NOT_A_VCPU, 0);
  let_all_go(&threads);
  count_stop(&tracer->work->answer, now_ns() - tracer->stopped_at);
  attach_at(AT_LET_GO);
  return end;
}

void trace_target(struct work *work) {
  static struct tracer tracer;
  work->answer.end = prepare_target(&work->target);
  if (!is_attached(work->answer.end))
    return;
  memset(&tracer, 0, sizeof tracer); /* so that no page of it is first touched while the thread stands still */
  tracer.work = work;
  tracer.tid = work->target.tid;
  if (tracer.tid)
    stay_beside(work->target.pid, tracer.tid);
  work->answer.end = tracer.tid ? do_work(&tracer) : work_stopped_whole(&tracer);
}

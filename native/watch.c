/* SPDX-License-Identifier: Apache-2.0 */
/* All registers of two vCPUs before a write and after it: the part of RS_TRY that finds side effects. */
#include "probe.h"

#include <stdlib.h>

struct watched {
  struct reading at_start;
  bool moves, has_changed;
};

struct watch {
  const struct regscope *session;
  const struct pair *pair;
  struct id_list before, now;
  struct watched *of[PAIR]; /* in the order of `before`; NULL for a vCPU that is not there */
};

static bool is_same(const struct reading *a, const struct reading *b) {
  return a->status == b->status && memcmp(&a->value, &b->value, sizeof a->value) == 0;
}

static void read_at_start(const struct watch *watch, int who) {
  for (uint32_t i = 0; i < watch->before.n; i++)
    read_through(watch->pair, who, watch->before.ids[i], &watch->of[who][i].at_start);
  for (uint32_t i = 0; i < watch->before.n; i++) {
    struct reading again;
    read_through(watch->pair, who, watch->before.ids[i], &again);
    watch->of[who][i].moves = !is_same(&watch->of[who][i].at_start, &again);
  }
}

static struct outcome fill(struct watch *watch) {
  struct outcome outcome =
      list_outcome(list_registers(watch->session, watch->pair->fd[WRITTEN], &watch->before));
  for (int who = 0; who < PAIR && is_done(outcome); who++) {
    if (watch->pair->fd[who] < 0)
      continue;
    watch->of[who] = calloc(watch->before.n + 1ull, sizeof *watch->of[who]);
    if (watch->of[who])
      read_at_start(watch, who);
    else
      outcome = refused(RS_NO_MEMORY);
  }
  return outcome;
}

struct outcome start_watch(const struct regscope *session, const struct pair *pair, struct watch **watch) {
  *watch = calloc(1, sizeof **watch);
  if (!*watch)
    return refused(RS_NO_MEMORY);
  (*watch)->session = session;
  (*watch)->pair = pair;
  struct outcome outcome = fill(*watch);
  if (!is_done(outcome))
    end_watch(*watch);
  return outcome;
}

void end_watch(struct watch *watch) {
  for (int who = 0; watch && who < PAIR; who++)
    free(watch->of[who]);
  free(watch);
}

/* Lists of one vCPU differ little, so `at` is where it probably stands. Afterwards it is where it does, if it is there. */
static bool find_id(const struct id_list *list, uint64_t id, uint32_t *at) {
  for (uint32_t i = 0; i < list->n; i++) {
    uint32_t candidate = (*at + i) % list->n;
    if (list->ids[candidate] != id)
      continue;
    *at = candidate;
    return true;
  }
  return false;
}

/* Returns how many ids of `list` the other one does not have. */
static uint32_t put_missing(const struct id_list *list, const struct id_list *from, struct writer *out) {
  uint32_t n = 0;
  for (uint32_t i = 0, at = 0; i < list->n; i++, at++) {
    if (find_id(from, list->ids[i], &at))
      continue;
    put_u64(out, list->ids[i]);
    n++;
  }
  return n;
}

static void put_changed(uint64_t id, uint32_t vcpu, const struct reading *reading, struct writer *out) {
  uint32_t bytes = reading->status ? 0 : register_bytes(id);
  put_u64(out, id);
  put_u32(out, vcpu);
  put_u32(out, bytes);
  put_bytes(out, &reading->value, up_to_8(bytes));
}

/* Of the registers that are there now and were there at the start. */
static uint32_t put_all_changed(const struct watch *watch, int who, uint64_t written, struct writer *out) {
  uint32_t n = 0;
  for (uint32_t i = 0, at = 0; watch->of[who] && i < watch->now.n && !out->full; i++, at++) {
    uint64_t id = watch->now.ids[i];
    bool is_itself = who == WRITTEN && id == written;
    if (is_itself || !find_id(&watch->before, id, &at) || watch->of[who][at].moves)
      continue;
    struct reading reading;
    read_through(watch->pair, who, id, &reading);
    if (is_same(&reading, &watch->of[who][at].at_start))
      continue;
    watch->of[who][at].has_changed = true;
    put_changed(id, watch->pair->index[who], &reading, out);
    n++;
  }
  return n;
}

enum { GAINED, LOST, CHANGED, LISTED, COUNTS };

static void put_all_that_differs(const struct watch *watch, uint64_t written, uint32_t counts[COUNTS], struct writer *out) {
  counts[GAINED] = put_missing(&watch->now, &watch->before, out);
  counts[LOST] = put_missing(&watch->before, &watch->now, out);
  for (int who = 0; who < PAIR; who++)
    counts[CHANGED] += put_all_changed(watch, who, written, out);
}

void put_nothing_seen(struct writer *out) { put_bytes(out, (uint32_t[COUNTS]){0}, COUNTS * sizeof(uint32_t)); }

void put_what_differs(struct watch *watch, uint64_t written, struct writer *out) {
  uint32_t counts[COUNTS] = {0};
  uint8_t *head = reserve(out, sizeof counts);
  if (!head)
    return;
  counts[LISTED] = list_registers(watch->session, watch->pair->fd[WRITTEN], &watch->now);
  if (!counts[LISTED])
    put_all_that_differs(watch, written, counts, out);
  memcpy(head, counts, sizeof counts);
}

void settle_watch(struct watch *watch, uint64_t written) {
  for (int who = 0; who < PAIR; who++)
    for (uint32_t i = 0; watch->of[who] && i < watch->before.n; i++) {
      struct watched *watched = &watch->of[who][i];
      if (watched->has_changed || watch->before.ids[i] == written)
        read_through(watch->pair, who, watch->before.ids[i], &watched->at_start);
      watched->has_changed = false;
    }
}

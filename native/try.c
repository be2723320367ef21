/* SPDX-License-Identifier: Apache-2.0 */
/* One value written, looked at from two vCPUs, and put back: RS_TRY. The whole request is checked before the first write. */
#include "probe.h"

enum { WRITE, READ, READ_OTHER, RESTORE, STATUSES };

static uint64_t head_bytes(uint32_t bytes) { return STATUSES * sizeof(uint32_t) + 2 * up_to_8(bytes); }

/* What cannot be read is not written: it could not be put back. */
static uint32_t write_through(const struct pair *pair, const struct assignment *want, const struct reading *old) {
  return old->status ? old->status : set_register(pair->one_reg, pair->fd[WRITTEN], want->id, want->value);
}

static void put_watched(struct watch *watch, const struct assignment *want, uint32_t status, struct writer *out) {
  if (status)
    put_nothing_seen(out);
  else
    put_what_differs(watch, want->id, out);
}

/* The status of putting back is known last and stands first. watch is NULL when nobody wants to know. */
static void put_trial(const struct pair *pair, struct watch *watch, const struct assignment *want, struct writer *out) {
  uint8_t *head = reserve(out, head_bytes(want->bytes));
  if (!head)
    return;
  struct reading old, stored, elsewhere;
  read_through(pair, WRITTEN, want->id, &old);
  uint32_t status[STATUSES] = {[WRITE] = write_through(pair, want, &old)};
  read_through(pair, WRITTEN, want->id, &stored);
  read_through(pair, LOOKED, want->id, &elsewhere);
  status[READ] = stored.status;
  status[READ_OTHER] = elsewhere.status;
  if (watch)
    put_watched(watch, want, status[WRITE], out);
  if (!status[WRITE])
    status[RESTORE] = set_register(pair->one_reg, pair->fd[WRITTEN], want->id, &old.value);
  if (watch && !status[WRITE])
    settle_watch(watch, want->id);
  uint64_t padded = up_to_8(want->bytes);
  memcpy(head, status, sizeof status);
  memcpy(head + sizeof status, &stored.value, padded);
  memcpy(head + sizeof status + padded, &elsewhere.value, padded);
}

/* Without what is watched, whose length is not known before. */
static struct outcome check_trials(struct reader in, uint32_t n, uint64_t *reply_bytes) {
  *reply_bytes = 2 * sizeof(uint32_t);
  for (uint32_t i = 0; i < n; i++) {
    struct assignment want;
    if (!take_assignment(&in, &want))
      return refused(RS_BAD_REQUEST);
    *reply_bytes += head_bytes(want.bytes);
  }
  return all_taken(&in) ? done() : refused(RS_BAD_REQUEST);
}

static struct outcome put_trials(const struct regscope *session, const struct pair *pair, bool watches,
                                 struct reader *in, uint32_t n, struct writer *out) {
  struct watch *watch = NULL;
  struct outcome outcome = watches ? start_watch(session, pair, &watch) : done();
  if (!is_done(outcome))
    return outcome;
  put_u32(out, n);
  put_u32(out, 0);
  for (uint32_t i = 0; i < n && !out->full; i++) {
    struct assignment want;
    take_assignment(in, &want);
    put_trial(pair, watch, &want, out);
  }
  end_watch(watch);
  return done();
}

struct outcome op_try(struct regscope *session, struct reader *in, struct writer *out) {
  uint32_t number = take_u32(in);
  struct pair pair;
  for (int who = 0; who < PAIR; who++)
    pair.index[who] = take_u32(in);
  uint32_t watches = take_u32(in), n = take_u32(in), zero = take_u32(in);
  if (n > RS_MAX_IDS)
    return refused(RS_TOO_MANY);
  if (in->bad || watches > 1 || zero)
    return refused(RS_BAD_REQUEST);
  uint64_t reply_bytes;
  struct outcome outcome = check_trials(*in, n, &reply_bytes);
  if (is_done(outcome))
    outcome = find_pair(session, number, &pair);
  if (!is_done(outcome))
    return outcome;
  if (reply_bytes > out->cap - out->used)
    return refused(RS_REPLY_TOO_BIG);
  return put_trials(session, &pair, watches, in, n, out);
}

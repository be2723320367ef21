/* SPDX-License-Identifier: Apache-2.0 */
/* Requests turned into the calls of a chain, and their results into a reply. */
#include "access.h"
#include "attach.h"

enum { FIRST_IDS = 4096, SLACK_IDS = 64 };

/* Status of an id that KVM is not asked about, or 0: as RS_READ has it, and as arch_x86.c where MSRs are all there is. */
static uint16_t refusal_of(const struct work *work, uint64_t id) {
  if (!register_bytes(id))
    return RS_LOCAL | RS_BAD_SIZE;
  return work->one_reg || frame_is_msr(id) ? 0 : EINVAL;
}

static bool add_call(struct work *work, int kind, uint64_t id, uint64_t *used) {
  uint32_t bytes = register_bytes(id);
  if (*used + up_to_8(bytes) > DATA_BYTES)
    return false;
  struct call *call = &work->calls[++work->n];
  *call = (struct call){.kind = kind, .id = id, .bytes = bytes, .data = work->data + *used, .status = RS_LOCAL};
  *used += up_to_8(bytes);
  return true;
}

bool make_reading_calls(struct work *work) {
  uint64_t used = 0;
  work->n = 0;
  for (uint32_t i = 0; i < work->list.n; i++) {
    work->refused[i] = refusal_of(work, work->list.ids[i]);
    if (!work->refused[i] && !add_call(work, GET_REGISTER, work->list.ids[i], &used))
      return false;
  }
  return true;
}

bool make_writing_calls(struct work *work, struct reader *in, uint32_t n) {
  uint64_t used = 0;
  for (uint32_t i = 0; i < n; i++) {
    struct assignment assignment;
    if (!take_assignment(in, &assignment))
      return false;
    work->refused[i] = refusal_of(work, assignment.id);
    if (work->refused[i])
      continue;
    if (!add_call(work, SET_REGISTER, assignment.id, &used))
      return false;
    memcpy(work->calls[work->n].data, assignment.value, assignment.bytes);
  }
  return all_taken(in);
}

void make_list_call(struct work *work) {
  uint64_t room = work->listing == LIST_FIRST ? FIRST_IDS : work->list.n + SLACK_IDS;
  room = room > RS_MAX_IDS ? RS_MAX_IDS : room;
  work->listed[0] = room;
  work->calls[0] = (struct call){.kind = GET_LIST, .id = room, .bytes = (uint32_t)(1 + room) * 8, .data = (uint8_t *)work->listed};
}

static uint32_t used_bytes(const struct call *call) {
  uint32_t used = call->status ? 0 : call->bytes;
  while (used && !call->data[used - 1])
    used--;
  return used;
}

static uint32_t outcome_of(const struct call *call) { return call->status ? call->status : RS_VALUE | used_bytes(call); }

void put_outcomes(const struct work *work, struct writer *out) {
  static const uint8_t zeros[8];
  uint64_t start = out->used;
  for (uint32_t i = 0, call = 0; i < work->list.n; i++)
    put_u16(out, work->refused[i] ? work->refused[i] : (uint16_t)outcome_of(&work->calls[++call]));
  for (uint32_t i = 1; i <= work->n; i++)
    put_bytes(out, work->calls[i].data, used_bytes(&work->calls[i]));
  put_bytes(out, zeros, up_to_8(out->used - start) - (out->used - start));
}

void put_statuses(const struct work *work, uint32_t n, struct writer *out) {
  for (uint32_t i = 0, call = 0; i < n; i++)
    put_u32(out, work->refused[i] ? work->refused[i] : work->calls[++call].status);
}

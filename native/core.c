/* SPDX-License-Identifier: Apache-2.0 */
/* The session and the dispatch of messages. Knows no KVM. */
#include "core.h"

#include "session.h"

#include <stdlib.h>
#include <unistd.h>

enum { HEADER_BYTES = 8 };

struct regscope *regscope_open(void) {
  struct regscope *session = calloc(1, sizeof *session);
  if (session)
    session->kvm = -1;
  return session;
}

void regscope_close(struct regscope *session) {
  if (!session)
    return;
  for (uint32_t i = 0; i < session->vms; i++)
    free_vm(session->vm[i]);
  if (session->kvm >= 0)
    close(session->kvm);
  free(session);
}

static operation *const operations[] = {
    [RS_HELLO] = op_hello, [RS_CAPS] = op_caps,   [RS_CREATE] = op_create, [RS_LIST] = op_list,
    [RS_READ] = op_read,   [RS_WRITE] = op_write, [RS_RUN] = op_run,       [RS_CLOSE] = op_close,
    [RS_MASKS] = op_masks, [RS_FLIP] = op_flip,   [RS_TRY] = op_try,     [RS_FINALIZE] = op_finalize,
    [RS_STATS] = op_stats, [RS_ATTACH] = op_attach, [RS_RUNS] = op_runs, [RS_ATTACH_WRITE] = op_attach_write,
    [RS_LOOK] = op_look,   [RS_SCOPES] = op_scopes, [RS_EXITS] = op_exits,
};

static struct outcome dispatch(struct regscope *session, struct reader *in, struct writer *out) {
  uint16_t op = take_u16(in);
  uint16_t zero = take_u16(in);
  if (in->bad || zero != 0)
    return refused(RS_BAD_REQUEST);
  if (op >= sizeof operations / sizeof *operations || !operations[op])
    return refused(RS_UNKNOWN_OP);
  struct outcome outcome = operations[op](session, in, out);
  return is_done(outcome) && out->full ? refused(RS_REPLY_TOO_BIG) : outcome;
}

/* An error carries the name of the call, cut to what the caller's buffer holds. */
static void put_error(struct writer *out, struct outcome outcome) {
  out->used = HEADER_BYTES;
  out->full = false;
  if (outcome.kind != RS_KERNEL)
    return;
  uint64_t length = strlen(outcome.call), room = out->cap - out->used;
  put_bytes(out, outcome.call, length < room ? length : room);
}

static void put_header(uint8_t *reply, uint32_t tag, struct outcome outcome) {
  struct writer out = {.bytes = reply, .cap = HEADER_BYTES};
  put_u32(&out, tag);
  put_u16(&out, outcome.kind);
  put_u16(&out, outcome.code);
}

int64_t regscope_serve(struct regscope *session, const uint8_t *request, uint64_t request_len, uint8_t *reply,
                       uint64_t reply_cap) {
  if (reply_cap < HEADER_BYTES)
    return -1;
  struct reader in = {.at = request, .left = request_len, .bad = request_len > RS_MAX_MESSAGE};
  struct writer out = {
      .bytes = reply, .cap = reply_cap < RS_MAX_MESSAGE ? reply_cap : RS_MAX_MESSAGE, .used = HEADER_BYTES};
  uint32_t tag = take_u32(&in);
  struct outcome outcome = dispatch(session, &in, &out);
  if (!is_done(outcome))
    put_error(&out, outcome);
  put_header(reply, tag, outcome);
  return (int64_t)out.used;
}

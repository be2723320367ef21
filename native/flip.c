/* SPDX-License-Identifier: Apache-2.0 */
/* Which bits of many registers can be written: RS_FLIP. What becomes of each bit is found out in bits.c. */
#include "flip.h"

/* Messages need not be aligned in memory, so masks in the reply are written by the byte. */
static void mark(uint8_t *mask, uint32_t bit) { mask[bit / 8] = (uint8_t)(mask[bit / 8] | 1u << bit % 8); }

void mark_part(const struct flip *flip, enum part part, uint32_t bit) {
  mark(flip->parts + part * 8ull * flip->words, bit);
}

void note_refusal(struct flip *flip, uint32_t status, uint32_t bit) {
  uint64_t bytes = REFUSAL_BYTES + 8ull * flip->words;
  uint8_t *refusal = flip->refusals;
  for (uint32_t i = 0; i < flip->n_refusals; i++, refusal += bytes)
    if (memcmp(refusal, &status, sizeof status) == 0)
      return mark(refusal + REFUSAL_BYTES, bit);
  if (!reserve(flip->out, bytes))
    return;
  memset(refusal, 0, bytes);
  memcpy(refusal, &status, sizeof status);
  mark(refusal + REFUSAL_BYTES, bit);
  flip->n_refusals++;
}

static void put_flip(const struct pair *pair, uint64_t id, struct writer *out) {
  struct reading first;
  read_through(pair, WRITTEN, id, &first);
  uint32_t bytes = first.status ? 0 : register_bytes(id);
  uint64_t parts_bytes = PARTS * up_to_8(bytes);
  uint8_t *head = reserve(out, HEAD_BYTES + parts_bytes);
  if (!head)
    return;
  memset(head, 0, HEAD_BYTES + parts_bytes);
  struct flip flip = {.pair = pair, .out = out, .id = id, .words = (bytes + 7) / 8, .old = first.value};
  flip.parts = head + HEAD_BYTES;
  flip.refusals = flip.parts + parts_bytes;
  uint32_t same = bytes ? try_bits(&flip, bytes * 8) : first.status;
  memcpy(head, (uint32_t[]){first.status, bytes, same, flip.n_refusals}, HEAD_BYTES);
}

static uint64_t bytes_without_refusals(struct reader ids, uint32_t n) {
  uint64_t bytes = 0;
  for (uint32_t i = 0; i < n; i++)
    bytes += HEAD_BYTES + PARTS * up_to_8(register_bytes(take_u64(&ids)));
  return bytes;
}

struct outcome op_flip(struct regscope *session, struct reader *in, struct writer *out) {
  uint32_t number = take_u32(in);
  struct pair pair;
  for (int who = 0; who < PAIR; who++)
    pair.index[who] = take_u32(in);
  uint32_t n = take_u32(in);
  if (n > RS_MAX_IDS)
    return refused(RS_TOO_MANY);
  if (in->bad || in->left != n * sizeof(uint64_t))
    return refused(RS_BAD_REQUEST);
  struct outcome outcome = find_pair(session, number, &pair);
  if (!is_done(outcome))
    return outcome;
  put_u32(out, n);
  put_u32(out, 0);
  uint8_t *duration = reserve(out, sizeof(uint64_t));
  if (!duration || bytes_without_refusals(*in, n) > out->cap - out->used)
    return refused(RS_REPLY_TOO_BIG);
  uint64_t start = now_ns();
  for (uint32_t i = 0; i < n && !out->full; i++)
    put_flip(&pair, take_u64(in), out);
  uint64_t ns = now_ns() - start;
  memcpy(duration, &ns, sizeof ns);
  return done();
}

/* SPDX-License-Identifier: Apache-2.0 */
/* One register of RS_FLIP: its block in the reply, and the values that its bits are judged by. */
#ifndef REGSCOPE_FLIP_H
#define REGSCOPE_FLIP_H

#include "probe.h"

enum part { VALUE, MOVING, TAKEN, SEEN, IGNORED, ALTERED, STUCK, PARTS };
enum { HEAD_BYTES = 16, REFUSAL_BYTES = 8 };

struct flip {
  const struct pair *pair;
  struct writer *out;
  uint64_t id;
  uint32_t words;
  uint8_t *parts;    /* in the reply, words * 8 bytes each */
  uint8_t *refusals; /* behind them */
  uint32_t n_refusals;
  bool looks; /* whether `elsewhere` could be read */
  bool any_stuck;
  struct value old, tried, now, moving, elsewhere;
};

/* bits.c: tries them all. Returns the status of writing the value back that was just read. */
uint32_t try_bits(struct flip *flip, uint32_t bits);

/* flip.c */
void mark_part(const struct flip *flip, enum part part, uint32_t bit);
void note_refusal(struct flip *flip, uint32_t status, uint32_t bit);

#endif

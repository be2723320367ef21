/* SPDX-License-Identifier: Apache-2.0 */
/* The bits of one register, each inverted alone, judged, and put back. The loops that take the time of RS_FLIP. */
#include "flip.h"

/* A register that moves is read for a while, so that its carries stay inside the bits that are left out. */
enum { MOVING_READS = 4, MOVING_NS = 1000000, CARRY_BITS = 8 };

static uint32_t get_value(const struct flip *flip, int who, struct value *value) {
  return get_register(flip->pair->one_reg, flip->pair->fd[who], flip->id, value);
}

static uint32_t set_value(const struct flip *flip, const struct value *value) {
  return set_register(flip->pair->one_reg, flip->pair->fd[WRITTEN], flip->id, value);
}

static uint32_t bits_that_differ(const struct flip *flip, const struct value *a, const struct value *b) {
  for (uint32_t w = flip->words; w-- > 0;)
    if (a->word[w] != b->word[w])
      return w * 64 + 64 - (uint32_t)__builtin_clzll(a->word[w] ^ b->word[w]);
  return 0;
}

static void find_moving(struct flip *flip, uint32_t bits) {
  uint64_t end = now_ns() + MOVING_NS;
  uint32_t moving = 0;
  for (int reads = 1; reads < MOVING_READS || (moving && now_ns() < end); reads++) {
    if (get_value(flip, WRITTEN, &flip->now))
      break;
    uint32_t differ = bits_that_differ(flip, &flip->old, &flip->now);
    moving = differ > moving ? differ : moving;
  }
  moving = moving && moving + CARRY_BITS < bits ? moving + CARRY_BITS : moving ? bits : 0;
  for (uint32_t bit = 0; bit < moving; bit++) {
    flip->moving.word[bit / 64] |= 1ull << bit % 64;
    mark_part(flip, MOVING, bit);
  }
}

static bool differs(const struct flip *flip, const struct value *a, const struct value *b) {
  uint64_t difference = 0;
  for (uint32_t w = 0; w < flip->words; w++)
    difference |= (a->word[w] ^ b->word[w]) & ~flip->moving.word[w];
  return difference != 0;
}

/* A bit that moves by itself tells nothing; what stands outside the moving bits does. */
static void judge(struct flip *flip, uint32_t bit) {
  uint64_t mask = 1ull << bit % 64;
  uint32_t w = bit / 64;
  bool is_moving = flip->moving.word[w] & mask;
  if (get_value(flip, WRITTEN, &flip->now))
    mark_part(flip, ALTERED, bit);
  else if (differs(flip, &flip->now, &flip->tried))
    mark_part(flip, differs(flip, &flip->now, &flip->old) ? ALTERED : IGNORED, bit);
  else if (!is_moving)
    mark_part(flip, TAKEN, bit);
  if (flip->looks && !is_moving && !get_value(flip, LOOKED, &flip->now) &&
      (flip->now.word[w] ^ flip->elsewhere.word[w]) & mask)
    mark_part(flip, SEEN, bit);
}

static void look(struct flip *flip) {
  flip->looks = flip->pair->fd[LOOKED] >= 0 && !get_value(flip, LOOKED, &flip->elsewhere);
}

/* What could not be put back is the old value of the next bits; else one such bit would make all of them look altered. */
static void put_back(struct flip *flip, uint32_t bit) {
  uint32_t written = set_value(flip, &flip->old), read = get_value(flip, WRITTEN, &flip->now);
  if (!written && !read && !differs(flip, &flip->now, &flip->old))
    return;
  mark_part(flip, STUCK, bit);
  flip->any_stuck = true;
  if (!read)
    flip->old = flip->tried = flip->now;
  look(flip);
}

static void try_bit(struct flip *flip, uint32_t bit) {
  uint64_t *word = &flip->tried.word[bit / 64], mask = 1ull << bit % 64;
  *word ^= mask;
  uint32_t status = set_value(flip, &flip->tried);
  if (status)
    note_refusal(flip, status, bit);
  else
    judge(flip, bit);
  *word ^= mask;
  if (!status)
    put_back(flip, bit);
}

uint32_t try_bits(struct flip *flip, uint32_t bits) {
  const struct value first = flip->tried = flip->old;
  memcpy(flip->parts, &first, 8ull * flip->words); /* VALUE, the first of the parts */
  find_moving(flip, bits);
  uint32_t same = set_value(flip, &flip->old);
  look(flip);
  for (uint32_t bit = 0; bit < bits && !flip->out->full; bit++)
    try_bit(flip, bit);
  if (flip->any_stuck)
    set_value(flip, &first);
  return same;
}

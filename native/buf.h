/* SPDX-License-Identifier: Apache-2.0 */
/* Bounds-checked reading and writing of messages. Both remember a failure, so that callers check once at the end. */
#ifndef REGSCOPE_BUF_H
#define REGSCOPE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "messages are little-endian and copied as they are");

struct reader {
  const uint8_t *at;
  uint64_t left;
  bool bad; /* something was asked for that is not there */
};

struct writer {
  uint8_t *bytes;
  uint64_t cap, used;
  bool full; /* something did not fit */
};

/* The next n bytes, or NULL. */
static inline const uint8_t *take(struct reader *in, uint64_t n) {
  if (in->bad || n > in->left) {
    in->bad = true;
    return NULL;
  }
  const uint8_t *bytes = in->at;
  in->at += n;
  in->left -= n;
  return bytes;
}

static inline void take_bytes(struct reader *in, void *to, uint64_t n) {
  const uint8_t *from = take(in, n);
  if (from)
    memcpy(to, from, n);
  else
    memset(to, 0, n);
}

static inline uint16_t take_u16(struct reader *in) {
  uint16_t value;
  take_bytes(in, &value, sizeof value);
  return value;
}

static inline uint32_t take_u32(struct reader *in) {
  uint32_t value;
  take_bytes(in, &value, sizeof value);
  return value;
}

static inline uint64_t take_u64(struct reader *in) {
  uint64_t value;
  take_bytes(in, &value, sizeof value);
  return value;
}

static inline bool all_taken(const struct reader *in) { return !in->bad && in->left == 0; }

/* Room for n more bytes, not yet written, or NULL. */
static inline uint8_t *reserve(struct writer *out, uint64_t n) {
  if (out->full || n > out->cap - out->used) {
    out->full = true;
    return NULL;
  }
  uint8_t *room = out->bytes + out->used;
  out->used += n;
  return room;
}

static inline void put_bytes(struct writer *out, const void *from, uint64_t n) {
  uint8_t *to = reserve(out, n);
  if (to)
    memcpy(to, from, n);
}

static inline void put_u16(struct writer *out, uint16_t value) { put_bytes(out, &value, sizeof value); }
static inline void put_u32(struct writer *out, uint32_t value) { put_bytes(out, &value, sizeof value); }
static inline void put_u64(struct writer *out, uint64_t value) { put_bytes(out, &value, sizeof value); }

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* RS_FLIP and RS_TRY of one register of 64 bits. */
#ifndef REGSCOPE_TESTS_PROBE_CLIENT_H
#define REGSCOPE_TESTS_PROBE_CLIENT_H

#include "client.h"

enum { MAX_NOTED = 8 };

struct flipped {
  bool is_whole; /* the reply was well-formed */
  uint32_t status, bytes, same, refusals;
  uint64_t value, moving, taken, seen, ignored, altered, stuck;
  struct {
    uint64_t status, mask;
  } refusal[MAX_NOTED];
};

struct tried {
  bool is_whole;
  uint32_t write, read, other, restore;
  uint64_t stored, seen;
  uint32_t gained, lost, changed, listed;
  struct {
    uint64_t id;
    uint32_t vcpu, bytes;
    uint64_t value;
  } change[MAX_NOTED];
};

struct writer flip_request(const uint32_t head[4], const uint64_t *ids);
struct flipped take_flipped(struct reader *body);
struct flipped flip(struct regscope *session, const uint32_t head[3], uint64_t id);

/* head: vm, vcpu, other, watch, n, zero */
struct writer try_request(const uint32_t head[6], const uint64_t *ids_and_values);
struct tried take_tried(struct reader *body, bool watch);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#include "probe-client.h"

struct writer flip_request(const uint32_t head[4], const uint64_t *ids) {
  struct writer request = request_of(RS_FLIP);
  put_bytes(&request, head, 16);
  put_bytes(&request, ids, head[3] * sizeof *ids);
  return request;
}

struct flipped take_flipped(struct reader *body) {
  struct flipped got = {0};
  take_bytes(body, &got.status, 16);
  if (got.bytes)
    take_bytes(body, &got.value, 56);
  for (uint32_t i = 0; i < got.refusals && i < MAX_NOTED; i++)
    take_bytes(body, &got.refusal[i], 16);
  got.is_whole = !body->bad && got.refusals <= MAX_NOTED && (got.bytes == 0 || got.bytes == 8);
  return got;
}

struct flipped flip(struct regscope *session, const uint32_t head[3], uint64_t id) {
  struct writer request = flip_request((uint32_t[]){head[0], head[1], head[2], 1}, &id);
  struct reply reply = send_request(session, &request);
  bool is_headed = reply.kind == RS_DONE && take_u32(&reply.body) == 1 && take_u32(&reply.body) == 0;
  take(&reply.body, 8);
  struct flipped got = take_flipped(&reply.body);
  got.is_whole = got.is_whole && is_headed && all_taken(&reply.body);
  return got;
}

struct writer try_request(const uint32_t head[6], const uint64_t *ids_and_values) {
  struct writer request = request_of(RS_TRY);
  put_bytes(&request, head, 24);
  put_bytes(&request, ids_and_values, head[4] * 16ull);
  return request;
}

struct tried take_tried(struct reader *body, bool watch) {
  struct tried got = {0};
  take_bytes(body, &got.write, 16);
  take_bytes(body, &got.stored, 16);
  if (watch) {
    take_bytes(body, &got.gained, 16);
    take(body, 8ull * (got.gained + (uint64_t)got.lost));
  }
  for (uint32_t i = 0; i < got.changed && i < MAX_NOTED; i++)
    take_bytes(body, &got.change[i], sizeof got.change[i]);
  got.is_whole = !body->bad && got.changed <= MAX_NOTED;
  return got;
}

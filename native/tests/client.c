/* SPDX-License-Identifier: Apache-2.0 */
#include "client.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static uint8_t request_bytes[1u << 20], reply_bytes[RS_MAX_MESSAGE];

struct writer request_of(uint16_t op) {
  struct writer request = {.bytes = request_bytes, .cap = sizeof request_bytes};
  put_u32(&request, CLIENT_TAG);
  put_u16(&request, op);
  put_u16(&request, 0);
  return request;
}

struct reply send_request_with_room(struct regscope *session, const struct writer *request, uint64_t reply_cap) {
  int64_t n = regscope_serve(session, request->bytes, request->used, reply_bytes, reply_cap);
  struct reply reply = {.body = {.at = reply_bytes, .left = n < 0 ? 0 : (uint64_t)n}};
  reply.body.bad = take_u32(&reply.body) != CLIENT_TAG;
  reply.kind = take_u16(&reply.body);
  reply.code = take_u16(&reply.body);
  return reply;
}

struct reply send_request(struct regscope *session, const struct writer *request) {
  return send_request_with_room(session, request, sizeof reply_bytes);
}

struct reply send_u32s(struct regscope *session, uint16_t op, uint32_t n, const uint32_t *words) {
  struct writer request = request_of(op);
  put_bytes(&request, words, n * sizeof *words);
  return send_request(session, &request);
}

bool is_refused(struct reply reply, enum rs_refusal why) {
  return reply.kind == RS_REFUSED && reply.code == why && all_taken(&reply.body);
}

void put_shape(struct writer *request, uint32_t vcpus) {
  put_u64(request, 0);
  put_u32(request, vcpus);
  uint8_t rest[80 - 20] = {0};
#if defined(__aarch64__)
  rest[20] = 1 << 2; /* PSCI 0.2 */
#endif
  put_bytes(request, rest, sizeof rest);
}

uint32_t create_vm(struct regscope *session, uint32_t vcpus) {
  struct writer request = request_of(RS_CREATE);
  put_shape(&request, vcpus);
  struct reply reply = send_request(session, &request);
  return reply.kind == RS_DONE ? take_u32(&reply.body) : 0;
}

struct reply read_ids(struct regscope *session, uint32_t vm, uint32_t vcpu, uint32_t n, const uint64_t *ids) {
  struct writer request = request_of(RS_READ);
  put_bytes(&request, (uint32_t[]){vm, vcpu, 1, n}, 16);
  put_bytes(&request, ids, n * sizeof *ids);
  return send_request(session, &request);
}

uint32_t read_u64(struct regscope *session, uint32_t vm, uint32_t vcpu, uint64_t id, uint64_t *value) {
  struct reply reply = read_ids(session, vm, vcpu, 1, &id);
  take(&reply.body, 16 + 16 + 8);
  uint16_t outcome = take_u16(&reply.body);
  uint16_t bytes = outcome & RS_VALUE ? (uint16_t)(outcome & ~RS_VALUE) : 0;
  *value = 0;
  if (bytes > sizeof *value)
    return ~0u;
  take_bytes(&reply.body, value, bytes);
  take(&reply.body, (8u - (2u + bytes) % 8u) % 8u);
  return all_taken(&reply.body) ? (outcome & RS_VALUE ? 0u : outcome) : ~0u;
}

uint32_t write_u64(struct regscope *session, uint32_t vm, uint32_t vcpu, uint64_t id, uint64_t value) {
  struct writer request = request_of(RS_WRITE);
  put_bytes(&request, (uint32_t[]){vm, 1, vcpu, 0}, 16);
  put_u64(&request, id);
  put_u64(&request, value);
  struct reply reply = send_request(session, &request);
  if (reply.kind != RS_DONE || take_u32(&reply.body) != 1)
    return ~0u;
  return take_u32(&reply.body);
}

const char *no_kvm(void) {
  int fd = open("/dev/kvm", O_RDWR | O_CLOEXEC);
  if (fd < 0)
    return "/dev/kvm cannot be opened";
  close(fd);
  return NULL;
}

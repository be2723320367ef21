/* SPDX-License-Identifier: Apache-2.0 */
/* What is refused before the kernel is asked. */
#include "check.h"
#include "client.h"

TEST(header_is_checked, "a short header, a non-zero zero field and an unknown op are refused") {
  struct regscope *session = regscope_open();
  uint8_t reply[64];
  for (uint64_t n = 0; n < 8; n++) {
    CHECK(regscope_serve(session, (const uint8_t[8]){0}, n, reply, sizeof reply) == 8);
    CHECK(reply[4] == RS_REFUSED && reply[6] == RS_BAD_REQUEST);
  }
  struct writer request = request_of(RS_HELLO);
  request.bytes[6] = 1;
  CHECK(is_refused(send_request(session, &request), RS_BAD_REQUEST));
  for (uint32_t op = 0; op < 0x10000; op++) {
    request = request_of((uint16_t)op);
    if (op < RS_HELLO || (op > RS_EXITS && op != RS_SCOPES))
      CHECK(is_refused(send_request(session, &request), RS_UNKNOWN_OP));
  }
  regscope_close(session);
}

TEST(oversize_message, "a message above RS_MAX_MESSAGE is refused unread") {
  struct regscope *session = regscope_open();
  uint8_t reply[8];
  CHECK(regscope_serve(session, (const uint8_t[8]){0}, RS_MAX_MESSAGE + 1ull, reply, sizeof reply) == 8);
  CHECK(reply[6] == RS_BAD_REQUEST);
  regscope_close(session);
}

TEST(short_and_long_requests, "every op refuses a body that is one byte short or one byte long") {
  static const uint64_t body_bytes[] = {[RS_HELLO] = 0, [RS_CAPS] = 8,   [RS_CREATE] = 72, [RS_LIST] = 8,
                                        [RS_READ] = 16, [RS_WRITE] = 8, [RS_RUN] = 8,     [RS_CLOSE] = 4,
                                        [RS_MASKS] = 4, [RS_FLIP] = 16, [RS_TRY] = 24,
                                        [RS_FINALIZE] = 8, [RS_STATS] = 8, [RS_EXITS] = 8, [RS_LOOK] = 0, [RS_SCOPES] = 8};
  struct regscope *session = regscope_open();
  for (uint16_t op = RS_HELLO; op < sizeof body_bytes / sizeof *body_bytes; op++)
    for (int difference = -1; difference <= 1; difference += 2) {
      struct writer request = request_of(op);
      bool is_none = op > RS_STATS && op != RS_LOOK && op != RS_SCOPES && op != RS_EXITS;
      if (is_none || (difference < 0 && !body_bytes[op]))
        continue;
      uint64_t n = body_bytes[op] + (uint64_t)(int64_t)difference;
      memset(request.bytes + request.used, 0, n);
      request.used += n;
      CHECK(is_refused(send_request(session, &request), RS_BAD_REQUEST));
    }
  regscope_close(session);
}

TEST(reply_header_needs_room, "without room for a reply header the answer is -1") {
  struct regscope *session = regscope_open();
  uint8_t reply[8];
  for (uint64_t cap = 0; cap < 8; cap++)
    CHECK(regscope_serve(session, (const uint8_t[8]){0, 0, 0, 0, RS_HELLO}, 8, reply, cap) == -1);
  regscope_close(session);
}

TEST(reply_needs_room, "a reply that does not fit is refused and nothing is written behind the buffer") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  uint32_t vm = create_vm(session, 2);
  struct writer request = request_of(RS_READ);
  put_bytes(&request, (uint32_t[]){vm, 0, 0, 0}, 16);
  for (uint64_t cap = 8; cap < 400; cap++)
    CHECK(is_refused(send_request_with_room(session, &request, cap), RS_REPLY_TOO_BIG));
  request = request_of(RS_CREATE);
  put_shape(&request, 1);
  CHECK(is_refused(send_request_with_room(session, &request, 15), RS_REPLY_TOO_BIG));
  request = request_of(RS_HELLO);
  struct reply hello = send_request(session, &request);
  take(&hello.body, 16);
  CHECK(take_u32(&hello.body) == 1); /* the refused CREATE has left no VM */
  regscope_close(session);
}

TEST(limits, "too many vCPUs, capabilities, ids and writes are refused") {
  struct regscope *session = regscope_open();
  struct writer request = request_of(RS_CREATE);
  put_shape(&request, RS_MAX_VCPUS + 1);
  CHECK(is_refused(send_request(session, &request), RS_TOO_MANY));
  request = request_of(RS_CREATE);
  put_shape(&request, 1);
  request.bytes[76] = RS_MAX_ENABLED_CAPS + 1;
  CHECK(is_refused(send_request(session, &request), RS_TOO_MANY));
  CHECK(is_refused(SEND(session, RS_READ, 1, 0, 0, RS_MAX_IDS + 1), RS_TOO_MANY));
  CHECK(is_refused(SEND(session, RS_READ, 1, 0, 0, 0xffffffffu), RS_TOO_MANY));
  CHECK(is_refused(SEND(session, RS_WRITE, 1, RS_MAX_IDS + 1), RS_TOO_MANY));
  regscope_close(session);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Spells requests and takes replies apart, in one static pair of buffers. */
#ifndef REGSCOPE_TESTS_CLIENT_H
#define REGSCOPE_TESTS_CLIENT_H

#include "buf.h"
#include "core.h"
#include "protocol.h"

enum { CLIENT_TAG = 0x7a67 };

struct reply {
  uint16_t kind, code;
  struct reader body;
};

/* Begins a request; put_… its body, then send_request. */
struct writer request_of(uint16_t op);
struct reply send_request(struct regscope *session, const struct writer *request);
struct reply send_request_with_room(struct regscope *session, const struct writer *request, uint64_t reply_cap);

struct reply send_u32s(struct regscope *session, uint16_t op, uint32_t n, const uint32_t *words);
#define SEND(session, op, ...)                                                     \
  send_u32s(session, op, sizeof((uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t), (uint32_t[]){__VA_ARGS__})

bool is_refused(struct reply reply, enum rs_refusal why);

void put_shape(struct writer *request, uint32_t vcpus);
/* 0 when it was refused; VM numbers begin at 1. */
uint32_t create_vm(struct regscope *session, uint32_t vcpus);

struct reply read_ids(struct regscope *session, uint32_t vm, uint32_t vcpu, uint32_t n, const uint64_t *ids);
/* Status of one U64 register. */
uint32_t read_u64(struct regscope *session, uint32_t vm, uint32_t vcpu, uint64_t id, uint64_t *value);
uint32_t write_u64(struct regscope *session, uint32_t vm, uint32_t vcpu, uint64_t id, uint64_t value);

/* A reason why there is no KVM here, or NULL. */
const char *no_kvm(void);

#endif

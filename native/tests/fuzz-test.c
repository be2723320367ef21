/* SPDX-License-Identifier: Apache-2.0 */
/* Mutated messages to one session. What is looked for is found by the sanitizers; here only the reply's form is checked. */
#include "check.h"
#include "client.h"

#include <stdio.h>
#include <unistd.h>

enum { MESSAGES = 100000, REPLY_BYTES = 65536 };

static const uint64_t seed = 0x5eed2026;
static uint64_t random_state;

static uint32_t random_below(uint32_t n) { /* xorshift64* */
  random_state ^= random_state >> 12;
  random_state ^= random_state << 25;
  random_state ^= random_state >> 27;
  return (uint32_t)((random_state * 0x2545f4914f6cdd1dull) >> 32) % n;
}

/* Among the last few VMs, which RS_CLOSE spares below, so that most requests meet an open one. */
static uint32_t some_vm(uint32_t newest) { return newest - random_below(4); }

static uint64_t some_id(void) {
  static const uint64_t ids[] = {0x20300002c0000080ull, 0x2030000200000277ull, 0x2030000200000010ull,
                                 0x6030000000100040ull, 0x2080000200000000ull, 0x2090000000000000ull};
  return ids[random_below(6)];
}

static void put_valid_body(struct writer *request, uint16_t op, uint32_t newest) {
  uint32_t n = random_below(6);
  if (op == RS_CREATE) {
    put_shape(request, random_below(4));
  } else if (op == RS_CAPS) {
    put_bytes(request, (uint32_t[]){random_below(2) ? RS_NO_VM : some_vm(newest), n, 1, 2, 3, 4, 5, 6}, 8 + 4 * n);
  } else if (op == RS_READ) {
    put_bytes(request, (uint32_t[]){some_vm(newest), random_below(2), random_below(3), n}, 16);
    for (uint32_t i = 0; i < n; i++)
      put_u64(request, some_id());
  } else if (op == RS_WRITE) {
    put_bytes(request, (uint32_t[]){some_vm(newest), n}, 8);
    for (uint32_t i = 0; i < n; i++) {
      put_u64(request, random_below(2));
      put_u64(request, 0x2030000200000000ull | (some_id() & 0xffffffffu));
      put_u64(request, (uint64_t)random_below(~0u) << 32 | random_below(~0u));
    }
  } else if (op == RS_FLIP) {
    n = random_below(2);
    put_bytes(request, (uint32_t[]){some_vm(newest), random_below(2), random_below(3) - 1, n}, 16);
    put_bytes(request, (uint64_t[]){some_id()}, 8ull * n);
  } else if (op == RS_TRY) {
    n = random_below(3);
    put_bytes(request, (uint32_t[]){some_vm(newest), random_below(2), random_below(3) - 1, random_below(8) == 0, n, 0}, 24);
    for (uint32_t i = 0; i < n; i++) {
      put_u64(request, 0x2030000200000000ull | (some_id() & 0xffffffffu));
      put_u64(request, (uint64_t)random_below(~0u) << 32 | random_below(~0u));
    }
  } else if (op == RS_STATS) {
    put_bytes(request, (uint32_t[]){random_below(8) ? (uint32_t)getpid() : random_below(~0u), n, 0, 1, 2, 3, 4, 5}, 8 + 4 * n);
  } else if (op == RS_MASKS) {
    put_u32(request, some_vm(newest));
  } else if (op == RS_CLOSE) {
    put_u32(request, newest - 4 - random_below(56));
  } else if (op != RS_HELLO && op != RS_LOOK) {
    put_bytes(request, (uint32_t[]){some_vm(newest), random_below(2)}, 8);
  }
}

static void mutate(struct writer *request) {
  for (uint32_t i = random_below(4); i > 0; i--)
    request->bytes[random_below((uint32_t)request->used)] = (uint8_t)random_below(256);
  if (random_below(8) == 0)
    request->used = random_below((uint32_t)request->used + 1);
  if (random_below(8) == 0)
    put_u32(request, random_below(~0u));
}

/* VMs are made and closed by most of their messages, so these come less often. */
static uint16_t some_op(void) {
  uint32_t dice = random_below(100);
  return dice < 2 ? RS_CREATE : dice < 4 ? RS_CLOSE : dice < 6 ? RS_RUN : (uint16_t)(1 + random_below(RS_LOOK));
}

static uint16_t thinned(uint16_t op) {
  if (op == RS_LOOK && random_below(64))
    return RS_READ;
  bool is_slow = op == RS_CREATE || op == RS_CLOSE || op == RS_RUN;
  return is_slow && random_below(8) ? RS_READ : op;
}

TEST(fuzz, "100000 mutated messages all get a well-formed reply") {
  printf("  seed 0x%llx\n", (unsigned long long)seed);
  random_state = seed;
  static uint8_t reply[REPLY_BYTES];
  struct regscope *session = regscope_open();
  uint32_t newest = 0, kinds[3] = {0};
  for (uint32_t i = 0; i < MESSAGES; i++) {
    uint16_t op = thinned(some_op());
    struct writer request = request_of(op);
    put_valid_body(&request, op, newest);
    bool is_mutated = random_below(3) > 0;
    if (is_mutated)
      mutate(&request);
    uint64_t cap = random_below(16) ? sizeof reply : 8 + random_below(256);
    int64_t n = regscope_serve(session, request.bytes, request.used, reply, cap);
    NEED(n >= 8 && (uint64_t)n <= cap && reply[4] <= RS_REFUSED && reply[5] == 0);
    kinds[reply[4]]++;
    if (op == RS_CREATE && reply[4] == RS_DONE && n == 16)
      memcpy(&newest, reply + 8, 4);
  }
  printf("  %u done, %u refused by the kernel, %u by the core, %u VMs\n", kinds[0], kinds[1], kinds[2], newest);
  CHECK(no_kvm() || (kinds[RS_DONE] > MESSAGES / 10 && newest > 20));
  regscope_close(session);
}

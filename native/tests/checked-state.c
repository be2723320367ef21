/* SPDX-License-Identifier: Apache-2.0 */
/* What checked-call.S loads, and whether it came back. */
#include "checked-call.h"

#include <stddef.h>
#include <string.h>

_Static_assert(offsetof(struct checked_call, general_after) == 256 && offsetof(struct checked_call, below) == 512 &&
                   offsetof(struct checked_call, parts) == 768 && offsetof(struct checked_call, image) == 832,
               "as checked-call.S has it");

static uint64_t next_random(uint64_t *seed) {
  *seed ^= *seed << 13;
  *seed ^= *seed >> 7;
  *seed ^= *seed << 17;
  return *seed;
}

static void fill(void *to, size_t bytes, uint64_t *seed) {
  for (size_t at = 0; at + 8 <= bytes; at += 8) {
    uint64_t word = next_random(seed);
    memcpy((uint8_t *)to + at, &word, sizeof word);
  }
}

#if defined(__x86_64__)
#include <cpuid.h>

enum { CONTROL = 0, TAGS = 4, MXCSR = 24, X87 = 32, X87_REGISTERS = 8, X87_BYTES = 10, SSE = 160, SSE_BYTES = 256, HEADER = 512 };
#define CHECKED_PARTS 0xe7ull /* x87, SSE, AVX, and the three of AVX-512 */

static uint64_t enabled_parts(void) {
  uint32_t low, high;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return ((uint64_t)high << 32 | low) & CHECKED_PARTS;
}

struct part {
  uint32_t at, bytes;
};

static struct part part_of(uint32_t number) {
  struct part part;
  uint32_t c, d;
  __cpuid_count(0xd, number, part.bytes, part.at, c, d);
  return part;
}

static void fill_image(struct checked_call *call, uint64_t *seed) {
  uint16_t control = (uint16_t)(0x37f ^ (next_random(seed) & 3) << 10);
  uint32_t mxcsr = 0x1f80 | (uint32_t)(next_random(seed) & 3) << 13;
  memset(call->image, 0, sizeof call->image);
  call->parts = enabled_parts();
  memcpy(call->image + HEADER, &call->parts, sizeof call->parts);
  memcpy(call->image + CONTROL, &control, sizeof control);
  memcpy(call->image + MXCSR, &mxcsr, sizeof mxcsr);
  call->image[TAGS] = 0xff;
  for (int i = 0; i < X87_REGISTERS; i++)
    fill(call->image + X87 + 16 * i, 8, seed);
  fill(call->image + SSE, SSE_BYTES, seed);
  for (uint32_t number = 2; number < 8; number++)
    if (call->parts >> number & 1)
      fill(call->image + part_of(number).at, part_of(number).bytes, seed);
}

static bool is_same(const struct checked_call *call, uint32_t at, uint32_t bytes) {
  return !memcmp(call->image + at, call->image_after + at, bytes);
}

static const char *changed_image(const struct checked_call *call) {
  if (!is_same(call, CONTROL, 2) || !is_same(call, TAGS, 1) || !is_same(call, MXCSR, 4))
    return "floating point control";
  for (uint32_t i = 0; i < X87_REGISTERS; i++)
    if (!is_same(call, X87 + 16 * i, X87_BYTES))
      return "an x87 register";
  if (!is_same(call, SSE, SSE_BYTES))
    return "an xmm register";
  for (uint32_t number = 2; number < 8; number++)
    if (call->parts >> number & 1 && !is_same(call, part_of(number).at, part_of(number).bytes))
      return number == 2 ? "a ymm register" : number == 5 ? "a mask register" : "a zmm register";
  return NULL;
}
#else
enum { CONTROL = 512, STATUS = 520 };

static void fill_image(struct checked_call *call, uint64_t *seed) {
  uint64_t control = (next_random(seed) & 3) << 22, status = next_random(seed) & 0x1f;
  fill(call->image, CONTROL, seed);
  memcpy(call->image + CONTROL, &control, sizeof control);
  memcpy(call->image + STATUS, &status, sizeof status);
}

static const char *changed_image(const struct checked_call *call) {
  if (memcmp(call->image + CONTROL, call->image_after + CONTROL, IMAGE_BYTES - CONTROL))
    return "floating point control";
  return memcmp(call->image, call->image_after, CONTROL) ? "a vector register" : NULL;
}
#endif

void fill_state(struct checked_call *call, uint64_t *seed) {
  fill(call->general, sizeof call->general, seed);
  fill(call->below, sizeof call->below, seed);
  fill_image(call, seed);
}

const char *changed_state(const struct checked_call *call) {
  if (memcmp(call->general, call->general_after, GENERALS * sizeof call->general[0]))
    return "a general register";
#if defined(__x86_64__)
  if (memcmp(call->below, call->below_after, sizeof call->below))
    return "the red zone";
#endif
  return changed_image(call);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "probe-client.h"
#include "session.h"

#define BAD_SIZE 0x2090000000000000ull

TEST(masks_of_arm64, "masks of a VM that is not there, or not arm64's, are refused") {
  struct regscope *session = regscope_open();
  CHECK(is_refused(SEND(session, RS_MASKS, 1), RS_NO_SUCH_VM));
  SKIP_UNLESS(!no_kvm(), no_kvm());
  uint32_t vm = create_vm(session, 1);
#if defined(__aarch64__)
  CHECK(SEND(session, RS_MASKS, vm).body.left == 8 + 192 * 8);
#else
  CHECK(is_refused(SEND(session, RS_MASKS, vm), RS_UNSUPPORTED));
#endif
  regscope_close(session);
}

TEST(flip_checks, "a flip of a VM or through a vCPU that is not there is refused, a register that is none by itself") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  uint32_t vm = create_vm(session, 2);
  CHECK(is_refused(SEND(session, RS_FLIP, vm + 1, 0, 1, 0), RS_NO_SUCH_VM));
  CHECK(is_refused(SEND(session, RS_FLIP, vm, 2, 1, 0), RS_NO_SUCH_VCPU));
  CHECK(is_refused(SEND(session, RS_FLIP, vm, 0, 2, 0), RS_NO_SUCH_VCPU));
  CHECK(is_refused(SEND(session, RS_FLIP, vm, RS_NO_VCPU, 1, 0), RS_NO_SUCH_VCPU));
  CHECK(is_refused(SEND(session, RS_FLIP, vm, 0, 1, RS_MAX_IDS + 1), RS_TOO_MANY));
  CHECK(is_refused(SEND(session, RS_FLIP, vm, 0, 1, 1), RS_BAD_REQUEST));
  CHECK(SEND(session, RS_FLIP, vm, 0, RS_NO_VCPU, 0).body.left == 16);
  struct flipped got = flip(session, (uint32_t[]){vm, 0, 1}, BAD_SIZE);
  CHECK(got.is_whole && got.status == (RS_LOCAL | RS_BAD_SIZE) && got.same == got.status && !got.bytes);
  regscope_close(session);
}

#if defined(__x86_64__)

#define TSC 0x2030000200000010ull
#define STAR 0x20300002c0000081ull
#define WALL_CLOCK 0x203000024b564d00ull
#define ASYNC_PF_ACK 0x203000024b564d07ull
#define STEAL_TIME 0x203000024b564d03ull
#define ABSENT 0x20300002deadbeefull

static bool is_untouched(struct regscope *session, uint32_t vm, uint64_t id, uint64_t value) {
  uint64_t now = ~value;
  return read_u64(session, vm, 0, id, &now) == 0 && now == value;
}

static void check_flips(struct regscope *session) {
  uint32_t vm = create_vm(session, 2);
  const uint32_t both[] = {vm, 0, 1};
  struct flipped got = flip(session, both, STAR);
  CHECK(got.is_whole && got.status == 0 && got.same == 0 && got.bytes == 8 && got.refusals == 0);
  CHECK(got.taken == ~0ull && !(got.seen | got.ignored | got.altered | got.stuck | got.moving));
  got = flip(session, both, STEAL_TIME); /* bits 1 to 5 are reserved (KVM_STEAL_RESERVED_MASK) */
  CHECK(got.is_whole && got.refusals == 1 && got.refusal[0].status == EINVAL && got.refusal[0].mask == 0x3e);
  CHECK(got.taken == ~0x3eull && is_untouched(session, vm, STEAL_TIME, 0));
  got = flip(session, both, ASYNC_PF_ACK); /* written for its effect, reads as 0 */
  CHECK(got.is_whole && got.ignored == ~0ull && !(got.taken | got.seen | got.altered | got.stuck));
  got = flip(session, both, ABSENT);
  CHECK(got.is_whole && got.status == EINVAL && got.same == EINVAL && got.bytes == 0 && got.refusals == 0);
}

static void check_sharing(struct regscope *session) {
  uint32_t vm = create_vm(session, 2);
  struct flipped got = flip(session, (uint32_t[]){vm, 0, 1}, WALL_CLOCK);
  CHECK(got.is_whole && got.taken == ~0ull && got.seen == got.taken && got.stuck == 0);
  got = flip(session, (uint32_t[]){vm, 1, RS_NO_VCPU}, WALL_CLOCK);
  CHECK(got.is_whole && got.taken == ~0ull && got.seen == 0);
  CHECK(is_untouched(session, vm, WALL_CLOCK, 0));
}

static void check_moving(struct regscope *session) {
  uint32_t vm = create_vm(session, 1);
  struct flipped got = flip(session, (uint32_t[]){vm, 0, 0}, TSC);
  CHECK(got.is_whole && got.moving > 0xffff && (got.moving & (got.moving + 1)) == 0);
  CHECK(((got.taken | got.seen | got.ignored) & got.moving) == 0);
}

TEST(flips, "each bit is taken, ignored or refused, and the old value is there afterwards") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  check_flips(session);
  check_moving(session);
  regscope_close(session);
}

TEST(flips_elsewhere, "a register of the whole VM is seen through the other vCPU, and nothing is without one") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  check_sharing(session);
  regscope_close(session);
}

TEST(flips_on_old_kernel, "the same bits are found through KVM_SET_MSRS") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  CHECK(create_vm(session, 0));
  session->one_reg = false;
  check_flips(session);
  check_sharing(session);
  check_moving(session);
  regscope_close(session);
}

TEST(flip_needs_room, "without room for the masks nothing is tried; without room for refusals all is put back") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  uint32_t vm = create_vm(session, 1);
  struct writer request = flip_request((uint32_t[]){vm, 0, RS_NO_VCPU, 1}, (uint64_t[]){STEAL_TIME});
  uint64_t whole = 8 + 16 + 16 + 56 + 16;
  for (uint64_t cap = 8; cap < whole; cap++)
    CHECK(is_refused(send_request_with_room(session, &request, cap), RS_REPLY_TOO_BIG));
  CHECK(send_request_with_room(session, &request, whole).kind == RS_DONE);
  CHECK(is_untouched(session, vm, STEAL_TIME, 0));
  regscope_close(session);
}

#endif

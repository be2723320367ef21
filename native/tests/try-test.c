/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "probe-client.h"
#include "session.h"

static const uint64_t bad_size[] = {0x2090000000000000ull, 0};
static const uint64_t narrow[] = {0x2020000200000277ull, 1ull << 32};

TEST(try_checks, "a trial that is not understood, or of a VM or vCPU that is not there, is refused as a whole") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  uint32_t vm = create_vm(session, 2);
  CHECK(is_refused(SEND(session, RS_TRY, vm + 1, 0, 1, 0, 0, 0), RS_NO_SUCH_VM));
  CHECK(is_refused(SEND(session, RS_TRY, vm, 2, 1, 0, 0, 0), RS_NO_SUCH_VCPU));
  CHECK(is_refused(SEND(session, RS_TRY, vm, 0, 2, 1, 0, 0), RS_NO_SUCH_VCPU));
  CHECK(is_refused(SEND(session, RS_TRY, vm, 0, 1, 2, 0, 0), RS_BAD_REQUEST));
  CHECK(is_refused(SEND(session, RS_TRY, vm, 0, 1, 0, 0, 1), RS_BAD_REQUEST));
  CHECK(is_refused(SEND(session, RS_TRY, vm, 0, 1, 0, 1, 0), RS_BAD_REQUEST));
  CHECK(is_refused(SEND(session, RS_TRY, vm, 0, 1, 0, RS_MAX_IDS + 1, 0), RS_TOO_MANY));
  struct writer request = try_request((uint32_t[]){vm, 0, 1, 0, 1, 0}, bad_size);
  CHECK(is_refused(send_request(session, &request), RS_BAD_REQUEST));
  request = try_request((uint32_t[]){vm, 0, 1, 0, 1, 0}, narrow);
  CHECK(is_refused(send_request(session, &request), RS_BAD_REQUEST));
  CHECK(SEND(session, RS_TRY, vm, 0, RS_NO_VCPU, 1, 0, 0).body.left == 8);
  regscope_close(session);
}

#if defined(__x86_64__)

#define PAT 0x2030000200000277ull
#define PAT_AT_RESET 0x0007040600070406ull
#define PAT_OTHER 0x0007040600070401ull
#define STEAL_TIME 0x203000024b564d03ull
#define WALL_CLOCK_OLD 0x2030000200000011ull
#define WALL_CLOCK 0x203000024b564d00ull
#define ABSENT 0x20300002deadbeefull

static const uint64_t trials[][2] = {
    {PAT, PAT_OTHER}, {STEAL_TIME, 2}, {ABSENT, 1}, {WALL_CLOCK, 0x1000}, {PAT, PAT_OTHER}};

static void check_plain(const struct tried *got, bool has_other) {
  CHECK(got->is_whole && !got->write && !got->read && !got->restore && got->stored == PAT_OTHER);
  CHECK(got->other == (has_other ? 0 : (RS_LOCAL | RS_NO_SUCH_VCPU)));
  CHECK(got->seen == (has_other ? PAT_AT_RESET : 0));
}

/* Register 0x11 is the old name of the wall clock, and both are the VM's. */
static void check_shared(const struct tried *got) {
  CHECK(got->is_whole && !got->write && !got->restore && got->stored == 0x1000 && got->seen == 0x1000);
  CHECK(got->gained == 0 && got->lost == 0 && got->changed == 3 && got->listed == 0);
  uint32_t both_at_1 = 0;
  for (uint32_t i = 0; i < got->changed; i++) {
    CHECK(got->change[i].bytes == 8 && got->change[i].value == 0x1000);
    CHECK(got->change[i].id == WALL_CLOCK || got->change[i].id == WALL_CLOCK_OLD);
    both_at_1 += got->change[i].vcpu;
  }
  CHECK(both_at_1 == 2);
}

static void check_trials(struct regscope *session, bool watch, bool has_other) {
  uint32_t vm = create_vm(session, 2);
  const uint32_t head[] = {vm, 0, has_other ? 1 : RS_NO_VCPU, watch, 5, 0};
  struct writer request = try_request(head, trials[0]);
  struct reply reply = send_request(session, &request);
  CHECK(reply.kind == RS_DONE && take_u32(&reply.body) == 5 && take_u32(&reply.body) == 0);
  struct tried got[5];
  for (int i = 0; i < 5; i++)
    got[i] = take_tried(&reply.body, watch);
  CHECK(all_taken(&reply.body));
  check_plain(&got[0], has_other);
  CHECK(got[1].write == EINVAL && got[1].read == 0 && got[1].restore == 0 && got[1].stored == 0);
  CHECK(got[2].write == EINVAL && got[2].read == EINVAL && got[2].restore == 0 && got[2].changed == 0);
  if (watch && has_other)
    check_shared(&got[3]);
  check_plain(&got[4], has_other);
  CHECK(got[0].changed == 0 && got[4].changed == 0);
  uint64_t pat = 0, clock = 1;
  CHECK(read_u64(session, vm, 0, PAT, &pat) == 0 && pat == PAT_AT_RESET);
  CHECK(read_u64(session, vm, 0, WALL_CLOCK, &clock) == 0 && clock == 0);
}

TEST(trials_with_and_without, "trials tell what was stored and seen and, watched, what else changed; all is put back") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  for (int i = 0; i < 4; i++)
    check_trials(session, i & 1, i & 2);
  session->one_reg = false; /* as on kernels before 6.18 */
  for (int i = 0; i < 4; i++)
    check_trials(session, i & 1, i & 2);
  regscope_close(session);
}

TEST(try_needs_room, "without room for the trials none is made; without room for what was watched all is put back") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  uint32_t vm = create_vm(session, 2);
  struct writer request = try_request((uint32_t[]){vm, 0, 1, 1, 1, 0}, trials[3]);
  uint64_t whole = 8 + 8 + 32 + 16 + 3 * 24;
  for (uint64_t cap = 8; cap < whole; cap++)
    CHECK(is_refused(send_request_with_room(session, &request, cap), RS_REPLY_TOO_BIG));
  CHECK(send_request_with_room(session, &request, whole).kind == RS_DONE);
  uint64_t clock = 1;
  CHECK(read_u64(session, vm, 1, WALL_CLOCK, &clock) == 0 && clock == 0);
  regscope_close(session);
}

#endif

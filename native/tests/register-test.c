/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "client.h"
#include "session.h"

#define EFER 0x20300002c0000080ull
#define PAT 0x2030000200000277ull
#define PAT_AT_RESET 0x0007040600070406ull
#define PAT_OTHER 0x0007040600070401ull
#define ASYNC_PF 0x203000024b564d02ull
#define ASYNC_PF_RESERVED 0x30ull /* kvm_pv_enable_async_pf, arch/x86/kvm/x86.c, 6.18 */

static uint32_t count_ids(struct regscope *session, uint32_t vm, uint32_t vcpu) {
  struct reply reply = SEND(session, RS_LIST, vm, vcpu);
  uint32_t n = take_u32(&reply.body);
  return reply.kind == RS_DONE && take_u32(&reply.body) == 0 && reply.body.left == n * 8ull ? n : 0;
}

TEST(lists_are_there, "a VM with one vCPU and one with four list the same registers on each vCPU") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  uint32_t one = create_vm(session, 1), four = create_vm(session, 4);
  uint32_t n = count_ids(session, one, 0);
  CHECK(n > 0);
  for (uint32_t vcpu = 0; vcpu < 4; vcpu++)
    CHECK(count_ids(session, four, vcpu) == n);
  regscope_close(session);
}

/* Takes one block and checks that every register gave its value, without zero bytes at its end. */
static void check_block(struct reader *body, uint32_t vcpu, uint32_t n, bool same) {
  CHECK(take_u32(body) == vcpu);
  CHECK(take_u32(body) == 0);
  CHECK(take_u32(body) == n);
  CHECK(take_u32(body) == same);
  take(body, same ? 0 : n * 8ull);
  const uint8_t *outcomes = take(body, n * 2ull);
  uint64_t bytes = n * 2ull;
  for (uint32_t i = 0; outcomes && i < n; i++) {
    uint16_t outcome;
    memcpy(&outcome, outcomes + i * 2ull, 2);
    CHECK(outcome & RS_VALUE);
    const uint8_t *value = take(body, outcome & ~RS_VALUE);
    CHECK(value && (outcome == RS_VALUE || value[(outcome & ~RS_VALUE) - 1]));
    bytes += outcome & ~RS_VALUE;
  }
  take(body, up_to_8(bytes) - bytes);
}

#if defined(__x86_64__)

static void check_read_all(struct regscope *session) {
  uint32_t vm = create_vm(session, 4), n = count_ids(session, vm, 0);
  NEED(n > 10);
  struct reply reply = SEND(session, RS_READ, vm, 0, 0, 0);
  NEED(reply.kind == RS_DONE);
  CHECK(take_u32(&reply.body) == 4);
  CHECK(take_u32(&reply.body) == 0);
  CHECK(take_u64(&reply.body) > 0);
  for (uint32_t vcpu = 0; vcpu < 4; vcpu++)
    check_block(&reply.body, vcpu, n, vcpu > 0);
  CHECK(all_taken(&reply.body));
  uint64_t efer = ~0ull;
  CHECK(read_u64(session, vm, 3, EFER, &efer) == 0 && efer == 0);
}

static void check_write_and_read_back(struct regscope *session) {
  uint32_t vm = create_vm(session, 2);
  uint64_t pat = 0;
  CHECK(read_u64(session, vm, 0, PAT, &pat) == 0 && pat == PAT_AT_RESET);
  CHECK(write_u64(session, vm, 0, PAT, PAT_OTHER) == 0);
  CHECK(read_u64(session, vm, 0, PAT, &pat) == 0 && pat == PAT_OTHER);
  CHECK(read_u64(session, vm, 1, PAT, &pat) == 0 && pat == PAT_AT_RESET);
}

static void check_refused_write(struct regscope *session) {
  uint32_t vm = create_vm(session, 1);
  uint64_t value = 0;
  CHECK(write_u64(session, vm, 0, ASYNC_PF, ASYNC_PF_RESERVED) == EINVAL);
  CHECK(read_u64(session, vm, 0, ASYNC_PF, &value) == 0 && value == 0);
  CHECK(write_u64(session, vm, 0, 0x20300002deadbeefull, 1) == EINVAL);
  CHECK(read_u64(session, vm, 0, 0x20300002deadbeefull, &value) == EINVAL && value == 0);
  CHECK(read_u64(session, vm, 0, 0x6030000000100040ull, &value) == EINVAL && value == 0);
}

TEST(read_all, "all registers of four vCPUs are read at once, and EFER is 0 after reset") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  check_read_all(session);
  regscope_close(session);
}

TEST(write_pat, "a written PAT is read back from its vCPU, and the other vCPU keeps its own") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  check_write_and_read_back(session);
  regscope_close(session);
}

TEST(refused_write, "a refused write gives EINVAL and the old value remains") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  check_refused_write(session);
  regscope_close(session);
}

TEST(old_kernel, "the same holds through KVM_GET_MSRS, as on kernels before 6.18") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  CHECK(create_vm(session, 0));
  session->one_reg = false;
  check_read_all(session);
  check_write_and_read_back(session);
  check_refused_write(session);
  regscope_close(session);
}

TEST(writes_in_order, "a failed write does not stop the next, and the last of two wins") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  uint32_t vm = create_vm(session, 1);
  struct writer request = request_of(RS_WRITE);
  put_bytes(&request, (uint32_t[]){vm, 3}, 8);
  static const uint64_t writes[][2] = {{PAT, PAT_AT_RESET}, {ASYNC_PF, ASYNC_PF_RESERVED}, {PAT, PAT_OTHER}};
  for (int i = 0; i < 3; i++) {
    put_u64(&request, 0);
    put_bytes(&request, writes[i], sizeof writes[i]);
  }
  struct reply reply = send_request(session, &request);
  CHECK(take_u32(&reply.body) == 3);
  CHECK(take_u32(&reply.body) == 0);
  CHECK(take_u32(&reply.body) == EINVAL);
  CHECK(take_u32(&reply.body) == 0);
  uint64_t pat = 0;
  CHECK(read_u64(session, vm, 0, PAT, &pat) == 0 && pat == PAT_OTHER);
  regscope_close(session);
}

#endif

TEST(bad_sizes, "an id above 2048 bits is refused by itself when read, and the whole request when written") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  uint32_t vm = create_vm(session, 1);
  static const uint64_t ids[] = {0x2090000000000000ull, 0x20f0000000000000ull, 0x2080000000000000ull};
  struct reply reply = read_ids(session, vm, 0, 3, ids);
  take(&reply.body, 16 + 16 + sizeof ids);
  CHECK(take_u16(&reply.body) == (RS_LOCAL | RS_BAD_SIZE));
  CHECK(take_u16(&reply.body) == (RS_LOCAL | RS_BAD_SIZE));
  uint16_t status = take_u16(&reply.body);
  CHECK(status > 0 && status < RS_LOCAL);
  CHECK(reply.body.left == 2);
  struct writer request = request_of(RS_WRITE);
  put_bytes(&request, (uint32_t[]){vm, 1, 0, 0}, 16);
  put_u64(&request, ids[0]);
  CHECK(is_refused(send_request(session, &request), RS_BAD_REQUEST));
  regscope_close(session);
}

TEST(unused_bytes, "a write whose unused value bytes or zero field are not zero is refused") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  uint32_t vm = create_vm(session, 1);
  CHECK(is_refused(SEND(session, RS_WRITE, vm, 1, 0, 0, 0, 0x20200000u, 1, 1), RS_BAD_REQUEST));
  CHECK(is_refused(SEND(session, RS_WRITE, vm, 1, 0, 1, 0, 0x20300000u, 1, 1), RS_BAD_REQUEST));
  regscope_close(session);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "client.h"
#include "session.h"

#include <signal.h>
#include <time.h>

TEST(runs, "a run leaves the guest at once, also through the other vCPU, and again") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  uint32_t vm = create_vm(session, 2);
#if defined(__x86_64__)
  uint32_t reason = KVM_EXIT_IO;
#else
  uint32_t reason = KVM_EXIT_MMIO;
#endif
  static const uint32_t vcpus[] = {0, 1, 0};
  for (int i = 0; i < 3; i++) {
    struct reply reply = SEND(session, RS_RUN, vm, vcpus[i]);
    CHECK(reply.kind == RS_DONE && take_u32(&reply.body) == reason && take_u32(&reply.body) == 0);
    CHECK(all_taken(&reply.body));
  }
  regscope_close(session);
}

#if defined(__x86_64__)
TEST(watchdog, "a guest that loops is left after a second, without a signal for this process") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  uint32_t vm = create_vm(session, 1);
  NEED(vm && SEND(session, RS_RUN, vm, 0).kind == RS_DONE);
  memcpy((uint8_t *)session->vm[0]->memory + 0x1000, (const uint8_t[]){0xeb, 0xfe}, 2); /* jmp to itself */
  sigset_t before = {0}, after = {0}, pending = {0}; /* the kernel fills the first 8 bytes only */
  sigprocmask(SIG_SETMASK, NULL, &before);
  time_t start = time(NULL);
  struct reply reply = SEND(session, RS_RUN, vm, 0);
  CHECK(reply.kind == RS_KERNEL && reply.code == EINTR && reply.body.left == 7);
  CHECK(time(NULL) - start <= 10);
  sigprocmask(SIG_SETMASK, NULL, &after);
  sigpending(&pending);
  CHECK(memcmp(&before, &after, sizeof before) == 0 && !sigismember(&pending, SIGRTMAX));
  uint64_t efer = ~0ull;
  CHECK(read_u64(session, vm, 0, 0x20300002c0000080ull, &efer) == 0 && efer == 0);
  regscope_close(session);
}
#endif

/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "client.h"
#include "vmm-starter.h"

#include <errno.h>
#include <linux/kvm.h>
#include <stdio.h>
#include <unistd.h>

/* Unknown while it is in the guest. */
static bool is_seen_here(uint32_t reason) {
  return reason == KVM_EXIT_IO || reason == KVM_EXIT_MMIO || reason == KVM_EXIT_INTR || reason == KVM_EXIT_HLT || reason == KVM_EXIT_UNKNOWN;
}

TEST(exits_are_told, "why a vCPU of another process left the guest last is read while it runs, and of no other descriptor") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  char program[4096];
  snprintf(program, sizeof program, "%s/checking-vmm", built_folder);
  struct started_vmm vmm;
  NEED(start_vmm(&vmm, program, "none", "2", "run"));
  struct regscope *session = regscope_open();
  NEED(goes_on(&vmm));
  struct reply reply = SEND(session, RS_EXITS, (uint32_t)vmm.pid, 3, (uint32_t)vmm.page->fd[0], (uint32_t)vmm.page->fd[1], 0);
  NEED(reply.kind == RS_DONE);
  for (int i = 0; i < 2; i++)
    CHECK(take_u32(&reply.body) == 0 && is_seen_here(take_u32(&reply.body)));
  CHECK(take_u32(&reply.body) == EBADF && take_u32(&reply.body) == 0 && all_taken(&reply.body));
  CHECK(goes_on(&vmm));
  CHECK(is_refused(SEND(session, RS_EXITS, (uint32_t)vmm.pid, 2, 0), RS_BAD_REQUEST));
  CHECK(is_refused(SEND(session, RS_EXITS, (uint32_t)vmm.pid, RS_MAX_VCPUS + 1), RS_TOO_MANY));
  regscope_close(session);
  end_vmm(&vmm);
}

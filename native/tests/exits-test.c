/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "client.h"
#include "vmm-starter.h"

#include <errno.h>
#include <linux/kvm.h>
#include <stdio.h>
#include <unistd.h>

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
  CHECK(take_u32(&reply.body) == 0);
  uint32_t leaving = take_u32(&reply.body);
  CHECK(leaving == KVM_EXIT_IO || leaving == KVM_EXIT_MMIO || leaving == KVM_EXIT_INTR);
  CHECK(take_u32(&reply.body) == 0 && take_u32(&reply.body) == KVM_EXIT_INTR);
  CHECK(take_u32(&reply.body) == EBADF && take_u32(&reply.body) == 0 && all_taken(&reply.body));
  CHECK(goes_on(&vmm));
  CHECK(is_refused(SEND(session, RS_EXITS, (uint32_t)vmm.pid, 2, 0), RS_BAD_REQUEST));
  CHECK(is_refused(SEND(session, RS_EXITS, (uint32_t)vmm.pid, RS_MAX_VCPUS + 1), RS_TOO_MANY));
  regscope_close(session);
  end_vmm(&vmm);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Starts tests/checking-vmm.c and attaches to it. */
#ifndef REGSCOPE_TESTS_VMM_STARTER_H
#define REGSCOPE_TESTS_VMM_STARTER_H

#include "checking-vmm.h"
#include "core.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct started_vmm {
  pid_t pid;
  uint64_t start; /* as /proc/PID/stat has it */
  int input;
  struct checking_page *page;
};

/* False, and nothing is left behind, when it does not come up. */
bool start_vmm(struct started_vmm *vmm, const char *program, const char *filter, const char *vcpus, const char *mode);
void end_vmm(struct started_vmm *vmm);
bool is_alive(const struct started_vmm *vmm);

/* Waits until every vCPU came back from KVM_RUN twice more: a thread that is stuck, or stopped, does not. */
bool goes_on(const struct started_vmm *vmm);

/* The head of a reply to RS_ATTACH. */
struct attach_head {
  uint32_t end, detail, stops, tries;
  uint64_t longest_ns, total_ns;
  uint32_t list_status, is_same, n, zero;
};

struct attach_request {
  uint32_t tid, vcpu, how, n;
  const uint64_t *ids;
};

/* What follows the head stands at *rest until the next call. An end of ~0 is a request that was not done at all. */
struct attach_head attach_to(struct regscope *session, const struct started_vmm *vmm, const struct attach_request *request,
                             const uint8_t **rest);

#endif

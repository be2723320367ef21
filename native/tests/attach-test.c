/* SPDX-License-Identifier: Apache-2.0 */
#include "access.h"
#include "check.h"
#include "checked-call.h"
#include "client.h"
#include "vmm-starter.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NO_SUCH_MSR = 0x1234 };

static bool start(struct started_vmm *vmm, const char *filter, const char *vcpus, const char *mode) {
  char path[4096];
  snprintf(path, sizeof path, "%s/checking-vmm", built_folder);
  return start_vmm(vmm, path, filter, vcpus, mode);
}

static struct attach_request all_of(const struct started_vmm *vmm, uint32_t vcpu) {
  const struct checking_page *page = vmm->page;
  return (struct attach_request){(uint32_t)page->tid[vcpu], (uint32_t)page->fd[vcpu], 0, page->n, page->id};
}

/* Time goes on between two readings of what counts it. */
static bool moves(uint64_t id) { return (uint32_t)id == 0x10 || (uint32_t)id == 0x6e0; }

/* How many values are those that the VMM read itself, before its first run. */
static uint32_t equal_values(const struct checking_page *page, const uint8_t *rest) {
  const uint16_t *outcomes = (const uint16_t *)(rest + page->n * sizeof(uint64_t));
  const uint8_t *values = (const uint8_t *)(outcomes + page->n);
  uint32_t equal = 0;
  for (uint32_t i = 0; i < page->n; i++) {
    uint32_t bytes = outcomes[i] & RS_VALUE ? outcomes[i] & ~RS_VALUE : 0;
    uint64_t value = 0;
    memcpy(&value, values, bytes < 8 ? bytes : 8);
    values += bytes;
    equal += outcomes[i] & RS_VALUE && (value == page->value[i] || moves(page->id[i]));
  }
  return equal;
}

TEST(attach_reads_values, "an attach reads what the VMM reads itself, from vCPUs that leave, wait and compute") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct started_vmm vmm;
  NEED(start(&vmm, "none", "3", "run"));
  struct regscope *session = regscope_open();
  for (uint32_t vcpu = 0; vcpu < 3; vcpu++) {
    const uint8_t *rest;
    struct attach_request request = all_of(&vmm, vcpu);
    struct attach_head head = attach_to(session, &vmm, &request, &rest);
    CHECK(head.end == RS_ATTACHED && head.n == vmm.page->n && head.stops == 1 && head.longest_ns > 0);
    CHECK(head.end == RS_ATTACHED && equal_values(vmm.page, rest) == vmm.page->n);
  }
  CHECK(goes_on(&vmm));
  regscope_close(session);
  end_vmm(&vmm);
}

TEST(attach_lists, "an attach without ids reads the vCPU's own list, and tells whether another vCPU has the same") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct started_vmm vmm;
  NEED(start(&vmm, "none", "2", "run"));
  struct regscope *session = regscope_open();
  static uint64_t ids[RS_MAX_IDS];
  const uint8_t *rest;
  struct attach_request own = {(uint32_t)vmm.page->tid[0], (uint32_t)vmm.page->fd[0], 0, 0, NULL};
  struct attach_head head = attach_to(session, &vmm, &own, &rest);
  NEED(head.end == RS_ATTACHED && head.list_status == 0 && head.n >= vmm.page->n);
  memcpy(ids, rest, head.n * sizeof ids[0]);
  CHECK(!memcmp(ids, vmm.page->id, sizeof ids[0]));
  struct attach_request other = {(uint32_t)vmm.page->tid[1], (uint32_t)vmm.page->fd[1], RS_HOW_LISTED, head.n, ids};
  struct attach_head same = attach_to(session, &vmm, &other, &rest);
  CHECK(same.end == RS_ATTACHED && same.is_same == 1 && same.n == head.n);
  other.n--;
  CHECK(attach_to(session, &vmm, &other, &rest).is_same == 0);
  CHECK(goes_on(&vmm));
  regscope_close(session);
  end_vmm(&vmm);
}

TEST(attach_errnos, "a refused register gives its errno, and the others are read") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct started_vmm vmm;
  NEED(start(&vmm, "none", "1", "run"));
  struct regscope *session = regscope_open();
  uint64_t ids[] = {vmm.page->id[0], (vmm.page->id[0] & ~0xffffull) | NO_SUCH_MSR, vmm.page->id[1]};
  struct attach_request request = {(uint32_t)vmm.page->tid[0], (uint32_t)vmm.page->fd[0], 0, 3, ids};
  const uint8_t *rest;
  struct attach_head head = attach_to(session, &vmm, &request, &rest);
  NEED(head.end == RS_ATTACHED && head.n == 3);
  const uint16_t *outcomes = (const uint16_t *)(rest + sizeof ids);
  CHECK(outcomes[0] & RS_VALUE && outcomes[2] & RS_VALUE);
  CHECK(outcomes[1] == EINVAL || outcomes[1] == ENOENT);
  CHECK(goes_on(&vmm));
  regscope_close(session);
  end_vmm(&vmm);
}

TEST(attach_filters, "a filter that allows the chain is no hindrance, and one that forbids it is named before anything is done") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  static const struct { const char *filter; uint32_t end; } cases[] = {
      {"allow", RS_ATTACHED}, {"no-read", RS_FILTERED}, {"strict", RS_FILTERED}};
  for (int i = 0; i < 3; i++) {
    struct started_vmm vmm;
    NEED(start(&vmm, cases[i].filter, "1", "run"));
    struct regscope *session = regscope_open();
    struct attach_request request = all_of(&vmm, 0);
    struct attach_head head = attach_to(session, &vmm, &request, NULL);
    CHECK(head.end == cases[i].end || (head.end == RS_FILTER_UNREADABLE && head.detail == EACCES));
    CHECK(goes_on(&vmm));
    request.how = RS_HOW_DESPITE_FILTERS;
    CHECK(attach_to(session, &vmm, &request, NULL).end == RS_ATTACHED);
    CHECK(goes_on(&vmm));
    regscope_close(session);
    end_vmm(&vmm);
  }
}

TEST(attach_whole, "a VM that does not run is read while its whole process stands still, and not through one thread") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct started_vmm vmm;
  NEED(start(&vmm, "none", "2", "wait"));
  struct regscope *session = regscope_open();
  struct attach_request request = all_of(&vmm, 1);
  CHECK(attach_to(session, &vmm, &request, NULL).end == RS_NOT_IN_RUN);
  request.tid = 0;
  const uint8_t *rest;
  struct attach_head head = attach_to(session, &vmm, &request, &rest);
  CHECK(head.end == RS_ATTACHED && head.stops == 1 && equal_values(vmm.page, rest) == vmm.page->n);
  request.n = 0;
  head = attach_to(session, &vmm, &request, &rest);
  CHECK(head.end == RS_ATTACHED && head.stops == 1 && head.n >= vmm.page->n);
  NEED(write(vmm.input, "\n", 1) == 1);
  CHECK(goes_on(&vmm));
  regscope_close(session);
  end_vmm(&vmm);
}

TEST(attach_others, "another process under the same number, a debugger, a stopped process and a process that is gone are told apart") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct started_vmm vmm;
  NEED(start(&vmm, "none", "1", "run"));
  struct regscope *session = regscope_open();
  struct attach_request request = all_of(&vmm, 0);
  vmm.start++;
  CHECK(attach_to(session, &vmm, &request, NULL).end == RS_OTHER_PROCESS);
  vmm.start--;
  kill(vmm.pid, SIGSTOP);
  usleep(50000);
  CHECK(attach_to(session, &vmm, &request, NULL).end == RS_GROUP_STOPPED);
  kill(vmm.pid, SIGCONT);
  CHECK(goes_on(&vmm));
  NEED(!ptrace(PTRACE_SEIZE, request.tid, NULL, NULL));
  struct attach_head head = attach_to(session, &vmm, &request, NULL);
  CHECK(head.end == RS_TRACED && head.detail == (uint32_t)getpid());
  pid_t pid = vmm.pid;
  kill(pid, SIGKILL);
  waitpid((pid_t)request.tid, NULL, __WALL); /* who traces a thread has to bury it first */
  end_vmm(&vmm);
  CHECK(pid > 0);
  struct started_vmm gone = {.pid = pid, .start = vmm.start};
  request.n = 0;
  CHECK(attach_to(session, &gone, &request, NULL).end == RS_ENDED);
  regscope_close(session);
}

static uint32_t status_after_write(struct regscope *session, const struct started_vmm *vmm, uint64_t id, uint64_t value) {
  struct writer request = request_of(RS_ATTACH_WRITE);
  put_u32(&request, (uint32_t)vmm->pid), put_u32(&request, 0), put_u64(&request, vmm->start);
  put_u32(&request, (uint32_t)vmm->page->fd[0]), put_u32(&request, 0), put_u32(&request, 1), put_u32(&request, 0);
  put_u64(&request, id), put_u64(&request, value);
  struct reply reply = send_request(session, &request);
  if (reply.kind != RS_DONE || take_u32(&reply.body) != RS_ATTACHED)
    return ~0u;
  take(&reply.body, 28);
  return take_u32(&reply.body) == 1 && take_u32(&reply.body) == 0 ? take_u32(&reply.body) : ~0u;
}

TEST(attach_writes, "a register of a VM that has not run is written, or gives its errno, and one that runs is left alone") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct started_vmm vmm;
  NEED(start(&vmm, "none", "1", "wait"));
  struct regscope *session = regscope_open();
  uint64_t id = vmm.page->id[0], value = vmm.page->value[0];
#if defined(__x86_64__)
  id = 0x2030000200000174ull, value = 0x1230; /* IA32_SYSENTER_CS */
#endif
  CHECK(status_after_write(session, &vmm, id, value) == 0);
  struct attach_request request = {0, (uint32_t)vmm.page->fd[0], 0, 1, &id};
  const uint8_t *rest;
  struct attach_head head = attach_to(session, &vmm, &request, &rest);
  uint64_t read = 0;
  memcpy(&read, rest + 10, 2);
  CHECK(head.end == RS_ATTACHED && read == (value & 0xffff));
  CHECK(status_after_write(session, &vmm, (id & ~0xffffull) | NO_SUCH_MSR, 1) != 0);
  NEED(write(vmm.input, "\n", 1) == 1);
  CHECK(goes_on(&vmm));
  CHECK(status_after_write(session, &vmm, id, value) == ~0u);
  CHECK(goes_on(&vmm));
  regscope_close(session);
  end_vmm(&vmm);
}

TEST(runs_finds_threads, "which vCPU a thread runs is seen from what it does") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct started_vmm vmm;
  NEED(start(&vmm, "none", "3", "run"));
  struct regscope *session = regscope_open();
  struct writer request = request_of(RS_RUNS);
  put_u32(&request, (uint32_t)vmm.pid), put_u32(&request, 0), put_u64(&request, vmm.start), put_u32(&request, 4), put_u32(&request, 0);
  for (int i = 2; i >= 0; i--)
    put_u32(&request, (uint32_t)vmm.page->tid[i]);
  put_u32(&request, (uint32_t)vmm.pid);
  struct reply reply = send_request(session, &request);
  NEED(reply.kind == RS_DONE);
  for (int i = 2; i >= 0; i--) {
    CHECK(take_u32(&reply.body) == RS_ATTACHED);
    CHECK(take_u32(&reply.body) == (uint32_t)vmm.page->fd[i]);
  }
  CHECK(take_u32(&reply.body) == RS_NOT_IN_RUN);
  CHECK(goes_on(&vmm));
  regscope_close(session);
  end_vmm(&vmm);
}

TEST(attach_checks_requests, "attach requests are refused for a wrong length, unknown bits and too many ids") {
  struct regscope *session = regscope_open();
  CHECK(is_refused(SEND(session, RS_ATTACH, 1, 0, 0, 0, 3, 0, 1, 0), RS_BAD_REQUEST));
  CHECK(is_refused(SEND(session, RS_ATTACH, 1, 0, 0, 0, 3, 8, 0, 0), RS_BAD_REQUEST));
  CHECK(is_refused(SEND(session, RS_ATTACH, 0, 0, 0, 0, 3, 0, 0, 0), RS_BAD_REQUEST));
  CHECK(is_refused(SEND(session, RS_ATTACH, 1, 0, 0, 0, 3, 0, RS_MAX_IDS + 1, 0), RS_TOO_MANY));
  CHECK(is_refused(SEND(session, RS_ATTACH_WRITE, 1, 2, 0, 0, 3, 0, 0, 0), RS_BAD_REQUEST));
  CHECK(is_refused(SEND(session, RS_RUNS, 1, 0, 0, 0, 2, 0, 1), RS_BAD_REQUEST));
  CHECK(is_refused(SEND(session, RS_RUNS, 1, 0, 0, 0, RS_MAX_VCPUS + 1, 0), RS_TOO_MANY));
  regscope_close(session);
}

TEST(state_check_notices, "the VMM of these tests notices any byte of its registers that is not as it was") {
  struct checked_call *call = aligned_alloc(64, sizeof *call);
  uint64_t seed = 1;
  fill_state(call, &seed);
  memcpy(call->general_after, call->general, sizeof call->general);
  memcpy(call->below_after, call->below, sizeof call->below);
  memcpy(call->image_after, call->image, sizeof call->image);
  CHECK(!changed_state(call));
  call->general_after[GENERALS - 1] ^= 1;
  CHECK(changed_state(call));
  call->general_after[GENERALS - 1] ^= 1;
  int noticed = 0, bytes = 0;
  for (int at = 0; at < 512; at++) {
    bytes += call->image[at] != 0;
    call->image_after[at] ^= 1;
    noticed += call->image[at] != 0 && changed_state(call);
    call->image_after[at] ^= 1;
  }
  CHECK(bytes > 256 && noticed >= bytes - 4);
  free(call);
}

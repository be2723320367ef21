/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "client.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <sys/resource.h>

static unsigned open_descriptors(void) {
  DIR *descriptors = opendir("/proc/self/fd");
  unsigned n = 0;
  while (descriptors && readdir(descriptors))
    n++;
  closedir(descriptors);
  return n;
}

static unsigned guest_mappings(void) {
  FILE *maps = fopen("/proc/self/maps", "re");
  unsigned n = 0;
  for (int c; (c = getc(maps)) != EOF;)
    n += c == '\n';
  fclose(maps);
  return n;
}

TEST(numbers_are_not_reused, "VM numbers are not used twice, and a closed VM is gone") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  uint32_t first = create_vm(session, 1);
  NEED(first);
  CHECK(SEND(session, RS_CLOSE, first).kind == RS_DONE);
  CHECK(is_refused(SEND(session, RS_CLOSE, first), RS_NO_SUCH_VM));
  uint32_t second = create_vm(session, 1);
  CHECK(second && second != first);
  CHECK(is_refused(SEND(session, RS_LIST, first, 0), RS_NO_SUCH_VM));
  CHECK(is_refused(SEND(session, RS_RUN, first, 0), RS_NO_SUCH_VM));
  CHECK(is_refused(SEND(session, RS_READ, first, 0, 0, 0), RS_NO_SUCH_VM));
  CHECK(is_refused(SEND(session, RS_WRITE, first, 0), RS_NO_SUCH_VM));
  CHECK(is_refused(SEND(session, RS_FINALIZE, first, 4), RS_NO_SUCH_VM));
  CHECK(is_refused(SEND(session, RS_SCOPES, first, 0), RS_NO_SUCH_VM));
  regscope_close(session);
}

TEST(wrong_vcpus, "a vCPU that does not exist is refused everywhere") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  uint32_t vm = create_vm(session, 2);
  CHECK(is_refused(SEND(session, RS_LIST, vm, 2), RS_NO_SUCH_VCPU));
  CHECK(is_refused(SEND(session, RS_SCOPES, vm, 2), RS_NO_SUCH_VCPU));
  CHECK(is_refused(SEND(session, RS_RUN, vm, 2), RS_NO_SUCH_VCPU));
  CHECK(is_refused(SEND(session, RS_READ, vm, 2, 0, 0), RS_NO_SUCH_VCPU));
  CHECK(is_refused(SEND(session, RS_READ, vm, 1, 2, 0), RS_NO_SUCH_VCPU));
  CHECK(is_refused(SEND(session, RS_READ, vm, 1, 0xffffffffu, 0), RS_NO_SUCH_VCPU));
  CHECK(is_refused(SEND(session, RS_WRITE, vm, 1, 2, 0, 0, 0x20300000u, 0, 0), RS_NO_SUCH_VCPU));
  regscope_close(session);
}

TEST(limit_of_vms, "the 65th VM is refused, and closing one makes room") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  uint32_t last = 0;
  for (int i = 0; i < RS_MAX_VMS; i++)
    CHECK((last = create_vm(session, 0)) != 0);
  struct writer request = request_of(RS_CREATE);
  put_shape(&request, 0);
  CHECK(is_refused(send_request(session, &request), RS_TOO_MANY));
  CHECK(SEND(session, RS_CLOSE, last).kind == RS_DONE);
  CHECK(create_vm(session, 0) > last);
  regscope_close(session);
}

TEST(nothing_leaks, "making, running and closing 200 VMs leaves no descriptor and no mapping") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  unsigned descriptors = 0, mappings = 0;
  for (int i = 0; i < 201; i++) {
    uint32_t vm = create_vm(session, 2);
    NEED(vm);
    CHECK(SEND(session, RS_RUN, vm, 1).kind == RS_DONE);
    CHECK(SEND(session, RS_CLOSE, vm).kind == RS_DONE);
    if (i == 0) /* by now /dev/kvm and the allocator have what they keep */
      descriptors = open_descriptors(), mappings = guest_mappings();
  }
  CHECK(open_descriptors() == descriptors);
  CHECK(guest_mappings() <= mappings + 2); /* the sanitizer's own */
  regscope_close(session);
  CHECK(open_descriptors() == descriptors - 1);
}

TEST(failed_create_leaves_nothing, "a VM that cannot get all its vCPUs leaves no descriptor") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  CHECK(create_vm(session, 0));
  unsigned before = open_descriptors();
  struct rlimit old;
  getrlimit(RLIMIT_NOFILE, &old);
  struct rlimit low = {.rlim_cur = before + 4, .rlim_max = old.rlim_max};
  setrlimit(RLIMIT_NOFILE, &low);
  struct writer request = request_of(RS_CREATE);
  put_shape(&request, 16);
  struct reply reply = send_request(session, &request);
  setrlimit(RLIMIT_NOFILE, &old);
  CHECK(reply.kind == RS_KERNEL && reply.code == EMFILE);
  CHECK(reply.body.left == 15 && memcmp(reply.body.at, "KVM_CREATE_VCPU", 15) == 0);
  CHECK(open_descriptors() == before);
  request = request_of(RS_CREATE);
  put_shape(&request, 1);
  request.bytes[15] = 0xff; /* a machine type no kernel knows */
  reply = send_request(session, &request);
  CHECK(reply.kind == RS_KERNEL && reply.code == EINVAL);
  request = request_of(RS_CREATE);
  put_shape(&request, 1);
  request.bytes[76] = 1; /* one capability, number 0 */
  memset(request.bytes + request.used, 0, 40);
  request.used += 40;
  reply = send_request(session, &request);
  CHECK(reply.kind == RS_KERNEL && reply.body.left == 14 && memcmp(reply.body.at, "KVM_ENABLE_CAP", 14) == 0);
  CHECK(open_descriptors() == before);
  regscope_close(session);
}

#if !defined(__aarch64__)
TEST(arm64_only, "what only arm64 has is refused elsewhere") {
  struct regscope *session = regscope_open();
  static const uint32_t at[] = {20, 40, 64, 68, 72}; /* gic, features[0], features[6], PMU interrupt, finalize */
  for (int i = 0; i < 5; i++) {
    struct writer request = request_of(RS_CREATE);
    put_shape(&request, 1);
    request.bytes[at[i]] = 3;
    CHECK(is_refused(send_request(session, &request), RS_UNSUPPORTED));
  }
  if (!no_kvm()) {
    uint32_t vm = create_vm(session, 1);
    CHECK(is_refused(SEND(session, RS_FINALIZE, vm, 4), RS_UNSUPPORTED));
  }
  regscope_close(session);
}
#endif

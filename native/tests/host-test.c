/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "client.h"

#include <linux/kvm.h>
#include <string.h>
#include <sys/utsname.h>

TEST(hello_names_the_machine, "hello gives the protocol version, the machine and the kernel's release") {
  struct regscope *session = regscope_open();
  struct writer request = request_of(RS_HELLO);
  struct reply reply = send_request(session, &request);
  struct utsname system;
  uname(&system);
  CHECK(reply.kind == RS_DONE);
  CHECK(take_u32(&reply.body) == RS_PROTOCOL_VERSION);
  uint32_t machine = take_u32(&reply.body);
  CHECK(machine == 62 || machine == 183 || machine == 243);
  uint32_t version = take_u32(&reply.body), error = take_u32(&reply.body);
  CHECK(no_kvm() ? error != 0 && version == 0 : error == 0 && version == 12);
  CHECK(take_u32(&reply.body) == 0);
  uint32_t length = take_u32(&reply.body);
  const uint8_t *release = take(&reply.body, length);
  CHECK(release && length == strlen(system.release) && memcmp(release, system.release, length) == 0);
  CHECK(all_taken(&reply.body));
  regscope_close(session);
}

TEST(caps_answer_in_order, "capabilities are answered in the order asked, by /dev/kvm and by a VM") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  struct regscope *session = regscope_open();
  struct reply reply = SEND(session, RS_CAPS, RS_NO_VM, 3, KVM_CAP_USER_MEMORY, 0xfffffff0u, KVM_CAP_NR_MEMSLOTS);
  CHECK(reply.kind == RS_DONE);
  CHECK(take_u32(&reply.body) == 1);
  CHECK(take_u32(&reply.body) == 0);
  CHECK(take_u32(&reply.body) > 0);
  CHECK(all_taken(&reply.body));
  uint32_t vm = create_vm(session, 0);
  reply = SEND(session, RS_CAPS, vm, 1, KVM_CAP_USER_MEMORY);
  CHECK(take_u32(&reply.body) == 1);
  regscope_close(session);
}

TEST(caps_check_their_request, "capabilities are refused for an unknown VM, a wrong length and too many") {
  struct regscope *session = regscope_open();
  CHECK(is_refused(SEND(session, RS_CAPS, 5, 1, 1), RS_NO_SUCH_VM));
  CHECK(is_refused(SEND(session, RS_CAPS, RS_NO_VM, 2, 1), RS_BAD_REQUEST));
  CHECK(is_refused(SEND(session, RS_CAPS, RS_NO_VM, 1, 1, 1), RS_BAD_REQUEST));
  CHECK(is_refused(SEND(session, RS_CAPS, RS_NO_VM, RS_MAX_CAPS + 1), RS_TOO_MANY));
  regscope_close(session);
}

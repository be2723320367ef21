/* SPDX-License-Identifier: Apache-2.0 */
/* What the core says where the kernel tells no scope; where it does, the tests in kernel/ and of packages/sources ask. */
#include "check.h"
#include "client.h"
#include "scope.h"

#include <fcntl.h>
#include <unistd.h>

TEST(no_scope_told, "a kernel that tells no scope is RS_UNSUPPORTED, and ids are left alone") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
  SKIP_UNLESS(!scope_bits(kvm), "this kernel tells it");
  close(kvm);
  struct regscope *session = regscope_open();
  CHECK(is_refused(SEND(session, RS_SCOPES, create_vm(session, 1), 0), RS_UNSUPPORTED));
  regscope_close(session);
}

TEST(stripping, "stripping takes the bits that are in use, and no others") {
  static struct id_list list = {.n = 2, .ids = {0x6030000010140000, 0x6030000033140001}};
  strip_scopes(0, &list);
  CHECK(list.ids[0] == 0x6030000010140000);
  strip_scopes(1, &list);
  CHECK(list.ids[0] == 0x6030000000140000 && list.ids[1] == 0x6030000023140001);
  strip_scopes(3, &list);
  CHECK(list.ids[1] == 0x6030000003140001);
}

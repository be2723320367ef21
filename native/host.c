/* SPDX-License-Identifier: Apache-2.0 */
/* What /dev/kvm itself is and can do: RS_HELLO and RS_CAPS. */
#include "arch.h"
#include "scope.h"
#include "session.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/utsname.h>

bool open_kvm(struct regscope *session) {
  if (session->kvm >= 0)
    return true;
  session->kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
  if (session->kvm < 0)
    return false;
  session->one_reg = arch_has_one_reg(session->kvm);
  session->scope_bits = scope_bits(session->kvm);
  return true;
}

static uint32_t api_version(int kvm) {
  int version = ioctl(kvm, KVM_GET_API_VERSION, 0);
  return version < 0 ? 0 : (uint32_t)version;
}

struct outcome op_hello(struct regscope *session, struct reader *in, struct writer *out) {
  if (!all_taken(in))
    return refused(RS_BAD_REQUEST);
  int error = open_kvm(session) ? 0 : errno;
  struct utsname system;
  if (uname(&system))
    return kernel_refused("uname");
  uint32_t length = (uint32_t)strlen(system.release);
  put_u32(out, RS_PROTOCOL_VERSION);
  put_u32(out, ARCH_ELF_MACHINE);
  put_u32(out, error ? 0 : api_version(session->kvm));
  put_u32(out, (uint32_t)error);
  put_u32(out, session->vms);
  put_u32(out, length);
  put_bytes(out, system.release, length);
  return done();
}

static void put_capabilities(int fd, struct reader *in, uint32_t n, struct writer *out) {
  for (uint32_t i = 0; i < n && !out->full; i++) {
    int answer = ioctl(fd, KVM_CHECK_EXTENSION, (unsigned long)take_u32(in));
    put_u32(out, (uint32_t)(answer < 0 ? -errno : answer));
  }
}

struct outcome op_caps(struct regscope *session, struct reader *in, struct writer *out) {
  uint32_t number = take_u32(in);
  uint32_t n = take_u32(in);
  if (n > RS_MAX_CAPS)
    return refused(RS_TOO_MANY);
  if (in->bad || in->left != n * sizeof(uint32_t))
    return refused(RS_BAD_REQUEST);
  if (number != RS_NO_VM) {
    const struct vm *vm = find_vm(session, number);
    if (!vm)
      return refused(RS_NO_SUCH_VM);
    put_capabilities(vm->fd, in, n, out);
    return done();
  }
  if (!open_kvm(session))
    return kernel_refused("open /dev/kvm");
  put_capabilities(session->kvm, in, n, out);
  return done();
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Which registers a vCPU has: RS_LIST. */
#include "arch.h"
#include "scope.h"
#include "session.h"

#include <stdlib.h>
#include <sys/ioctl.h>

/* The kernel puts its count before the ids, so they are moved one word down afterwards. */
static uint32_t append_kernel_list(int vcpu, struct id_list *list) {
  struct kvm_reg_list *kernel = (struct kvm_reg_list *)&list->ids[list->n];
  kernel->n = RS_MAX_IDS - list->n;
  if (ioctl(vcpu, KVM_GET_REG_LIST, kernel))
    return errno == E2BIG ? RS_LOCAL | RS_TOO_MANY : (uint32_t)errno;
  uint32_t n = (uint32_t)kernel->n;
  memmove(&list->ids[list->n], &list->ids[list->n + 1], n * sizeof list->ids[0]);
  list->n += n;
  return 0;
}

uint32_t list_with_scopes(const struct regscope *session, int vcpu, struct id_list *list) {
  list->n = 0;
  uint32_t status = arch_list_more(session->kvm, list);
  if (!status && session->one_reg)
    status = append_kernel_list(vcpu, list);
  if (status)
    list->n = 0;
  return status;
}

uint32_t list_registers(const struct regscope *session, int vcpu, struct id_list *list) {
  uint32_t status = list_with_scopes(session, vcpu, list);
  strip_scopes(session->scope_bits, list);
  return status;
}

struct outcome list_outcome(uint32_t status) {
  if (status & RS_LOCAL)
    return refused((enum rs_refusal)(status & ~RS_LOCAL));
  errno = (int)status;
  return status ? kernel_refused("KVM_GET_REG_LIST") : done();
}

struct outcome op_list(struct regscope *session, struct reader *in, struct writer *out) {
  uint32_t number = take_u32(in);
  uint32_t index = take_u32(in);
  if (!all_taken(in))
    return refused(RS_BAD_REQUEST);
  const struct vm *vm = find_vm(session, number);
  if (!vm)
    return refused(RS_NO_SUCH_VM);
  if (index >= vm->vcpus)
    return refused(RS_NO_SUCH_VCPU);
  struct id_list *list = malloc(sizeof *list);
  if (!list)
    return refused(RS_NO_MEMORY);
  struct outcome outcome = list_outcome(list_registers(session, vm->vcpu[index], list));
  if (is_done(outcome)) {
    put_u32(out, list->n);
    put_u32(out, 0);
    put_bytes(out, list->ids, list->n * sizeof list->ids[0]);
  }
  free(list);
  return outcome;
}

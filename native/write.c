/* SPDX-License-Identifier: Apache-2.0 */
/* Writing registers in the order given: RS_WRITE. The whole request is checked before the first write. */
#include "access.h"

struct write {
  uint32_t vcpu;
  struct assignment to;
};

static bool is_zero(const uint8_t *bytes, uint64_t n) {
  for (uint64_t i = 0; i < n; i++)
    if (bytes[i])
      return false;
  return true;
}

/* The value of an id with a bad size has no known length, so the rest of the message cannot be understood either. */
bool take_assignment(struct reader *in, struct assignment *assignment) {
  assignment->id = take_u64(in);
  uint32_t size = assignment->bytes = register_bytes(assignment->id);
  assignment->value = take(in, up_to_8(size));
  return assignment->value && size && is_zero(assignment->value + size, up_to_8(size) - size);
}

static bool take_write(struct reader *in, struct write *write) {
  write->vcpu = take_u32(in);
  uint32_t zero = take_u32(in);
  return take_assignment(in, &write->to) && zero == 0;
}

static struct outcome check_writes(const struct vm *vm, struct reader in, uint32_t n) {
  bool vcpus_exist = true;
  for (uint32_t i = 0; i < n; i++) {
    struct write write;
    if (!take_write(&in, &write))
      return refused(RS_BAD_REQUEST);
    vcpus_exist = vcpus_exist && vm && write.vcpu < vm->vcpus;
  }
  if (!all_taken(&in))
    return refused(RS_BAD_REQUEST);
  if (!vm)
    return refused(RS_NO_SUCH_VM);
  return vcpus_exist ? done() : refused(RS_NO_SUCH_VCPU);
}

struct outcome op_write(struct regscope *session, struct reader *in, struct writer *out) {
  const struct vm *vm = find_vm(session, take_u32(in));
  uint32_t n = take_u32(in);
  if (n > RS_MAX_IDS)
    return refused(RS_TOO_MANY);
  struct outcome outcome = check_writes(vm, *in, n);
  if (!is_done(outcome))
    return outcome;
  put_u32(out, n);
  uint8_t *statuses = reserve(out, n * sizeof(uint32_t));
  for (uint32_t i = 0; statuses && i < n; i++) {
    struct write write;
    take_write(in, &write);
    uint32_t status = set_register(session->one_reg, vm->vcpu[write.vcpu], write.to.id, write.to.value);
    memcpy(statuses + i * sizeof status, &status, sizeof status);
  }
  return done();
}

/* SPDX-License-Identifier: Apache-2.0 */
/* What the kernel says can be written: RS_MASKS; and what the two operations that find out share. */
#include "probe.h"

struct outcome find_pair(const struct regscope *session, uint32_t number, struct pair *pair) {
  const struct vm *vm = find_vm(session, number);
  if (!vm)
    return refused(RS_NO_SUCH_VM);
  pair->one_reg = session->one_reg;
  for (int who = 0; who < PAIR; who++) {
    bool is_none = who == LOOKED && pair->index[who] == RS_NO_VCPU;
    if (!is_none && pair->index[who] >= vm->vcpus)
      return refused(RS_NO_SUCH_VCPU);
    pair->fd[who] = is_none ? -1 : vm->vcpu[pair->index[who]];
  }
  return done();
}

void read_through(const struct pair *pair, int who, uint64_t id, struct reading *reading) {
  memset(reading, 0, sizeof *reading);
  if (pair->fd[who] < 0)
    reading->status = RS_LOCAL | RS_NO_SUCH_VCPU;
  else if (!register_bytes(id))
    reading->status = RS_LOCAL | RS_BAD_SIZE;
  else
    reading->status = get_register(pair->one_reg, pair->fd[who], id, &reading->value);
  if (reading->status)
    memset(&reading->value, 0, sizeof reading->value);
}

struct outcome op_masks(struct regscope *session, struct reader *in, struct writer *out) {
  uint32_t number = take_u32(in);
  if (!all_taken(in))
    return refused(RS_BAD_REQUEST);
  const struct vm *vm = find_vm(session, number);
  if (!vm)
    return refused(RS_NO_SUCH_VM);
  uint64_t masks[ARCH_MASKS] = {0};
  struct outcome outcome = arch_get_masks(vm, masks);
  if (!is_done(outcome))
    return outcome;
  put_u32(out, ARCH_MASKS);
  put_u32(out, 0);
  put_bytes(out, masks, sizeof masks);
  return done();
}

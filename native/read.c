/* SPDX-License-Identifier: Apache-2.0 */
/* Many registers of many vCPUs in one go: RS_READ. The kernel writes the values straight into the reply. */
#include "access.h"

#include <stdlib.h>

struct selection {
  uint32_t first, vcpus, n; /* n = 0: each vCPU's own list */
};

struct block {
  uint32_t vcpu, status, same;
  const struct id_list *list;
};

/* Every value gets the room of its whole register: what is timed is the loop of ioctls and nothing else. */
static void get_registers(bool one_reg, int vcpu, const struct id_list *list, uint16_t *statuses, uint8_t *values) {
  for (uint32_t i = 0; i < list->n; i++) {
    uint32_t size = register_bytes(list->ids[i]);
    statuses[i] = (uint16_t)(size ? get_register(one_reg, vcpu, list->ids[i], values) : RS_LOCAL | RS_BAD_SIZE);
    values += size;
  }
}

/* Turns statuses into outcomes and moves the values together, without the zero bytes at their ends. Returns their bytes. */
static uint64_t pack(const struct id_list *list, uint16_t *outcomes, uint8_t *values) {
  const uint8_t *from = values;
  uint8_t *to = values;
  for (uint32_t i = 0; i < list->n; i++) {
    uint32_t size = register_bytes(list->ids[i]), used = size;
    while (used && !from[used - 1])
      used--;
    if (!outcomes[i]) {
      memmove(to, from, used);
      to += used;
      outcomes[i] = (uint16_t)(RS_VALUE | used);
    }
    from += size;
  }
  return (uint64_t)(to - values);
}

static uint64_t bytes_of_values(const struct id_list *list) {
  uint64_t bytes = 0;
  for (uint32_t i = 0; i < list->n; i++)
    bytes += register_bytes(list->ids[i]);
  return bytes;
}

/* The writer's last room was larger than what is used of it. */
static void finish(struct writer *out, uint8_t *room, uint64_t used) {
  memset(room + used, 0, up_to_8(used) - used);
  out->used = (uint64_t)(room - out->bytes) + up_to_8(used);
}

/* Returns the nanoseconds spent reading; a block that does not fit is not read at all. */
static uint64_t put_block(const struct regscope *session, const struct vm *vm, const struct block *block,
                          struct writer *out) {
  const struct id_list *list = block->list;
  put_u32(out, block->vcpu);
  put_u32(out, block->status);
  put_u32(out, list->n);
  put_u32(out, block->same);
  if (!block->same)
    put_bytes(out, list->ids, list->n * sizeof list->ids[0]);
  uint64_t outcome_bytes = list->n * sizeof(uint16_t), bytes = up_to_8(outcome_bytes + bytes_of_values(list));
  uint8_t *room = reserve(out, bytes);
  if (!room)
    return 0;
  memset(room, 0, bytes);
  uint16_t *outcomes = (uint16_t *)room;
  uint64_t start = now_ns();
  get_registers(session->one_reg, vm->vcpu[block->vcpu], list, outcomes, room + outcome_bytes);
  uint64_t ns = now_ns() - start;
  finish(out, room, outcome_bytes + pack(list, outcomes, room + outcome_bytes));
  return ns;
}

static bool is_same(const struct id_list *a, const struct id_list *b) {
  return a->n == b->n && memcmp(a->ids, b->ids, a->n * sizeof a->ids[0]) == 0;
}

/* lists[0] belongs to the first block, lists[1] to the present one. */
static uint64_t put_blocks(const struct regscope *session, const struct vm *vm, const struct selection *want,
                           struct id_list *lists, struct writer *out) {
  uint64_t ns = 0;
  for (uint32_t i = 0; i < want->vcpus && !out->full; i++) {
    struct block block = {.vcpu = want->first + i, .list = &lists[0], .same = i > 0};
    if (!want->n) {
      struct id_list *own = &lists[i > 0];
      block.status = list_registers(session, vm->vcpu[block.vcpu], own);
      block.same = i > 0 && is_same(own, &lists[0]);
      block.list = own;
    }
    ns += put_block(session, vm, &block, out);
  }
  return ns;
}

static struct outcome read_selection(const struct regscope *session, const struct vm *vm, const struct selection *want,
                                     struct reader *ids, struct writer *out) {
  struct id_list *lists = malloc(2 * sizeof *lists);
  if (!lists)
    return refused(RS_NO_MEMORY);
  lists[0].n = want->n;
  take_bytes(ids, lists[0].ids, want->n * sizeof lists[0].ids[0]);
  put_u32(out, want->vcpus);
  put_u32(out, 0);
  uint8_t *duration = reserve(out, sizeof(uint64_t));
  uint64_t ns = put_blocks(session, vm, want, lists, out);
  if (duration)
    memcpy(duration, &ns, sizeof ns);
  free(lists);
  return done();
}

struct outcome op_read(struct regscope *session, struct reader *in, struct writer *out) {
  uint32_t number = take_u32(in);
  struct selection want;
  want.first = take_u32(in);
  want.vcpus = take_u32(in);
  want.n = take_u32(in);
  if (want.n > RS_MAX_IDS)
    return refused(RS_TOO_MANY);
  if (in->bad || in->left != want.n * sizeof(uint64_t))
    return refused(RS_BAD_REQUEST);
  const struct vm *vm = find_vm(session, number);
  if (!vm)
    return refused(RS_NO_SUCH_VM);
  if (want.first >= vm->vcpus || want.vcpus > vm->vcpus - want.first)
    return refused(RS_NO_SUCH_VCPU);
  if (want.vcpus == 0)
    want.vcpus = vm->vcpus - want.first;
  return read_selection(session, vm, &want, in, out);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "layout.h"

#include <sys/uio.h>

enum {
  CLEAR_BYTES = 256,      /* below the stack pointer, more than the red zone of x86-64 (psABI 3.2.2) */
  SPARE_BYTES = 64 << 10, /* left below everything for signal handlers */
};
#define SENTINEL 0x5ca1ab1e0ddba11eull

static size_t record_bytes(const struct work *work, const struct call *call) {
  return call->kind == GET_LIST ? 0 : work->one_reg ? sizeof(struct kvm_one_reg) : MSR_RECORD_BYTES;
}

static size_t value_bytes(const struct work *work, const struct call *call) {
  return call->kind != GET_LIST && !work->one_reg ? 0 : up_to_8(call->bytes);
}

uint64_t stack_room(const struct target *target, uint64_t sp) {
  for (uint32_t i = 0; i < target->stacks; i++)
    if (target->stack[i].low + SPARE_BYTES <= sp && sp < target->stack[i].high)
      return sp - target->stack[i].low - SPARE_BYTES;
  return 0;
}

static size_t bytes_of_call(const struct work *work, const struct call *call) {
  return FRAME_BYTES + record_bytes(work, call) + value_bytes(work, call);
}

struct layout lay_out(const struct chain *chain, const struct call *calls, uint32_t n) {
  const struct work *work = chain->work;
  uint64_t sp = frame_stack(&chain->state->regs), room = stack_room(&work->target, sp);
  struct layout layout = {.fp = ((sp - CLEAR_BYTES) & ~63ull) - frame_fp_bytes(&chain->state->fp)};
  uint64_t top = layout.fp + frame_fp_bytes(&chain->state->fp);
  room = room > sp - layout.fp ? room - (sp - layout.fp) : 0;
  if (room > CHAIN_BYTES - FP_BYTES - 256)
    room = CHAIN_BYTES - FP_BYTES - 256;
  size_t frames = 2 * FRAME_BYTES, records = 0, values = 0;
  for (; layout.calls < n && layout.calls < CALLS_AT_ONCE; layout.calls++) {
    const struct call *call = &calls[layout.calls];
    if (frames + records + values + bytes_of_call(work, call) + 128 > room)
      break;
    frames += FRAME_BYTES;
    records += record_bytes(work, call);
    values += value_bytes(work, call);
  }
  layout.values = layout.fp - values;
  layout.records = layout.values - records;
  layout.base = (layout.records - frames) & ~63ull;
  layout.bytes = (size_t)(top - layout.base);
  return layout;
}

unsigned long command_of(const struct work *work, const struct call *call) {
  if (call->kind == GET_LIST)
    return KVM_GET_REG_LIST;
  if (!work->one_reg)
    return frame_msr_command(call->kind == SET_REGISTER);
  return call->kind == GET_REGISTER ? KVM_GET_ONE_REG : KVM_SET_ONE_REG;
}

/* What a value would hold if the ioctl had not come to pass; of a short value its first bytes. */
static void put_sentinel(uint8_t *to, const struct call *call) {
  uint64_t sentinel = SENTINEL ^ call->id;
  for (uint32_t at = 0; at < call->bytes; at += sizeof sentinel)
    memcpy(to + at, &sentinel, call->bytes - at < sizeof sentinel ? call->bytes - at : sizeof sentinel);
}

static void put_value(uint8_t *to, const struct call *call) {
  if (call->kind == GET_REGISTER)
    put_sentinel(to, call);
  else
    memcpy(to, call->data, call->bytes);
}

static void put_record(const struct work *work, uint8_t *to, const struct call *call, uint64_t value_at) {
  if (work->one_reg) {
    struct kvm_one_reg reg = {.id = call->id, .addr = value_at};
    memcpy(to, &reg, sizeof reg);
    return;
  }
  frame_put_msr(to, call->id);
  put_value(to + MSR_RECORD_BYTES - sizeof(uint64_t), call);
}

/* Where the value of each call is, within the chain's memory. */
struct cursor {
  uint64_t record, value;
};

static uint64_t next_value(const struct work *work, const struct call *call, struct cursor *at) {
  uint64_t value = value_bytes(work, call) ? at->value : at->record + MSR_RECORD_BYTES - sizeof(uint64_t);
  at->record += record_bytes(work, call);
  at->value += value_bytes(work, call);
  return value;
}

static void put_calls(const struct chain *chain, const struct layout *layout, const struct call *calls) {
  struct work *work = chain->work;
  const struct gadgets *gadgets = &work->target.gadgets;
  struct cursor at = {layout->records, layout->values};
  for (uint32_t i = 0; i < layout->calls; i++) {
    uint64_t record = at.record, value = next_value(work, &calls[i], &at), frame = layout->base + (uint64_t)i * FRAME_BYTES;
    uint64_t argument = calls[i].kind == GET_LIST ? value : record;
    if (value_bytes(work, &calls[i]))
      put_value(work->chain + (value - layout->base), &calls[i]);
    if (record_bytes(work, &calls[i]))
      put_record(work, work->chain + (record - layout->base), &calls[i], value);
    cpu_regs regs = chain->state->regs;
    frame_call(&regs, gadgets, frame + FRAME_BYTES, (uint64_t[]){(uint64_t)work->target.vcpu, command_of(work, &calls[i]), argument});
    frame_put(work->chain + (frame - layout->base), &regs, chain->state, ALL_SIGNALS, layout->fp, gadgets);
  }
}

/* The frame that opens the marker alone, and the one that leads home. */
static void put_ends(const struct chain *chain, const struct layout *layout) {
  const struct target *target = &chain->work->target;
  uint8_t *to = chain->work->chain + (size_t)layout->calls * FRAME_BYTES;
  cpu_regs regs = chain->state->regs;
  frame_return(&regs, &target->gadgets, layout->base + (layout->calls + 1ull) * FRAME_BYTES, false);
  frame_put(to, &regs, chain->state, ALL_SIGNALS & ~(1ull << (target->marker - 1)), layout->fp, &target->gadgets);
  frame_put(to + FRAME_BYTES, &chain->state->regs, chain->state, chain->state->mask, layout->fp, &target->gadgets);
}

bool write_chain(const struct chain *chain, const struct layout *layout, const struct call *calls) {
  put_calls(chain, layout, calls);
  put_ends(chain, layout);
  frame_put_fp(chain->work->chain + (layout->fp - layout->base), &chain->state->fp);
  struct iovec here = {chain->work->chain, layout->bytes}, there = {(void *)layout->base, layout->bytes};
  return process_vm_writev(chain->work->target.pid, &here, 1, &there, 1, 0) == (ssize_t)layout->bytes;
}

/* A list that came has put an id after its count, or, too long, another count. */
static bool is_untouched(const struct call *call) {
  uint64_t sentinel[32], head[2];
  if (call->kind == GET_LIST) {
    memcpy(head, call->data, sizeof head);
    return head[0] == call->id && head[1] == 0;
  }
  put_sentinel((uint8_t *)sentinel, call);
  return call->kind == GET_REGISTER && !memcmp(sentinel, call->data, call->bytes);
}

bool read_back(const struct chain *chain, const struct layout *layout, struct call *calls) {
  struct work *work = chain->work;
  size_t bytes = (size_t)(layout->fp - layout->records);
  uint8_t *from = work->chain + (layout->records - layout->base);
  struct iovec here = {from, bytes}, there = {(void *)layout->records, bytes};
  if (process_vm_readv(work->target.pid, &here, 1, &there, 1, 0) != (ssize_t)bytes)
    return false;
  struct cursor at = {layout->records, layout->values};
  for (uint32_t i = 0; i < layout->calls; i++) {
    uint64_t value = next_value(work, &calls[i], &at);
    memcpy(calls[i].data, work->chain + (value - layout->base), calls[i].bytes);
    if (!chain->is_watched)
      calls[i].status = is_untouched(&calls[i]) ? RS_LOCAL : 0;
  }
  return true;
}

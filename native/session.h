/* SPDX-License-Identifier: Apache-2.0 */
/* What a session holds, and how an operation says what became of it. Internal to the core. */
#ifndef REGSCOPE_SESSION_H
#define REGSCOPE_SESSION_H

#include "buf.h"
#include "core.h"
#include "protocol.h"

#include <errno.h>
#include <linux/kvm.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct vm {
  uint32_t number;
  int fd;
  int gic;      /* -1 = none */
  void *memory; /* of the payload; NULL until the first run */
  uint32_t vcpus;
  int vcpu[]; /* one descriptor each */
};

struct regscope {
  int kvm;      /* -1 = not open */
  uint32_t scope_bits; /* of ids, where the kernel tells scope in them (scope.h); else 0 */
  bool one_reg; /* false: an x86 kernel before 6.18, MSRs go through KVM_GET_MSRS */
  uint32_t vms;
  uint32_t last_number;
  struct vm *vm[RS_MAX_VMS];
};

struct outcome {
  uint16_t kind; /* enum rs_kind */
  uint16_t code;
  const char *call; /* of RS_KERNEL */
};

static inline struct outcome done(void) { return (struct outcome){RS_DONE, 0, NULL}; }
static inline struct outcome refused(enum rs_refusal why) { return (struct outcome){RS_REFUSED, (uint16_t)why, NULL}; }
/* Takes errno as the failed call left it. */
static inline struct outcome kernel_refused(const char *call) { return (struct outcome){RS_KERNEL, (uint16_t)errno, call}; }
static inline bool is_done(struct outcome outcome) { return outcome.kind == RS_DONE; }

/* The ids of one vCPU. The spare word is where KVM_GET_REG_LIST puts its count. */
struct id_list {
  uint32_t n;
  uint64_t ids[RS_MAX_IDS + 1];
};

/* Bytes of the register as its id says, or 0 when it claims more than 2048 bits. */
static inline uint32_t register_bytes(uint64_t id) {
  uint32_t log2 = (uint32_t)((id & KVM_REG_SIZE_MASK) >> KVM_REG_SIZE_SHIFT);
  return log2 > 8 ? 0 : 1u << log2;
}

static inline uint64_t up_to_8(uint64_t n) { return (n + 7) & ~(uint64_t)7; }

/* host.c: opens /dev/kvm if need be; false leaves errno. */
bool open_kvm(struct regscope *session);

/* vm.c */
struct vm *find_vm(const struct regscope *session, uint32_t number);
void free_vm(struct vm *vm);

/* list.c: returns a register status for the list as a whole. */
uint32_t list_registers(const struct regscope *session, int vcpu, struct id_list *list);
struct outcome list_outcome(uint32_t status);

/* The operations; each takes the body of the request and appends the body of the reply. */
typedef struct outcome operation(struct regscope *session, struct reader *in, struct writer *out);
operation op_hello, op_caps, op_create, op_list, op_read, op_write, op_run, op_close, op_masks, op_flip, op_try,
    op_finalize, op_stats, op_attach, op_runs, op_look, op_attach_write, op_exits, op_scopes;

#endif

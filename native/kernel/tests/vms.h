/* SPDX-License-Identifier: Apache-2.0 */
/* VMs of every shape that this kernel makes, and their registers, by nothing but ioctls. */
#ifndef REGSCOPE_KERNEL_TESTS_VMS_H
#define REGSCOPE_KERNEL_TESTS_VMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of the patches beside this folder. */
enum { CAP_ONE_REG_SCOPE = 32001, CAP_VM_REGS = 32002 };
enum scope { SCOPE_VCPU, SCOPE_VM, SCOPE_MIXED, SCOPE_HOST };
#define SCOPE_SHIFT 28
#define SCOPE_MASK (3ull << SCOPE_SHIFT)

enum { MOST_IDS = 1024, MOST_VCPUS = 64, MOST_BYTES = 256 };

struct shape {
  const char *name;
  uint32_t features; /* of struct kvm_vcpu_init */
  uint32_t cap;      /* that it takes to have it; 0 = always there */
  bool enable;       /* and to enable on the VM */
};

/* Ends with a row without a name. Those that this kernel cannot make are left out, and all but one that the command line names. */
const struct shape *shapes(void);

struct vm {
  int fd;
  uint32_t vcpus;
  int vcpu[MOST_VCPUS];
  int gic;
  const struct shape *shape;
};

/* Which of the experimental capabilities a VM has enabled, if any. */
struct asked {
  uint64_t scope_bits; /* 0 = not enabled */
  bool vm_regs;
};

struct list {
  uint64_t n, ids[MOST_IDS];
};

int kvm_fd(void);

/* Ends the program where the kernel refuses, and says what. A VM without vCPUs gets them by add_vcpus. */
void make_vm(struct vm *vm, const struct shape *shape, struct asked asked);
void add_vcpus(struct vm *vm, uint32_t n);
/* vGICv3 and the PMU's interrupt: what a VMM sets up once the vCPUs exist. */
void set_up_devices(struct vm *vm);
void close_vm(struct vm *vm);

/* The errno, or 0. */
int enable_cap(int vm, uint32_t cap, uint32_t flags, const uint64_t args[4]);
int get_reg(int vcpu, uint64_t id, void *value);
int set_reg(int vcpu, uint64_t id, const void *value);
int get_list(int vcpu, struct list *list);

/* Of KVM_CAP_ARM_VM_REGS, on the VM's descriptor. */
int get_vm_reg(int vm, uint64_t id, void *value);
int set_vm_reg(int vm, uint64_t id, const void *value);
int get_vm_list(int vm, struct list *list);

static inline uint32_t bytes_of(uint64_t id) { return 1u << ((id >> 52) & 15); }
static inline enum scope scope_of(uint64_t id) { return (enum scope)((id & SCOPE_MASK) >> SCOPE_SHIFT); }
static inline uint64_t plain(uint64_t id) { return id & ~SCOPE_MASK; }
static inline uint64_t with_scope(uint64_t id, uint64_t scope) { return plain(id) | scope << SCOPE_SHIFT; }

/* CNTVCT_EL0 and CNTPCT_EL0, which go on by themselves. The ids of the virtual timer are swapped. */
bool is_counter(uint64_t id);

#endif

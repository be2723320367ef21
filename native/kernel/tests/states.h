/* SPDX-License-Identifier: Apache-2.0 */
/* Saving and restoring VMs in the ways that are compared. */
#ifndef REGSCOPE_KERNEL_TESTS_STATES_H
#define REGSCOPE_KERNEL_TESTS_STATES_H

#include "vms.h"

/* What a vCPU holds, or with KVM_CAP_ARM_VM_REGS a VM. The ids are as they were listed. */
struct state {
  struct list list;
  uint8_t values[MOST_IDS][MOST_BYTES];
};

/* Which registers of a list. */
enum part { ALL, ONCE, EACH };

/* Counts of ioctls, and of those that the kernel refused. */
struct tally {
  unsigned ioctls, refused;
};

/* Reads what is listed; `part` by the scope in the ids. */
struct tally save(int vcpu, struct state *state, enum part part);
/* Writes it. SVE_VLS is left out: it is settled once a vCPU is finalized. */
struct tally restore(int vcpu, const struct state *state, enum part part);

/* The same on the VM's descriptor. */
struct tally save_vm_regs(const struct vm *vm, struct state *state);
struct tally restore_vm_regs(const struct vm *vm, const struct state *state);

/* Gives the VM and each of its vCPUs values of their own, so that leaving something out shows. */
void disturb(const struct vm *vm);
/* Registers that differ, over all vCPUs. */
unsigned differences(const struct vm *a, const struct vm *b);

#endif

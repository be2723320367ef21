/* SPDX-License-Identifier: Apache-2.0 */
/* Entering the guest once, so that the VM counts as started: RS_RUN. */
#include "run.h"

#include "arch.h"
#include "session.h"
#include "watchdog.h"

#include <sys/ioctl.h>
#include <sys/mman.h>

enum { RUN_TRIES = 100, RUN_SECONDS = 1 };

/* Private memory, because a VM with MTE refuses shared mappings (arch/arm64/kvm/mmu.c, 6.12). */
static struct outcome make_memory(struct vm *vm) {
  if (vm->memory)
    return done();
  struct outcome outcome = arch_before_first_run(vm);
  if (!is_done(outcome))
    return outcome;
  void *memory = mmap(NULL, PAYLOAD_MEMORY_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED)
    return kernel_refused("mmap of guest memory");
  memcpy((uint8_t *)memory + (arch_payload.entry - arch_payload.memory_at), arch_payload.code, arch_payload.bytes);
  struct kvm_userspace_memory_region region = {.guest_phys_addr = arch_payload.memory_at,
                                               .memory_size = PAYLOAD_MEMORY_BYTES,
                                               .userspace_addr = (uintptr_t)memory};
  if (ioctl(vm->fd, KVM_SET_USER_MEMORY_REGION, &region)) {
    outcome = kernel_refused("KVM_SET_USER_MEMORY_REGION");
    munmap(memory, PAYLOAD_MEMORY_BYTES);
    return outcome;
  }
  vm->memory = memory;
  return done();
}

/* An IO or MMIO exit is complete only after KVM_RUN was called again (Documentation/virt/kvm/api.rst, KVM_RUN). */
static void complete_exit(int vcpu, struct kvm_run *run) {
  run->immediate_exit = 1;
  ioctl(vcpu, KVM_RUN, 0);
  run->immediate_exit = 0;
}

static struct outcome run_watched(int vcpu, const struct watchdog *dog) {
  if (watchdog_guard(vcpu))
    return kernel_refused("KVM_SET_SIGNAL_MASK");
  for (int tries = 0; tries < RUN_TRIES; tries++) {
    if (ioctl(vcpu, KVM_RUN, 0) >= 0)
      return done();
    if (errno != EINTR || watchdog_barked(dog))
      break;
  }
  return kernel_refused("KVM_RUN");
}

static struct outcome run_mapped(int vcpu, struct kvm_run *run, uint32_t *reason) {
  struct watchdog dog;
  if (watchdog_start(&dog, RUN_SECONDS))
    return kernel_refused("timer_create");
  struct outcome outcome = run_watched(vcpu, &dog);
  if (is_done(outcome)) {
    *reason = run->exit_reason;
    complete_exit(vcpu, run);
  }
  watchdog_stop(&dog);
  return outcome;
}

static struct outcome run_once(int kvm, int vcpu, uint32_t *reason) {
  int bytes = ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, 0);
  if (bytes < 0)
    return kernel_refused("KVM_GET_VCPU_MMAP_SIZE");
  struct kvm_run *run = mmap(NULL, (size_t)bytes, PROT_READ | PROT_WRITE, MAP_SHARED, vcpu, 0);
  if (run == MAP_FAILED)
    return kernel_refused("mmap of kvm_run");
  struct outcome outcome = run_mapped(vcpu, run, reason);
  munmap(run, (size_t)bytes);
  return outcome;
}

struct outcome op_run(struct regscope *session, struct reader *in, struct writer *out) {
  uint32_t number = take_u32(in);
  uint32_t index = take_u32(in);
  if (!all_taken(in))
    return refused(RS_BAD_REQUEST);
  struct vm *vm = find_vm(session, number);
  if (!vm)
    return refused(RS_NO_SUCH_VM);
  if (index >= vm->vcpus)
    return refused(RS_NO_SUCH_VCPU);
  if (out->cap - out->used < 2 * sizeof(uint32_t))
    return refused(RS_REPLY_TOO_BIG);
  uint32_t reason = 0;
  struct outcome outcome = make_memory(vm);
  if (is_done(outcome))
    outcome = arch_enter_payload(vm->vcpu[index]);
  if (is_done(outcome))
    outcome = run_once(session->kvm, vm->vcpu[index], &reason);
  put_u32(out, reason);
  put_u32(out, 0);
  return outcome;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Making and closing scratch VMs: RS_CREATE, RS_FINALIZE and RS_CLOSE. */
#include "arch.h"
#include "run.h"
#include "scope.h"
#include "session.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

enum { CREATE_TRIES = 100 };

struct vm *find_vm(const struct regscope *session, uint32_t number) {
  for (uint32_t i = 0; i < session->vms; i++)
    if (session->vm[i]->number == number)
      return session->vm[i];
  return NULL;
}

void free_vm(struct vm *vm) {
  for (uint32_t i = 0; i < vm->vcpus; i++)
    close(vm->vcpu[i]);
  if (vm->gic >= 0)
    close(vm->gic);
  if (vm->fd >= 0)
    close(vm->fd);
  if (vm->memory)
    munmap(vm->memory, PAYLOAD_MEMORY_BYTES);
  free(vm);
}

static void take_shape(struct reader *in, struct shape *shape) {
  shape->machine_type = take_u64(in);
  shape->vcpus = take_u32(in);
  shape->gic = take_u32(in);
  shape->gic_distributor = take_u64(in);
  shape->gic_redistributors = take_u64(in);
  take_bytes(in, shape->features, sizeof shape->features);
  shape->pmu_interrupt = take_u32(in);
  shape->finalize = take_u32(in);
  shape->enabled = take_u32(in);
  for (uint32_t i = 0; i < shape->enabled && i < RS_MAX_ENABLED_CAPS; i++) {
    shape->enable[i].cap = take_u32(in);
    shape->enable[i].flags = take_u32(in);
    take_bytes(in, shape->enable[i].args, sizeof shape->enable[i].args);
  }
}

/* KVM_CREATE_VM fails with EINTR when a signal comes while it registers with the memory manager (mm_take_all_locks). */
static struct outcome make_vm(int kvm, struct vm *vm, uint64_t type) {
  for (int tries = 0; tries < CREATE_TRIES; tries++) {
    vm->fd = ioctl(kvm, KVM_CREATE_VM, (unsigned long)type);
    if (vm->fd >= 0)
      return done();
    if (errno != EINTR)
      break;
  }
  return kernel_refused("KVM_CREATE_VM");
}

static struct outcome enable_capabilities(const struct vm *vm, const struct shape *shape) {
  for (uint32_t i = 0; i < shape->enabled; i++)
    if (ioctl(vm->fd, KVM_ENABLE_CAP, &shape->enable[i]) < 0)
      return kernel_refused("KVM_ENABLE_CAP");
  return done();
}

static struct outcome make_vcpus(struct vm *vm, uint32_t n) {
  while (vm->vcpus < n) {
    int fd = ioctl(vm->fd, KVM_CREATE_VCPU, (unsigned long)vm->vcpus);
    if (fd < 0)
      return kernel_refused("KVM_CREATE_VCPU");
    vm->vcpu[vm->vcpus++] = fd;
  }
  return done();
}

/* Without a GIC here: arm64 makes it once the vCPUs exist. */
static struct outcome build(int kvm, struct vm *vm, const struct shape *shape, uint32_t *target) {
  struct outcome outcome = make_vm(kvm, vm, shape->machine_type);
  if (is_done(outcome))
    outcome = enable_capabilities(vm, shape);
  if (is_done(outcome))
    outcome = enable_scope(vm);
  if (is_done(outcome))
    outcome = make_vcpus(vm, shape->vcpus);
  if (is_done(outcome))
    outcome = arch_set_up(kvm, vm, shape, target);
  return outcome;
}

static struct vm *allocate_vm(uint32_t vcpus) {
  struct vm *vm = calloc(1, sizeof *vm + vcpus * sizeof vm->vcpu[0]);
  if (vm)
    vm->fd = vm->gic = -1;
  return vm;
}

static struct outcome check_shape(const struct regscope *session, const struct reader *in, const struct shape *shape) {
  if (shape->enabled > RS_MAX_ENABLED_CAPS || shape->vcpus > RS_MAX_VCPUS)
    return refused(RS_TOO_MANY);
  if (!all_taken(in))
    return refused(RS_BAD_REQUEST);
  if (!arch_supports(shape))
    return refused(RS_UNSUPPORTED);
  if (session->vms == RS_MAX_VMS || session->last_number == RS_NO_VM - 1)
    return refused(RS_TOO_MANY);
  return done();
}

struct outcome op_create(struct regscope *session, struct reader *in, struct writer *out) {
  struct shape shape = {0};
  take_shape(in, &shape);
  struct outcome outcome = check_shape(session, in, &shape);
  if (!is_done(outcome))
    return outcome;
  if (out->cap - out->used < 2 * sizeof(uint32_t))
    return refused(RS_REPLY_TOO_BIG);
  if (!open_kvm(session))
    return kernel_refused("open /dev/kvm");
  struct vm *vm = allocate_vm(shape.vcpus);
  if (!vm)
    return refused(RS_NO_MEMORY);
  uint32_t target = 0;
  outcome = build(session->kvm, vm, &shape, &target);
  if (!is_done(outcome)) {
    free_vm(vm);
    return outcome;
  }
  vm->number = ++session->last_number;
  session->vm[session->vms++] = vm;
  put_u32(out, vm->number);
  put_u32(out, target);
  return done();
}

struct outcome op_finalize(struct regscope *session, struct reader *in, struct writer *out) {
  (void)out;
  uint32_t number = take_u32(in);
  uint32_t feature = take_u32(in);
  if (!all_taken(in))
    return refused(RS_BAD_REQUEST);
  const struct vm *vm = find_vm(session, number);
  return vm ? arch_finalize(vm, (int)feature) : refused(RS_NO_SUCH_VM);
}

struct outcome op_close(struct regscope *session, struct reader *in, struct writer *out) {
  (void)out;
  uint32_t number = take_u32(in);
  if (!all_taken(in))
    return refused(RS_BAD_REQUEST);
  for (uint32_t i = 0; i < session->vms; i++) {
    if (session->vm[i]->number != number)
      continue;
    free_vm(session->vm[i]);
    session->vm[i] = session->vm[--session->vms];
    return done();
  }
  return refused(RS_NO_SUCH_VM);
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A VMM to look at from outside. Usage: tiny-vmm VMS VCPUS [stats] [anything for the command line]
 * Every vCPU has a thread with the name that QEMU gives it. Says "ready" when all are there, and "ran" when after an "r" on
 * stdin each has left the guest once; they go on until stdin ends. With "stats" it holds a statistics descriptor per vCPU, as
 * QEMU does since 7.1.
 */
#include "arch.h"
#include "run.h"

#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MOST_VMS = 8, MOST_VCPUS = 64, BREATH_US = 20000 };

struct vcpu {
  unsigned number;
  int fd;
  struct kvm_run *run;
  pthread_t thread;
};

static sem_t named, go, ran;
static struct vcpu vcpus[MOST_VMS * MOST_VCPUS];

static void fail(const char *what) {
  perror(what);
  exit(EXIT_FAILURE);
}

static void need(struct outcome outcome) {
  if (!is_done(outcome))
    fail(outcome.call ? outcome.call : "refused");
}

static void run_once(const struct vcpu *vcpu) {
  need(arch_enter_payload(vcpu->fd));
  if (ioctl(vcpu->fd, KVM_RUN, 0) < 0)
    fail("KVM_RUN");
  vcpu->run->immediate_exit = 1;
  ioctl(vcpu->fd, KVM_RUN, 0);
  vcpu->run->immediate_exit = 0;
}

static void *live(void *of) {
  const struct vcpu *vcpu = of;
  char name[16];
  snprintf(name, sizeof name, "CPU %u/KVM", vcpu->number % MOST_VCPUS);
  pthread_setname_np(pthread_self(), name);
  sem_post(&named);
  sem_wait(&go);
  run_once(vcpu);
  sem_post(&ran);
  for (;;) {
    usleep(BREATH_US);
    run_once(vcpu);
  }
  return NULL;
}

static void make_memory(const struct vm *vm) {
  need(arch_before_first_run(vm));
  uint8_t *memory = mmap(NULL, PAYLOAD_MEMORY_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED)
    fail("mmap of guest memory");
  memcpy(memory + (arch_payload.entry - arch_payload.memory_at), arch_payload.code, arch_payload.bytes);
  struct kvm_userspace_memory_region region = {.guest_phys_addr = arch_payload.memory_at,
                                               .memory_size = PAYLOAD_MEMORY_BYTES,
                                               .userspace_addr = (uintptr_t)memory};
  if (ioctl(vm->fd, KVM_SET_USER_MEMORY_REGION, &region))
    fail("KVM_SET_USER_MEMORY_REGION");
}

static void start_vcpu(int kvm, struct vcpu *vcpu, bool has_stats) {
  vcpu->run = mmap(NULL, (size_t)ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, 0), PROT_READ | PROT_WRITE, MAP_SHARED, vcpu->fd, 0);
  if (vcpu->run == MAP_FAILED)
    fail("mmap of kvm_run");
  if (has_stats && ioctl(vcpu->fd, KVM_GET_STATS_FD, 0) < 0)
    fail("KVM_GET_STATS_FD");
  if (pthread_create(&vcpu->thread, NULL, live, vcpu))
    fail("pthread_create");
}

static void make_vm(int kvm, unsigned number, unsigned n, bool has_stats) {
  static const struct shape shape;
  struct vm *vm = calloc(1, sizeof *vm + n * sizeof vm->vcpu[0]);
  vm->fd = ioctl(kvm, KVM_CREATE_VM, 0);
  vm->vcpus = n;
  for (unsigned i = 0; i < n; i++)
    if ((vm->vcpu[i] = ioctl(vm->fd, KVM_CREATE_VCPU, i)) < 0)
      fail("KVM_CREATE_VCPU");
  uint32_t target;
  need(arch_set_up(kvm, vm, &shape, &target));
  make_memory(vm);
  for (unsigned i = 0; i < n; i++) {
    struct vcpu *vcpu = &vcpus[number * MOST_VCPUS + i];
    *vcpu = (struct vcpu){.number = number * MOST_VCPUS + i, .fd = vm->vcpu[i]};
    start_vcpu(kvm, vcpu, has_stats);
  }
}

static void for_each(sem_t *sem, unsigned n, int (*what)(sem_t *)) {
  for (unsigned i = 0; i < n; i++)
    what(sem);
}

int main(int argc, char **argv) {
  unsigned vms = argc > 2 ? (unsigned)atoi(argv[1]) : 0, n = argc > 2 ? (unsigned)atoi(argv[2]) : 0;
  if (!vms || vms > MOST_VMS || n > MOST_VCPUS)
    return EXIT_FAILURE;
  sem_init(&named, 0, 0), sem_init(&go, 0, 0), sem_init(&ran, 0, 0);
  int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
  if (kvm < 0)
    fail("/dev/kvm");
  for (unsigned i = 0; i < vms; i++)
    make_vm(kvm, i, n, argc > 3 && !strcmp(argv[3], "stats"));
  for_each(&named, vms * n, sem_wait);
  setvbuf(stdout, NULL, _IOLBF, 0);
  puts("ready");
  for (int byte; (byte = getchar()) != EOF;)
    if (byte == 'r') {
      for_each(&go, vms * n, sem_post);
      for_each(&ran, vms * n, sem_wait);
      puts("ran");
    }
  return EXIT_SUCCESS;
}

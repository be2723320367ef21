/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A VMM that looks after each KVM_RUN whether anybody touched its threads: registers, signal mask, alternate stack, pending
 * signals. Usage: checking-vmm PAGE VCPUS FILTER run|wait
 *   PAGE    a file that it maps (checking-vmm.h)
 *   FILTER  none; allow: seccomp lets through what reading needs; no-read: not KVM_GET_ONE_REG; strict: nor rt_sigreturn
 *   wait    its vCPUs' threads wait and never call KVM_RUN, until a line comes on stdin
 * vCPU 0, 3, 6 leave the guest all the time, 1, 4, 7 wait in it, 2 and 5 compute in it; signals kick them out of it. Says "ready NS", where NS is the time of
 * reading all registers in here, and ends with stdin, or, where something was touched, with a sentence and abort().
 */
#include "access.h"
#include "checked-call.h"
#include "checking-vmm.h"

#include <fcntl.h>
#include <linux/futex.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

void install_filter(const char *name); /* vmm-filter.c */
void load_guest(uint8_t *memory);      /* vmm-guest.c */
uint64_t guest_memory_at(void);
void start_guest_at(int vcpu, int kind);

enum { MEMORY_BYTES = 64 << 10, KICK_US = 5000, BARE_ROUNDS = 200, ALT_BYTES = 64 << 10, SIGSET_BYTES = 8 };

static struct checking_page *page;
static const char *filter_name;
static struct kvm_run *run_of[CHECKING_VCPUS];
static pthread_t thread_of[CHECKING_VCPUS];
static int go; /* a futex */
static volatile int may_run;

static void fail(const char *what) {
  snprintf(page->sentence, sizeof page->sentence, "%s", what);
  page->has_failed = 1;
  fprintf(stderr, "checking-vmm: %s\n", what);
  abort();
}

static int need(int fd, const char *what) {
  if (fd < 0)
    fail(what);
  return fd;
}

/* Where a filter forbids to return from a handler, nobody is kicked, and every guest leaves by itself. */
static bool is_kicked(void) { return strcmp(filter_name, "strict") != 0; }

static void count_kick(int signal) {
  (void)signal;
  page->kicks++;
}

struct thread_facts {
  sigset_t mask;
  stack_t alternate;
};

static void set_up_thread(struct thread_facts *facts, int number) {
  char name[16];
  snprintf(name, sizeof name, "CPU %d/KVM", number);
  pthread_setname_np(pthread_self(), name);
  facts->alternate = (stack_t){.ss_sp = malloc(ALT_BYTES), .ss_size = ALT_BYTES};
  sigaltstack(&facts->alternate, NULL);
  sigaddset(&facts->mask, SIGHUP);
  sigaddset(&facts->mask, SIGRTMIN + 3);
  if (number == 1)
    sigaddset(&facts->mask, SIGURG);
  pthread_sigmask(SIG_SETMASK, &facts->mask, NULL);
  pthread_sigmask(SIG_SETMASK, NULL, &facts->mask);
  page->tid[number] = (int32_t)syscall(SYS_gettid);
  install_filter(filter_name);
}

static void check_thread(const struct thread_facts *facts) {
  uint64_t pending = 0;
  sigset_t mask;
  stack_t alternate;
  memset(&mask, 0, sizeof mask);
  pthread_sigmask(SIG_SETMASK, NULL, &mask);
  if (memcmp(&mask, &facts->mask, SIGSET_BYTES))
    fail("the signal mask changed");
  sigaltstack(NULL, &alternate);
  if (alternate.ss_sp != facts->alternate.ss_sp || alternate.ss_flags != facts->alternate.ss_flags)
    fail("the alternate stack changed");
  syscall(SYS_rt_sigpending, &pending, sizeof pending);
  if (pending & ~(1ull << (SIGUSR1 - 1)))
    fail("a signal is pending");
}

static void wait_for_go(void) {
  while (!may_run)
    syscall(SYS_futex, &go, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0);
}

static void check_exit(long answer, const struct kvm_run *run) {
  static const uint32_t fine[] = {KVM_EXIT_IO, KVM_EXIT_MMIO, KVM_EXIT_HLT, KVM_EXIT_INTR};
  if (answer == -EINTR || answer == -EAGAIN)
    return;
  for (size_t i = 0; answer == 0 && i < sizeof fine / sizeof *fine; i++)
    if (run->exit_reason == fine[i])
      return;
  fail(answer ? "KVM_RUN gave an errno" : "the guest left for an unknown reason");
}

static void *live(void *of) {
  int number = (int)(intptr_t)of;
  uint64_t seed = 0x9e3779b97f4a7c15 * ((uint64_t)number + 1);
  struct checked_call *call = aligned_alloc(64, sizeof *call);
  struct thread_facts facts = {0};
  sigemptyset(&facts.mask);
  set_up_thread(&facts, number);
  wait_for_go();
  for (;;) {
    fill_state(call, &seed);
    long answer = checked_run(page->fd[number], call, KVM_RUN);
    const char *changed = changed_state(call);
    if (changed)
      fail(changed);
    check_exit(answer, run_of[number]);
    check_thread(&facts);
    page->runs[number]++;
  }
  return NULL;
}

static int by_size(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return x < y ? -1 : x > y;
}

/* Every register that can be read in 8 bytes or less, and what that takes here. */
static void read_bare(const struct regscope *session, int vcpu) {
  static struct id_list list;
  static uint64_t ns[BARE_ROUNDS];
  if (list_registers(session, vcpu, &list))
    fail("the registers could not be listed");
  for (uint32_t i = 0; i < list.n && page->n < CHECKING_IDS; i++) {
    page->id[page->n] = list.ids[i];
    if (register_bytes(list.ids[i]) <= 8 && !get_register(session->one_reg, vcpu, list.ids[i], &page->value[page->n]))
      page->n++;
  }
  for (int round = 0; round < BARE_ROUNDS; round++) {
    uint64_t start = now_ns(), value;
    for (uint32_t i = 0; i < page->n; i++)
      get_register(session->one_reg, vcpu, page->id[i], &value);
    ns[round] = now_ns() - start;
  }
  qsort(ns, BARE_ROUNDS, sizeof ns[0], by_size);
  page->bare_ns = ns[BARE_ROUNDS / 2];
}

static void make_vcpus(struct regscope *session, uint32_t n) {
  struct shape shape = {0};
  struct vm *vm = calloc(1, sizeof *vm + n * sizeof vm->vcpu[0]);
  uint32_t target;
  uint8_t *memory = mmap(NULL, MEMORY_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  vm->fd = need(ioctl(session->kvm, KVM_CREATE_VM, 0), "KVM_CREATE_VM");
  vm->gic = -1;
  vm->vcpus = n;
#if defined(__x86_64__)
  need(ioctl(vm->fd, KVM_CREATE_IRQCHIP, 0), "KVM_CREATE_IRQCHIP");
#endif
  struct kvm_userspace_memory_region region = {
      .guest_phys_addr = guest_memory_at(), .memory_size = MEMORY_BYTES, .userspace_addr = (uintptr_t)memory};
  load_guest(memory);
  for (uint32_t i = 0; i < n; i++) {
    page->fd[i] = vm->vcpu[i] = need(ioctl(vm->fd, KVM_CREATE_VCPU, i), "KVM_CREATE_VCPU");
    ioctl(vm->vcpu[i], KVM_GET_STATS_FD, 0); /* held, as QEMU does since 7.1 */
  }
  if (!is_done(arch_set_up(session->kvm, vm, &shape, &target)) || !is_done(arch_before_first_run(vm)))
    fail("the VM could not be made");
  need(ioctl(vm->fd, KVM_SET_USER_MEMORY_REGION, &region), "KVM_SET_USER_MEMORY_REGION");
  size_t bytes = (size_t)need(ioctl(session->kvm, KVM_GET_VCPU_MMAP_SIZE, 0), "KVM_GET_VCPU_MMAP_SIZE");
  for (uint32_t i = 0; i < n; i++)
    run_of[i] = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, vm->vcpu[i], 0);
  read_bare(session, vm->vcpu[0]);
  for (uint32_t i = 0; i < n; i++)
    start_guest_at(vm->vcpu[i], is_kicked() ? (int)i % 3 : 0);
}

static void *kick(void *nothing) {
  for (uint64_t n = 0;; n++) {
    usleep(KICK_US);
    for (uint32_t i = 0; i < page->vcpus && may_run && is_kicked(); i++)
      if (i % 3 || n % 3 == 0)
        pthread_kill(thread_of[i], SIGUSR1);
  }
  return nothing;
}

static void start_running(void) {
  may_run = 1;
  go = 1;
  syscall(SYS_futex, &go, FUTEX_WAKE_PRIVATE, CHECKING_VCPUS, NULL, NULL, 0);
}

static void map_page(const char *path) {
  int fd = open(path, O_RDWR | O_CLOEXEC);
  page = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof *page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (page == MAP_FAILED)
    exit(EXIT_FAILURE);
  close(fd);
}

int main(int argc, char **argv) {
  uint32_t n = argc == 5 ? (uint32_t)atoi(argv[2]) : 0;
  if (!n || n > CHECKING_VCPUS)
    return EXIT_FAILURE;
  map_page(argv[1]);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  filter_name = argv[3];
  page->vcpus = n;
  page->pid = (uint32_t)getpid();
  struct regscope *session = regscope_open();
  if (!open_kvm(session))
    fail("/dev/kvm");
  make_vcpus(session, n);
  struct sigaction action = {.sa_handler = count_kick, .sa_flags = SA_ONSTACK};
  sigaction(SIGUSR1, &action, NULL);
  pthread_t kicker;
  for (uint32_t i = 0; i < n; i++)
    pthread_create(&thread_of[i], NULL, live, (void *)(intptr_t)i);
  for (uint32_t i = 0; i < n; i++)
    while (!__atomic_load_n(&page->tid[i], __ATOMIC_ACQUIRE))
      usleep(1000);
  pthread_create(&kicker, NULL, kick, NULL);
  if (!strcmp(argv[4], "run"))
    start_running();
  page->is_ready = 1;
  printf("ready %llu\n", (unsigned long long)page->bare_ns);
  fflush(stdout);
  for (int byte; (byte = getchar()) != EOF;)
    if (byte == '\n')
      start_running();
  return EXIT_SUCCESS;
}

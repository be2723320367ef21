/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Attaches to tests/checking-vmm.c and is killed while it does so. Usage: kill-test VMM FILTER VCPUS MODE N
 *   random   N times: attaches without pause, and dies after a random time
 *   moments  N times in each moment of an attach
 *   often    N attaches of every vCPU, none of which is killed: maps and descriptors of the VMM stay as they are, and how long
 *            each stands still, beside the same reads in the VMM itself
 * With whole- before it, the VM does not run, its process is stopped as a whole, and it is started at the end.
 * Ends with status 0 when the VMM lives, all its threads go on, and it found nothing changed.
 */
#include "access.h"
#include "attach.h"
#include "vmm-starter.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RANDOM_US = 1500, REACH_MS = 5000 };

/* Shared with the one that is killed. */
static struct {
  volatile int die_at, times_before, reached, is_up, is_dead;
  volatile uint64_t attaches, failures, last_end;
} *told;

static struct started_vmm vmm;
static unsigned moments_met[MOMENTS];
static bool is_whole; /* the VM does not run, and its process is stopped as a whole */

void attach_at(enum moment moment) {
  told->reached = (int)moment;
  if (told->die_at != (int)moment || told->times_before--)
    return;
  told->is_dead = 1;
  kill(getpid(), SIGKILL);
}

static _Noreturn void give_up(const char *why) {
  printf("FAILED: %s%s%s\n", why, vmm.page && vmm.page->sentence[0] ? ": " : "", vmm.page ? vmm.page->sentence : "");
  if (vmm.page)
    end_vmm(&vmm);
  exit(EXIT_FAILURE);
}

/* Of a VM that does not run: none of its threads is stopped or held. */
static bool all_wait(void) {
  for (uint32_t i = 0; i < vmm.page->vcpus; i++) {
    char path[64], stat[1024] = "";
    snprintf(path, sizeof path, "/proc/%d/task/%d/stat", vmm.pid, vmm.page->tid[i]);
    FILE *file = fopen(path, "re");
    char *line = file ? fgets(stat, sizeof stat, file) : NULL;
    if (file)
      fclose(file);
    const char *state = line ? strrchr(line, ')') : NULL;
    if (!state || strchr("tTZX", state[2]))
      return false;
  }
  return is_alive(&vmm);
}

static bool waits_in_the_end(void) {
  for (int left = REACH_MS; left; left--) {
    if (all_wait())
      return true;
    usleep(1000);
  }
  return false;
}

static void must_go_on(void) {
  if (is_whole ? !waits_in_the_end() : !goes_on(&vmm))
    give_up(is_alive(&vmm) ? "a thread does not go on" : "the VMM died");
}

/* Two chains in one stop, the second one for registers that are refused: with these numbers its frames lie across the way home of the first. */
static struct attach_request whole_request(uint32_t vcpu) {
  enum { ASKED = 20, REFUSED = 3 };
  static uint64_t ids[ASKED + REFUSED];
  const struct checking_page *page = vmm.page;
  memcpy(ids, page->id, ASKED * sizeof ids[0]);
  for (uint32_t i = 0; i < REFUSED; i++)
    ids[ASKED + i] = (page->id[0] & ~0xffffull) | (0x1234 + i);
  return (struct attach_request){0, (uint32_t)page->fd[vcpu], 0, ASKED + REFUSED, ids};
}

static struct attach_head attach_once(struct regscope *session, uint32_t vcpu) {
  const struct checking_page *page = vmm.page;
  struct attach_request request = {(uint32_t)page->tid[vcpu], (uint32_t)page->fd[vcpu], 0, page->n, page->id};
  if (is_whole)
    request = whole_request(vcpu);
  struct attach_head head = attach_to(session, &vmm, &request, NULL);
  told->last_end = head.end;
  if (head.end == RS_ATTACHED && head.n == request.n)
    told->attaches++;
  else
    told->failures++;
  return head;
}

static _Noreturn void attach_for_ever(uint32_t vcpu) {
  struct regscope *session = regscope_open();
  told->is_up = 1;
  for (;;)
    attach_once(session, vcpu);
}

static pid_t start_attaching(uint32_t vcpu) {
  told->is_up = 0;
  told->reached = 0;
  pid_t victim = fork();
  if (!victim) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    attach_for_ever(vcpu);
  }
  while (!told->is_up)
    usleep(100);
  return victim;
}

/* The tracer is the victim's child: it dies with it (PR_SET_PDEATHSIG), wherever it stands. */
static void kill_it(pid_t victim) {
  kill(victim, SIGKILL);
  waitpid(victim, NULL, 0);
}

/* Sleeping is not fine enough here. */
static void wait_us(double us) {
  for (uint64_t until = now_ns() + (uint64_t)(us * 1e3); now_ns() < until;)
    ;
}

static void kill_at_random(int n) {
  for (int i = 0; i < n; i++) {
    pid_t victim = start_attaching((uint32_t)i % vmm.page->vcpus);
    while (!told->reached)
      usleep(10);
    wait_us(drand48() * RANDOM_US);
    kill_it(victim);
    moments_met[told->reached]++;
    must_go_on();
  }
}

static void wait_until_dead(void) {
  for (int left = REACH_MS * 10; !told->is_dead; left--) {
    if (!left)
      give_up("a moment was not reached");
    usleep(100);
  }
}

static void kill_in_each_moment(int n) {
  for (int moment = 1; moment < MOMENTS; moment++)
    for (int i = 0; i < n && !(is_whole && moment == AT_STATE_READ); i++) {
      told->is_dead = 0;
      told->die_at = moment;
      told->times_before = is_whole && i % 2 && (moment == AT_WRITTEN || moment > AT_STATE_READ) && moment != AT_LET_GO;
      pid_t victim = start_attaching((uint32_t)i % vmm.page->vcpus);
      wait_until_dead();
      kill_it(victim);
      told->die_at = 0;
      moments_met[moment]++;
      must_go_on();
    }
}

static unsigned lines_of_maps(void) {
  char path[64];
  unsigned n = 0;
  snprintf(path, sizeof path, "/proc/%d/maps", vmm.pid);
  FILE *file = fopen(path, "re");
  for (int byte; file && (byte = getc(file)) != EOF;)
    n += byte == '\n';
  if (file)
    fclose(file);
  return n;
}

static unsigned descriptors(void) {
  char path[64];
  unsigned n = 0;
  snprintf(path, sizeof path, "/proc/%d/fd", vmm.pid);
  DIR *folder = opendir(path);
  while (folder && readdir(folder))
    n++;
  if (folder)
    closedir(folder);
  return n;
}

static int by_size(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return x < y ? -1 : x > y;
}

static void tell_times(uint32_t vcpu, uint64_t *ns, int n) {
  qsort(ns, (size_t)n, sizeof *ns, by_size);
  double median = (double)ns[n / 2] / 1e3, bare = (double)vmm.page->bare_ns / 1e3;
  printf("vCPU %u: %d attaches, stood still %.0f us (median), %.0f us (p99); the same %u reads in the VMM take %.0f us: x %.2f\n",
         vcpu, n, median, (double)ns[n * 99 / 100] / 1e3, vmm.page->n, bare, median / bare);
}

static void attach_often(int n) {
  struct regscope *session = regscope_open();
  uint64_t *ns = calloc((size_t)n, sizeof *ns);
  must_go_on();
  attach_once(session, 0);
  unsigned maps = lines_of_maps(), fds = descriptors();
  for (uint32_t vcpu = 0; vcpu < vmm.page->vcpus; vcpu++) {
    for (int i = 0; i < n; i++)
      ns[i] = attach_once(session, vcpu).longest_ns;
    tell_times(vcpu, ns, n);
  }
  if (lines_of_maps() != maps || descriptors() != fds)
    give_up("maps or descriptors of the VMM grew");
  must_go_on();
  regscope_close(session);
  free(ns);
}

int main(int argc, char **argv) {
  if (argc != 6)
    return EXIT_FAILURE;
  int n = atoi(argv[5]);
  setvbuf(stdout, NULL, _IOLBF, 0);
  srand48(getpid());
  told = mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  is_whole = !strncmp(argv[4], "whole-", 6);
  const char *mode = argv[4] + (is_whole ? 6 : 0);
  if (told == MAP_FAILED || !start_vmm(&vmm, argv[1], argv[2], argv[3], is_whole ? "wait" : "run"))
    give_up("the VMM did not start");
  if (!strcmp(mode, "random"))
    kill_at_random(n);
  else if (!strcmp(mode, "moments"))
    kill_in_each_moment(n);
  else
    attach_often(n);
  if (is_whole && write(vmm.input, "\n", 1) == 1 && !goes_on(&vmm))
    give_up("it does not run afterwards");
  for (int moment = 1; moment < MOMENTS; moment++)
    if (moments_met[moment])
      printf("moment %d: %u kills\n", moment, moments_met[moment]);
  printf("%llu attaches done, %llu not (last end %llu), %u registers, the VMM lives\n", (unsigned long long)told->attaches,
         (unsigned long long)told->failures, (unsigned long long)told->last_end, vmm.page->n);
  end_vmm(&vmm);
  return EXIT_SUCCESS;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "access.h"
#include "check.h"
#include "client.h"
#include "vmm-starter.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void in_built(char path[4096], const char *program) { snprintf(path, 4096, "%s/%s", built_folder, program); }

/* tests/kill-test.c says on stdout what it did. */
static bool kills_harmlessly(const char *filter, const char *mode, const char *n) {
  char killer[4096], vmm[4096];
  in_built(killer, "kill-test"), in_built(vmm, "checking-vmm");
  pid_t pid = fork();
  if (!pid) {
    execl(killer, killer, vmm, filter, "3", mode, n, (char *)NULL);
    _exit(127);
  }
  int status;
  return waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST(kill_random, "killed 1,000 times at random moments of an attach, regscope harms no byte, thread or VMM") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  CHECK(kills_harmlessly("none", "random", "500"));
  CHECK(kills_harmlessly("allow", "random", "500"));
}

TEST(kill_moments, "killed ten times in each moment of an attach, regscope harms no byte, thread or VMM") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  CHECK(kills_harmlessly("none", "moments", "10"));
}

TEST(kill_whole, "killed while a VMM stands still as a whole, in each moment and between two chains, regscope harms nothing") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  CHECK(kills_harmlessly("none", "whole-moments", "10"));
  CHECK(kills_harmlessly("allow", "whole-random", "200"));
}

TEST(attach_often, "a thousand attaches in a row of each vCPU leave no map and no descriptor in the VMM") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  CHECK(kills_harmlessly("allow", "often", "1000"));
}

struct tally {
  volatile uint64_t attached, traced, others;
};

static void attach_many(const struct started_vmm *vmm, struct tally *tally, int n) {
  struct regscope *session = regscope_open();
  const struct checking_page *page = vmm->page;
  struct attach_request request = {(uint32_t)page->tid[0], (uint32_t)page->fd[0], 0, page->n, page->id};
  for (int i = 0; i < n; i++) {
    uint32_t end = attach_to(session, vmm, &request, NULL).end;
    if (end == RS_ATTACHED)
      tally->attached++;
    else if (end == RS_TRACED)
      tally->traced++;
    else
      tally->others++;
  }
  regscope_close(session);
}

TEST(attach_at_once, "two that attach to one thread at once both read it, or are told that another one is there") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  char program[4096];
  in_built(program, "checking-vmm");
  struct started_vmm vmm;
  NEED(start_vmm(&vmm, program, "none", "1", "run"));
  struct tally *tally = mmap(NULL, 2 * sizeof *tally, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pid_t other = fork();
  attach_many(&vmm, &tally[other != 0], 300);
  if (!other)
    _exit(0);
  waitpid(other, NULL, 0);
  for (int i = 0; i < 2; i++)
    CHECK(tally[i].attached > 0 && tally[i].others == 0 && tally[i].attached + tally[i].traced == 300);
  CHECK(goes_on(&vmm));
  munmap(tally, 2 * sizeof *tally);
  end_vmm(&vmm);
}

TEST(vmm_ends, "a VMM that ends in the middle of an attach ends the attach") {
  SKIP_UNLESS(!no_kvm(), no_kvm());
  char program[4096];
  in_built(program, "checking-vmm");
  for (int i = 0; i < 20; i++) {
    struct started_vmm vmm;
    NEED(start_vmm(&vmm, program, "none", "1", "run"));
    struct tally *tally = mmap(NULL, sizeof *tally, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t other = fork();
    if (!other) {
      attach_many(&vmm, tally, 200);
      _exit(0);
    }
    while (!tally->attached)
      usleep(100);
    usleep((useconds_t)(i * 100));
    kill(vmm.pid, SIGKILL);
    uint64_t start = now_ns();
    waitpid(other, NULL, 0);
    CHECK(tally->others > 0 && now_ns() - start < 5000000000ull);
    end_vmm(&vmm);
    munmap(tally, sizeof *tally);
  }
}

/* SPDX-License-Identifier: Apache-2.0 */
/* PID 1 of a lab guest that runs tests/kill-test.c, says how it ended, and powers off. */
#include "init.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct {
  const char *filter, *mode, *n;
} rounds[] = {{"none", "random", "60"}, {"allow", "random", "60"}, {"none", "moments", "7"}, {"none", "whole-moments", "4"}, {"allow", "often", "100"}};

static int status_of(int i) {
  pid_t pid = fork();
  if (!pid) {
    execl("/kill-test", "/kill-test", "/checking-vmm", rounds[i].filter, "2", rounds[i].mode, rounds[i].n, (char *)NULL);
    _exit(127);
  }
  int status;
  return waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

int main(void) {
  init_guest();
  for (int i = 0; i < (int)(sizeof rounds / sizeof *rounds); i++) {
    printf("round %s %s %s\n", rounds[i].filter, rounds[i].mode, rounds[i].n);
    fflush(stdout);
    printf("round ended with status %d\n", status_of(i));
  }
  puts("all rounds done");
  fflush(stdout);
  init_power_off();
}

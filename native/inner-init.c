/* SPDX-License-Identifier: Apache-2.0 */
/* The only program of a guest that a VMM in a lab host runs: tells on the console what CPU it sees, and then that it lives. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PERIOD_MS = 200, LINE_BYTES = 4096 };

static void open_console(void) {
  int console = open("/dev/console", O_RDWR);
  for (int fd = 0; console >= 0 && fd <= 2; fd++)
    dup2(console, fd);
}

/* What the kernel calls the first CPU's features, in a line that begins as in the manual: "Features\t: fp asimd ...". */
static void tell_features(void) {
  mkdir("/proc", 0755);
  mount("proc", "/proc", "proc", 0, NULL);
  FILE *cpuinfo = fopen("/proc/cpuinfo", "re");
  char line[LINE_BYTES];
  while (cpuinfo && fgets(line, sizeof line, cpuinfo))
    if (strncmp(line, "Features", strlen("Features")) == 0) {
      fputs(line, stdout);
      break;
    }
  if (cpuinfo)
    fclose(cpuinfo);
}

static void tell_clock(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  printf("clock %lld.%03ld s\n", (long long)now.tv_sec, now.tv_nsec / 1000000);
}

int main(void) {
  open_console();
  setvbuf(stdout, NULL, _IOLBF, 0);
  for (tell_features();; nanosleep(&(struct timespec){.tv_nsec = PERIOD_MS * 1000000}, NULL))
    tell_clock();
}

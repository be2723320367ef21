/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A VMM that knows nothing of scope: Debian's QEMU with KVM saves a running guest to a file, and another one goes on from it. The
 * first process of a lab host that has QEMU and a guest in its file system. Prints what came of it in lines, and powers the host off.
 */
#include "../../init.h"
#include "stream-ids.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define STATE "/tmp/state"
enum { POLL_MS = 100, PATIENCE_MS = 120000, ENOUGH_LINES = 4 };

static const char *const always[] = {"/usr/bin/qemu-system-aarch64", "-M", "virt,gic-version=3", "-cpu", "host", "-accel", "kvm", "-m", "160",
                                     "-smp", "2", "-nodefaults", "-no-user-config", "-display", "none", "-monitor", "stdio",
                                     "-kernel", "/inner/Image", "-initrd", "/inner/initramfs", "-append", "console=ttyAMA0 quiet panic=-1"};
enum { ALWAYS = sizeof always / sizeof *always };

struct vmm {
  pid_t pid;
  int monitor;
  char console[32];
};

static _Noreturn void become_qemu(const struct vmm *vmm, int input, const char *incoming) {
  char serial[64];
  const char *args[ALWAYS + 5];
  memcpy(args, always, sizeof always);
  snprintf(serial, sizeof serial, "file:%s", vmm->console);
  const char *more[] = {"-serial", serial, incoming ? "-incoming" : NULL, incoming, NULL};
  memcpy(args + ALWAYS, more, sizeof more);
  dup2(input, STDIN_FILENO);
  /* The monitor repeats what it is told, in between the lines of this program. */
  int quiet = open("/dev/null", O_WRONLY);
  dup2(quiet, STDOUT_FILENO);
  execv(args[0], (char *const *)args);
  perror(args[0]);
  _exit(EXIT_FAILURE);
}

static struct vmm start(const char *name, const char *incoming) {
  struct vmm vmm = {.monitor = -1};
  int ends[2];
  snprintf(vmm.console, sizeof vmm.console, "/tmp/console.%s", name);
  if (pipe(ends))
    return vmm;
  vmm.pid = fork();
  if (vmm.pid == 0)
    become_qemu(&vmm, ends[0], incoming);
  close(ends[0]);
  vmm.monitor = ends[1];
  return vmm;
}

/* What the guest says: `clock SECONDS s`, again and again (inner-init.c). Fills the first and the last, and returns how many. */
static int clocks(const struct vmm *vmm, double *first, double *last) {
  FILE *console = fopen(vmm->console, "re");
  char line[256];
  int n = 0;
  while (console && fgets(line, sizeof line, console))
    if (sscanf(line, "clock %lf s", last) == 1 && n++ == 0)
      *first = *last;
  if (console)
    fclose(console);
  return n;
}

static int wait_for_clocks(const struct vmm *vmm, double *first, double *last) {
  int n = 0;
  for (int waited = 0; n < ENOUGH_LINES && waited < PATIENCE_MS; waited += POLL_MS) {
    usleep(POLL_MS * 1000);
    n = clocks(vmm, first, last);
  }
  return n;
}

/* The monitor does the next command once `migrate` is done. */
static int save_and_quit(const struct vmm *vmm) {
  int status = -1;
  dprintf(vmm->monitor, "migrate file:" STATE "\nquit\n");
  waitpid(vmm->pid, &status, 0);
  return status;
}

int main(void) {
  init_guest();
  setvbuf(stdout, NULL, _IOLBF, 0);
  double first = 0, saved = 0, resumed = 0, last = 0;
  struct vmm a = start("a", NULL);
  int before = wait_for_clocks(&a, &first, &saved), status = save_and_quit(&a);
  clocks(&a, &first, &saved);
  struct ids ids = ids_in(STATE);
  struct vmm b = start("b", "file:" STATE);
  int after = wait_for_clocks(&b, &resumed, &last);
  printf("\nran %d, saved at %.3f, QEMU ended with %d\n", before >= ENOUGH_LINES, saved, status);
  printf("ids %u, with scope %u, sum %016llx\n", ids.n, ids.with_scope, ids.sum);
  printf("went on %d from %.3f, later %d\n", after >= ENOUGH_LINES, resumed, after && resumed >= saved);
  init_power_off();
}

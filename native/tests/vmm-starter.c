/* SPDX-License-Identifier: Apache-2.0 */
#include "vmm-starter.h"

#include "buf.h"
#include "protocol.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { READY_MS = 20000, PROGRESS_MS = 20000, MESSAGE_BYTES = 2 << 20 };

static uint64_t start_time(pid_t pid) {
  char path[64], stat[1024] = "";
  uint64_t start = 0;
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  FILE *file = fopen(path, "re");
  if (!file)
    return 0;
  char *line = fgets(stat, sizeof stat, file);
  fclose(file);
  char *at = line ? strrchr(stat, ')') : NULL;
  for (int field = 2; at && field < 22; field++)
    at = strchr(at + 1, ' ');
  return at && sscanf(at, " %lu", &start) == 1 ? start : 0;
}

bool is_alive(const struct started_vmm *vmm) { return waitpid(vmm->pid, NULL, WNOHANG) == 0; }

static struct checking_page *new_page(char *path) {
  int fd = mkstemp(path);
  if (fd < 0 || ftruncate(fd, sizeof(struct checking_page)))
    return NULL;
  void *page = mmap(NULL, sizeof(struct checking_page), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  return page == MAP_FAILED ? NULL : page;
}

static void be_vmm(const char *program, const char *const *arguments, int input) {
  dup2(input, STDIN_FILENO);
  dup2(open("/dev/null", O_WRONLY), STDOUT_FILENO);
  execl(program, program, arguments[0], arguments[1], arguments[2], arguments[3], (char *)NULL);
  _exit(127);
}

static bool comes_up(const struct started_vmm *vmm) {
  for (int left = READY_MS; left && !vmm->page->is_ready; left--) {
    if (!is_alive(vmm))
      return false;
    usleep(1000);
  }
  return vmm->page->is_ready;
}

bool start_vmm(struct started_vmm *vmm, const char *program, const char *filter, const char *vcpus, const char *mode) {
  char path[] = "/tmp/regscope-checking-vmm-XXXXXX";
  int input[2];
  vmm->page = new_page(path);
  if (!vmm->page || pipe2(input, O_CLOEXEC))
    return false;
  vmm->pid = fork();
  if (!vmm->pid)
    be_vmm(program, (const char *[]){path, vcpus, filter, mode}, input[0]);
  close(input[0]);
  vmm->input = input[1];
  bool is_up = comes_up(vmm);
  unlink(path);
  vmm->start = start_time(vmm->pid);
  if (!is_up)
    end_vmm(vmm);
  return is_up;
}

void end_vmm(struct started_vmm *vmm) {
  kill(vmm->pid, SIGKILL);
  waitpid(vmm->pid, NULL, 0);
  close(vmm->input);
  munmap(vmm->page, sizeof *vmm->page);
}

bool goes_on(const struct started_vmm *vmm) {
  const struct checking_page *page = vmm->page;
  uint64_t before[CHECKING_VCPUS];
  for (uint32_t i = 0; i < page->vcpus; i++)
    before[i] = page->runs[i];
  for (int left = PROGRESS_MS * 2; left && is_alive(vmm); left--) {
    uint32_t moved = 0;
    for (uint32_t i = 0; i < page->vcpus; i++)
      moved += page->runs[i] >= before[i] + 2;
    if (moved == page->vcpus)
      return !page->has_failed;
    usleep(500);
  }
  return false;
}

struct attach_head attach_to(struct regscope *session, const struct started_vmm *vmm, const struct attach_request *request,
                             const uint8_t **rest) {
  static _Alignas(8) uint8_t message[MESSAGE_BYTES], reply[MESSAGE_BYTES];
  struct writer out = {.bytes = message, .cap = sizeof message};
  put_u32(&out, 1), put_u16(&out, RS_ATTACH), put_u16(&out, 0);
  put_u32(&out, (uint32_t)vmm->pid), put_u32(&out, request->tid), put_u64(&out, vmm->start);
  put_u32(&out, request->vcpu), put_u32(&out, request->how), put_u32(&out, request->n), put_u32(&out, 0);
  if (request->n)
    put_bytes(&out, request->ids, request->n * sizeof request->ids[0]);
  struct attach_head head = {.end = ~0u};
  int64_t bytes = regscope_serve(session, message, out.used, reply, sizeof reply);
  if (bytes >= (int64_t)(8 + sizeof head) && reply[4] == RS_DONE)
    memcpy(&head, reply + 8, sizeof head);
  if (rest)
    *rest = reply + 8 + sizeof head;
  return head;
}

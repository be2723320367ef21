/* SPDX-License-Identifier: Apache-2.0 */
/* The agent as a process: frames in, frames out, and how it ends. */
#include "check.h"
#include "client.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

struct ending {
  int status;
  uint8_t output[256];
  size_t output_bytes;
  char complaint[256];
};

static void become_agent(const int in[2], const int out[2], const int error[2]) {
  dup2(in[0], 0);
  dup2(out[1], 1);
  dup2(error[1], 2);
  for (int fd = 3; fd < 16; fd++)
    close(fd);
  execl(agent_path, agent_path, (char *)NULL);
  _exit(127);
}

static size_t read_all_of(int fd, void *to, size_t cap) {
  size_t had = 0;
  for (ssize_t n; had < cap && (n = read(fd, (uint8_t *)to + had, cap - had)) > 0;)
    had += (size_t)n;
  return had;
}

/* Everything that is sent here fits in a pipe. */
static struct ending feed(const void *bytes, size_t n) {
  struct ending ending = {0};
  int in[2], out[2], error[2];
  if (pipe(in) || pipe(out) || pipe(error))
    return ending;
  pid_t child = fork();
  if (child == 0)
    become_agent(in, out, error);
  close(in[0]), close(out[1]), close(error[1]);
  ending.status = write(in[1], bytes, n) == (ssize_t)n ? 0 : -1;
  close(in[1]);
  ending.output_bytes = read_all_of(out[0], ending.output, sizeof ending.output);
  read_all_of(error[0], ending.complaint, sizeof ending.complaint - 1);
  close(out[0]), close(error[0]);
  waitpid(child, &ending.status, 0);
  return ending;
}

static bool ended_with(const struct ending *ending, int code, const char *complaint) {
  return WIFEXITED(ending->status) && WEXITSTATUS(ending->status) == code && strcmp(ending->complaint, complaint) == 0;
}

TEST(agent_ends_at_eof, "the agent ends in peace at the end of its input") {
  struct ending ending = feed("", 0);
  CHECK(ended_with(&ending, 0, ""));
  CHECK(ending.output_bytes == 0);
}

TEST(agent_answers, "the agent answers each frame with a frame, also an empty one") {
  static const uint8_t frames[] = {8, 0, 0, 0, 9, 0, 0, 0, RS_HELLO, 0, 0, 0, 0, 0, 0, 0};
  struct ending ending = feed(frames, sizeof frames);
  CHECK(ended_with(&ending, 0, ""));
  struct reader reader = {.at = ending.output, .left = ending.output_bytes};
  uint32_t n = take_u32(&reader);
  CHECK(take_u32(&reader) == 9 && take_u32(&reader) == RS_DONE);
  take(&reader, n - 8);
  CHECK(take_u32(&reader) == 8 && take_u32(&reader) == 0);
  CHECK(take_u16(&reader) == RS_REFUSED && take_u16(&reader) == RS_BAD_REQUEST);
  CHECK(all_taken(&reader));
}

TEST(agent_refuses_truncation, "a frame cut short anywhere ends the agent with one sentence") {
  static const uint8_t frame[] = {8, 0, 0, 0, 9, 0, 0, 0, RS_HELLO, 0, 0, 0};
  for (size_t n = 1; n < sizeof frame; n++) {
    struct ending ending = feed(frame, n);
    CHECK(ended_with(&ending, 1, "regscope-agent: the input ended inside a frame\n"));
    CHECK(ending.output_bytes == 0);
  }
}

TEST(agent_refuses_oversize, "a frame above 16 MiB ends the agent with one sentence") {
  static const uint8_t frame[] = {1, 0, 0, 1};
  struct ending ending = feed(frame, sizeof frame);
  CHECK(ended_with(&ending, 1, "regscope-agent: a frame is longer than 16 MiB\n"));
}

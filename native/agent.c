/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Serves length-framed messages: on stdin and stdout, or, as PID 1 of a lab guest, on its virtio-serial port.
 * A frame is u32 length, message (protocol.h).
 */
#include "core.h"
#include "init.h"
#include "programs.h"
#include "protocol.h"
#include "stream.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { LENGTH_BYTES = 4, GUEST_DESCRIPTORS = 65536 };

struct buffers {
  uint8_t *request; /* RS_MAX_MESSAGE */
  uint8_t *reply;   /* length word, then RS_MAX_MESSAGE */
};

static bool complain(const char *sentence) {
  fprintf(stderr, "regscope-agent: %s\n", sentence);
  return false;
}

/* True at the end of the input, false after saying what went wrong. */
static bool at_end(enum stream_end end) {
  if (end == STREAM_END)
    return true;
  return complain(end == STREAM_BREAK ? "the input ended inside a frame" : strerror(errno));
}

static enum stream_end answer(struct regscope *session, struct stream *stream, const struct buffers *buffers,
                              uint32_t request_bytes) {
  int64_t n = regscope_serve(session, buffers->request, request_bytes, buffers->reply + LENGTH_BYTES, RS_MAX_MESSAGE);
  uint32_t reply_bytes = (uint32_t)n;
  memcpy(buffers->reply, &reply_bytes, LENGTH_BYTES);
  return stream_write(stream, buffers->reply, LENGTH_BYTES + (size_t)reply_bytes);
}

static enum stream_end read_frame(struct stream *stream, uint8_t *message, uint32_t *bytes) {
  stream->in_frame = false;
  enum stream_end end = stream_read(stream, bytes, sizeof *bytes);
  if (end != STREAM_OK || *bytes > RS_MAX_MESSAGE)
    return end;
  stream->in_frame = true;
  return stream_read(stream, message, *bytes);
}

static bool serve(struct regscope *session, struct stream *stream, const struct buffers *buffers) {
  for (;;) {
    uint32_t bytes;
    enum stream_end end = read_frame(stream, buffers->request, &bytes);
    if (end == STREAM_OK && bytes > RS_MAX_MESSAGE)
      return complain("a frame is longer than 16 MiB");
    if (end == STREAM_OK)
      end = answer(session, stream, buffers, bytes);
    if (end == STREAM_BREAK && stream->is_port)
      continue;
    if (end != STREAM_OK)
      return at_end(end);
  }
}

/* A VM needs a descriptor per vCPU. */
static void allow_descriptors(bool is_init) {
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  if (is_init)
    limit.rlim_max = GUEST_DESCRIPTORS;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

static bool serve_stream(struct stream *stream) {
  struct regscope *session = regscope_open();
  struct buffers buffers = {malloc(RS_MAX_MESSAGE), malloc(LENGTH_BYTES + RS_MAX_MESSAGE)};
  bool fine = session && buffers.request && buffers.reply ? serve(session, stream, &buffers)
                                                          : complain("there is not enough memory");
  regscope_close(session);
  free(buffers.request);
  free(buffers.reply);
  return fine;
}

static _Noreturn void be_init(void) {
  init_guest();
  int port = init_open_port();
  if (port >= 0) {
    start_programs("/programs");
    puts("regscope-agent ready");
    fflush(stdout);
    struct stream stream = {.in = port, .out = port, .is_port = true};
    serve_stream(&stream);
  } else {
    complain("no virtio-serial port has appeared");
  }
  init_power_off();
}

int main(void) {
  bool is_init = getpid() == 1;
  allow_descriptors(is_init);
  signal(SIGPIPE, SIG_IGN);
  if (is_init)
    be_init();
  struct stream stream = {.in = STDIN_FILENO, .out = STDOUT_FILENO};
  return serve_stream(&stream) ? EXIT_SUCCESS : EXIT_FAILURE;
}

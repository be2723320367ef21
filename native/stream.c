/* SPDX-License-Identifier: Apache-2.0 */
#include "stream.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <unistd.h>

enum {
  POLL_MS = 1000,
  PAUSE_MS = 10,         /* poll does not wait on a port without a host */
  OWNER_GONE_MS = 30000, /* a restored guest may be met late by its new owner */
  OWNER_NEVER_MS = 300000,
};

/* Counted in pauses and not by the clock, which may jump when a guest is restored. */
static bool host_stays_away(struct stream *stream) {
  stream->alone_ms += PAUSE_MS;
  return stream->alone_ms >= (stream->host_was_there ? OWNER_GONE_MS : OWNER_NEVER_MS);
}

/* False when poll failed. A port without a host is readable as well, with nothing to read (virtio_console.c, 6.12). */
static bool wait_for_port(struct stream *stream) {
  struct pollfd port = {.fd = stream->in, .events = POLLIN};
  while (!(port.revents & POLLIN)) {
    if (poll(&port, 1, POLL_MS) < 0 && errno != EINTR)
      return false;
    if (port.revents & POLLHUP)
      return true;
    stream->host_was_there = true;
    stream->alone_ms = 0;
  }
  return true;
}

/* Nothing came. A port goes on waiting (STREAM_OK) unless its host left in the middle of a frame or for good. */
static enum stream_end after_nothing(struct stream *stream, bool begun) {
  if (begun)
    return STREAM_BREAK;
  if (!stream->is_port || host_stays_away(stream))
    return STREAM_END;
  poll(NULL, 0, PAUSE_MS);
  return STREAM_OK;
}

enum stream_end stream_read(struct stream *stream, void *to, size_t n) {
  for (size_t had = 0; had < n;) {
    if (stream->is_port && !wait_for_port(stream))
      return STREAM_ERROR;
    ssize_t got = read(stream->in, (uint8_t *)to + had, n - had);
    if (got < 0 && errno != EINTR)
      return STREAM_ERROR;
    if (got > 0)
      had += (size_t)got;
    enum stream_end end = got == 0 ? after_nothing(stream, had > 0 || stream->in_frame) : STREAM_OK;
    if (end != STREAM_OK)
      return end;
  }
  return STREAM_OK;
}

enum stream_end stream_write(const struct stream *stream, const void *from, size_t n) {
  for (size_t had = 0; had < n;) {
    ssize_t put = write(stream->out, (const uint8_t *)from + had, n - had);
    if (put > 0)
      had += (size_t)put;
    else if (put < 0 && errno != EINTR)
      return STREAM_ERROR;
  }
  return STREAM_OK;
}

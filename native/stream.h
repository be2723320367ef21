/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes in and out: a pair of descriptors that ends at end of file, or a virtio-serial port whose host comes and goes. */
#ifndef REGSCOPE_STREAM_H
#define REGSCOPE_STREAM_H

#include <stdbool.h>
#include <stddef.h>

struct stream {
  int in, out;
  bool is_port;
  bool in_frame; /* set by the reader of frames: an end now is a break */
  /* of a port */
  bool host_was_there;
  unsigned alone_ms;
};

enum stream_end {
  STREAM_OK,
  STREAM_END,   /* nothing more will come, and nothing was left unread */
  STREAM_BREAK, /* what was begun did not come to its end; a port goes on with a new frame */
  STREAM_ERROR, /* errno */
};

enum stream_end stream_read(struct stream *stream, void *to, size_t n);
enum stream_end stream_write(const struct stream *stream, const void *from, size_t n);

#endif

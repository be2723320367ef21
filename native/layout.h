/* SPDX-License-Identifier: Apache-2.0 */
/* How a chain of signal frames lies below a thread's stack. Internal to chain.c and layout.c. */
#ifndef REGSCOPE_LAYOUT_H
#define REGSCOPE_LAYOUT_H

#include "attach.h"

#define ALL_SIGNALS (~0ull)

/* Low to high: frames, what ioctls point to, values, the floating point image, and what is left clear. */
struct layout {
  uint64_t base, records, values, fp;
  size_t bytes;
  uint32_t calls; /* 0: not even one has room */
};

struct layout lay_out(const struct chain *chain, const struct call *calls, uint32_t n);

/* Puts the frames into the memory of the thread's process, where nothing of its own lies. */
bool write_chain(const struct chain *chain, const struct layout *layout, const struct call *calls);

/* Takes the values out of it again. What looks as if nothing had come is left to a second look: its status is RS_LOCAL. */
bool read_back(const struct chain *chain, const struct layout *layout, struct call *calls);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REGSCOPE_KERNEL_STREAM_IDS_H
#define REGSCOPE_KERNEL_STREAM_IDS_H

/* Ids of 64-bit arm64 registers in a file that QEMU saved, where they stand in big-endian words. */
struct ids {
  unsigned n;
  unsigned with_scope;
  unsigned long long sum; /* of all of them, in order */
};

/* All zero when the file cannot be read. */
struct ids ids_in(const char *path);

#endif

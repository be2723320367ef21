/* SPDX-License-Identifier: Apache-2.0 */
/* Binary statistics of VMs of other processes, through the descriptors that those hold themselves: RS_STATS. */
#include "others.h"

#include <unistd.h>

enum { STATS_BYTES = 256 << 10 };

/* Bytes read, or -1 with errno; a file longer than `most` is EFBIG. */
static ssize_t read_all(int fd, uint8_t *to, size_t most) {
  size_t used = 0;
  for (;;) {
    ssize_t n = pread(fd, to + used, most - used, (off_t)used);
    if (n <= 0)
      return n < 0 ? -1 : (ssize_t)used;
    used += (size_t)n;
    if (used == most)
      return errno = EFBIG, -1;
  }
}

static uint32_t read_stats(int pidfd, uint32_t target, uint8_t *to, size_t most, ssize_t *length) {
  int fd = copy_of(pidfd, target, STATISTICS);
  if (fd < 0)
    return (uint32_t)errno;
  *length = read_all(fd, to, most);
  uint32_t status = *length < 0 ? (uint32_t)errno : 0;
  close(fd);
  return status;
}

static void put_stats(int pidfd, uint32_t target, size_t most, struct writer *out) {
  static const uint8_t zeros[8];
  static uint8_t bytes[STATS_BYTES];
  ssize_t length = 0;
  uint32_t status = read_stats(pidfd, target, bytes, most, &length);
  uint64_t n = status ? 0 : (uint64_t)length;
  put_u32(out, status);
  put_u32(out, (uint32_t)n);
  put_bytes(out, bytes, n);
  put_bytes(out, zeros, up_to_8(n) - n);
}

struct outcome op_stats(struct regscope *session, struct reader *in, struct writer *out) {
  (void)session;
  struct asked asked;
  struct outcome outcome = take_asked(in, &asked);
  return is_done(outcome) ? for_each_descriptor(&asked, in, out, put_stats, STATS_BYTES) : outcome;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "stream-ids.h"

#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Firmware and system registers: a core or vector register is not saved by its id. */
static int is_id(const uint8_t *at) {
  static const uint8_t start[] = {0x60, 0x30, 0, 0};
  int is_scoped_byte = (at[4] & 0xcf) == 0;
  return !memcmp(at, start, sizeof start) && is_scoped_byte && (at[5] == 0x13 || at[5] == 0x14 || at[5] == 0x16);
}

static void add(struct ids *ids, const uint8_t *at) {
  ids->n++;
  ids->with_scope += at[4] != 0;
  for (int i = 0; i < 8; i++)
    ids->sum = (ids->sum ^ at[i]) * 0x100000001b3ull;
}

struct ids ids_in(const char *path) {
  struct ids ids = {0};
  struct stat about;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0 || fstat(fd, &about) || about.st_size < 8)
    return ids;
  const uint8_t *bytes = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
  for (off_t i = 0; bytes != MAP_FAILED && i + 8 <= about.st_size; i++)
    if (is_id(bytes + i))
      add(&ids, bytes + i);
  close(fd);
  return ids;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* What RS_FLIP and RS_TRY share: two vCPUs of one VM, and a register as read through one of them. */
#ifndef REGSCOPE_PROBE_H
#define REGSCOPE_PROBE_H

#include "access.h"

enum { WRITTEN, LOOKED, PAIR }; /* the vCPU that is written through, and one that is only looked through */

struct pair {
  bool one_reg;
  uint32_t index[PAIR]; /* index[LOOKED] may be RS_NO_VCPU */
  int fd[PAIR];
};

/* The register in its own size from the first byte on, zeros behind it. */
struct value {
  uint64_t word[2048 / 64];
};

struct reading {
  uint32_t status;
  struct value value; /* zeros unless status is 0 */
};

/* Fills in what index[] names; RS_NO_SUCH_VM or RS_NO_SUCH_VCPU. */
struct outcome find_pair(const struct regscope *session, uint32_t number, struct pair *pair);

void read_through(const struct pair *pair, int who, uint64_t id, struct reading *reading);

/* watch.c: what a write to one register does to the others. */
struct watch;
struct outcome start_watch(const struct regscope *session, const struct pair *pair, struct watch **watch);
void end_watch(struct watch *watch);
void put_nothing_seen(struct writer *out);
void put_what_differs(struct watch *watch, uint64_t written, struct writer *out);
/* After putting back: what is still changed shall not be reported again. */
void settle_watch(struct watch *watch, uint64_t written);

#endif

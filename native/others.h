/* SPDX-License-Identifier: Apache-2.0 */
/* Descriptors that other processes hold, looked at without asking those processes. */
#ifndef REGSCOPE_OTHERS_H
#define REGSCOPE_OTHERS_H

#include "session.h"

/* Only KVM names links like these (kvm_main.c, 6.18). The path is one below /proc. */
enum kvm_link { NOT_KVMS, A_VCPU, STATISTICS };
enum kvm_link kvm_link_at(const char *path);

/* "u32 pid, u32 n, n x u32 descriptor"; the descriptors are left to for_each_descriptor. */
struct asked {
  uint32_t pid, n;
};
struct outcome take_asked(struct reader *in, struct asked *asked);

/* Appends what put_one says of each; `bytes` is handed through to it. */
typedef void put_one(int pidfd, uint32_t target, size_t bytes, struct writer *out);
struct outcome for_each_descriptor(const struct asked *asked, struct reader *in, struct writer *out, put_one *put, size_t bytes);

/* A copy of the descriptor if it is of this kind, to be closed; else -1 with errno, EBADF for any other kind. */
int copy_of(int pidfd, uint32_t target, enum kvm_link kind);

#endif

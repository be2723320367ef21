/* SPDX-License-Identifier: Apache-2.0 */
/* The whole surface of the C core: one session, one function that answers a message of protocol.h. */
#ifndef REGSCOPE_CORE_H
#define REGSCOPE_CORE_H

#include <stdint.h>

#define REGSCOPE_API __attribute__((visibility("default")))

struct regscope;

/* NULL only when memory is short. /dev/kvm is opened when it is first needed. */
REGSCOPE_API struct regscope *regscope_open(void);

/* Closes every VM of the session. NULL is allowed. */
REGSCOPE_API void regscope_close(struct regscope *session);

/*
 * Answers one request and returns the length of the reply, or -1 when reply_cap cannot hold the 8 bytes of a reply header.
 * One session serves one call at a time, from any thread of the process that opened it (KVM ties a VM to its process).
 */
REGSCOPE_API int64_t regscope_serve(struct regscope *session, const uint8_t *request, uint64_t request_len, uint8_t *reply,
                                    uint64_t reply_cap);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* KVM_RUN with every register of the thread filled beforehand and looked at afterwards. */
#ifndef REGSCOPE_TESTS_CHECKED_CALL_H
#define REGSCOPE_TESTS_CHECKED_CALL_H

#include <stdbool.h>
#include <stdint.h>

#if defined(__x86_64__)
enum { GENERALS = 12, IMAGE_BYTES = 16384 };
#else
enum { GENERALS = 28, IMAGE_BYTES = 512 + 16 };
#endif

enum { BELOW_STACK = 16 };

/* checked-call.S knows where these stand. */
struct checked_call {
  uint64_t general[32], general_after[32]; /* GENERALS of them */
  uint64_t below[BELOW_STACK], below_after[BELOW_STACK];
  uint64_t parts; /* of the extended state, as XSAVE names them */
  uint64_t unused[7];
  _Alignas(64) uint8_t image[IMAGE_BYTES];
  _Alignas(64) uint8_t image_after[IMAGE_BYTES];
};

/* Returns what KVM_RUN returned, or -errno. */
long checked_run(int vcpu, struct checked_call *call, unsigned long command);

/* checked-state.c */
void fill_state(struct checked_call *call, uint64_t *seed);
/* NULL, or what is not as it was. */
const char *changed_state(const struct checked_call *call);

#endif

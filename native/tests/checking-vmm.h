/* SPDX-License-Identifier: Apache-2.0 */
/* The page that tests/checking-vmm.c shares with who started it. */
#ifndef REGSCOPE_TESTS_CHECKING_VMM_H
#define REGSCOPE_TESTS_CHECKING_VMM_H

#include <stdint.h>

enum { CHECKING_VCPUS = 8, CHECKING_IDS = 600 };

struct checking_page {
  volatile uint32_t is_ready, has_failed;
  uint32_t pid, vcpus, n;
  int32_t fd[CHECKING_VCPUS], tid[CHECKING_VCPUS];
  volatile uint64_t runs[CHECKING_VCPUS]; /* KVM_RUNs that came back and were checked */
  volatile uint64_t kicks;
  uint64_t bare_ns; /* median of reading all n registers in the VMM itself */
  uint64_t id[CHECKING_IDS], value[CHECKING_IDS]; /* of the first vCPU, before its first run */
  char sentence[128];
};

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* Whether the seccomp filters of a stopped thread let a system call through. */
#ifndef REGSCOPE_FILTERS_H
#define REGSCOPE_FILTERS_H

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { FILTER_MOST_STEPS = 4096 }; /* BPF_MAXINSNS */

/* What a filter of n instructions answers (SECCOMP_RET_…). Jumps only go forwards, so it ends. */
uint32_t filter_answer(const struct sock_filter *filter, uint32_t n, const struct seccomp_data *call);

enum filter_verdict { FILTERS_ALLOW, FILTERS_FORBID, FILTERS_UNREADABLE };

/* Reading filters needs CAP_SYS_ADMIN. With FILTERS_FORBID, *which is the index of the call; else an errno. */
enum filter_verdict filters_allow(pid_t pid, pid_t tid, const struct seccomp_data *calls, uint32_t n, uint32_t *which);

#endif

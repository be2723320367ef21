/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Gets a thread out of KVM_RUN after a while, without a signal handler: the signal is blocked in the thread and let through
 * only inside KVM_RUN (KVM_SET_SIGNAL_MASK), which then returns EINTR with the signal still pending. A guest whose registers
 * were edited may loop for ever, and the process that loaded the core owns the signal handlers.
 */
#ifndef REGSCOPE_WATCHDOG_H
#define REGSCOPE_WATCHDOG_H

#include <signal.h>
#include <stdbool.h>
#include <time.h>

struct watchdog {
  timer_t timer;
  sigset_t signal, old_mask;
};

/* These two return 0, or -1 with errno. */
int watchdog_start(struct watchdog *dog, int seconds);
int watchdog_guard(int vcpu); /* for this and later KVM_RUNs of the vCPU */

/* True once after the time is over. */
bool watchdog_barked(const struct watchdog *dog);
void watchdog_stop(struct watchdog *dog);

#endif

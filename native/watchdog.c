/* SPDX-License-Identifier: Apache-2.0 */
#include "watchdog.h"

#include <errno.h>
#include <linux/kvm.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid /* glibc 2.36 has the field but not the name timer_create(2) gives it */
#endif

enum { KERNEL_SIGSET_BYTES = 8 };

int watchdog_start(struct watchdog *dog, int seconds) {
  struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGRTMAX};
  event.sigev_notify_thread_id = gettid();
  if (timer_create(CLOCK_MONOTONIC, &event, &dog->timer))
    return -1;
  sigemptyset(&dog->signal);
  sigaddset(&dog->signal, SIGRTMAX);
  pthread_sigmask(SIG_BLOCK, &dog->signal, &dog->old_mask);
  struct itimerspec once = {.it_value = {.tv_sec = seconds}};
  if (timer_settime(dog->timer, 0, &once, NULL) == 0)
    return 0;
  watchdog_stop(dog);
  return -1;
}

int watchdog_guard(int vcpu) {
  sigset_t others;
  sigfillset(&others);
  sigdelset(&others, SIGRTMAX);
  _Alignas(struct kvm_signal_mask) uint8_t mask[sizeof(struct kvm_signal_mask) + KERNEL_SIGSET_BYTES];
  ((struct kvm_signal_mask *)mask)->len = KERNEL_SIGSET_BYTES;
  memcpy(mask + offsetof(struct kvm_signal_mask, sigset), &others, KERNEL_SIGSET_BYTES);
  return ioctl(vcpu, KVM_SET_SIGNAL_MASK, mask);
}

bool watchdog_barked(const struct watchdog *dog) {
  int saved = errno;
  struct timespec at_once = {0};
  bool barked = sigtimedwait(&dog->signal, NULL, &at_once) > 0;
  errno = saved;
  return barked;
}

void watchdog_stop(struct watchdog *dog) {
  timer_delete(dog->timer);
  while (watchdog_barked(dog)) {
  }
  pthread_sigmask(SIG_SETMASK, &dog->old_mask, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* These tests are the first process of a lab host: what they need is mounted before them, and the host goes off behind them. */
#include "../../init.h"

#include <stdio.h>
#include <unistd.h>

__attribute__((constructor)) static void come_up(void) {
  if (getpid() == 1)
    init_guest();
}

__attribute__((destructor)) static void go_off(void) {
  fflush(stdout);
  if (getpid() == 1)
    init_power_off();
}

/* SPDX-License-Identifier: Apache-2.0 */
/* What the agent does besides serving when it is PID 1 of a lab guest. */
#ifndef REGSCOPE_INIT_H
#define REGSCOPE_INIT_H

/* Mounts, console, modules. Failures are told on the console and are not fatal. */
void init_guest(void);

/* The virtio-serial port to serve on, or -1 when none has come within 30 seconds. */
int init_open_port(void);

_Noreturn void init_power_off(void);

#endif

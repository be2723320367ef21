/* SPDX-License-Identifier: Apache-2.0 */
/* The programs that a lab guest runs beside its agent. */
#ifndef REGSCOPE_PROGRAMS_H
#define REGSCOPE_PROGRAMS_H

/*
 * Starts what the file lists: one argument a line, the first one the program's path, and an empty line after each program.
 * Does nothing where there is no such file.
 */
void start_programs(const char *file);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* Scope that the kernel itself puts into ids, and how the core keeps it apart from them. */
#ifndef REGSCOPE_SCOPE_H
#define REGSCOPE_SCOPE_H

#include "session.h"

/* The bits of the field that this kernel, or the VM behind fd, knows; 0 on every released kernel. */
uint32_t scope_bits(int fd);

/* Before the first vCPU. Does nothing where the kernel does not know it. */
struct outcome enable_scope(const struct vm *vm);

uint64_t scope_mask(uint32_t bits);
void strip_scopes(uint32_t bits, struct id_list *list);

/* list.c: as list_registers, with the ids as the kernel gives them. */
uint32_t list_with_scopes(const struct regscope *session, int vcpu, struct id_list *list);

#endif

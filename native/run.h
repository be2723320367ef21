/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REGSCOPE_RUN_H
#define REGSCOPE_RUN_H

/* Guest memory of a payload: one page even where pages have 64 KiB. */
enum { PAYLOAD_MEMORY_BYTES = 65536 };

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* Where no chain of signal frames was built and proven yet: RISC-V. */
#include "session.h"

static struct outcome unsupported(void) { return refused(RS_UNSUPPORTED); }

struct outcome op_attach(struct regscope *session, struct reader *in, struct writer *out) {
  return (void)session, (void)in, (void)out, unsupported();
}

struct outcome op_attach_write(struct regscope *session, struct reader *in, struct writer *out) {
  return (void)session, (void)in, (void)out, unsupported();
}

struct outcome op_runs(struct regscope *session, struct reader *in, struct writer *out) {
  return (void)session, (void)in, (void)out, unsupported();
}

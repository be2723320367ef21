/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "programs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Starts what `list` says and waits until all of it has ended; what it wrote stands in `said`. */
static void run_to_the_end(const char *list, char *said, size_t most) {
  char path[] = "/tmp/regscope-programs-XXXXXX";
  int file = mkstemp(path), out[2];
  if (file < 0 || pipe(out) || dprintf(file, "%s", list) < 0)
    return;
  int before = dup(STDERR_FILENO);
  dup2(out[1], STDERR_FILENO);
  start_programs(path);
  dup2(before, STDERR_FILENO);
  close(before), close(out[1]), close(file), unlink(path);
  size_t had = 0;
  for (ssize_t n; had < most - 1 && (n = read(out[0], said + had, most - 1 - had)) > 0;)
    had += (size_t)n;
  said[had] = '\0';
  close(out[0]);
  wait(NULL);
}

TEST(programs_are_started, "programs start with their arguments, a line each, and one that is not there is told") {
  char said[512] = "";
  run_to_the_end("/bin/sh\n-c\necho \"[$1] [$2]\" >&2\nsh\na  b\nc\n\n\n/no/such\nx\n\n/bin/sh\n-c\ncat; echo last >&2", said,
                 sizeof said);
  CHECK(strstr(said, "[a  b] [c]\n"));
  CHECK(strstr(said, "regscope-agent: /no/such: No such file or directory\n"));
  CHECK(strstr(said, "last\n"));
}

TEST(no_programs, "where no programs are listed nothing is started") {
  start_programs("/no/such/list");
  CHECK(wait(NULL) < 0);
}

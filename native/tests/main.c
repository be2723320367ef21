/* SPDX-License-Identifier: Apache-2.0 */
/* Runs every test; usage: tests AGENT FOLDER. */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>

const char *agent_path, *built_folder;

static struct test *first_test, **last_test = &first_test;
static unsigned failures_here;
static const char *skipped_because;

void add_test(struct test *test) {
  *last_test = test;
  last_test = &test->next;
}

void fail_test(const char *file, int line, const char *expression) {
  failures_here++;
  printf("  %s:%d: not so: %s\n", file, line, expression);
}

void skip_test(const char *reason) { skipped_because = reason; }

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: %s AGENT FOLDER\n", argv[0]);
    return EXIT_FAILURE;
  }
  agent_path = argv[1];
  built_folder = argv[2];
  setvbuf(stdout, NULL, _IOLBF, 0);
  unsigned passed = 0, failed = 0, skipped = 0;
  for (const struct test *test = first_test; test; test = test->next) {
    failures_here = 0;
    skipped_because = NULL;
    test->body();
    if (failures_here)
      failed++, printf("FAIL %s\n", test->sentence);
    else if (skipped_because)
      skipped++, printf("skip %s: %s\n", test->sentence, skipped_because);
    else
      passed++, printf("ok   %s\n", test->sentence);
  }
  printf("%u passed, %u failed, %u skipped\n", passed, failed, skipped);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

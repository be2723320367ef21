/* SPDX-License-Identifier: Apache-2.0 */
/* Tests are sentences: TEST(name, "sentence") {…}. After a failed CHECK the test goes on, after a failed NEED it ends. */
#ifndef REGSCOPE_TESTS_CHECK_H
#define REGSCOPE_TESTS_CHECK_H

#include <stdbool.h>

struct test {
  const char *sentence;
  void (*body)(void);
  struct test *next;
};

void add_test(struct test *test);
void fail_test(const char *file, int line, const char *expression);
void skip_test(const char *reason);

/* The sanitized agent, as given on the command line. */
extern const char *agent_path;
/* Where the VMMs are that tests start. */
extern const char *built_folder;

#define TEST(name, sentence)                                                          \
  static void name(void);                                                             \
  static struct test name##_test = {sentence, name, 0};                               \
  __attribute__((constructor)) static void name##_add(void) { add_test(&name##_test); } \
  static void name(void)

#define CHECK(expression) ((expression) ? (void)0 : fail_test(__FILE__, __LINE__, #expression))

#define NEED(expression)                            \
  do {                                              \
    if (!(expression)) {                            \
      fail_test(__FILE__, __LINE__, #expression);   \
      return;                                       \
    }                                               \
  } while (0)

#define SKIP_UNLESS(condition, reason) \
  do {                                 \
    if (!(condition)) {                \
      skip_test(reason);               \
      return;                          \
    }                                  \
  } while (0)

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/* The kernel's own answer is what a filter answers: random ones are installed in a child, and asked there. */
#include "check.h"
#include "filters.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NO_SUCH_CALL = 1000, PROGRAMS = 300, RANDOM_STEPS = 40, ANSWERS = 0x7ff, MOST_STEPS = 128, NOT_INSTALLED = 250, KILLED = 0x10000 };
#if defined(__x86_64__)
#define OWN_ARCH 0xc000003eu
#elif defined(__aarch64__)
#define OWN_ARCH 0xc00000b7u
#else
#define OWN_ARCH 0xc00000f3u
#endif

struct program {
  struct sock_filter step[MOST_STEPS];
  unsigned short n;
};

static void add(struct program *program, unsigned code, uint32_t k) {
  program->step[program->n++] = (struct sock_filter){(uint16_t)code, 0, 0, k};
}

static uint32_t any(uint32_t below) { return (uint32_t)lrand48() % below; }

/* Everything of a call but where it was made from. */
static uint32_t any_offset(void) {
  uint32_t word = any(14);
  return 4 * (word < 2 ? word : word + 2);
}

static void add_any_step(struct program *program, int left) {
  static const uint16_t alu[] = {BPF_ADD, BPF_SUB, BPF_MUL, BPF_OR, BPF_AND, BPF_XOR, BPF_LSH, BPF_RSH, BPF_DIV, BPF_NEG};
  static const uint16_t tests[] = {BPF_JEQ, BPF_JGT, BPF_JGE, BPF_JSET};
  uint16_t operation = alu[any(10)];
  bool is_shift = operation == BPF_LSH || operation == BPF_RSH;
  switch (any(8)) {
  case 0: add(program, BPF_LD | BPF_W | BPF_ABS, any_offset()); break;
  case 1: add(program, BPF_ALU | operation | BPF_K, is_shift ? any(32) : 1 + any(~0u)); break;
  case 2: add(program, BPF_ALU | (is_shift || operation == BPF_NEG ? BPF_XOR : operation) | BPF_X, 0); break;
  case 3: add(program, BPF_MISC | (any(2) ? BPF_TAX : BPF_TXA), 0); break;
  case 4: add(program, any(2) ? BPF_ST : BPF_STX, any(BPF_MEMWORDS)); break;
  case 5: add(program, (any(2) ? BPF_LD : BPF_LDX) | BPF_W | (any(4) ? BPF_MEM : BPF_IMM), any(BPF_MEMWORDS)); break;
  case 6: add(program, (any(2) ? BPF_LD : BPF_LDX) | BPF_W | BPF_LEN, 0); break;
  default:
    add(program, BPF_JMP | tests[any(4)] | (any(2) ? BPF_K : BPF_X), any(3) ? any(200) : any(~0u));
    program->step[program->n - 1].jt = (uint8_t)any((uint32_t)left + 1);
    program->step[program->n - 1].jf = (uint8_t)any((uint32_t)left + 1);
  }
}

/* Lets all calls through but one, to which it answers with an errno that depends on everything. */
static void fill_program(struct program *program) {
  program->n = 0;
  add(program, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
  add(program, BPF_JMP | BPF_JEQ | BPF_K, NO_SUCH_CALL);
  program->step[1].jt = 1;
  add(program, BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  for (uint32_t i = 0; i < BPF_MEMWORDS; i++)
    add(program, BPF_ST, i);
  for (int left = RANDOM_STEPS - 1; left >= 0; left--)
    add_any_step(program, left);
  add(program, BPF_ALU | BPF_AND | BPF_K, ANSWERS);
  add(program, BPF_ALU | BPF_OR | BPF_K, SECCOMP_RET_ERRNO);
  add(program, BPF_RET | BPF_A, 0);
}

/* The answer of the kernel, KILLED, or -1 when it does not take the filter. */
static int kernel_answer(const struct program *program, const uint64_t args[6]) {
  int answer[2], value = -1;
  if (pipe(answer))
    return -1;
  pid_t child = fork();
  if (!child) {
    struct sock_fprog all = {program->n, (struct sock_filter *)(uintptr_t)program->step};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &all))
      _exit(NOT_INSTALLED);
    errno = 0;
    long made = syscall(NO_SUCH_CALL, args[0], args[1], args[2], args[3], args[4], args[5]);
    value = made ? errno : 0;
    _exit(write(answer[1], &value, sizeof value) != sizeof value);
  }
  close(answer[1]);
  if (read(answer[0], &value, sizeof value) != sizeof value)
    value = -1;
  close(answer[0]);
  int status;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? KILLED : value;
}

static int own_answer(const struct program *program, const struct seccomp_data *call) {
  uint32_t answer = filter_answer(program->step, program->n, call);
  return (answer & SECCOMP_RET_ACTION_FULL) == SECCOMP_RET_ERRNO ? (int)(answer & ANSWERS) : KILLED;
}

TEST(filters_as_kernel, "300 random seccomp filters answer here what they answer in the kernel") {
  int asked = 0, equal = 0;
  srand48(getpid());
  for (int i = 0; i < PROGRAMS; i++) {
    struct program program;
    fill_program(&program);
    struct seccomp_data call = {.nr = NO_SUCH_CALL, .arch = OWN_ARCH};
    for (int n = 0; n < 6; n++)
      call.args[n] = (uint64_t)lrand48() << 33 ^ (uint64_t)lrand48();
    int answer = kernel_answer(&program, (const uint64_t *)call.args);
    asked += answer >= 0;
    equal += answer >= 0 && own_answer(&program, &call) == answer;
  }
  CHECK(asked > PROGRAMS * 9 / 10);
  CHECK(equal == asked);
  if (equal != asked)
    printf("  %d of %d\n", equal, asked);
}

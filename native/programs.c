/* SPDX-License-Identifier: Apache-2.0 */
#include "programs.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_ARGUMENTS = 128 };

struct program {
  size_t n;
  char *arguments[MOST_ARGUMENTS + 1]; /* NULL at the end */
};

static void complain(const char *what) { fprintf(stderr, "regscope-agent: %s: %s\n", what, strerror(errno)); }

/* The next line without its end, to be freed; NULL at the end of the file. */
static char *next_line(FILE *file) {
  char *line = NULL;
  size_t room = 0;
  ssize_t length = getline(&line, &room, file);
  if (length < 0) {
    free(line);
    return NULL;
  }
  line[strcspn(line, "\n")] = '\0';
  return line;
}

/* False when nothing is left. */
static bool read_program(FILE *file, struct program *program) {
  program->n = 0;
  for (char *line; (line = next_line(file));) {
    bool is_end = !line[0] && program->n > 0;
    if (line[0] && program->n < MOST_ARGUMENTS)
      program->arguments[program->n++] = line;
    else
      free(line);
    if (is_end)
      break;
  }
  program->arguments[program->n] = NULL;
  return program->n > 0;
}

static void free_program(struct program *program) {
  for (size_t i = 0; i < program->n; i++)
    free(program->arguments[i]);
}

static void start(const struct program *program) {
  pid_t pid = fork();
  if (pid < 0)
    complain("fork");
  if (pid != 0)
    return;
  signal(SIGPIPE, SIG_DFL); /* the agent ignores it */
  execv(program->arguments[0], program->arguments);
  complain(program->arguments[0]);
  _exit(EXIT_FAILURE);
}

static void start_all(FILE *file) {
  for (struct program program; read_program(file, &program); free_program(&program))
    start(&program);
}

/* Keeps what it starts, so that the agent itself may wait for whom it traces and meets nobody else's end. */
static _Noreturn void keep(FILE *file) {
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  prctl(PR_SET_NAME, "programs");
  int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (nothing >= 0)
    dup2(nothing, STDIN_FILENO);
  start_all(file);
  while (wait(NULL) >= 0 || errno == EINTR)
    ;
  _exit(EXIT_SUCCESS);
}

void start_programs(const char *path) {
  FILE *file = fopen(path, "re");
  if (!file)
    return;
  pid_t pid = fork();
  if (pid < 0)
    complain("fork");
  if (pid == 0)
    keep(file);
  fclose(file);
}

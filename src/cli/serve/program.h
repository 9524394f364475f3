/* Other programs that the server starts: an import, a browser that prints, the user's browser.
 * Answers for: a child in a group of its own without any of the server's files, its output, a time
 * limit, and its end when the server ends. */
#ifndef CS_CLI_SERVE_PROGRAM_H
#define CS_CLI_SERVE_PROGRAM_H

#include <stdatomic.h>
#include <stdbool.h>

#include "base/buf.h"

struct cs_program {
    const char *const *words; /* the program and its arguments, NULL at the end */
    const char *folder;       /* that it runs in; NULL: the server's */
    unsigned limit_seconds;
    const atomic_bool *stops; /* ends it when it becomes true; NULL: nothing does */
};

/* Runs it to its end and appends what it wrote to standard output and standard error, at most a
 * megabyte. Returns its exit code, CS_PROGRAM_MISSING, or CS_PROGRAM_ENDED: it died, or had to be
 * ended. */
enum { CS_PROGRAM_ENDED = -1, CS_PROGRAM_MISSING = -2 };
int cs_program_run(const struct cs_program *program, struct cs_buf *out);
/* Starts it and does not wait; false when it cannot be started. */
bool cs_program_start(const struct cs_program *program);

#endif

/* Other programs as they are: a browser that prints, the server's imports, the user's browser.
 * Answers for: a child in a group of its own without any of our files, its output, a time limit,
 * its end when ours is asked for, and that of whatever it has started. */
#ifndef CS_RENDER_PROGRAM_H
#define CS_RENDER_PROGRAM_H

#include <stdatomic.h>
#include <stdbool.h>

#include "base/buf.h"

struct cs_program {
    const char *const *words; /* the program and its arguments, NULL at the end */
    const char *folder;       /* that it runs in; NULL: ours */
    unsigned limit_seconds;
    const atomic_bool *stops; /* ends it when it becomes true; NULL: nothing does */
};

/* Runs it to its end, ends what it left running, and appends what it wrote to standard output and
 * standard error, at most a megabyte. Returns its exit code, CS_PROGRAM_MISSING, or
 * CS_PROGRAM_ENDED: it died, or had to be ended. */
enum { CS_PROGRAM_ENDED = -1, CS_PROGRAM_MISSING = -2 };
int cs_program_run(const struct cs_program *program, struct cs_buf *out);
/* Starts it and does not wait; false when it cannot be started. */
bool cs_program_start(const struct cs_program *program);

#endif

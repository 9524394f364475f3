/* A bar on a terminal while work is long. Answers for: telling how much of the input has been read,
 * and for how long, on standard error, and taking the bar away again. Watches from outside: the
 * kernel counts the bytes that the process reads. Nothing is shown for the first second, without a
 * terminal, or with --quiet. */
#ifndef CS_CLI_PROGRESS_H
#define CS_CLI_PROGRESS_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "cli/frame/command.h"

/* Work is at `number` of n things of a kind ("file"), this one called `name`, which stays where it
 * is until the next step: shown in place of bytes. n 0: at none of them any more. */
struct cs_progress_step {
    const char *kind;
    size_t number, n; /* number from 1 */
    const char *name; /* "": none */
    double share;     /* of this one that is done, from 0 to 1 */
};
/* What is told; the bar has it as its first member. */
struct cs_progress {
    pthread_mutex_t lock;
    struct cs_progress_step step; /* under the lock */
    bool has_steps;
};
/* Starts watching the files among the call's operands. NULL when nothing is to be shown; a bar that
 * cannot start is no failure. */
struct cs_progress *cs_progress_start(const struct cs_call *call);
void cs_progress_step(struct cs_progress *progress,
                      struct cs_progress_step step); /* NULL is fine */
/* A step of series, for those who tell a listener: struct cs_projection_options. */
void cs_progress_count_series(void *progress, size_t n_done, size_t n);
/* Takes the bar away. NULL is fine. */
void cs_progress_stop(struct cs_progress *progress);

#endif

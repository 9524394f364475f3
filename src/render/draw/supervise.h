/* A child that runs a program and outlives everything the program has started. Private to
 * program.c. */
#ifndef CS_RENDER_SUPERVISE_H
#define CS_RENDER_SUPERVISE_H

#include <sys/types.h>

/* Exit codes of it: there is no such program; it died, or could not be started. */
enum { CS_SUPERVISE_MISSING = 127, CS_SUPERVISE_DIED = 128 };

/* Forks. The child runs the words with standard input from nowhere and output to out_fd, ends
 * whatever they left running, however it has hidden (sessions and groups of its own), and exits
 * with their exit code. folder NULL: ours. SIGTERM to the child, and the end of ours, ends them:
 * asked first, five seconds later killed. Returns its pid; -1 with errno. */
pid_t cs_supervise(const char *const *words, const char *folder, int out_fd);

#endif

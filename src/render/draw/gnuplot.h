/* gnuplot as a long-lived child process, one per worker, driven through a pipe.
 * Answers for: starting, asking its version, one script at a time with a time limit, errors with
 * their line, restarting after any failure. Scripts and pictures pass through memory files: nothing
 * is left on disk whoever is killed. Not thread-safe: one child, one thread. */
#ifndef CS_RENDER_GNUPLOT_H
#define CS_RENDER_GNUPLOT_H

#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/status.h"

struct cs_gnuplot; /* opaque */

/* program NULL: "gnuplot" on the PATH (borrowed until free). limit_ms 0: 20 seconds a script.
 * The child starts with the first script. NULL when out of memory. */
struct cs_gnuplot *cs_gnuplot_new(const char *program, unsigned limit_ms);
/* Starts the child ahead of its first script: it takes longer to start than to draw a chart, and
 * may while its figures are looked up. What fails is told with the first script. May be NULL. */
void cs_gnuplot_begin(struct cs_gnuplot *gnuplot);
/* Ends the child and waits for it; one that does not exit is killed after 5 seconds, or the limit
 * when that is shorter, with a warning. */
void cs_gnuplot_free(struct cs_gnuplot *gnuplot, struct cs_diag *diag);

/* What the running script opens as its output: set output CS_GNUPLOT_OUTPUT. */
#define CS_GNUPLOT_OUTPUT "/proc/self/fd/4"

/* Runs one script, which must write to CS_GNUPLOT_OUTPUT and close it, and appends what it wrote.
 * `name` says in messages which chart it was. A failed script ends the child; the next call starts
 * a new one. Errors: CS_IO: gnuplot missing, older than 5.2, slower than the limit, ended, an error
 * with its line in the script, or nothing drawn; `out` is then as it was. */
CS_MUST_USE enum cs_status cs_gnuplot_run(struct cs_gnuplot *gnuplot, const struct cs_buf *script,
                                          const char *name, struct cs_buf *out,
                                          struct cs_diag *diag);

/* Appends text as a gnuplot string, the only way text enters a script: no shell, no escapes, no
 * markup. Control characters become blanks, invalid UTF-8 becomes U+FFFD. */
void cs_gnuplot_quote(struct cs_buf *script, const char *text, size_t n_bytes);

#endif

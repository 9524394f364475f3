/* The process behind gnuplot.h. Answers for: a child in a group of its own, with its descriptors in
 * place and the plain locale; its end, asked for or forced, within a limit. */
#ifndef CS_RENDER_GNUPLOT_CHILD_H
#define CS_RENDER_GNUPLOT_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

struct cs_gnuplot_child {
    pid_t pid;    /* 0: no child */
    int commands; /* socket: the child's standard input */
    int answers;  /* pipe: its standard error */
    int script;   /* memory file the child loads */
    int picture;  /* memory file it draws into */
};
extern const struct cs_gnuplot_child cs_no_gnuplot_child;

/* Opens the two memory files and both channels, and starts the program. Returns 0 or an errno; then
 * what is open is closed by cs_gnuplot_child_kill. */
int cs_gnuplot_child_start(struct cs_gnuplot_child *child, const char *program);
/* Asks the child to leave and waits for it; one that stays is killed after the limit: false. */
bool cs_gnuplot_child_leave(struct cs_gnuplot_child *child, unsigned limit_ms);
/* Ends the child at once, with whatever it has started. */
void cs_gnuplot_child_kill(struct cs_gnuplot_child *child);

/* Of a clock that only goes forward. */
long cs_now_ms(void);

#endif

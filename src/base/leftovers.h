/* Temporary files that must go when a signal ends the program. Answers for: making them so that no
 * moment is left in which one exists and the handler does not know it, and for removing them from
 * the handler without locks, memory or races with the threads that finish them. */
#ifndef CS_BASE_LEFTOVERS_H
#define CS_BASE_LEFTOVERS_H

#include <stdbool.h>
#include <sys/types.h>

/* Makes the new file `name` in the open folder, never through a link, and remembers both.
 * Returns its descriptor, and in *slot what cs_leftover_forget wants; -1 with errno: EEXIST when
 * there is something of that name, ECANCELED when the program is ending. */
int cs_leftover_create(int folder, const char *name, mode_t mode, int *slot);

/* The file was renamed or removed. Returns false when the handler uses the folder, which must then
 * stay open. */
bool cs_leftover_forget(int slot);

/* Removes every one that is remembered; none is made from then on. Async-signal-safe. */
void cs_leftovers_remove(void);

#endif

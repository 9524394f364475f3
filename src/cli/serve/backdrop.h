/* What all guides of a library stand in, read once for each state of it. Private to the room. */
#ifndef CS_CLI_SERVE_BACKDROP_H
#define CS_CLI_SERVE_BACKDROP_H

#include "cli/input/workspace.h"
#include "cli/serve/serve.h"

struct cs_serve_backdrop; /* opaque */

/* The backdrop of the library as it is now; NULL where it cannot be read, which whoever reads
 * without it will be told. Ownership: give it back. */
struct cs_serve_backdrop *cs_serve_take_backdrop(struct cs_serve *serve);
void cs_serve_give_backdrop(struct cs_serve *serve, struct cs_serve_backdrop *backdrop);
/* Borrowed while it is taken; NULL for NULL. */
const struct cs_backdrop *cs_serve_backdrop_of(const struct cs_serve_backdrop *backdrop);

/* Frees what nobody has; at the end of the server. */
void cs_serve_drop_backdrop(struct cs_serve *serve);

#endif

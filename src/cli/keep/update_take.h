/* A fetched file into the library. Inside of an update. Answers for: that it is the table and the
 * edition that were asked for, read whole. */
#ifndef CS_CLI_UPDATE_TAKE_H
#define CS_CLI_UPDATE_TAKE_H

#include "cli/keep/update_run.h"

/* Sets the outcome of a table whose transfer has ended; a file that was taken in is removed, one
 * that was not stays for a person to look at. Errors: CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_update_take(struct cs_update_run *run, struct cs_updated *updated);

#endif

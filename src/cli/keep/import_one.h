/* Taking one file into the library. Answers for: knowing it by its bytes before it is read, reading
 * it, and keeping it in a library that is made with the first file there is to keep. */
#ifndef CS_CLI_IMPORT_ONE_H
#define CS_CLI_IMPORT_ONE_H

#include <stdbool.h>

#include "cli/keep/import_result.h"
#include "cli/frame/clock.h"
#include "cli/frame/command.h"
#include "data/dataset.h"
#include "ingest/load.h"
#include "library/library.h"

struct cs_import_one {
    const struct cs_load_options *options; /* borrowed */
    bool renews_period;                    /* a known file is read again, for its period */
    struct cs_arena *arena;
    /* What else has to hold of a file that was read; anything but CS_OK keeps it out. NULL nothing.
     */
    enum cs_status (*check)(void *context, const struct cs_dataset *data, struct cs_diag *diag);
    void *context;

    const char *path;           /* of the library */
    struct cs_library *library; /* NULL: there is none yet, and nothing to put into one */
    bool is_new;                /* made by this call */
    char now[CS_CLOCK_BYTES];
    struct cs_diag *diag; /* of the file under way */
};

/* Finds the call's library and opens it where there is one. Errors: CS_USAGE without a name, CS_IO.
 * Ownership: cs_import_one_close, also after a failure. */
CS_MUST_USE enum cs_status cs_import_one_open(struct cs_import_one *one, struct cs_call *call);
/* Takes in the file or data package at done->path and says in *done what came of it.
 * Errors: as of reading, CS_IO of the library; it is then as it was. */
CS_MUST_USE enum cs_status cs_import_one(struct cs_import_one *one, struct cs_imported *done);
/* Closes the library, and removes one that this call has made and in which nothing has come to be.
 */
void cs_import_one_close(struct cs_import_one *one);

#endif

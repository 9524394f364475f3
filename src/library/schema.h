/* The library's tables. Answers for: creating them and bringing older files to the present
 * version. Private to library/. */
#ifndef CS_LIBRARY_SCHEMA_H
#define CS_LIBRARY_SCHEMA_H

#include "library/sql.h"

/* Written at byte 68 of the file: "cars". */
enum { CS_LIBRARY_APPLICATION_ID = 0x63617273 };
/* Versions that readers of older files must know of. */
enum {
    CS_LIBRARY_HAS_DESCRIPTIONS = 4,
    CS_LIBRARY_HAS_CURRENCIES = 5,
    CS_LIBRARY_HAS_PRICES = 6,
    CS_LIBRARY_HAS_PACKED = 7, /* figures packed by line, and no estimate */
};

/* The steps from an empty file on; step i makes version i + 1. */
extern const char *const cs_library_migrations[];

/* Errors: CS_IO for a file that is something else, or of a newer version, whatever its tables. */
CS_MUST_USE enum cs_status cs_library_verify(struct cs_library *library, int *version,
                                             struct cs_diag *diag);
/* Runs the missing steps in one transaction; a note says so where there were figures. */
CS_MUST_USE enum cs_status cs_library_migrate(struct cs_library *library, struct cs_diag *diag);

/* Indexes of the lines, which many new lines are faster without. */
extern const char cs_library_drop_line_indexes[], cs_library_make_line_indexes[];

#endif

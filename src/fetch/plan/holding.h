/* What a library holds of a table of the catalogue. Answers for: telling by layout, period and, for
 * tables of one layout, by the names of files which of the library's files are of the table. */
#ifndef CS_FETCH_HOLDING_H
#define CS_FETCH_HOLDING_H

#include "fetch/catalogue/catalogue.h"
#include "library/library.h"

struct cs_holding {
    size_t n_tables;      /* of the library, that are of this one */
    int edition;          /* the newest; CS_NO_EDITION: none, or none that can be told */
    const char *period;   /* of the newest, as the library says it; NULL unknown */
    const char *imported; /* when the newest of them came in; NULL none */
};

/* sources: of the library, borrowed; n 0: there is no library. */
struct cs_holding cs_holding_of(const struct cs_catalogue_table *table, struct cs_date today,
                                const struct cs_library_source *sources, size_t n);

#endif

/* The figures of one file beside those of another with the same keys. Private to library/. */
#ifndef CS_LIBRARY_SIDES_H
#define CS_LIBRARY_SIDES_H

#include <stdint.h>

#include "library/sql.h"

struct cs_sides {
    int64_t one, other; /* files */
    uint64_t n_figures; /* of the one */
    uint64_t n_both;    /* of them, those that the other has, too */
    uint64_t n_changed; /* of these, those with another value or reason there */
};
/* Counts. */
CS_MUST_USE enum cs_status cs_sides_count(struct cs_library *library, struct cs_sides *sides,
                                          struct cs_diag *diag);
/* Puts the first changes into *change, in the order of the one's rows. Arena: the texts. */
CS_MUST_USE enum cs_status cs_sides_show(struct cs_library *library, const struct cs_sides *sides,
                                         struct cs_arena *arena, struct cs_library_change *change,
                                         struct cs_diag *diag);

#endif

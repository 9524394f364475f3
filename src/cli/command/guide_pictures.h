/* The pictures that refresh draws beside guides. Answers for: that no two markers of a run want
 * different charts in one file, and writing them before their guide. */
#ifndef CS_CLI_GUIDE_PICTURES_H
#define CS_CLI_GUIDE_PICTURES_H

#include "guide/refresh/refresh.h"

struct cs_guide_pictures {
    struct cs_guide_picture *items; /* seen in the run; in the arena */
    size_t n, capacity;
    struct cs_arena *arena;
};

/* Takes in the charts of a guide. Errors: CS_USAGE, with the place, when a file is wanted for
 * another chart too. */
CS_MUST_USE enum cs_status cs_guide_pictures_check(struct cs_guide_pictures *pictures,
                                                   const struct cs_refresh *refresh,
                                                   struct cs_diag *diag);
/* Writes what a guide's charts have drawn; counts the files in *n_drawn. Errors: CS_IO. */
CS_MUST_USE enum cs_status cs_guide_pictures_write(const struct cs_refresh *refresh,
                                                   size_t *n_drawn, struct cs_diag *diag);

#endif

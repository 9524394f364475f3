/* Occupations, or places, side by side. Answers for: the one vintage and publisher that a group of
 * figures stands on in every column, and why a column has none there. Words are for others. */
#ifndef CS_ANALYSIS_BESIDE_H
#define CS_ANALYSIS_BESIDE_H

#include <stdbool.h>

#include "analysis/outlook/lookup.h"
#include "analysis/outlook/outlook.h"

enum { CS_MOST_BESIDE = 3 };

/* Borrowed. */
struct cs_beside_columns {
    const struct cs_lookup *lookup;
    const struct cs_reference *reference; /* NULL when not there */
    const struct cs_outlook *items;       /* who and where; at most CS_MOST_BESIDE */
    size_t n;
    struct cs_arena *arena;
};

/* What figures that belong together stand on. */
struct cs_beside_vintage {
    struct cs_found basis;   /* the figure it was chosen by, of the first column that has it; its
                                period and publisher hold for all. estimate NULL: no column has one */
    bool is_national;        /* no column has figures of its place: those of the nation */
    struct cs_found too_old; /* what a place has, years older than the nation's that stand here */
    struct cs_found newer;   /* the newest of a column, where that is newer than the basis */
    bool has_newer[CS_MOST_BESIDE]; /* the columns that have it */
};

/* The newest period in which every column has a figure of the measure by one publisher; the newest
 * that most columns have where that is more than two years newer, or where all have none in common.
 * The nation's, where no column has any, or only figures years older than the nation's.
 * Errors: CS_INTERNAL out of memory. */
CS_MUST_USE enum cs_status cs_beside_choose(const struct cs_beside_columns *columns,
                                            enum cs_measure measure, struct cs_beside_vintage *out,
                                            struct cs_diag *diag);

enum cs_beside_lack {
    CS_BESIDE_THERE,        /* nothing lacks */
    CS_BESIDE_UNPUBLISHED,  /* a row without a value: quantity.presence says why */
    CS_BESIDE_PER,          /* pay for another time only: newest.unit.per */
    CS_BESIDE_OTHER_PERIOD, /* only for other periods: newest.period */
    CS_BESIDE_OTHER_PUBLISHER,
    CS_BESIDE_OTHER_CODE, /* the code stood for something else then, or for nothing */
    CS_BESIDE_NOWHERE,    /* the data have none */
};

struct cs_beside_cell {
    struct cs_found found;
    enum cs_beside_lack lack;
    struct cs_found newest; /* what there is instead */
};

/* What a row asks for: `per` of money, CS_PER_NONE of anything else; is_of_all: of all occupations
 * together, in the same place. */
struct cs_beside_ask {
    enum cs_measure measure;
    enum cs_per per;
    bool is_of_all;
};
struct cs_beside_cell cs_beside_find(const struct cs_beside_columns *columns,
                                     const struct cs_beside_vintage *vintage,
                                     struct cs_beside_ask ask, size_t column);

#endif

/* Published projections told right. Answers for: the parts of a yearly opening, with signs; the
 * straight line between the published years, labelled as one; what a changed assumption would give,
 * called a scenario; a published projection beside our own forecast. Models nothing anew: the
 * percent change is the published one. */
#ifndef CS_ANALYSIS_OFFICIAL_H
#define CS_ANALYSIS_OFFICIAL_H

#include <stdbool.h>

#include "analysis/outlook/breakdown.h"
#include "analysis/published/projection.h"

/* Where the parts of the openings come from. */
enum cs_openings_basis {
    CS_OPENINGS_PUBLISHED, /* separations as published, or their two parts */
    CS_OPENINGS_IMPLIED,   /* separations = published openings − change a year */
    CS_OPENINGS_ASSUMED,   /* from a separations rate given by the user */
    CS_OPENINGS_UNKNOWN,
    CS_N_OPENINGS_BASES,
};
const char *cs_openings_basis_name(enum cs_openings_basis basis);
const char *cs_openings_basis_words(enum cs_openings_basis basis);

/* All a year, in jobs; NaN where not known. openings = net_change + separations, which are exits
 * and transfers. */
struct cs_openings {
    enum cs_openings_basis basis;
    double openings, net_change, exits, transfers, separations;
    double replacement_share; /* separations over openings, at most 1; NaN without openings */
};

/* separations_rate: of employment half-way, a year, as a fraction, used only where no openings are
 * published; NaN none. */
struct cs_openings cs_openings_of(const struct cs_projection_row *row, double separations_rate);

/* Replacement in words: "about 96 of 100 openings a year replace people who leave". Arena: text;
 * NULL when unknown or out of memory. */
const char *cs_openings_sentence(const struct cs_openings *openings, struct cs_arena *arena);

/* Employment on the straight line from the published base to the published target; NaN outside. */
double cs_official_line(const struct cs_projection_row *row, int year);

/* --assume. NaN: as published. */
struct cs_assumption {
    double growth_percent; /* over the projection period */
    double exits_percent;  /* of labor force exits: +10 means a tenth more */
};
struct cs_scenario {
    double base, projected, percent;
    struct cs_openings openings;
    bool growth_is_assumed, exits_are_assumed;
};
/* Errors: CS_NO_ANSWER when a part that is changed is not published. */
CS_MUST_USE enum cs_status cs_official_assume(const struct cs_projection_row *row,
                                              const struct cs_assumption *assumption,
                                              struct cs_scenario *out, struct cs_diag *diag);

/* Our forecast over the same years. The two count jobs differently (own series often leave out the
 * self-employed), so growth is compared, not levels. */
struct cs_official_gap {
    const struct cs_projected *own;        /* NULL: none reaches the target year */
    double own_percent, own_low, own_high; /* from the base year's value; 80 % interval */
    double gap_points;                     /* own − published, percentage points */
    bool is_inside;                        /* the published percent lies in the 80 % interval */
};
/* own: a projection that reaches the target year. */
struct cs_official_gap cs_official_compare(const struct cs_projection_row *row,
                                           const struct cs_projected *own);

#endif

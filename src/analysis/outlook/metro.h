/* The metropolitan areas of a state, side by side. Answers for: which areas lie in the state,
 * wholly or in part, and their figures of one vintage and publisher. Ranks no area among states. */
#ifndef CS_ANALYSIS_METRO_H
#define CS_ANALYSIS_METRO_H

#include "analysis/outlook/breakdown.h"

struct cs_metro_row {
    const char *code, *name; /* "17140", "Cincinnati, OH-KY-IN" */
    struct cs_found median, employment, location_quotient;
};
struct cs_metro_rows {
    struct cs_metro_row *rows; /* most jobs first, those without a number of jobs last */
    size_t n;
    size_t best; /* the row with the highest median; n when none has an exact one */
    struct cs_period period;
};

/* Areas that the newest vintage of pay has in a state (its postal code), unless that vintage is
 * more than two years older than the pay the report leads with. */
CS_MUST_USE enum cs_status cs_metro_rows_find(const struct cs_breakdown *by, const char *state,
                                              const struct cs_found *lead,
                                              struct cs_metro_rows *out, struct cs_diag *diag);

#endif

/* Quantiles of people counted in bands of pay. Answers for: putting bands in order, refusing bands
 * that overlap, saying where only a bound is known. The rule itself is stats/binned.h's. */
#ifndef CS_ANALYSIS_BANDED_H
#define CS_ANALYSIS_BANDED_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "stats/binned.h"

/* One group: its bands in any order. */
struct cs_banded {
    struct cs_bin *bands; /* put in order by cs_banded_quantiles */
    size_t n_bands;
};

enum cs_banded_bound { CS_BANDED_EXACT, CS_BANDED_AT_LEAST, CS_BANDED_AT_MOST };

struct cs_banded_point {
    double share;
    double value; /* NaN when absent; a bound in an open band */
    enum cs_banded_bound bound;
    enum cs_absence lack; /* why there is no value; CS_ABSENT_BOUND never */
};

/* The words of a method: "linear", "pareto". Returns 1, or 0 for another word. */
bool cs_banded_method_parse(const char *word, enum cs_bin_method *method);

/* Fills points[i] for shares[i]; *count is the number of people. */
void cs_banded_quantiles(struct cs_banded *group, enum cs_bin_method method, const double *shares,
                         size_t n_shares, struct cs_banded_point *points, double *count);

#endif

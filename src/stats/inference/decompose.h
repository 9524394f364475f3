/* A gap between the means of two groups taken apart. Answers for: how much of it comes from who is
 * in the groups (Oaxaca and Blinder, with errors; Kitagawa), by categories that observations fall
 * into. Takes sums over cells of equal categories, so that its cost does not grow with the
 * observations. */
#ifndef CS_STATS_INFERENCE_DECOMPOSE_H
#define CS_STATS_INFERENCE_DECOMPOSE_H

#include <stddef.h>

#include "stats/absence.h"

enum { CS_GAP_FACTORS = 4 };

/* Of the observations of one group in one cell; x may be measured from any center. */
struct cs_gap_sums {
    double n, w, wx, ww, wwx, wwxx; /* Σ1, Σw, Σwx, Σw², Σw²x, Σw²x² */
};

/* Counts one observation. */
static inline void cs_gap_add(struct cs_gap_sums *sums, double x, double w)
{
    sums->n++;
    sums->w += w;
    sums->wx += w * x;
    sums->ww += w * w;
    sums->wwx += w * w * x;
    sums->wwxx += w * w * x * x;
}

/* Borrowed. Cell c falls into category levels[c·n_factors + f] of factor f, below n_levels[f]. */
struct cs_gap_cells {
    size_t n_cells, n_factors;
    const size_t *levels;
    const size_t *n_levels;
    const struct cs_gap_sums (*sums)[2]; /* of group a and of group b */
};

struct cs_gap_part {
    double value, se; /* NaN when absent */
};
struct cs_gap {
    struct cs_gap_part gap;         /* mean of a − mean of b */
    struct cs_gap_part explained;   /* (x̄a − x̄b)'βb: by the categories, paid as in b */
    struct cs_gap_part unexplained; /* x̄a'(βa − βb): paid differently within categories */
    struct cs_gap_part factors[CS_GAP_FACTORS]; /* of the explained part */
    enum cs_absence lack;                       /* of all but the gap */
    struct cs_gap_part composition, rates;      /* Kitagawa's, over whole cells */
    enum cs_absence kitagawa_lack;
};

/* x on dummies of the factors without interactions, weighted, in each group; errors by
 * linearization, coefficients with R's svyglm() sandwich, n/(n − 1) in each group, and the shares
 * of the categories counted as estimated; Kitagawa's by the same linearization of its shares and
 * means. lack: CS_ABSENT_RANGE when a category is in one group
 * only, CS_ABSENT_RANK when factors depend on each other; kitagawa_lack: CS_ABSENT_RANGE when a
 * cell is. Returns CS_ABSENT_MEMORY at most. Reference: Oaxaca 1973; Blinder 1973; Jann 2008, Stata
 * Journal 8, 453–479 (errors); Kitagawa 1955. */
enum cs_absence cs_gap_decompose(const struct cs_gap_cells *cells, struct cs_gap *out);

#endif

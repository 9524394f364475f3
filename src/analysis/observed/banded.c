/* Bands put in order and checked before stats/binned.h reads quantiles off them. */
#include "analysis/observed/banded.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "stats/binned.h"

bool cs_banded_method_parse(const char *word, enum cs_bin_method *method)
{
    if (strcmp(word, "linear") == 0)
        *method = CS_BIN_LINEAR;
    else if (strcmp(word, "pareto") == 0)
        *method = CS_BIN_PARETO;
    else if (strcmp(word, "pareto-tail") == 0)
        *method = CS_BIN_PARETO_TAIL;
    else
        return false;
    return true;
}

static int compare_bands(const void *a, const void *b)
{
    const struct cs_bin *x = a, *y = b;
    if (x->lower != y->lower)
        return x->lower < y->lower ? -1 : 1;
    return x->upper < y->upper ? -1 : x->upper > y->upper;
}

void cs_banded_quantiles(struct cs_banded *group, enum cs_bin_method method, const double *shares,
                         size_t n_shares, struct cs_banded_point *points, double *count)
{
    qsort(group->bands, group->n_bands, sizeof *group->bands, compare_bands);
    struct cs_bins bins = {group->bands, group->n_bands};
    *count = 0;
    for (size_t i = 0; i < group->n_bands; i++)
        *count += group->bands[i].count;
    for (size_t i = 0; i < n_shares; i++) {
        struct cs_banded_point *point = &points[i];
        *point = (struct cs_banded_point){.share = shares[i], .value = NAN};
        point->lack = cs_binned_quantile(&bins, method, shares[i], &point->value);
        if (point->lack == CS_ABSENT_BOUND) {
            /* The finite end of an open band: a ceiling at the bottom, a floor at the top. */
            bool is_bottom =
                isinf(group->bands[0].lower) && shares[i] * *count < group->bands[0].count;
            point->bound = is_bottom ? CS_BANDED_AT_MOST : CS_BANDED_AT_LEAST;
            point->lack = CS_ABSENT_NOTHING;
        } else if (point->lack) {
            point->value = NAN;
        }
    }
}

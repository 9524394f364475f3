/* Pairs of published figures. Apart from observed/compare.c: nothing may be resampled here, and
 * most tests are not allowed. */
#include "analysis/published/published.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "stats/binned.h"
#include "stats/multiple.h"

static const double shares[5] = {0.1, 0.25, 0.5, 0.75, 0.9};

static void fill_pair(const struct cs_published *a, const struct cs_published *b,
                      struct cs_published_pair *pair)
{
    struct cs_mean_test test;
    pair->median_difference = a->median - b->median;
    pair->median_ratio = b->median > 0 ? a->median / b->median : NAN;
    pair->test_lack = cs_compare_means(a->mean, a->mean_rse, b->mean, b->mean_rse, &test);
    pair->mean_difference = a->mean - b->mean;
    pair->mean_se = test.se;
    pair->z = test.z;
    pair->p_value = test.p_value;
    pair->p_holm = pair->p_bh = NAN;
}

static enum cs_status correct(struct cs_published_result *out, struct cs_diag *diag)
{
    size_t n = out->n_pairs;
    double *p = calloc(3 * (n + 1), sizeof *p);
    if (!p)
        return cs_fail_memory(diag);
    for (size_t i = 0; i < n; i++)
        p[i] = out->pairs[i].p_value;
    enum cs_absence lack = cs_adjust_holm(p, n, p + n);
    if (!lack)
        lack = cs_adjust_bh(p, n, p + 2 * n);
    for (size_t i = 0; i < n && !lack; i++) {
        out->pairs[i].p_holm = p[n + i];
        out->pairs[i].p_bh = p[2 * n + i];
    }
    free(p);
    return lack ? cs_fail_memory(diag) : CS_OK;
}

static bool has_employment(const struct cs_published *side)
{
    return isfinite(side->employment) && side->employment > 0;
}

/* The percentiles that a side publishes: one above a cap is not among them. `room` holds ten. */
static struct cs_percentiles known_percentiles(const struct cs_published *side, double *room)
{
    struct cs_percentiles known = {room, room + 5, 0};
    for (size_t k = 0; k < 5; k++)
        if (isfinite(side->percentiles[k])) {
            room[known.n] = shares[k];
            room[5 + known.n++] = side->percentiles[k];
        }
    return known;
}

/* Whoever has employment takes part; one without percentiles takes the merged median away. */
static enum cs_status merge(const struct cs_published *sides, size_t n,
                            struct cs_published_result *out, struct cs_diag *diag)
{
    struct cs_merge_part *parts = calloc(n, sizeof *parts);
    double *medians = calloc(12 * n, sizeof *medians);
    if (!parts || !medians) {
        free(parts);
        free(medians);
        return cs_fail_memory(diag);
    }
    double *employment = medians + n, *room = employment + n; /* room: ten for each side */
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        if (!has_employment(&sides[i]))
            continue;
        parts[m] = (struct cs_merge_part){known_percentiles(&sides[i], room + 10 * i),
                                          sides[i].employment};
        medians[m] = sides[i].median;
        employment[m++] = sides[i].employment;
    }
    out->merged_lack = cs_merge_quantile(parts, m, 0.5, &out->merged);
    out->weighted_lack =
        cs_employment_weighted_median(medians, employment, m, &out->employment_weighted_median);
    free(parts);
    free(medians);
    return CS_OK;
}

enum cs_status cs_published_compare(const struct cs_published *sides, size_t n, size_t reference,
                                    struct cs_arena *arena, struct cs_published_result *out,
                                    struct cs_diag *diag)
{
    *out = (struct cs_published_result){0};
    if (n < 2)
        return cs_fail(diag, CS_NO_ANSWER, NULL, NULL, "one figure cannot be compared");
    bool has_reference = reference < n;
    size_t n_pairs = has_reference ? n - 1 : n * (n - 1) / 2;
    out->pairs = cs_arena_alloc(arena, n_pairs * sizeof *out->pairs);
    if (!out->pairs)
        return cs_fail_memory(diag);
    for (size_t a = 0; a < n; a++)
        for (size_t b = 0; b < n; b++) {
            if (has_reference ? b != reference || a == b : a >= b)
                continue;
            struct cs_published_pair *pair = &out->pairs[out->n_pairs++];
            pair->a = a;
            pair->b = b;
            fill_pair(&sides[a], &sides[b], pair);
        }
    enum cs_status status = correct(out, diag);
    return status == CS_OK ? merge(sides, n, out, diag) : status;
}

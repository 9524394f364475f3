/* Parts and their whole made to agree in two ways, both in closed form for one level of parts. */
#include "analysis/published/reconcile.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/published/projection.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"

static const char *const WAYS[] = {"none", "bottom-up", "least-squares"};
enum { N_WAYS = sizeof WAYS / sizeof *WAYS };
static const double TOLERANCE = 0.02;

const char *cs_reconcile_way_name(enum cs_reconcile_way way)
{
    return WAYS[way];
}

bool cs_reconcile_way_parse(struct cs_span name, enum cs_reconcile_way *way)
{
    for (int i = 0; i < N_WAYS; i++)
        if (cs_span_equals(name, WAYS[i])) {
            *way = (enum cs_reconcile_way)i;
            return true;
        }
    return false;
}

static void move(struct cs_forecast_step *step, double by)
{
    step->point += by;
    step->lower_80 += by;
    step->upper_80 += by;
    step->lower_95 += by;
    step->upper_95 += by;
}

/* The variance a 95 % interval stands for; a constant series gets next to none. */
static double find_variance(const struct cs_forecast_step *step)
{
    double sd = (step->upper_95 - step->lower_95) / (2 * 1.96);
    return isfinite(sd) ? sd * sd : 0;
}

static double sum_points(const struct cs_projection *projection,
                         const struct cs_reconcile_group *group, size_t h)
{
    double sum = 0;
    for (size_t i = 0; i < group->n_parts; i++)
        sum += projection->rows[group->parts[i]].steps[h].point;
    return sum;
}

/* Parts at zero or below are set there, and the rest shares what that adds. */
static void lift_negative(struct cs_projection *projection, const struct cs_reconcile_group *group,
                          size_t h)
{
    double added = 0, positive = 0;
    for (size_t i = 0; i < group->n_parts; i++) {
        struct cs_forecast_step *step = &projection->rows[group->parts[i]].steps[h];
        if (step->point < 0) {
            added -= step->point;
            move(step, -step->point);
        } else {
            positive += step->point;
        }
    }
    for (size_t i = 0; i < group->n_parts && added > 0 && positive > added; i++) {
        struct cs_forecast_step *step = &projection->rows[group->parts[i]].steps[h];
        move(step, -added * step->point / positive);
    }
}

/* Minimizes Σ (moved by)²/variance under whole = Σ parts: the gap is shared by variance. */
static void share_gap(struct cs_projection *projection, const struct cs_reconcile_group *group,
                      size_t h)
{
    struct cs_forecast_step *whole = &projection->rows[group->whole].steps[h];
    double gap = whole->point - sum_points(projection, group, h), total = find_variance(whole);
    for (size_t i = 0; i < group->n_parts; i++)
        total += find_variance(&projection->rows[group->parts[i]].steps[h]);
    if (!(total > 0))
        return;
    for (size_t i = 0; i < group->n_parts; i++) {
        struct cs_forecast_step *step = &projection->rows[group->parts[i]].steps[h];
        move(step, gap * find_variance(step) / total);
    }
}

static enum cs_status check(const struct cs_projection *projection,
                            const struct cs_reconcile_group *group, double *share,
                            struct cs_diag *diag)
{
    const struct cs_projected *whole = &projection->rows[group->whole];
    double sum = 0;
    for (size_t i = 0; i < group->n_parts; i++) {
        const struct cs_projected *part = &projection->rows[group->parts[i]];
        if (part->refusal || whole->refusal)
            return cs_fail(
                diag, CS_NO_ANSWER, NULL, NULL,
                "the parts and the total cannot be reconciled: one of them has no forecast "
                "(%s)",
                part->refusal ? part->refusal : whole->refusal);
        if (part->last_year != whole->last_year || part->horizon != whole->horizon)
            return cs_fail(
                diag, CS_NO_ANSWER, NULL, NULL,
                "the parts and the total cannot be reconciled: their last years are %d and "
                "%d",
                part->last_year, whole->last_year);
        sum += part->last;
    }
    *share = sum / whole->last;
    if (!(fabs(*share - 1) <= TOLERANCE))
        return cs_fail(
            diag, CS_NO_ANSWER, NULL, "every part must be there, each once",
            "the parts and the total cannot be reconciled: in %d the parts are %.1f%% of the total",
            whole->last_year, 100 * *share);
    return CS_OK;
}

enum cs_status cs_reconcile(struct cs_projection *projection,
                            const struct cs_reconcile_group *group, enum cs_reconcile_way way,
                            double *share, struct cs_diag *diag)
{
    struct cs_projected *whole = &projection->rows[group->whole];
    enum cs_status status = check(projection, group, share, diag);
    if (status != CS_OK || way == CS_RECONCILE_NONE)
        return status;
    bool is_count = whole->last >= 0;
    for (size_t h = 0; h < whole->horizon; h++) {
        if (way == CS_RECONCILE_LEAST_SQUARES)
            share_gap(projection, group, h);
        if (is_count)
            lift_negative(projection, group, h);
        move(&whole->steps[h], sum_points(projection, group, h) - whole->steps[h].point);
    }
    cs_projected_refresh(whole);
    for (size_t i = 0; i < group->n_parts; i++)
        cs_projected_refresh(&projection->rows[group->parts[i]]);
    return CS_OK;
}

static bool is_total(const struct cs_dataset *dataset, const struct cs_series *series,
                     enum cs_dim dim)
{
    static const char *const TOTALS[CS_N_DIMS] = {
        [CS_DIM_OCCUPATION] = "00-0000", [CS_DIM_REGION] = "US"};
    if (!dataset)
        return series->name && cs_equals_nocase(series->name, "total");
    const struct cs_key *key = cs_dataset_key(dataset, dim, series->key[dim]);
    return TOTALS[dim] && key && strcmp(key->code, TOTALS[dim]) == 0;
}

static bool is_part(const struct cs_series *whole, const struct cs_series *part, enum cs_dim dim)
{
    for (int d = 0; d < CS_N_DIMS; d++)
        if (d != (int)dim && whole->key[d] != part->key[d])
            return false;
    return true;
}

static size_t collect_parts(const struct cs_projection *projection, size_t whole, enum cs_dim dim,
                            size_t *parts)
{
    size_t n = 0;
    for (size_t i = 0; i < projection->n_rows; i++)
        if (i != whole && is_part(projection->rows[whole].series, projection->rows[i].series, dim))
            parts[n++] = i;
    return n;
}

enum cs_status cs_reconcile_find(const struct cs_dataset *dataset,
                                 const struct cs_projection *projection, struct cs_arena *arena,
                                 struct cs_reconcile_group *group, struct cs_diag *diag)
{
    *group = (struct cs_reconcile_group){0};
    size_t *parts = cs_arena_alloc(arena, (projection->n_rows + 1) * sizeof *parts);
    if (!parts)
        return cs_fail_memory(diag);
    static const enum cs_dim DIMS[] = {CS_DIM_REGION, CS_DIM_OCCUPATION};
    for (size_t d = 0; d < 2; d++)
        for (size_t i = 0; i < projection->n_rows; i++) {
            if (!is_total(dataset, projection->rows[i].series, DIMS[d]))
                continue;
            size_t n = collect_parts(projection, i, DIMS[d], parts);
            if (n >= 2) {
                *group = (struct cs_reconcile_group){i, parts, n};
                return CS_OK;
            }
        }
    return CS_OK;
}

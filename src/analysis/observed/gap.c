/* Observations come grouped by the dimension and the factors together: each group is the part of a
 * cell that lies in one of the groups compared. */
#include "analysis/observed/gap.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/observed/groups.h"
#include "base/arena.h"
#include "base/diag.h"
#include "data/dataset.h"
#include "stats/inference/decompose.h"
#include "stats/inference/reweight.h"
#include "stats/quantile.h"
#include "stats/sample.h"

const double cs_gap_shares[CS_GAP_SHARES] = {0.1, 0.5, 0.9};

enum { LEAST_FOR_INTERVAL = 30 };

struct work {
    const struct cs_dataset *dataset;
    const struct cs_gap_options *options;
    enum cs_dim by;
    struct cs_groups groups; /* by the dimension and the factors */
    double center;           /* sums are measured from it, to keep their digits */
    struct cs_arena *arena;
};

/* The cells of one pair. */
struct cells {
    size_t n, n_levels[CS_GAP_FACTORS];
    size_t *cell_of; /* of each part */
    size_t *levels;  /* [cell][factor] */
    uint32_t *keys;  /* [cell][factor] */
    struct cs_gap_sums (*sums)[2];
};

static uint32_t key_of(const struct work *work, size_t part)
{
    return work->groups.groups[part].key[work->by];
}

/* Whether a part is of the pair: 0 for a, 1 for b; −1 for neither. */
static int side_of(const struct work *work, size_t part, const struct cs_gap_pair *pair)
{
    uint32_t key = key_of(work, part);
    return key == pair->a ? 0 : key == pair->b ? 1 : -1;
}

/* The number of a category among those met, added when new. */
static size_t number_level(const struct work *work, struct cells *cells, size_t factor,
                           uint32_t key)
{
    size_t n = work->options->n_factors;
    for (size_t c = 0; c < cells->n; c++)
        if (cells->keys[c * n + factor] == key)
            return cells->levels[c * n + factor];
    return cells->n_levels[factor]++;
}

static size_t find_cell(const struct work *work, struct cells *cells, const uint32_t *group_key)
{
    size_t n = work->options->n_factors;
    for (size_t c = 0; c < cells->n; c++) {
        bool is_same = true;
        for (size_t f = 0; f < n; f++)
            is_same &= cells->keys[c * n + f] == group_key[work->options->factors[f]];
        if (is_same)
            return c;
    }
    for (size_t f = 0; f < n; f++)
        cells->levels[cells->n * n + f] =
            number_level(work, cells, f, group_key[work->options->factors[f]]);
    for (size_t f = 0; f < n; f++)
        cells->keys[cells->n * n + f] = group_key[work->options->factors[f]];
    return cells->n++;
}

static void clear_cells(struct cells *cells)
{
    free(cells->cell_of);
    free(cells->levels);
    free(cells->keys);
    free(cells->sums);
}

static bool allocate_cells(const struct work *work, struct cells *cells)
{
    size_t n = work->groups.n_groups + 1, n_factors = work->options->n_factors;
    *cells = (struct cells){.cell_of = calloc(n, sizeof *cells->cell_of),
                            .levels = calloc(n * n_factors, sizeof *cells->levels),
                            .keys = calloc(n * n_factors, sizeof *cells->keys),
                            .sums = calloc(n, sizeof *cells->sums)};
    return cells->cell_of && cells->levels && cells->keys && cells->sums;
}

static double weight_at(const struct cs_group *group, size_t i)
{
    return group->weights ? group->weights[i] : 1;
}

static void fill_cells(const struct work *work, struct cs_gap_pair *pair, struct cells *cells)
{
    double sum[2] = {0, 0}, weight[2] = {0, 0};
    for (size_t p = 0; p < work->groups.n_groups; p++) {
        const struct cs_group *group = &work->groups.groups[p];
        int side = side_of(work, p, pair);
        if (side < 0)
            continue;
        size_t c = cells->cell_of[p] = find_cell(work, cells, group->key);
        for (size_t i = 0; i < group->n; i++)
            if (weight_at(group, i) > 0)
                cs_gap_add(&cells->sums[c][side], group->values[i] - work->center,
                           weight_at(group, i));
    }
    for (size_t c = 0; c < cells->n; c++)
        for (int side = 0; side < 2; side++) {
            pair->n[side] += (size_t)cells->sums[c][side].n;
            weight[side] += cells->sums[c][side].w;
            sum[side] += cells->sums[c][side].wx;
        }
    for (int side = 0; side < 2; side++)
        pair->mean[side] = work->center + sum[side] / weight[side];
}

/* A category that one group lacks: its name for the message. */
static const char *find_missing(const struct work *work, const struct cells *cells)
{
    size_t n = work->options->n_factors;
    for (size_t f = 0; f < n; f++)
        for (size_t l = 0; l < cells->n_levels[f]; l++) {
            double weight[2] = {0, 0};
            uint32_t key = CS_NO_KEY;
            for (size_t c = 0; c < cells->n; c++) {
                if (cells->levels[c * n + f] != l)
                    continue;
                key = cells->keys[c * n + f];
                weight[0] += cells->sums[c][0].w;
                weight[1] += cells->sums[c][1].w;
            }
            const struct cs_key *found =
                cs_dataset_key(work->dataset, work->options->factors[f], key);
            if (found && !(weight[0] > 0 && weight[1] > 0))
                return found->title;
        }
    return NULL;
}

/* ---- the counterfactual distribution ---- */

/* By how much the weights of b count in a cell to have a's shares; 0 without any. */
static double factor_of(const struct cells *cells, size_t c, const double weight[2])
{
    const struct cs_gap_sums *a = &cells->sums[c][0], *b = &cells->sums[c][1];
    return b->w > 0 ? a->w / weight[0] / (b->w / weight[1]) : 0;
}

/* Quantiles of one side; `which` 2 is b with a's shares. */
static enum cs_absence fill_quantiles(const struct work *work, const struct cells *cells,
                                      struct cs_gap_pair *pair, int which)
{
    double weight[2] = {0, 0};
    int side = which == 0 ? 0 : 1;
    size_t n = 0;
    for (size_t c = 0; c < cells->n; c++)
        for (int s = 0; s < 2; s++)
            weight[s] += cells->sums[c][s].w;
    double *values = malloc(2 * (pair->n[side] + 1) * sizeof *values);
    if (!values)
        return CS_ABSENT_MEMORY;
    double *weights = values + pair->n[side] + 1;
    for (size_t p = 0; p < work->groups.n_groups; p++) {
        const struct cs_group *group = &work->groups.groups[p];
        if (side_of(work, p, pair) != side)
            continue;
        double factor = which == 2 ? factor_of(cells, cells->cell_of[p], weight) : 1;
        for (size_t i = 0; i < group->n; i++)
            if (weight_at(group, i) > 0) {
                values[n] = group->values[i];
                weights[n++] = weight_at(group, i) * factor;
            }
    }
    struct cs_sample sample = {values, weights, n};
    double found[CS_GAP_SHARES];
    enum cs_absence lack = cs_quantiles(&sample, CS_HF2, cs_gap_shares, CS_GAP_SHARES, found);
    for (size_t k = 0; k < CS_GAP_SHARES && !lack; k++)
        pair->quantiles[k][which] = found[k];
    free(values);
    return lack;
}

/* One side's observations of positive weight. */
struct copied {
    double *values, *weights;
    size_t *cells, n;
};

static bool copy_side(const struct work *work, const struct cells *cells,
                      const struct cs_gap_pair *pair, int side, struct copied *out)
{
    size_t room = pair->n[side] + 1;
    *out = (struct copied){malloc(room * sizeof *out->values), malloc(room * sizeof *out->weights),
                           malloc(room * sizeof *out->cells), 0};
    if (!out->values || !out->weights || !out->cells)
        return false;
    for (size_t p = 0; p < work->groups.n_groups; p++) {
        const struct cs_group *group = &work->groups.groups[p];
        for (size_t i = 0; i < group->n && side_of(work, p, pair) == side; i++) {
            if (!(weight_at(group, i) > 0))
                continue;
            out->values[out->n] = group->values[i];
            out->weights[out->n] = weight_at(group, i);
            out->cells[out->n++] = cells->cell_of[p];
        }
    }
    return true;
}

static void free_side(struct copied *side)
{
    free(side->values);
    free(side->weights);
    free(side->cells);
}

/* Fewer resamples of very many observations, whose errors are small and sure. */
static size_t count_resamples(const struct cs_gap_pair *pair)
{
    enum { MOST = 1000, LEAST = 200 };
    double most_drawn = 2e7, n = most_drawn / (double)(pair->n[0] + pair->n[1]);
    return n > MOST ? MOST : n < LEAST ? LEAST : (size_t)n;
}

static enum cs_absence find_errors(const struct work *work, const struct cells *cells,
                                   struct cs_gap_pair *pair)
{
    struct copied of[2] = {{0}, {0}};
    struct cs_reweight_plan plan = {cells->n, cs_gap_shares, CS_GAP_SHARES, count_resamples(pair),
                                    work->options->seed};
    if (!pair->has_intervals)
        return CS_ABSENT_MORE_VALUES;
    enum cs_absence lack = CS_ABSENT_MEMORY;
    if (copy_side(work, cells, pair, 0, &of[0]) && copy_side(work, cells, pair, 1, &of[1])) {
        struct cs_reweight_side sides[2] = {{of[0].values, of[0].weights, of[0].cells, of[0].n},
                                            {of[1].values, of[1].weights, of[1].cells, of[1].n}};
        lack = cs_reweight_errors(sides, &plan, pair->errors);
    }
    free_side(&of[0]);
    free_side(&of[1]);
    return lack;
}

static enum cs_absence reweight(const struct work *work, const struct cells *cells,
                                struct cs_gap_pair *pair)
{
    enum cs_absence lack = fill_quantiles(work, cells, pair, 0);
    if (!lack)
        lack = fill_quantiles(work, cells, pair, 1);
    for (size_t c = 0; c < cells->n && !lack; c++)
        if (cells->sums[c][0].w > 0 && !(cells->sums[c][1].w > 0))
            lack = CS_ABSENT_RANGE;
    if (!lack)
        lack = fill_quantiles(work, cells, pair, 2);
    pair->errors_lack = lack ? lack : find_errors(work, cells, pair);
    return pair->errors_lack == CS_ABSENT_MEMORY ? CS_ABSENT_MEMORY : lack;
}

static enum cs_status fill_pair(const struct work *work, struct cs_gap_pair *pair,
                                struct cs_diag *diag)
{
    struct cells cells;
    enum cs_absence lack = CS_ABSENT_MEMORY;
    for (size_t k = 0; k < CS_GAP_SHARES; k++)
        pair->errors[k] = (struct cs_reweight_errors){NAN, NAN, NAN};
    for (size_t k = 0; k < CS_GAP_SHARES; k++)
        pair->quantiles[k][0] = pair->quantiles[k][1] = pair->quantiles[k][2] = NAN;
    if (allocate_cells(work, &cells)) {
        fill_cells(work, pair, &cells);
        pair->has_intervals = pair->n[0] >= LEAST_FOR_INTERVAL && pair->n[1] >= LEAST_FOR_INTERVAL;
        pair->missing = find_missing(work, &cells);
        struct cs_gap_cells given = {cells.n, work->options->n_factors, cells.levels,
                                     cells.n_levels, (const struct cs_gap_sums(*)[2])cells.sums};
        lack = cs_gap_decompose(&given, &pair->gap);
        if (!lack)
            pair->reweighted_lack = reweight(work, &cells, pair);
    }
    clear_cells(&cells);
    return lack || pair->reweighted_lack == CS_ABSENT_MEMORY ? cs_fail_memory(diag) : CS_OK;
}

/* ---- which pairs ---- */

/* The groups' keys in their order, with their numbers of observations. */
struct sides {
    uint32_t *keys;
    size_t *counts;
    size_t n;
};

static void list_sides(const struct work *work, struct sides *sides)
{
    for (size_t p = 0; p < work->groups.n_groups; p++) {
        size_t i = 0;
        while (i < sides->n && sides->keys[i] != key_of(work, p))
            i++;
        if (i == sides->n)
            sides->keys[sides->n++] = key_of(work, p);
        sides->counts[i] += work->groups.groups[p].n;
    }
}

static enum cs_status find_pairs(struct work *work, const struct sides *sides,
                                 struct cs_gap_result *out, struct cs_diag *diag)
{
    const struct cs_gap_options *options = work->options;
    uint32_t reference = options->reference;
    if (reference == CS_NO_KEY && sides->n > 2)
        return cs_fail(diag, CS_USAGE, NULL, "name one to compare the others with: --reference",
                       "--explain takes the gap between two groups apart, and there are %zu",
                       sides->n);
    if (reference == CS_NO_KEY && sides->n == 2)
        reference = sides->keys[0];
    size_t n_b = 0;
    for (size_t i = 0; i < sides->n; i++)
        n_b = sides->keys[i] == reference ? sides->counts[i] : n_b;
    out->pairs = cs_arena_alloc(work->arena, (sides->n + 1) * sizeof *out->pairs);
    if (!out->pairs)
        return cs_fail_memory(diag);
    enum cs_status status = CS_OK;
    for (size_t i = 0; i < sides->n && status == CS_OK; i++) {
        if (sides->keys[i] == reference)
            continue;
        if ((double)sides->counts[i] < options->minimum_n || (double)n_b < options->minimum_n) {
            out->n_withheld++;
            continue;
        }
        struct cs_gap_pair *pair = &out->pairs[out->n_pairs++];
        *pair = (struct cs_gap_pair){.a = sides->keys[i], .b = reference};
        status = fill_pair(work, pair, diag);
    }
    if (status == CS_OK && out->n_pairs == 0)
        status = cs_fail(diag, CS_NO_ANSWER, NULL, NULL,
                         "fewer than two groups have %g or more observations: there is no gap",
                         options->minimum_n);
    return status;
}

static double find_center(const struct cs_groups *groups)
{
    double sum = 0;
    for (size_t i = 0; i < groups->all.n; i++)
        sum += groups->all.values[i] / (double)groups->all.n;
    return sum;
}

enum cs_status cs_gap_find(const struct cs_dataset *dataset,
                           const struct cs_groups_request *request,
                           const struct cs_gap_options *options, struct cs_arena *arena,
                           struct cs_gap_result *out, struct cs_diag *diag)
{
    struct cs_groups_request parts = *request;
    struct work work = {
        .dataset = dataset, .options = options, .by = request->by[0], .arena = arena};
    *out = (struct cs_gap_result){0};
    for (size_t f = 0; f < options->n_factors; f++)
        parts.by[parts.n_by++] = options->factors[f];
    enum cs_status status = cs_groups_collect(dataset, &parts, &work.groups, diag);
    struct sides sides = {calloc(work.groups.n_groups + 1, sizeof *sides.keys),
                          calloc(work.groups.n_groups + 1, sizeof *sides.counts), 0};
    if (status == CS_OK && (!sides.keys || !sides.counts))
        status = cs_fail_memory(diag);
    if (status == CS_OK) {
        work.center = find_center(&work.groups);
        list_sides(&work, &sides);
        status = find_pairs(&work, &sides, out, diag);
    }
    free(sides.keys);
    free(sides.counts);
    out->counts = work.groups;
    cs_groups_drop_arrays(&out->counts);
    return status;
}

/* Groups go by one after the other; replicate weights, strata and clusters are of rows, which are
 * gathered at once. */
#include "analysis/observed/errors.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/observed/distribution.h"
#include "analysis/observed/group_walk.h"
#include "analysis/observed/groups.h"
#include "base/arena.h"
#include "base/diag.h"
#include "stats/inference/design.h"
#include "stats/inference/linear.h"
#include "stats/interval.h"
#include "stats/replicate.h"
#include "stats/sample.h"

struct work {
    const struct cs_error_options *options;
    struct cs_groups groups;
    struct cs_errors *out;
    double *totals; /* under each set of replicate weights, a row for each group and one for all */
    bool has_small; /* a group is below the minimum n */
};

/* With fewer observations, counted by their effective number, the interval of a mean of pay holds
 * in less than 93 of a hundred samples. */
enum { LEAST_FOR_INTERVAL = 30 };

/* df 0: the normal law. */
static struct cs_error make(const struct work *work, double value, double se, double n_eff,
                            double df)
{
    double confidence = work->options->confidence;
    struct cs_error error = {value, se, cs_interval_missing(confidence)};
    if (n_eff >= LEAST_FOR_INTERVAL)
        error.interval = df > 0 ? cs_interval_student(value, se, df, confidence)
                                : cs_interval_normal(value, se, confidence);
    return error;
}

static bool is_small(const struct work *work, size_t g)
{
    return (double)work->groups.groups[g].n < work->options->minimum_n;
}

static struct cs_sample sample_of(const struct cs_group *group)
{
    return (struct cs_sample){group->values, group->weights, group->n};
}

/* z over all observations; is_share: of the group's weight in that of all. */
static enum cs_absence find_sum_error(const struct work *work, const struct cs_group *group,
                                      double share, double all_weight, double *se)
{
    const struct cs_group *all = &work->groups.all;
    size_t first = (size_t)(group->values - all->values);
    double *influence = malloc((all->n + 1) * sizeof *influence);
    if (!influence)
        return CS_ABSENT_MEMORY;
    for (size_t i = 0; i < all->n; i++)
        influence[i] = (all->weights ? all->weights[i] : 1) *
                       ((i >= first && i < first + group->n) - share) / all_weight;
    enum cs_absence lack =
        cs_design_error(&work->groups.design, all->clusters, influence, all->n, se);
    free(influence);
    return lack;
}

/* A sample of strata and clusters: a total is a sum without a share taken off. */
static enum cs_absence fill_designed(struct work *work, size_t g, double all_weight)
{
    const struct cs_group *group = &work->groups.groups[g];
    struct cs_designed data = {sample_of(group), group->clusters, &work->groups.design};
    struct cs_group_errors *out = &work->out->groups[g];
    double mean, mean_se, total_se = NAN, share_se = NAN, df = cs_designed_df(&data);
    double n_eff = cs_sample_effective_n(&data.sample);
    double total = cs_sample_total_weight(&data.sample);
    enum cs_absence lack = cs_designed_mean(&data, &mean, &mean_se);
    if (lack != CS_ABSENT_MEMORY)
        lack = find_sum_error(work, group, 0, 1, &total_se);
    if (lack != CS_ABSENT_MEMORY)
        lack = find_sum_error(work, group, total / all_weight, all_weight, &share_se);
    if (!(df >= 1))
        n_eff = 0;
    out->mean = make(work, mean, mean_se, n_eff, df);
    out->total = make(work, total, total_se, n_eff, df);
    if (!work->has_small)
        out->share = make(work, total / all_weight, share_se, n_eff, df);
    return lack == CS_ABSENT_MEMORY ? lack : CS_ABSENT_NOTHING;
}

static double *totals_of(const struct work *work, size_t group)
{
    return work->totals + group * work->options->replicates->n_replicates;
}

/* Mean and total of a group; its totals under each set of weights are kept for the shares. */
static enum cs_absence fill_replicated(struct work *work, size_t g)
{
    const struct cs_replicate_design *design = work->options->replicates;
    const struct cs_group *group = &work->groups.groups[g];
    const struct cs_group_values values = {group->values, group->weights, group->replicates,
                                           group->n, work->groups.n_replicates};
    double *weights = cs_distribution_turn_replicates(&values), se = NAN;
    if (!weights)
        return CS_ABSENT_MEMORY;
    struct cs_replicated data = {group->values, group->weights, weights, group->n, *design};
    struct cs_replicated_estimate mean;
    enum cs_absence lack = cs_replicated_mean(&data, &mean);
    double *totals = totals_of(work, g), *all = totals_of(work, work->groups.n_groups);
    struct cs_sample sample = sample_of(group);
    for (size_t r = 0; r < design->n_replicates; r++)
        for (size_t i = 0; i < group->n; i++)
            totals[r] += weights[r * group->n + i];
    for (size_t r = 0; r < design->n_replicates; r++)
        all[r] += totals[r];
    double total = cs_sample_total_weight(&sample);
    (void)cs_replicate_error(design, total, totals, &se);
    double n_eff = cs_sample_effective_n(&sample);
    work->out->groups[g].mean = make(work, mean.estimate, mean.se, n_eff, 0);
    work->out->groups[g].total = make(work, total, se, n_eff, 0);
    free(weights);
    return lack == CS_ABSENT_MEMORY ? lack : CS_ABSENT_NOTHING;
}

static void fill_replicated_share(struct work *work, size_t g, double all_weight)
{
    const struct cs_replicate_design *design = work->options->replicates;
    double *totals = totals_of(work, g), *all = totals_of(work, work->groups.n_groups), se = NAN;
    double share = work->out->groups[g].total.value / all_weight;
    for (size_t r = 0; r < design->n_replicates; r++)
        totals[r] /= all[r];
    (void)cs_replicate_error(design, share, totals, &se);
    struct cs_sample sample = sample_of(&work->groups.groups[g]);
    if (!work->has_small)
        work->out->groups[g].share = make(work, share, se, cs_sample_effective_n(&sample), 0);
}

static enum cs_status fill(struct work *work, struct cs_diag *diag)
{
    size_t n = work->groups.n_groups;
    struct cs_sample whole = sample_of(&work->groups.all);
    struct cs_linear_sums all = cs_linear_sums_of(&whole);
    enum cs_absence lack = CS_ABSENT_NOTHING;
    if (work->options->replicates &&
        !(work->totals =
              calloc((n + 1) * work->options->replicates->n_replicates, sizeof *work->totals)))
        return cs_fail_memory(diag);
    for (size_t g = 0; g < n; g++)
        work->has_small |= is_small(work, g);
    for (size_t g = 0; g < n && !lack; g++) {
        struct cs_error none = make(work, NAN, NAN, 0, 0);
        struct cs_group_errors *out = &work->out->groups[g];
        memcpy(out->key, work->groups.groups[g].key, sizeof out->key);
        out->mean = out->total = out->share = none;
        if (work->options->replicates)
            lack = fill_replicated(work, g);
        else
            lack = fill_designed(work, g, all.weight);
        if (is_small(work, g))
            out->mean = out->total = none;
    }
    for (size_t g = 0; g < n && work->options->replicates && !lack; g++)
        fill_replicated_share(work, g, all.weight);
    return lack ? cs_fail_memory(diag) : CS_OK;
}

static enum cs_status find_of_rows(struct work *work, const struct cs_dataset *dataset,
                                   const struct cs_groups_request *request, struct cs_arena *arena,
                                   struct cs_diag *diag)
{
    struct cs_errors *out = work->out;
    enum cs_status status = cs_groups_collect(dataset, request, &work->groups, diag);
    if (status == CS_OK) {
        out->n_groups = work->groups.n_groups;
        out->groups = cs_arena_alloc(arena, (out->n_groups + 1) * sizeof *out->groups);
        status = out->groups ? fill(work, diag) : cs_fail_memory(diag);
    }
    free(work->totals);
    cs_groups_clear(&work->groups);
    return status;
}

/* ---- linearized ---- */

/* What is kept of a group that has gone by. */
struct passed {
    struct cs_linear_sums sums; /* its n counts weights of zero too */
    struct cs_linear_mean mean;
};

struct passing {
    struct work *work;
    struct passed *groups;
    struct cs_linear_adding all;
    double n_all;
};

static enum cs_status pass_group(void *context, size_t g, const struct cs_group_view_group *about,
                                 const struct cs_sorted *sorted, struct cs_diag *diag)
{
    struct passing *passing = context;
    struct cs_sample sample = {sorted->values, sorted->weights, sorted->n};
    struct cs_sample_stream stream = {&sample, sorted->let_go};
    struct cs_linear_adding own = {0, 0};
    (void)diag;
    cs_linear_add(&own, &stream);
    cs_linear_add(&passing->all, &stream);
    passing->groups[g] = (struct passed){cs_linear_sums_added(&own, (double)about->n),
                                         cs_linear_mean_of_stream(&stream, passing->n_all)};
    memcpy(passing->work->out->groups[g].key, about->key, sizeof about->key);
    return CS_OK;
}

static void fill_linear(const struct work *work, const struct passed *group,
                        const struct cs_linear_sums *all, struct cs_group_errors *out)
{
    struct cs_linear_mean total = cs_linear_total(&group->sums, all);
    struct cs_linear_mean share = cs_linear_share(&group->sums, all);
    double n_eff = group->sums.weight * group->sums.weight / group->sums.squares;
    out->mean = out->total = out->share = make(work, NAN, NAN, 0, 0);
    if (!work->has_small)
        out->share = make(work, share.estimate, share.se, n_eff, 0);
    if (group->sums.n < work->options->minimum_n)
        return;
    out->mean = make(work, group->mean.estimate, group->mean.se, n_eff, n_eff - 1);
    out->total = make(work, total.estimate, total.se, n_eff, 0);
}

/* On one thread, in the order of the groups: the sums of all are one sum. */
static enum cs_status pass_groups(struct passing *passing, struct cs_group_walk *walk,
                                  struct cs_arena *arena, struct cs_diag *diag)
{
    struct cs_errors *out = passing->work->out;
    const struct cs_group_taker taker = {passing, pass_group};
    out->n_groups = walk->n_groups;
    out->groups = cs_arena_alloc(arena, (out->n_groups + 1) * sizeof *out->groups);
    passing->groups = calloc(out->n_groups + 1, sizeof *passing->groups);
    passing->n_all = (double)walk->counts.n_observations;
    if (!out->groups || !passing->groups)
        return cs_fail_memory(diag);
    enum cs_status status = cs_group_walk_each(walk, 1, &taker, diag);
    struct cs_linear_sums all = cs_linear_sums_added(&passing->all, passing->n_all);
    for (size_t g = 0; g < out->n_groups && status == CS_OK; g++)
        passing->work->has_small |= passing->groups[g].sums.n < passing->work->options->minimum_n;
    for (size_t g = 0; g < out->n_groups && status == CS_OK; g++)
        fill_linear(passing->work, &passing->groups[g], &all, &out->groups[g]);
    return status;
}

enum cs_status cs_errors_find(const struct cs_dataset *dataset,
                              const struct cs_groups_request *request,
                              const struct cs_error_options *options, struct cs_arena *arena,
                              struct cs_errors *out, struct cs_diag *diag)
{
    struct work work = {.options = options, .out = out};
    struct passing passing = {.work = &work};
    struct cs_group_walk walk;
    *out = (struct cs_errors){0};
    if (options->replicates || dataset->observations.cluster)
        return find_of_rows(&work, dataset, request, arena, diag);
    enum cs_status status = cs_group_walk_open(&walk, dataset, request, diag);
    if (status == CS_OK)
        status = pass_groups(&passing, &walk, arena, diag);
    free(passing.groups);
    cs_group_walk_close(&walk);
    return status;
}

const struct cs_group_errors *cs_errors_of(const struct cs_errors *errors,
                                           const uint32_t key[CS_N_DIMS])
{
    for (size_t g = 0; g < errors->n_groups; g++)
        if (memcmp(errors->groups[g].key, key, sizeof errors->groups[g].key) == 0)
            return &errors->groups[g];
    return NULL;
}

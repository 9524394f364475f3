/* Pairs of groups in memory: draws are made once a group and used for every pair it is in.
 * survey_compare.c brings the groups here. */
#include "analysis/observed/compare.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#include "analysis/observed/adjust.h"
#include "analysis/observed/compare_design.h"
#include "analysis/observed/compare_pair.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/pool.h"
#include "stats/bootstrap.h"
#include "stats/inference/groups_test.h"
#include "stats/inference/linear.h"
#include "stats/multiple.h"
#include "stats/order.h"
#include "stats/quantile.h"
#include "stats/replicate.h"
#include "stats/sample.h"

enum { MAX_GROUPS = 1000 }; /* half a million pairs */

struct cs_compare_options cs_compare_defaults(void)
{
    return (struct cs_compare_options){
        .confidence = 0.95, .n_resamples = 2000, .seed = 1, .n_threads = 1, .minimum_n = 3};
}

/* A row of draws of a group without any is not read. */
struct work {
    struct cs_pair_work pairs;
    const struct cs_compare_group *groups;
    const struct cs_compare_options *options;
    struct cs_comparison *out;
    double *draws;                      /* of every group's median, a row of n_resamples each */
    double *adjusted_draws;             /* NULL without adjustment */
    struct cs_compare_domains *domains; /* by strata and clusters; NULL without */
    double *scratch;                    /* n_scratch for each thread */
    size_t n_scratch; /* as compare_pair.h wants it, or n_groups where that is more */
};

static const double *draws_of(const struct work *work, size_t group)
{
    return work->draws + group * work->options->n_resamples;
}

static bool has_median(const struct work *work, size_t group)
{
    return !isnan(work->out->groups[group].median);
}

static enum cs_absence draw_group(struct work *work, size_t g)
{
    const struct cs_compare_options *options = work->options;
    const struct cs_sorted *sorted = &work->groups[g].sorted;
    struct cs_compared_group *found = &work->out->groups[g];
    struct cs_bootstrap plan = {.rule = work->out->rule,
                                .p = 0.5,
                                .seed = options->seed,
                                .n_resamples = options->n_resamples,
                                .stream = g,
                                .n_threads = options->n_threads};
    if (sorted->n == 0)
        return sorted->weights ? CS_ABSENT_WEIGHT : CS_ABSENT_VALUES;
    found->n = sorted->n;
    found->is_below_minimum = (double)sorted->n < options->minimum_n;
    if (found->is_below_minimum)
        return CS_ABSENT_NOTHING;
    found->median = cs_sorted_quantile(sorted, plan.rule, plan.p);
    if (options->replicates) /* for ranks; differences have errors of their own */
        return cs_replicate_draws(options->replicates, found->median, work->groups[g].medians,
                                  options->seed, options->n_resamples,
                                  work->draws + g * plan.n_resamples);
    if (work->domains)
        return cs_compare_domain_find(work->domains, g, &work->groups[g], options,
                                      work->draws + g * plan.n_resamples);
    return cs_bootstrap_draw(sorted, &plan, work->draws + g * plan.n_resamples);
}

/* Weighted mean and its linearized error: with replacement, as R's svyby() has it for a domain. */
static void find_mean(const struct work *work, size_t g)
{
    const struct cs_sorted *sorted = &work->groups[g].sorted;
    struct cs_compared_group *found = &work->out->groups[g];
    struct cs_sample sample = {sorted->values, sorted->weights, sorted->n};
    double n = (double)(work->options->n_rows ? work->options->n_rows : sorted->n);
    struct cs_sample_stream stream = {&sample, sorted->let_go};
    struct cs_linear_mean mean = cs_linear_mean_of_stream(&stream, n);
    found->mean = mean.estimate;
    found->mean_se = mean.se;
    if (work->domains)
        found->mean_se = work->domains->of[g].mean.se;
    if (work->options->replicates)
        (void)cs_replicate_error(work->options->replicates, found->mean, work->groups[g].means,
                                 &found->mean_se);
}

static enum cs_status draw_groups(struct work *work, struct cs_diag *diag)
{
    size_t n_usable = 0;
    for (size_t g = 0; g < work->out->n_groups; g++) {
        struct cs_compared_group *found = &work->out->groups[g];
        const struct cs_compare_group *group = &work->groups[g];
        *found = (struct cs_compared_group){
            .code = group->code,
            .title = group->title,
            .weight = NAN,
            .n_eff = NAN,
            .median = NAN,
            .mean = NAN,
            .mean_se = NAN,
            .mean_rank = NAN,
            .adjusted_median = NAN,
        };
        found->lack = draw_group(work, g);
        if (found->lack == CS_ABSENT_MEMORY)
            return cs_fail_memory(diag);
        if (!has_median(work, g))
            continue;
        find_mean(work, g);
        found->weight = group->sorted.total;
        struct cs_sample sample = {group->sorted.values, group->sorted.weights, group->sorted.n};
        found->n_eff =
            cs_sample_stream_effective_n(&(struct cs_sample_stream){&sample, group->sorted.let_go});
        cs_sorted_let_go(&group->sorted, 0, group->sorted.n);
        n_usable++;
    }
    if (n_usable < 2)
        return cs_fail(diag, CS_NO_ANSWER, NULL, NULL,
                       "%zu of %zu groups have %g or more observations: nothing to compare",
                       n_usable, work->out->n_groups, work->options->minimum_n);
    return CS_OK;
}

static void fill_pair(void *context, size_t index, size_t worker)
{
    struct work *work = context;
    cs_pair_fill(&work->pairs, work->scratch + worker * work->n_scratch, &work->out->pairs[index]);
}

static void list_pairs(struct work *work)
{
    struct cs_comparison *out = work->out;
    size_t n = out->n_groups, k = 0;
    for (size_t a = 0; a < n; a++)
        for (size_t b = 0; b < n; b++) {
            bool is_wanted =
                work->options->has_reference ? b == work->options->reference && a != b : a < b;
            if (!is_wanted)
                continue;
            out->pairs[k].a = a;
            out->pairs[k++].b = b;
        }
    cs_pool_run(work->options->n_threads, k, fill_pair, work);
    for (size_t i = 0; i < k; i++)
        out->n_reversed += out->pairs[i].is_reversed != 0;
}

/* Corrects one kind of test, at `offset` in a pair, over all pairs. */
static enum cs_status correct(struct cs_comparison *out, size_t offset, struct cs_diag *diag)
{
    size_t n = out->n_pairs;
    double *p = calloc(3 * (n + 1), sizeof *p);
    if (!p)
        return cs_fail_memory(diag);
    double *holm = p + n, *bh = p + 2 * n;
    for (size_t i = 0; i < n; i++)
        p[i] = ((const struct cs_tested *)((const char *)&out->pairs[i] + offset))->p;
    enum cs_absence lack = cs_adjust_holm(p, n, holm);
    if (!lack)
        lack = cs_adjust_bh(p, n, bh);
    for (size_t i = 0; i < n && !lack; i++)
        *(struct cs_tested *)((char *)&out->pairs[i] + offset) =
            (struct cs_tested){p[i], holm[i], bh[i]};
    free(p);
    return lack ? cs_fail_memory(diag) : CS_OK;
}

static enum cs_status correct_all(struct cs_comparison *out, struct cs_diag *diag)
{
    static const size_t tests[] = {offsetof(struct cs_pair, median),
                                   offsetof(struct cs_pair, superiority),
                                   offsetof(struct cs_pair, ranks), offsetof(struct cs_pair, dunn)};
    enum cs_status status = CS_OK;
    for (size_t i = 0; i < (out->has_tests ? 4u : 1u) && status == CS_OK; i++)
        status = correct(out, tests[i], diag);
    return status;
}

/* Ranks of all observations together, before pairs are compared. */
static enum cs_status test_all(struct work *work, struct cs_diag *diag)
{
    size_t n = work->out->n_groups;
    const struct cs_sorted **groups = calloc(n + 1, sizeof *groups);
    double *mean_ranks = calloc(n + 1, sizeof *mean_ranks);
    enum cs_absence lack = groups && mean_ranks ? CS_ABSENT_NOTHING : CS_ABSENT_MEMORY;
    struct cs_sorted none = {0};
    for (size_t g = 0; g < n && !lack; g++)
        groups[g] = has_median(work, g) ? &work->groups[g].sorted : &none;
    if (!lack)
        lack = cs_kruskal(groups, n, mean_ranks, &work->out->all);
    for (size_t g = 0; g < n; g++)
        cs_sorted_let_go(&work->groups[g].sorted, 0, work->groups[g].sorted.n);
    for (size_t g = 0; g < n && !lack; g++)
        work->out->groups[g].mean_rank = mean_ranks[g];
    free(groups);
    free(mean_ranks);
    return lack == CS_ABSENT_MEMORY ? cs_fail_memory(diag) : CS_OK;
}

/* 1 + the number of medians above `own`, among n in ascending order. */
static double find_rank(const double *ascending, size_t n, double own)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ascending[middle] <= own)
            low = middle + 1;
        else
            high = middle;
    }
    return (double)(n - low + 1);
}

/* The medians of one draw, or the estimates for draw n_resamples, in ascending order. */
static size_t sort_medians(const struct work *work, size_t draw, double *ascending)
{
    size_t n = 0;
    for (size_t g = 0; g < work->out->n_groups; g++)
        if (has_median(work, g))
            ascending[n++] = draw == work->options->n_resamples ? work->out->groups[g].median
                                                                : draws_of(work, g)[draw];
    cs_sort_doubles(ascending, n);
    return n;
}

static void fill_ranks(const struct work *work, double *ascending)
{
    size_t n_draws = work->options->n_resamples;
    double tail = (1 - work->options->confidence) / 2;
    size_t low = (size_t)(tail * (double)(n_draws - 1));
    size_t high = (size_t)ceil((1 - tail) * (double)(n_draws - 1));
    /* Pairs are done with: a group's draws become its ranks. */
    for (size_t i = 0; i <= n_draws; i++) {
        size_t n = sort_medians(work, i, ascending);
        for (size_t g = 0; g < work->out->n_groups; g++) {
            struct cs_compared_group *group = &work->out->groups[g];
            if (isnan(group->median))
                continue;
            double *draw = &work->draws[g * n_draws + i];
            if (i < n_draws)
                *draw = find_rank(ascending, n, *draw);
            else
                group->rank = (size_t)find_rank(ascending, n, group->median);
        }
    }
    for (size_t g = 0; g < work->out->n_groups; g++) {
        if (!has_median(work, g))
            continue;
        double *ranks = work->draws + g * n_draws;
        cs_sort_doubles(ranks, n_draws);
        work->out->groups[g].rank_low = (size_t)ranks[low];
        work->out->groups[g].rank_high = (size_t)ranks[high];
    }
}

enum cs_status cs_compare_check(size_t n_groups, const struct cs_compare_options *options,
                                struct cs_diag *diag)
{
    if (n_groups < 2)
        return cs_fail(diag, CS_NO_ANSWER, NULL, NULL, "one group cannot be compared");
    if (n_groups > MAX_GROUPS)
        return cs_fail(diag, CS_NO_ANSWER, NULL,
                       "choose fewer (--occupation, --region, --level, --period), or compare with "
                       "one: --reference",
                       "%zu groups are too many to compare in pairs (at most %d)", n_groups,
                       MAX_GROUPS);
    if (options->has_reference && options->reference >= n_groups)
        return cs_fail(diag, CS_USAGE, NULL, NULL, "the reference is not one of the groups");
    return CS_OK;
}

static enum cs_status start(struct work *work, size_t n_groups, struct cs_arena *arena,
                            struct cs_diag *diag)
{
    const struct cs_compare_options *options = work->options;
    struct cs_comparison *out = work->out;
    for (size_t g = 0; g < n_groups; g++)
        out->is_weighted |= work->groups[g].sorted.weights != NULL;
    out->n_groups = n_groups;
    out->n_pairs = options->has_reference ? n_groups - 1 : n_groups * (n_groups - 1) / 2;
    out->rule = options->has_rule ? options->rule : cs_quantile_rule_default(out->is_weighted);
    out->groups = cs_arena_alloc(arena, n_groups * sizeof *out->groups);
    out->pairs = cs_arena_alloc(arena, out->n_pairs * sizeof *out->pairs);
    work->draws = malloc(n_groups * options->n_resamples * sizeof *work->draws);
    size_t n_replicates = options->replicates ? options->replicates->n_replicates : 0;
    work->n_scratch = n_groups > options->n_resamples ? n_groups : options->n_resamples;
    work->n_scratch = n_replicates > work->n_scratch ? n_replicates : work->n_scratch;
    if (options->design && work->n_scratch < 3 * options->n_resamples)
        work->n_scratch = 3 * options->n_resamples;
    size_t n_threads = options->n_threads ? options->n_threads : 1;
    work->scratch = malloc(n_threads * work->n_scratch * sizeof *work->scratch);
    bool is_whole = out->groups && out->pairs && work->draws && work->scratch;
    if (options->design) {
        out->design =
            (struct cs_design){NULL, options->design->n_clusters, options->design->n_strata};
        work->domains = cs_compare_domains_new(options->design, n_groups);
        is_whole = is_whole && work->domains;
    }
    if (options->n_strata && is_whole)
        is_whole = (work->adjusted_draws =
                        malloc(n_groups * options->n_resamples * sizeof *work->draws)) != NULL;
    work->pairs = (struct cs_pair_work){work->groups,         options,      out, work->draws,
                                        work->adjusted_draws, work->domains};
    return is_whole ? CS_OK : cs_fail_memory(diag);
}

enum cs_status cs_compare_groups(const struct cs_compare_group *groups, size_t n_groups,
                                 const struct cs_compare_options *options, struct cs_arena *arena,
                                 struct cs_comparison *out, struct cs_diag *diag)
{
    *out = (struct cs_comparison){.confidence = options->confidence,
                                  .seed = options->seed,
                                  .n_resamples = options->n_resamples,
                                  .has_tests = options->has_tests,
                                  .replicates = options->replicates,
                                  .all = {NAN, NAN, NAN, NAN, NAN}};
    struct work work = {.groups = groups, .options = options, .out = out};
    enum cs_status status = cs_compare_check(n_groups, options, diag);
    if (status == CS_OK)
        status = start(&work, n_groups, arena, diag);
    if (status == CS_OK)
        status = draw_groups(&work, diag);
    if (status == CS_OK && options->n_strata > 0)
        status = cs_adjust_groups(
            &(struct cs_adjusting){groups, options, work.adjusted_draws, work.domains}, out, diag);
    if (status == CS_OK && options->has_tests && !out->is_weighted && !options->design)
        status = test_all(&work, diag);
    if (status == CS_OK) {
        list_pairs(&work);
        fill_ranks(&work, work.scratch);
        status = correct_all(out, diag);
    }
    cs_compare_domains_free(work.domains);
    free(work.draws);
    free(work.adjusted_draws);
    free(work.scratch);
    return status;
}

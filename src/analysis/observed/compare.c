/* Pairs of groups in memory: draws are made once a group and used for every pair it is in.
 * survey_compare.c brings the groups here. */
#include "analysis/observed/compare.h"

#include <stdbool.h>
#include <math.h>
#include <stdlib.h>

#include "analysis/observed/adjust.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/pool.h"
#include "stats/bootstrap.h"
#include "stats/interval.h"
#include "stats/multiple.h"
#include "stats/order.h"
#include "stats/quantile.h"
#include "stats/ranktest.h"
#include "stats/sample.h"

enum { MAX_GROUPS = 1000 }; /* half a million pairs */

struct cs_compare_options cs_compare_defaults(void)
{
    return (struct cs_compare_options){
        .confidence = 0.95, .n_resamples = 2000, .seed = 1, .n_threads = 1, .minimum_n = 3};
}

/* Draws of every group's median, a row of n_resamples each; a row of a group without any is not
 * read. */
struct work {
    const struct cs_compare_group *groups;
    const struct cs_compare_options *options;
    struct cs_comparison *out;
    double *draws;
    double *scratch;  /* n_scratch for each thread */
    size_t n_scratch; /* n_resamples or n_groups, whichever is more */
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
    return cs_bootstrap_draw(sorted, &plan, work->draws + g * plan.n_resamples);
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
            .adjusted_median = NAN,
        };
        found->lack = draw_group(work, g);
        if (found->lack == CS_ABSENT_MEMORY)
            return cs_fail_memory(diag);
        if (!has_median(work, g))
            continue;
        found->weight = group->sorted.total;
        found->n_eff = cs_sample_effective_n(
            &(struct cs_sample){group->sorted.values, group->sorted.weights, group->sorted.n});
        n_usable++;
    }
    if (n_usable < 2)
        return cs_fail(diag, CS_NO_ANSWER, NULL, NULL,
                       "%zu of %zu groups have %g or more observations: nothing to compare",
                       n_usable, work->out->n_groups, work->options->minimum_n);
    return CS_OK;
}

/* The percentile interval of resampled figures, by selection. */
static struct cs_interval read_interval(const struct work *work, const double *figures)
{
    double confidence = work->options->confidence, ends[2];
    double shares[2] = {(1 - confidence) / 2, (1 + confidence) / 2};
    struct cs_sample sample = {figures, NULL, work->options->n_resamples};
    if (cs_quantiles(&sample, CS_HF7, shares, 2, ends))
        return cs_interval_missing(confidence);
    return (struct cs_interval){ends[0], ends[1], confidence, NAN};
}

/* With fewer observations in a group the 95 % interval of a difference holds in 88 of a hundred
 * samples, with these in 97. */
enum { LEAST_TO_COMPARE = 5 };

/* Both intervals of a pair from paired draws. */
static void fill_intervals(const struct work *work, double *scratch, struct cs_pair *pair)
{
    const double *a = draws_of(work, pair->a), *b = draws_of(work, pair->b);
    size_t n = work->options->n_resamples;
    bool has_ratio = work->out->groups[pair->b].median > 0;
    for (size_t i = 0; i < n; i++) {
        scratch[i] = a[i] - b[i];
        has_ratio = has_ratio && b[i] > 0;
    }
    pair->difference_interval = read_interval(work, scratch);
    for (size_t i = 0; i < n && has_ratio; i++)
        scratch[i] = a[i] / b[i];
    if (has_ratio)
        pair->ratio_interval = read_interval(work, scratch);
}

static void fill_tests(const struct work *work, struct cs_pair *pair)
{
    const struct cs_sorted *a = &work->groups[pair->a].sorted;
    const struct cs_sorted *b = &work->groups[pair->b].sorted;
    if (a->weights || b->weights) {
        pair->test_lack = CS_ABSENT_RANGE;
        return;
    }
    struct cs_mann_whitney ranks;
    struct cs_mood mood;
    pair->test_lack = cs_mann_whitney_sorted(a, b, &ranks);
    pair->superiority = ranks.superiority;
    pair->rank_p = ranks.p_value;
    if (cs_mood_sorted(a, b, &mood) == CS_ABSENT_NOTHING)
        pair->mood_p = mood.p_value;
}

static void fill_pair(void *context, size_t index, size_t worker)
{
    const struct work *work = context;
    struct cs_pair *pair = &work->out->pairs[index];
    const struct cs_compared_group *a = &work->out->groups[pair->a];
    const struct cs_compared_group *b = &work->out->groups[pair->b];
    struct cs_interval none = cs_interval_missing(work->options->confidence);
    *pair = (struct cs_pair){
        .a = pair->a,
        .b = pair->b,
        .difference = a->median - b->median,
        .ratio = b->median > 0 ? a->median / b->median : NAN,
        .difference_interval = none,
        .ratio_interval = none,
        .superiority = NAN,
        .rank_p = NAN,
        .rank_p_holm = NAN,
        .rank_p_bh = NAN,
        .mood_p = NAN,
        .mood_p_holm = NAN,
        .mood_p_bh = NAN,
        .adjusted_difference = a->adjusted_median - b->adjusted_median,
        .lack = a->lack ? a->lack : b->lack,
    };
    pair->is_reversed = pair->adjusted_difference * pair->difference < 0;
    if (isnan(pair->difference)) {
        pair->lack = pair->test_lack = CS_ABSENT_MORE_VALUES;
        return;
    }
    if (!pair->lack && (a->n_eff < LEAST_TO_COMPARE || b->n_eff < LEAST_TO_COMPARE))
        pair->lack = CS_ABSENT_MORE_VALUES;
    if (!pair->lack)
        fill_intervals(work, work->scratch + worker * work->n_scratch, pair);
    fill_tests(work, pair);
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

/* Corrects one kind of p over all pairs. */
static enum cs_status correct(struct cs_comparison *out, bool is_mood, struct cs_diag *diag)
{
    size_t n = out->n_pairs;
    double *p = calloc(3 * (n + 1), sizeof *p);
    if (!p)
        return cs_fail_memory(diag);
    double *holm = p + n, *bh = p + 2 * n;
    for (size_t i = 0; i < n; i++)
        p[i] = is_mood ? out->pairs[i].mood_p : out->pairs[i].rank_p;
    enum cs_absence lack = cs_adjust_holm(p, n, holm);
    if (!lack)
        lack = cs_adjust_bh(p, n, bh);
    for (size_t i = 0; i < n && !lack; i++) {
        *(is_mood ? &out->pairs[i].mood_p_holm : &out->pairs[i].rank_p_holm) = holm[i];
        *(is_mood ? &out->pairs[i].mood_p_bh : &out->pairs[i].rank_p_bh) = bh[i];
    }
    free(p);
    return lack ? cs_fail_memory(diag) : CS_OK;
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
        return cs_fail(diag, CS_NO_ANSWER, NULL, "choose fewer with --where or a coarser dimension",
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
    work->n_scratch = n_groups > options->n_resamples ? n_groups : options->n_resamples;
    size_t n_threads = options->n_threads ? options->n_threads : 1;
    work->scratch = malloc(n_threads * work->n_scratch * sizeof *work->scratch);
    bool is_whole = out->groups && out->pairs && work->draws && work->scratch;
    return is_whole ? CS_OK : cs_fail_memory(diag);
}

enum cs_status cs_compare_groups(const struct cs_compare_group *groups, size_t n_groups,
                                 const struct cs_compare_options *options, struct cs_arena *arena,
                                 struct cs_comparison *out, struct cs_diag *diag)
{
    *out = (struct cs_comparison){.confidence = options->confidence,
                                  .seed = options->seed,
                                  .n_resamples = options->n_resamples};
    struct work work = {.groups = groups, .options = options, .out = out};
    enum cs_status status = cs_compare_check(n_groups, options, diag);
    if (status == CS_OK)
        status = start(&work, n_groups, arena, diag);
    if (status == CS_OK)
        status = draw_groups(&work, diag);
    if (status == CS_OK && options->n_strata > 0)
        status = cs_adjust_groups(groups, options, out, diag);
    if (status == CS_OK) {
        list_pairs(&work);
        fill_ranks(&work, work.scratch);
        status = correct(out, 0, diag);
    }
    if (status == CS_OK)
        status = correct(out, 1, diag);
    free(work.draws);
    free(work.scratch);
    return status;
}

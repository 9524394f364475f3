/* Every figure of a pair of groups: its interval and its test are made of the same draws or errors,
 * so that they never contradict each other. */
#include "analysis/observed/compare_pair.h"

#include <math.h>

#include "analysis/observed/compare_design.h"
#include "stats/inference/groups_test.h"
#include "stats/interval.h"
#include "stats/quantile.h"
#include "stats/ranktest.h"
#include "stats/replicate.h"
#include "stats/sample.h"

/* With fewer observations in a group the 95 % interval of a difference holds in 88 of a hundred
 * samples, with these in 97. */
enum { LEAST_TO_COMPARE = 5 };

/* The percentile interval of resampled figures, by selection. */
static struct cs_interval read_interval(const struct cs_pair_work *work, const double *figures)
{
    double confidence = work->options->confidence, ends[2];
    double shares[2] = {(1 - confidence) / 2, (1 + confidence) / 2};
    struct cs_sample sample = {figures, NULL, work->options->n_resamples};
    if (cs_quantiles(&sample, CS_HF7, shares, 2, ends))
        return cs_interval_missing(confidence);
    return (struct cs_interval){ends[0], ends[1], confidence, NAN};
}

/* Twice the share of resampled differences on the far side of 0: the confidence at which the
 * percentile interval just touches it. */
static double read_p(const double *differences, size_t n)
{
    size_t n_below = 0, n_above = 0;
    for (size_t i = 0; i < n; i++) {
        n_below += differences[i] <= 0;
        n_above += differences[i] >= 0;
    }
    double share = (double)(n_below < n_above ? n_below : n_above) / (double)n;
    return fmin(1, fmax(2 * share, 1 / (double)n));
}

/* draws: of the medians of a and of b, n_resamples each. */
struct drawn {
    const double *a, *b;
};

static void fill_resampled(const struct cs_pair_work *work, const struct drawn *drawn,
                           double *scratch, struct cs_pair *pair)
{
    size_t n = work->options->n_resamples;
    const double *a = drawn->a, *b = drawn->b;
    bool has_ratio = work->out->groups[pair->b].median > 0;
    for (size_t i = 0; i < n; i++) {
        scratch[i] = a[i] - b[i];
        has_ratio = has_ratio && b[i] > 0;
    }
    pair->median.p = read_p(scratch, n);
    pair->difference_interval = read_interval(work, scratch);
    for (size_t i = 0; i < n && has_ratio; i++)
        scratch[i] = a[i] / b[i];
    if (has_ratio)
        pair->ratio_interval = read_interval(work, scratch);
}

/* Differences and ratios of the replicates themselves: the groups may share replicates. */
static void fill_replicated(const struct cs_pair_work *work, double *scratch, struct cs_pair *pair)
{
    const struct cs_replicate_design *design = work->options->replicates;
    const struct cs_compare_group *a = &work->groups[pair->a], *b = &work->groups[pair->b];
    double confidence = work->options->confidence, se;
    for (size_t r = 0; r < design->n_replicates; r++)
        scratch[r] = a->medians[r] - b->medians[r];
    pair->lack = cs_replicate_error(design, pair->difference, scratch, &pair->difference_se);
    if (pair->lack)
        return;
    pair->difference_interval =
        cs_interval_normal(pair->difference, pair->difference_se, confidence);
    pair->median.p = cs_normal_p(pair->difference, pair->difference_se);
    for (size_t r = 0; r < design->n_replicates; r++)
        scratch[r] = a->medians[r] / b->medians[r];
    if (!isnan(pair->ratio) && !cs_replicate_error(design, pair->ratio, scratch, &se))
        pair->ratio_interval = cs_interval_normal(pair->ratio, se, confidence);
}

/* Replicates where there are any; else linearized, with Student's t of Welch's degrees of freedom,
 * as few observations make the normal law too narrow. */
static void fill_means(const struct cs_pair_work *work, double *scratch, struct cs_pair *pair)
{
    const struct cs_replicate_design *design = work->options->replicates;
    const struct cs_compared_group *a = &work->out->groups[pair->a];
    const struct cs_compared_group *b = &work->out->groups[pair->b];
    double confidence = work->options->confidence;
    pair->mean_difference = a->mean - b->mean;
    if (design) {
        for (size_t r = 0; r < design->n_replicates; r++)
            scratch[r] = work->groups[pair->a].means[r] - work->groups[pair->b].means[r];
        if (!cs_replicate_error(design, pair->mean_difference, scratch, &pair->mean_se))
            pair->mean_interval =
                cs_interval_normal(pair->mean_difference, pair->mean_se, confidence);
        return;
    }
    double va = a->mean_se * a->mean_se, vb = b->mean_se * b->mean_se;
    pair->mean_se = sqrt(va + vb);
    double df = (va + vb) * (va + vb) / (va * va / (a->n_eff - 1) + vb * vb / (b->n_eff - 1));
    if (a->n_eff < LEAST_TO_COMPARE || b->n_eff < LEAST_TO_COMPARE || !(pair->mean_se > 0))
        return;
    pair->mean_interval = cs_interval_student(pair->mean_difference, pair->mean_se, df, confidence);
}

static void fill_adjusted(const struct cs_pair_work *work, double *scratch, struct cs_pair *pair)
{
    size_t n = work->options->n_resamples;
    if (!work->adjusted_draws || pair->lack || isnan(pair->adjusted_difference))
        return;
    const double *a = work->adjusted_draws + pair->a * n, *b = work->adjusted_draws + pair->b * n;
    for (size_t i = 0; i < n; i++)
        scratch[i] = a[i] - b[i];
    if (isnan(scratch[0]))
        return;
    pair->adjusted_interval = read_interval(work, scratch);
}

/* By strata and clusters: as resampled, of draws that vary as the clusters do. */
static void fill_designed(const struct cs_pair_work *work, double *scratch, struct cs_pair *pair)
{
    size_t n = work->options->n_resamples;
    struct drawn drawn = {scratch + n, scratch + 2 * n};
    struct cs_pair_draws of = {work->groups, work->options, work->out->rule, false};
    double se;
    cs_compare_domain_means(work->domains, pair);
    if (pair->lack)
        return;
    if (cs_compare_domain_draws(work->domains, &of, pair, scratch + n, &pair->difference_se))
        fill_resampled(work, &drawn, scratch, pair);
    else
        pair->lack = CS_ABSENT_MORE_VALUES;
    of.is_adjusted = true;
    of.rule = work->out->is_weighted ? of.rule : CS_HF2; /* as adjust.c */
    if (isnan(pair->adjusted_difference) ||
        !cs_compare_domain_draws(work->domains, &of, pair, scratch + n, &se))
        return;
    for (size_t i = 0; i < n; i++)
        scratch[i] = drawn.a[i] - drawn.b[i];
    pair->adjusted_interval = read_interval(work, scratch);
}

static void fill_tests(const struct cs_pair_work *work, struct cs_pair *pair)
{
    const struct cs_sorted *a = &work->groups[pair->a].sorted;
    const struct cs_sorted *b = &work->groups[pair->b].sorted;
    const struct cs_compared_group *groups = work->out->groups;
    if (a->weights || b->weights || work->domains) {
        pair->test_lack = CS_ABSENT_RANGE;
        return;
    }
    struct cs_mann_whitney ranks;
    pair->test_lack = cs_mann_whitney_sorted(a, b, &ranks);
    pair->ranks.p = ranks.p_value;
    enum cs_absence lack = cs_brunner_munzel(a, b, work->options->confidence, &pair->brunner);
    pair->brunner.superiority = ranks.superiority;
    if (!lack)
        pair->superiority.p = pair->brunner.p_value;
    (void)cs_hodges_lehmann(a, b, work->options->confidence, &pair->shift);
    pair->dunn_z = cs_dunn(&work->out->all, groups[pair->a].mean_rank, (double)a->n,
                           groups[pair->b].mean_rank, (double)b->n);
    pair->dunn.p = cs_normal_p(pair->dunn_z, 1);
    cs_sorted_let_go(a, 0, a->n);
    cs_sorted_let_go(b, 0, b->n);
}

void cs_pair_fill(const struct cs_pair_work *work, double *scratch, struct cs_pair *pair)
{
    const struct cs_compared_group *a = &work->out->groups[pair->a];
    const struct cs_compared_group *b = &work->out->groups[pair->b];
    struct cs_interval none = cs_interval_missing(work->options->confidence);
    struct cs_tested untested = {NAN, NAN, NAN};
    *pair = (struct cs_pair){
        .a = pair->a,
        .b = pair->b,
        .difference = a->median - b->median,
        .ratio = b->median > 0 ? a->median / b->median : NAN,
        .difference_interval = none,
        .ratio_interval = none,
        .difference_se = NAN,
        .median = untested,
        .mean_difference = NAN,
        .mean_se = NAN,
        .mean_interval = none,
        .brunner = {NAN, NAN, NAN, NAN, none},
        .shift = {NAN, none},
        .dunn_z = NAN,
        .superiority = untested,
        .ranks = untested,
        .dunn = untested,
        .adjusted_difference = a->adjusted_median - b->adjusted_median,
        .adjusted_interval = none,
        .lack = a->lack ? a->lack : b->lack,
    };
    pair->is_reversed = pair->adjusted_difference * pair->difference < 0;
    if (isnan(pair->difference)) {
        pair->lack = pair->test_lack = CS_ABSENT_MORE_VALUES;
        return;
    }
    if (!pair->lack && (a->n_eff < LEAST_TO_COMPARE || b->n_eff < LEAST_TO_COMPARE))
        pair->lack = CS_ABSENT_MORE_VALUES;
    if (work->domains) {
        fill_designed(work, scratch, pair);
    } else {
        size_t n = work->options->n_resamples;
        struct drawn drawn = {work->draws + pair->a * n, work->draws + pair->b * n};
        if (!pair->lack && work->options->replicates)
            fill_replicated(work, scratch, pair);
        else if (!pair->lack)
            fill_resampled(work, &drawn, scratch, pair);
        fill_means(work, scratch, pair);
        fill_adjusted(work, scratch, pair);
    }
    if (work->options->has_tests)
        fill_tests(work, pair);
}

/* All figures of one group from its sorted observations, each with the interval that its method
 * allows. */
#include "analysis/observed/distribution.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/terms/levels.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/suggest.h"
#include "base/text.h"
#include "stats/bootstrap.h"
#include "stats/inference/design.h"
#include "stats/interval.h"
#include "stats/inequality.h"
#include "stats/moments.h"
#include "stats/quantile.h"
#include "stats/replicate.h"
#include "stats/sample.h"

struct cs_distribution_options cs_distribution_defaults(void)
{
    return (struct cs_distribution_options){
        .shares = {0.1, 0.25, 0.5, 0.75, 0.9},
        .n_shares = 5,
        .confidence = 0.95,
        .n_resamples = 2000,
        .seed = 1,
        .n_threads = 1,
        .minimum_n = 3,
        .trim = 0.1,
    };
}

enum cs_status cs_distribution_set_method(struct cs_distribution_options *options, const char *word,
                                          struct cs_diag *diag)
{
    options->has_method = true;
    if (cs_interval_method_parse(cs_span_of(word), &options->method))
        return CS_OK;
    return cs_fail(diag, CS_USAGE, NULL,
                   "choose order, woodruff, replicates, bootstrap, bca or none",
                   "'%s' is not a kind of interval", word);
}

enum cs_status cs_distribution_set_replicates(struct cs_distribution_options *options,
                                              const char *word, struct cs_arena *arena,
                                              struct cs_diag *diag)
{
    if (cs_replicate_design_parse(cs_span_of(word), arena, &options->replicates,
                                  &options->n_rscales))
        return CS_OK;
    return cs_fail(diag, CS_USAGE, NULL,
                   "choose acs, jk1, jk2, brr, fay:K, bootstrap, or other:SCALE:R1,R2,… as R's "
                   "svrepdesign takes scale and rscales",
                   "'%s' is not a replicate weight scheme", word);
}

enum cs_status cs_distribution_set_rule(struct cs_distribution_options *options, const char *word,
                                        struct cs_diag *diag)
{
    options->has_rule = true;
    if (cs_quantile_rule_parse(cs_span_of(word), &options->rule))
        return CS_OK;
    return cs_fail(diag, CS_USAGE, NULL, "choose one of hf1 to hf9, math or school",
                   "'%s' is not a quantile rule", word);
}

enum cs_status cs_distribution_set_confidence(struct cs_distribution_options *options,
                                              const char *word, struct cs_diag *diag)
{
    struct cs_span span = cs_span_of(word);
    bool has_sign = span.size > 0 && word[span.size - 1] == '%';
    double value;
    span.size -= (size_t)has_sign;
    if (cs_number_parse(span, &value)) {
        double fraction = has_sign || value > 1 ? value / 100 : value;
        if (fraction >= 0.5 && fraction < 1) {
            options->confidence = fraction;
            return CS_OK;
        }
    }
    return cs_fail(diag, CS_USAGE, NULL, "give a share from 0.5 to below 1, such as 0.95 or 95%",
                   "'%s' is not a confidence level", word);
}

static enum cs_interval_method choose_method(const struct cs_group_values *observations,
                                             const struct cs_distribution_options *options)
{
    if (options->has_method)
        return options->method;
    if (observations->n_replicates > 1)
        return CS_INTERVAL_REPLICATES;
    return observations->weights || observations->clusters ? CS_INTERVAL_WOODRUFF
                                                           : CS_INTERVAL_ORDER;
}

/* A replicate weight is kept in single precision: 3.6 comes back as 3.5999999. The decimal that was
 * written, of up to six places, is found again, so that sums of weights meet a share exactly where
 * they did in the file. */
static double written_decimal(float kept)
{
    double value = kept;
    for (double unit = 1; unit <= 1e6; unit *= 10) {
        double decimal = nearbyint(value * unit) / unit;
        if ((float)decimal == kept)
            return decimal;
    }
    return value;
}

/* The dataset keeps replicates row by row, stats/ wants them replicate by replicate. */
double *cs_distribution_turn_replicates(const struct cs_group_values *observations)
{
    double *turned = malloc(observations->n * observations->n_replicates * sizeof *turned);
    for (size_t i = 0; i < observations->n && turned; i++)
        for (size_t r = 0; r < observations->n_replicates; r++)
            turned[r * observations->n + i] =
                written_decimal(observations->replicates[i * observations->n_replicates + r]);
    return turned;
}

/* Everything a point needs, held for all points of a group. */
struct work {
    const struct cs_group_values *observations;
    const struct cs_distribution_options *options;
    struct cs_sorted sorted;
    double *replicates; /* NULL unless the method asks */
    double *draws;      /* NULL unless the method asks */
};

static enum cs_absence estimate_replicated(const struct work *work, enum cs_quantile_rule rule,
                                           struct cs_point *point)
{
    const struct cs_group_values *observations = work->observations;
    if (observations->n_replicates < 2)
        return CS_ABSENT_MORE_VALUES;
    struct cs_replicated data = {observations->values, observations->weights, work->replicates,
                                 observations->n, work->options->replicates};
    data.design.n_replicates = observations->n_replicates;
    struct cs_replicated_estimate found;
    enum cs_absence lack = cs_replicated_quantile(&data, rule, point->share, &found);
    point->se = found.se;
    if (!lack)
        point->interval = cs_interval_normal(point->value, found.se, work->options->confidence);
    return lack;
}

/* Resampling knows nothing beyond the values it has: with few on one side of the quantile its 95 %
 * interval holds in 25 to 90 of a hundred samples. With these many on either side it holds in 92 to
 * 97; bca with weights wants more. Found by tests/bench/coverage.c. */
enum { LEAST_BESIDE = 10, LEAST_BESIDE_BCA_WEIGHTED = 20 };

static bool is_enough_to_resample(double n_eff, double share, bool is_bca, bool has_weights)
{
    double beside = n_eff * fmin(share, 1 - share);
    return beside >= (is_bca && has_weights ? LEAST_BESIDE_BCA_WEIGHTED : LEAST_BESIDE) - 1e-9;
}

static enum cs_absence estimate_resampled(const struct work *work,
                                          const struct cs_distribution *group,
                                          struct cs_point *point)
{
    const struct cs_distribution_options *options = work->options;
    enum cs_quantile_rule rule = group->rule;
    bool is_bca = group->method == CS_INTERVAL_BCA;
    if (!is_enough_to_resample(group->n_eff, point->share, is_bca, work->sorted.weights != NULL))
        return CS_ABSENT_MORE_VALUES;
    struct cs_bootstrap plan = {.rule = rule,
                                .p = point->share,
                                .seed = options->seed,
                                .n_resamples = options->n_resamples,
                                .stream = options->stream,
                                .n_threads = options->n_threads};
    enum cs_absence lack = cs_bootstrap_draw(&work->sorted, &plan, work->draws);
    if (lack)
        return lack;
    if (is_bca)
        return cs_bootstrap_bca(&work->sorted, &plan, work->draws, options->confidence,
                                &point->interval);
    point->interval = cs_bootstrap_percentile(work->draws, plan.n_resamples, options->confidence);
    return CS_ABSENT_NOTHING;
}

static enum cs_absence estimate_designed(const struct work *work,
                                         const struct cs_distribution *group,
                                         struct cs_point *point)
{
    const struct cs_group_values *observations = work->observations;
    struct cs_designed data = {{observations->values, observations->weights, observations->n},
                               observations->clusters,
                               observations->design};
    struct cs_designed_quantile of = {group->rule, point->value, work->options->confidence};
    return cs_designed_interval(&data, &work->sorted, &of, &point->se, &point->interval);
}

static enum cs_absence find_interval(const struct work *work, const struct cs_distribution *group,
                                     struct cs_point *point)
{
    double confidence = work->options->confidence;
    switch (group->method) {
    case CS_INTERVAL_ORDER:
        return cs_interval_order_by_memo(&work->sorted, point->share, confidence,
                                         work->options->memo, &point->interval);
    case CS_INTERVAL_WOODRUFF:
        if (work->observations->clusters)
            return estimate_designed(work, group, point);
        return cs_interval_woodruff_of(&work->sorted, group->n_eff, point->share, confidence,
                                       &point->interval);
    case CS_INTERVAL_REPLICATES:
        return estimate_replicated(work, group->rule, point);
    case CS_INTERVAL_PERCENTILE:
    case CS_INTERVAL_BCA:
        return estimate_resampled(work, group, point);
    default:
        return CS_ABSENT_NOTHING;
    }
}

static void fill_points(const struct work *work, struct cs_distribution *out)
{
    out->n_points = work->options->n_shares;
    for (size_t i = 0; i < out->n_points; i++) {
        struct cs_point *point = &out->points[i];
        *point = (struct cs_point){.share = work->options->shares[i],
                                   .se = NAN,
                                   .value = NAN,
                                   .lack = out->lack,
                                   .interval_lack = out->lack};
        point->interval = cs_interval_missing(work->options->confidence);
        if (out->lack)
            continue;
        if (!(point->share >= 0 && point->share <= 1)) {
            point->lack = point->interval_lack = CS_ABSENT_RANGE;
            continue;
        }
        point->value = cs_sorted_quantile(&work->sorted, out->rule, point->share);
        point->interval_lack = find_interval(work, out, point);
    }
}

static void clear_spread(struct cs_distribution *out, enum cs_absence lack)
{
    struct cs_scalar none = {NAN, lack};
    out->trimmed = out->winsorised = out->geometric = out->gini = out->p90_p10 = none;
    out->theil = out->atkinson_half = out->atkinson_one = none;
    for (size_t i = 0; i < CS_LORENZ_SHARES; i++)
        out->lorenz[i] = none;
}

static void fill_inequality(const struct cs_sorted *sorted, struct cs_distribution *out)
{
    out->gini.lack = cs_sorted_gini(sorted, &out->gini.value);
    out->theil.lack = cs_sorted_theil(sorted, &out->theil.value);
    out->atkinson_half.lack = cs_sorted_atkinson(sorted, 0.5, &out->atkinson_half.value);
    out->atkinson_one.lack = cs_sorted_atkinson(sorted, 1, &out->atkinson_one.value);
    double curve[CS_LORENZ_SHARES + 2];
    enum cs_absence lack = cs_sorted_lorenz(sorted, CS_LORENZ_SHARES + 1, curve);
    for (size_t i = 0; i < CS_LORENZ_SHARES; i++)
        out->lorenz[i] = (struct cs_scalar){curve[i + 1], lack};
}

static void fill_means(const struct cs_sorted *sorted, bool is_wanted, struct cs_distribution *out)
{
    clear_spread(out, out->lack);
    if (!out->lack)
        out->level_lack = cs_level_scheme_means(out->levels, sorted, out->level_means);
    if (out->lack || !is_wanted)
        return;
    out->trimmed.lack = cs_sorted_mean_trimmed(sorted, out->trim, &out->trimmed.value);
    out->winsorised.lack = cs_sorted_mean_winsorised(sorted, out->trim, &out->winsorised.value);
    out->geometric.lack = cs_sorted_mean_geometric(sorted, &out->geometric.value);
    fill_inequality(sorted, out);
    out->p90_p10.lack = cs_sorted_spread_p90_p10(sorted, &out->p90_p10.value);
}

void cs_distribution_withhold(struct cs_distribution *distribution)
{
    struct cs_scalar none = {NAN, CS_ABSENT_MORE_VALUES};
    distribution->is_below_minimum = true;
    distribution->lack = none.lack;
    distribution->weight = distribution->n_eff = NAN;
    distribution->moments = (struct cs_moments){
        .weight = NAN, .n_eff = NAN, .mean = NAN, .sd = NAN, .minimum = NAN, .maximum = NAN};
    clear_spread(distribution, none.lack);
    distribution->level_lack = none.lack;
    for (size_t i = 0; i < CS_MAX_LEVELS; i++)
        distribution->level_means[i] = NAN;
    for (size_t i = 0; i < distribution->n_points; i++) {
        struct cs_point *point = &distribution->points[i];
        *point = (struct cs_point){.share = point->share,
                                   .value = NAN,
                                   .lack = none.lack,
                                   .se = NAN,
                                   .interval_lack = none.lack,
                                   .interval = cs_interval_missing(distribution->confidence)};
    }
}

static bool make_room(struct work *work, enum cs_interval_method method)
{
    if (method == CS_INTERVAL_REPLICATES && work->observations->n_replicates > 1) {
        work->replicates = cs_distribution_turn_replicates(work->observations);
        return work->replicates != NULL;
    }
    if (method == CS_INTERVAL_PERCENTILE || method == CS_INTERVAL_BCA) {
        work->draws = malloc((work->options->n_resamples + 1) * sizeof *work->draws);
        return work->draws != NULL;
    }
    return true;
}

/* What holds before the observations are looked at. */
static struct cs_distribution describe(const struct cs_group_values *observations,
                                       const struct cs_distribution_options *options)
{
    return (struct cs_distribution){
        .is_weighted = observations->weights != NULL,
        .confidence = options->confidence,
        .rule = options->has_rule ? options->rule
                                  : cs_quantile_rule_default(observations->weights != NULL),
        .method = choose_method(observations, options),
        .seed = options->seed,
        .n_resamples = options->n_resamples,
        .trim = options->trim,
        .levels = options->levels,
        .moments = {.mean = NAN, .sd = NAN, .minimum = NAN, .maximum = NAN},
    };
}

static void fill_moments(const struct work *work, struct cs_distribution *out)
{
    if (!out->lack)
        cs_sorted_moments(&work->sorted, &out->moments);
    out->n = out->moments.n;
    out->weight = out->moments.weight;
    out->n_eff = out->moments.n_eff;
    if (!out->lack && (double)out->n < work->options->minimum_n)
        cs_distribution_withhold(out);
    double median = out->lack || out->is_below_minimum || !work->options->n_far
                        ? NAN
                        : cs_sorted_quantile(&work->sorted, CS_HF1, 0.5);
    if (median > 0 && out->moments.maximum > CS_FAR * median)
        atomic_fetch_add(work->options->n_far, 1);
}

static enum cs_status fill(struct work *work, struct cs_distribution *out, struct cs_diag *diag)
{
    fill_moments(work, out);
    enum cs_status status = CS_OK;
    if (!out->lack && !make_room(work, out->method))
        status = cs_fail_memory(diag);
    if (status == CS_OK) {
        fill_points(work, out);
        fill_means(&work->sorted, !work->options->leaves_out_spread, out);
    }
    free(work->replicates);
    free(work->draws);
    return status;
}

enum cs_status cs_distribution_of(const struct cs_group_values *observations,
                                  const struct cs_distribution_options *options,
                                  struct cs_distribution *out, struct cs_diag *diag)
{
    struct work work = {.observations = observations, .options = options};
    struct cs_sample sample = {observations->values, observations->weights, observations->n};
    *out = describe(observations, options);
    out->lack = cs_sorted_init(&work.sorted, &sample);
    if (out->lack == CS_ABSENT_MEMORY)
        return cs_fail_memory(diag);
    enum cs_status status = fill(&work, out, diag);
    cs_sorted_clear(&work.sorted);
    return status;
}

enum cs_status cs_distribution_of_sorted(const struct cs_sorted *sorted,
                                         const struct cs_distribution_options *options,
                                         struct cs_distribution *out, struct cs_diag *diag)
{
    struct cs_group_values observations = {
        .values = sorted->values, .weights = sorted->weights, .n = sorted->n};
    struct work work = {.observations = &observations, .options = options, .sorted = *sorted};
    *out = describe(&observations, options);
    out->lack = sorted->n         ? CS_ABSENT_NOTHING
                : sorted->weights ? CS_ABSENT_WEIGHT
                                  : CS_ABSENT_VALUES;
    return fill(&work, out, diag);
}

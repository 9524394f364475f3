/* A comparison for programs. Apart from comparison_table.c, which leaves out most of it and so
 * shares little. */
#include <math.h>

#include "analysis/observed/listing.h"
#include "data/dim.h"
#include "data/quantity.h"
#include "render/result/comparison.h"
#include "render/result/footer.h"
#include "render/result/keys.h"
#include "render/result/money.h"
#include "render/write/envelope.h"
#include "render/write/json.h"
#include "stats/absence.h"
#include "stats/quantile.h"

static void put_interval(struct cs_json *json, const char *name, double value,
                         const struct cs_interval *interval)
{
    cs_json_put_object(json, name);
    cs_json_put_number_or_null(json, "value", value, 6);
    cs_json_put_number_or_null(json, "lower", interval->lower, 6);
    cs_json_put_number_or_null(json, "upper", interval->upper, 6);
    cs_json_end_object(json);
}

/* A test: what it asks, and its p-values, raw and corrected for the number of pairs. */
static void put_test(struct cs_json *json, const char *name, const char *hypothesis,
                     const struct cs_tested *test)
{
    cs_json_put_object(json, name);
    cs_json_put_string(json, "hypothesis", hypothesis);
    cs_json_put_number_or_null(json, "p", test->p, CS_JSON_EXACT);
    cs_json_put_number_or_null(json, "p_holm", test->holm, CS_JSON_EXACT);
    cs_json_put_number_or_null(json, "p_benjamini_hochberg", test->bh, CS_JSON_EXACT);
    cs_json_end_object(json);
}

static void put_means(struct cs_json *json, const struct cs_pair *pair)
{
    cs_json_put_object(json, "mean_difference");
    cs_json_put_number_or_null(json, "value", pair->mean_difference, 6);
    cs_json_put_number_or_null(json, "se", pair->mean_se, 6);
    cs_json_put_number_or_null(json, "lower", pair->mean_interval.lower, 6);
    cs_json_put_number_or_null(json, "upper", pair->mean_interval.upper, 6);
    cs_json_end_object(json);
}

/* What --tests adds. */
static void put_tests(struct cs_json *json, const struct cs_comparison *result,
                      const struct cs_pair *pair)
{
    put_interval(json, "superiority", pair->brunner.superiority, &pair->brunner.interval);
    put_test(json, "brunner_munzel", "an observation of a is as likely above one of b as below it",
             &pair->superiority);
    put_interval(json, "shift", pair->shift.shift, &pair->shift.interval);
    put_test(json, "mann_whitney", "a and b have the same distribution", &pair->ranks);
    cs_json_put_number_or_null(json, "dunn_z", pair->dunn_z, CS_JSON_EXACT);
    put_test(json, "dunn", "a and b have the same mean rank among all groups", &pair->dunn);
    if (pair->test_lack)
        cs_json_put_string(json, "tests_absent",
                           pair->test_lack == CS_ABSENT_RANGE
                               ? (result->is_weighted ? "the tests take no weights"
                                                      : "the tests take observations as drawn one "
                                                        "by one")
                               : cs_absence_words(pair->test_lack));
}

static void put_group(struct cs_json *json, const struct cs_compared *compared, size_t g)
{
    const struct cs_compared_group *group = &compared->observations->result.groups[g];
    cs_json_begin_object(json);
    cs_json_put_string(json, "code", group->code);
    cs_json_put_keys(json, "key", compared->dataset, compared->observations->keys[g]);
    if (group->is_below_minimum) {
        cs_json_put_null(json, "n");
        cs_json_put_string(json, "withheld", "below_minimum_n");
    } else {
        cs_json_put_integer(json, "n", (int64_t)group->n);
    }
    if (compared->observations->result.is_weighted) {
        cs_json_put_number_or_null(json, "weight", group->weight, 6);
        cs_json_put_number_or_null(json, "n_eff", group->n_eff, 3);
    }
    cs_json_put_number_or_null(json, "median", group->median, 6);
    cs_json_put_number_or_null(json, "mean", group->mean, 6);
    cs_json_put_number_or_null(json, "mean_se", group->mean_se, 6);
    if (compared->observations->result.has_tests)
        cs_json_put_number_or_null(json, "mean_rank", group->mean_rank, 6);
    if (group->lack)
        cs_json_put_string(json, "absent", cs_absence_name(group->lack));
    if (compared->adjusted_for) {
        cs_json_put_number_or_null(json, "adjusted_median", group->adjusted_median, 6);
        if (group->adjusted_lack)
            cs_json_put_string(json, "adjusted_absent", cs_absence_name(group->adjusted_lack));
    }
    if (group->rank) {
        cs_json_put_object(json, "rank");
        cs_json_put_integer(json, "value", (int64_t)group->rank);
        cs_json_put_integer(json, "lower", (int64_t)group->rank_low);
        cs_json_put_integer(json, "upper", (int64_t)group->rank_high);
        cs_json_end_object(json);
    }
    cs_json_end_object(json);
}

static void put_pair(struct cs_json *json, const struct cs_compared *compared,
                     const struct cs_pair *pair)
{
    const struct cs_compared_group *groups = compared->observations->result.groups;
    cs_json_begin_object(json);
    cs_json_put_string(json, "a", groups[pair->a].code);
    cs_json_put_string(json, "b", groups[pair->b].code);
    put_interval(json, "difference", pair->difference, &pair->difference_interval);
    put_interval(json, "ratio", pair->ratio, &pair->ratio_interval);
    if (pair->lack)
        cs_json_put_string(json, "absent", cs_absence_name(pair->lack));
    cs_json_put_number_or_null(json, "difference_se", pair->difference_se, 6);
    put_test(json, "median_test", "a and b have the same median", &pair->median);
    put_means(json, pair);
    if (compared->observations->result.has_tests)
        put_tests(json, &compared->observations->result, pair);
    if (compared->adjusted_for) {
        put_interval(json, "adjusted_difference", pair->adjusted_difference,
                     &pair->adjusted_interval);
        cs_json_put_bool(json, "reversed", pair->is_reversed);
    }
    cs_json_end_object(json);
}

static void put_method(struct cs_json *json, const struct cs_compared *compared)
{
    const struct cs_comparison *result = &compared->observations->result;
    cs_json_put_object(json, "method");
    cs_json_put_bool(json, "weighted", result->is_weighted);
    cs_json_put_string(json, "quantile_rule", cs_quantile_rule_name(result->rule));
    cs_json_put_string(json, "interval",
                       result->replicates          ? "replicates"
                       : result->design.n_clusters ? "woodruff"
                                                   : "bootstrap");
    if (result->design.n_clusters) {
        cs_json_put_integer(json, "strata", (int64_t)result->design.n_strata);
        cs_json_put_integer(json, "clusters", (int64_t)result->design.n_clusters);
    }
    cs_json_put_number(json, "confidence", result->confidence, 6);
    cs_json_put_integer(json, "resamples", (int64_t)result->n_resamples);
    cs_json_put_integer(json, "seed", (int64_t)result->seed);
    cs_json_put_string_or_null(json, "adjusted_for", compared->adjusted_for);
    cs_json_end_object(json);
}

static void put_kruskal(struct cs_json *json, const struct cs_kruskal *all)
{
    cs_json_put_object(json, "kruskal_wallis");
    cs_json_put_string(json, "hypothesis", "all groups have the same distribution");
    cs_json_put_number_or_null(json, "statistic", all->statistic, CS_JSON_EXACT);
    cs_json_put_number_or_null(json, "df", all->df, 0);
    cs_json_put_number_or_null(json, "p", all->p_value, CS_JSON_EXACT);
    cs_json_end_object(json);
}

static void put_observations(struct cs_json *json, const struct cs_compared *compared)
{
    const struct cs_survey_comparison *observations = compared->observations;
    char unit[CS_UNIT_TEXT_BYTES];
    cs_json_put_object(json, "answers");
    cs_json_put_string(json, "unit", cs_unit_format(observations->counts.unit, unit));
    cs_json_put_integer(json, "used", (int64_t)observations->counts.n_observations);
    cs_json_put_integer(json, "elsewhere", (int64_t)observations->counts.n_elsewhere);
    cs_json_put_integer(json, "without_key", (int64_t)observations->counts.n_without_key);
    cs_json_put_integer(json, "not_numbers", (int64_t)observations->counts.n_not_numbers);
    put_method(json, compared);
    if (observations->counts.n_factors) {
        cs_json_put_array(json, "money");
        for (size_t i = 0; i < observations->counts.n_factors; i++)
            cs_json_money_factor(json, &observations->counts.factors[i]);
        cs_json_end_array(json);
    }
    if (observations->result.has_tests)
        put_kruskal(json, &observations->result.all);
    cs_json_put_array(json, "groups");
    for (size_t g = 0; g < observations->result.n_groups; g++)
        put_group(json, compared, g);
    cs_json_end_array(json);
    cs_json_put_array(json, "pairs");
    for (size_t i = 0; i < observations->result.n_pairs; i++)
        put_pair(json, compared, &observations->result.pairs[i]);
    cs_json_end_array(json);
    if (compared->adjusted_for)
        cs_json_put_integer(json, "reversed", (int64_t)observations->result.n_reversed);
    cs_json_end_object(json);
}

static void put_side(struct cs_json *json, const struct cs_compared *compared, size_t i)
{
    const struct cs_published *side = &compared->sides[i];
    const struct cs_listed_pay *pay = compared->pay[i];
    cs_json_begin_object(json);
    cs_json_put_string(json, "code", side->code);
    cs_json_put_keys(json, "key", compared->dataset, compared->groups[i]->key);
    cs_json_put_number_or_null(json, "employment", side->employment, 3);
    static const struct {
        const char *name;
        enum cs_measure measure;
    } figures[] = {{"median", CS_WAGE_MEDIAN}, {"mean", CS_WAGE_MEAN}};
    for (size_t k = 0; k < 2; k++) {
        struct cs_quantity quantity = pay ? cs_listed_quantity(pay, figures[k].measure)
                                          : cs_quantity_missing(CS_NOT_REPORTED);
        cs_json_put_object(json, figures[k].name);
        cs_json_put_number_or_null(json, "value", quantity.value, 6);
        cs_json_put_string(json, "presence", cs_presence_name(quantity.presence));
        cs_json_end_object(json);
    }
    cs_json_put_number_or_null(json, "mean_rse_percent", 100 * side->mean_rse, 6);
    if (pay && pay->no_factor)
        cs_json_put_string(json, "not_converted", pay->no_factor);
    if (pay && pay->factor) {
        cs_json_name(json, "money");
        cs_json_money_factor(json, pay->factor);
    }
    cs_json_end_object(json);
}

static void put_published_pair(struct cs_json *json, const struct cs_compared *compared,
                               const struct cs_published_pair *pair)
{
    cs_json_begin_object(json);
    cs_json_put_string(json, "a", compared->sides[pair->a].code);
    cs_json_put_string(json, "b", compared->sides[pair->b].code);
    cs_json_put_number_or_null(json, "median_difference", pair->median_difference, 6);
    cs_json_put_number_or_null(json, "median_ratio", pair->median_ratio, 6);
    cs_json_put_number_or_null(json, "mean_difference", pair->mean_difference, 6);
    cs_json_put_number_or_null(json, "mean_difference_se", pair->mean_se, 6);
    cs_json_put_number_or_null(json, "z", pair->z, 6);
    put_test(json, "mean_test", "a and b have the same mean",
             &(struct cs_tested){pair->p_value, pair->p_holm, pair->p_bh});
    if (pair->test_lack)
        cs_json_put_string(json, "test_absent",
                           compared->no_tests ? compared->no_tests
                                              : "the means come without a standard error");
    cs_json_end_object(json);
}

/* The groups taken together, as far as published percentiles tell. */
static void put_together(struct cs_json *json, const struct cs_compared *compared)
{
    const struct cs_published_result *result = compared->published;
    cs_json_put_object(json, "together");
    if (compared->no_merger) {
        cs_json_put_string(json, "absent", compared->no_merger);
        cs_json_end_object(json);
        return;
    }
    cs_json_put_object(json, "median");
    cs_json_put_number_or_null(json, "value", result->merged.value, 2);
    cs_json_put_string(json, "method", "the published distributions merged by employment");
    if (result->merged_lack)
        cs_json_put_string(json, "absent", cs_absence_name(result->merged_lack));
    if (!result->merged_lack && isnan(result->merged.value)) {
        cs_json_put_number_or_null(json, "lower", result->merged.lower, 2);
        cs_json_put_number_or_null(json, "upper", result->merged.upper, 2);
    }
    cs_json_end_object(json);
    cs_json_put_number_or_null(json, "employment_weighted_median",
                               result->employment_weighted_median, 2);
    if (result->weighted_lack)
        cs_json_put_string(json, "employment_weighted_median_absent",
                           cs_absence_name(result->weighted_lack));
    cs_json_end_object(json);
}

static void put_published(struct cs_json *json, const struct cs_compared *compared)
{
    char unit[CS_UNIT_TEXT_BYTES];
    const struct cs_listed_pay *first = NULL;
    for (size_t i = 0; i < compared->n_sides && !first; i++)
        first = compared->pay[i];
    cs_json_put_object(json, "published");
    cs_json_put_string_or_null(json, "unit", first ? cs_unit_format(first->unit, unit) : NULL);
    cs_json_put_string(json, "error_of_medians",
                       "not published: the relative standard error is that of the mean");
    cs_json_put_array(json, "groups");
    for (size_t i = 0; i < compared->n_sides; i++)
        put_side(json, compared, i);
    cs_json_end_array(json);
    cs_json_put_array(json, "pairs");
    for (size_t i = 0; i < compared->published->n_pairs; i++)
        put_published_pair(json, compared, &compared->published->pairs[i]);
    cs_json_end_array(json);
    put_together(json, compared);
    cs_json_end_object(json);
}

void cs_compared_use_sources(const struct cs_compared *compared, struct cs_used_sources *used)
{
    if (compared->observations)
        cs_use_observations(used, compared->dataset);
    for (size_t i = 0; compared->published && i < compared->n_sides; i++) {
        cs_use_estimate(used, compared->groups[i]->employment);
        for (size_t k = 0; compared->pay[i] && k < CS_N_PAY; k++)
            cs_use_estimate(used, compared->pay[i]->figures[k]);
    }
}

void cs_compared_add_conversion(const struct cs_compared *compared,
                                struct cs_conversion *conversion)
{
    for (size_t i = 0; compared->observations && i < compared->observations->counts.n_factors; i++)
        cs_conversion_add(conversion, &compared->observations->counts.factors[i]);
    for (size_t i = 0; i < compared->n_sides; i++)
        if (compared->pay[i])
            cs_conversion_add(conversion, compared->pay[i]->factor);
}

/* What the money factors rest on. */
static enum cs_status put_price_sources(struct cs_json *json, const struct cs_compared *compared,
                                        struct cs_diag *diag)
{
    struct cs_conversion conversion;
    enum cs_status status = cs_conversion_init(&conversion, compared->prices, diag);
    if (status != CS_OK)
        return status;
    cs_compared_add_conversion(compared, &conversion);
    cs_json_put_price_sources(json, &conversion);
    cs_conversion_clear(&conversion);
    return CS_OK;
}

enum cs_status cs_compared_json(const struct cs_compared *compared, struct cs_buf *out,
                                struct cs_diag *diag)
{
    struct cs_json json;
    struct cs_used_sources used;
    enum cs_status status = cs_used_sources_init(&used, compared->dataset, diag);
    if (status != CS_OK)
        return status;
    cs_compared_use_sources(compared, &used);
    cs_json_init(&json, out, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "comparison", 2);
    cs_json_put_array(&json, "by");
    for (size_t i = 0; i < compared->n_by; i++)
        cs_json_string(&json, cs_dim_name(compared->by[i]));
    cs_json_end_array(&json);
    cs_json_put_string_or_null(&json, "reference", compared->reference);
    if (compared->observations)
        put_observations(&json, compared);
    if (compared->published)
        put_published(&json, compared);
    cs_envelope_sources(&json, compared->dataset, used.is_used);
    status = put_price_sources(&json, compared, diag);
    cs_envelope_end(&json, diag);
    cs_used_sources_clear(&used);
    enum cs_status finished = cs_json_finish(&json, diag);
    return status != CS_OK ? status : finished;
}

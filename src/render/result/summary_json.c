/* A summary for programs: groups of observations and published groups have different members, and
 * neither is turned into the other. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/observed/errors.h"
#include "analysis/observed/listing.h"
#include "analysis/observed/survey.h"
#include "analysis/terms/levels.h"
#include "base/number.h"
#include "data/dataset.h"
#include "data/dim.h"
#include "data/measure.h"
#include "data/quantity.h"
#include "render/result/footer.h"
#include "render/result/keys.h"
#include "render/result/money.h"
#include "render/result/summary.h"
#include "render/write/envelope.h"
#include "render/write/json.h"
#include "stats/interval.h"
#include "stats/absence.h"
#include "stats/quantile.h"

const char *cs_share_name(double share, char out[CS_SHARE_NAME_BYTES])
{
    out[0] = 'p';
    cs_number_format_rounded(100 * share, 4, out + 1);
    return out;
}

/* A number, or null and beside it NAME_absent with the reason. */
static void put_figure(struct cs_json *json, const char *name, const char *absent_name,
                       struct cs_scalar figure)
{
    cs_json_put_number_or_null(json, name, figure.value, 6);
    if (figure.lack)
        cs_json_put_string(json, absent_name, cs_absence_name(figure.lack));
}

static void put_point(struct cs_json *json, const struct cs_point *point, bool has_interval)
{
    char name[CS_SHARE_NAME_BYTES];
    cs_json_put_object(json, cs_share_name(point->share, name));
    cs_json_put_number_or_null(json, "value", point->value, 6);
    if (point->lack)
        cs_json_put_string(json, "absent", cs_absence_name(point->lack));
    if (has_interval && !point->lack) {
        if (!isnan(point->se))
            cs_json_put_number(json, "se", point->se, 6);
        cs_json_put_number_or_null(json, "lower", point->interval.lower, 6);
        cs_json_put_number_or_null(json, "upper", point->interval.upper, 6);
        if (!isnan(point->interval.coverage))
            cs_json_put_number(json, "coverage", point->interval.coverage, 6);
        if (point->interval_lack)
            cs_json_put_string(json, "interval_absent", cs_absence_name(point->interval_lack));
    }
    cs_json_end_object(json);
}

static void put_spread(struct cs_json *json, const struct cs_distribution *group)
{
    cs_json_put_object(json, "spread");
    put_figure(json, "trimmed_mean", "trimmed_mean_absent", group->trimmed);
    put_figure(json, "winsorised_mean", "winsorised_mean_absent", group->winsorised);
    put_figure(json, "geometric_mean", "geometric_mean_absent", group->geometric);
    put_figure(json, "gini", "gini_absent", group->gini);
    put_figure(json, "p90_p10", "p90_p10_absent", group->p90_p10);
    put_figure(json, "theil", "theil_absent", group->theil);
    put_figure(json, "atkinson_0.5", "atkinson_0.5_absent", group->atkinson_half);
    put_figure(json, "atkinson_1", "atkinson_1_absent", group->atkinson_one);
    cs_json_put_array(json, "lorenz");
    for (size_t i = 0; i < CS_LORENZ_SHARES && !group->lorenz[i].lack; i++)
        cs_json_number(json, group->lorenz[i].value, 6);
    cs_json_end_array(json);
    cs_json_end_object(json);
}

static double find_median(const struct cs_distribution *group)
{
    for (size_t i = 0; i < group->n_points; i++)
        if (group->points[i].share == 0.5)
            return group->points[i].value;
    return NAN;
}

static bool has_median(const struct cs_summary *summary)
{
    for (size_t i = 0; i < summary->n_shares; i++)
        if (summary->shares[i] == 0.5)
            return true;
    return false;
}

/* "levels": lowest first, each with its definition. */
static void put_levels(struct cs_json *json, enum cs_level_scheme scheme, const double *means,
                       enum cs_absence lack)
{
    const struct cs_scheme_level *rows;
    size_t n = cs_level_scheme_rows(scheme, &rows);
    cs_json_put_array(json, "levels");
    for (size_t i = 0; i < n; i++) {
        cs_json_begin_object(json);
        cs_json_put_string(json, "code", rows[i].code);
        cs_json_put_string(json, "definition", rows[i].definition);
        cs_json_put_number_or_null(json, "mean", means[i], 6);
        if (lack)
            cs_json_put_string(json, "absent", cs_absence_name(lack));
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
}

static void put_distribution(struct cs_json *json, const struct cs_summary *summary,
                             const struct cs_distribution *group, const char *withheld)
{
    if (withheld) {
        cs_json_put_null(json, "n");
        cs_json_put_string(json, "withheld", withheld);
    } else {
        cs_json_put_integer(json, "n", (int64_t)group->n);
    }
    if (group->is_weighted) {
        cs_json_put_number_or_null(json, "weight", group->weight, 6);
        cs_json_put_number_or_null(json, "n_eff", group->n_eff, 3);
    }
    cs_json_put_number_or_null(json, "mean", group->moments.mean, 6);
    cs_json_put_number_or_null(json, "sd", group->moments.sd, 6);
    if (has_median(summary))
        cs_json_put_number_or_null(json, "median", find_median(group), 6);
    if (group->lack && !withheld)
        cs_json_put_string(json, "absent", cs_absence_name(group->lack));
    cs_json_put_object(json, "quantiles");
    for (size_t i = 0; i < group->n_points; i++)
        put_point(json, &group->points[i], group->method != CS_INTERVAL_NONE);
    cs_json_end_object(json);
    if (summary->levels)
        put_levels(json, summary->levels, group->level_means, group->level_lack);
    if (summary->has_spread)
        put_spread(json, group);
}

/* What holds for every group of observations. */
static void put_method(struct cs_json *json, const struct cs_summary *summary)
{
    const struct cs_distribution *all = &summary->survey->all;
    bool is_resampled = all->method == CS_INTERVAL_PERCENTILE || all->method == CS_INTERVAL_BCA;
    cs_json_put_object(json, "method");
    cs_json_put_bool(json, "weighted", all->is_weighted);
    cs_json_put_string(json, "quantile_rule", cs_quantile_rule_name(all->rule));
    cs_json_put_string(json, "interval", cs_interval_method_name(all->method));
    if (summary->survey->counts.design.n_clusters) {
        const struct cs_design *design = &summary->survey->counts.design;
        cs_json_put_integer(json, "strata", (int64_t)design->n_strata);
        cs_json_put_integer(json, "clusters", (int64_t)design->n_clusters);
    }
    cs_json_put_number(json, "confidence", all->confidence, 6);
    if (is_resampled) {
        cs_json_put_integer(json, "resamples", (int64_t)all->n_resamples);
        cs_json_put_integer(json, "seed", (int64_t)all->seed);
    }
    cs_json_put_number(json, "minimum_n", summary->minimum_n, 0);
    if (summary->has_spread)
        cs_json_put_number(json, "trim", all->trim, 6);
    cs_json_end_object(json);
}

static void put_factors(struct cs_json *json, const struct cs_groups *counts)
{
    if (counts->n_factors == 0)
        return;
    cs_json_put_array(json, "money");
    for (size_t i = 0; i < counts->n_factors; i++)
        cs_json_money_factor(json, &counts->factors[i]);
    cs_json_end_array(json);
}

static void put_error(struct cs_json *json, const char *name, const struct cs_error *error)
{
    cs_json_put_object(json, name);
    cs_json_put_number_or_null(json, "value", error->value, 6);
    cs_json_put_number_or_null(json, "se", error->se, 6);
    cs_json_put_number_or_null(json, "lower", error->interval.lower, 6);
    cs_json_put_number_or_null(json, "upper", error->interval.upper, 6);
    cs_json_end_object(json);
}

static void put_errors(struct cs_json *json, const struct cs_group_errors *errors)
{
    if (!errors)
        return;
    cs_json_put_object(json, "errors");
    put_error(json, "mean", &errors->mean);
    put_error(json, "total", &errors->total);
    put_error(json, "share", &errors->share);
    cs_json_end_object(json);
}

static void put_group(struct cs_json *json, const struct cs_summary *summary,
                      const struct cs_survey_group *group)
{
    const char *withheld = group->is_complementary                ? "complementary"
                           : group->distribution.is_below_minimum ? "below_minimum_n"
                                                                  : NULL;
    cs_json_begin_object(json);
    cs_json_put_keys(json, "key", summary->dataset, group->key);
    put_distribution(json, summary, &group->distribution, withheld);
    if (summary->errors && !withheld)
        put_errors(json, cs_errors_of(summary->errors, group->key));
    cs_json_end_object(json);
}

static enum cs_status put_survey(struct cs_json *json, const struct cs_summary *summary,
                                 struct cs_diag *diag)
{
    const struct cs_survey *survey = summary->survey;
    char unit[CS_UNIT_TEXT_BYTES];
    cs_json_put_object(json, "answers");
    cs_json_put_string(json, "unit", cs_unit_format(survey->counts.unit, unit));
    cs_json_put_integer(json, "used", (int64_t)survey->counts.n_observations);
    cs_json_put_integer(json, "elsewhere", (int64_t)survey->counts.n_elsewhere);
    cs_json_put_integer(json, "without_key", (int64_t)survey->counts.n_without_key);
    cs_json_put_integer(json, "not_numbers", (int64_t)survey->counts.n_not_numbers);
    cs_json_put_integer(json, "groups_withheld", (int64_t)survey->n_withheld);
    put_method(json, summary);
    put_factors(json, &survey->counts);
    cs_json_put_array(json, "groups");
    enum cs_status status = CS_OK;
    for (size_t first = 0, n = 0; first < survey->n_groups && status == CS_OK; first += n) {
        const struct cs_survey_group *groups;
        status = cs_survey_page(survey, first, &groups, &n, diag);
        for (size_t i = 0; i < n && status == CS_OK; i++)
            put_group(json, summary, &groups[i]);
    }
    cs_json_end_array(json);
    if (summary->has_total) {
        cs_json_put_object(json, "all");
        put_distribution(json, summary, &survey->all,
                         survey->all.is_below_minimum ? "below_minimum_n" : NULL);
        cs_json_end_object(json);
    }
    cs_json_end_object(json);
    return status;
}

static const char *source_id(const struct cs_summary *summary, const struct cs_estimate *estimate)
{
    return summary->dataset->sources[estimate->source].id;
}

/* A published figure: value, presence, and its source where it is another than the group's. */
static void put_published(struct cs_json *json, const struct cs_summary *summary, const char *name,
                          const struct cs_estimate *estimate, struct cs_quantity quantity)
{
    cs_json_put_object(json, name);
    cs_json_put_number_or_null(json, "value", quantity.value, cs_unit_decimals(estimate->unit));
    if (quantity.presence != CS_PRESENT)
        cs_json_put_string(json, "presence", cs_presence_name(quantity.presence));
    cs_json_put_visible(json, "source", source_id(summary, estimate));
    if (estimate->note && *estimate->note)
        cs_json_put_string(json, "note", estimate->note);
    cs_json_end_object(json);
}

/* Quantiles that no publisher prints, read between those it does. */
static void put_between(struct cs_json *json, const struct cs_summary *summary,
                        const struct cs_listed_pay *pay)
{
    for (size_t i = 0; i < summary->n_shares; i++) {
        bool is_between;
        char name[CS_SHARE_NAME_BYTES];
        struct cs_quantity quantity = cs_listed_quantile(pay, summary->shares[i], &is_between);
        bool is_published = false;
        for (int m = CS_WAGE_P10; m <= CS_WAGE_P90; m++)
            is_published |= fabs(cs_measure_info((enum cs_measure)m)->percentile / 100 -
                                 summary->shares[i]) < 1e-9;
        if (is_published)
            continue;
        cs_json_put_object(json, cs_share_name(summary->shares[i], name));
        cs_json_put_number_or_null(json, "value", quantity.value, 2);
        if (is_between)
            cs_json_put_string(json, "method", "interpolated between published percentiles");
        else
            cs_json_put_string(json, "absent", "outside the published percentiles");
        cs_json_end_object(json);
    }
}

static void put_pay(struct cs_json *json, const struct cs_summary *summary,
                    const struct cs_listed_pay *pay)
{
    char unit[CS_UNIT_TEXT_BYTES];
    cs_json_begin_object(json);
    cs_json_put_string(json, "unit", cs_unit_format(pay->unit, unit));
    for (int m = CS_WAGE_MEAN; m <= CS_WAGE_EXPERIENCED; m++) {
        const struct cs_estimate *figure = cs_listed_figure(pay, (enum cs_measure)m);
        const char *name = cs_measure_info((enum cs_measure)m)->name + strlen("wage_");
        if (figure)
            put_published(json, summary, name, figure, cs_listed_quantity(pay, (enum cs_measure)m));
    }
    put_between(json, summary, pay);
    if (summary->levels) {
        double means[CS_MAX_LEVELS];
        enum cs_absence lack = cs_listed_levels(pay, summary->levels, means);
        put_levels(json, summary->levels, means, lack);
    }
    if (pay->no_factor)
        cs_json_put_string(json, "not_converted", pay->no_factor);
    if (pay->factor) {
        cs_json_name(json, "money");
        cs_json_money_factor(json, pay->factor);
    }
    cs_json_end_object(json);
}

static void put_listed_group(struct cs_json *json, const struct cs_summary *summary,
                             const struct cs_listed_group *group)
{
    cs_json_begin_object(json);
    cs_json_put_keys(json, "key", summary->dataset, group->key);
    if (group->tier != CS_TIER_UNKNOWN)
        cs_json_put_string(json, "tier", cs_tier_name(group->tier));
    if (group->employment)
        put_published(json, summary, "employment", group->employment,
                      cs_estimate_quantity(group->employment));
    if (group->employment_rse)
        put_published(json, summary, "employment_rse_percent", group->employment_rse,
                      cs_estimate_quantity(group->employment_rse));
    if (group->mean_rse)
        put_published(json, summary, "mean_rse_percent", group->mean_rse,
                      cs_estimate_quantity(group->mean_rse));
    cs_json_put_array(json, "pay");
    for (const struct cs_listed_pay *pay = group->pay; pay; pay = pay->next)
        put_pay(json, summary, pay);
    cs_json_end_array(json);
    cs_json_end_object(json);
}

static void put_listing(struct cs_json *json, const struct cs_summary *summary)
{
    const struct cs_listing *listing = summary->listing;
    cs_json_put_object(json, "published");
    cs_json_put_integer(json, "figures", (int64_t)listing->n_figures);
    cs_json_put_integer(json, "without_key", (int64_t)listing->n_without_key);
    cs_json_put_integer(json, "repeated", (int64_t)listing->n_repeated);
    cs_json_put_integer(json, "repeated_with_another_value", (int64_t)listing->n_differing);
    cs_json_put_string(json, "error_of_medians",
                       "not published: the relative standard error is that of the mean");
    cs_json_put_array(json, "groups");
    for (size_t i = 0; i < listing->n_groups; i++)
        put_listed_group(json, summary, &listing->groups[i]);
    cs_json_end_array(json);
    cs_json_end_object(json);
}

void cs_summary_use_sources(const struct cs_summary *summary, struct cs_used_sources *used)
{
    if (summary->survey)
        cs_use_observations(used, summary->dataset);
    const struct cs_listing *listing = summary->listing;
    for (size_t i = 0; listing && i < listing->n_groups; i++) {
        const struct cs_listed_group *group = &listing->groups[i];
        cs_use_estimate(used, group->employment);
        cs_use_estimate(used, group->employment_rse);
        cs_use_estimate(used, group->mean_rse);
        for (const struct cs_listed_pay *pay = group->pay; pay; pay = pay->next)
            for (size_t k = 0; k < CS_N_PAY; k++)
                cs_use_estimate(used, pay->figures[k]);
    }
}

void cs_summary_add_conversion(const struct cs_summary *summary, struct cs_conversion *conversion)
{
    for (size_t i = 0; summary->survey && i < summary->survey->counts.n_factors; i++)
        cs_conversion_add(conversion, &summary->survey->counts.factors[i]);
    for (size_t i = 0; summary->listing && i < summary->listing->n_groups; i++)
        for (const struct cs_listed_pay *pay = summary->listing->groups[i].pay; pay;
             pay = pay->next)
            cs_conversion_add(conversion, pay->factor);
}

/* What the money factors rest on. */
static enum cs_status put_price_sources(struct cs_json *json, const struct cs_summary *summary,
                                        struct cs_diag *diag)
{
    struct cs_conversion conversion;
    enum cs_status status = cs_conversion_init(&conversion, summary->prices, diag);
    if (status != CS_OK)
        return status;
    cs_summary_add_conversion(summary, &conversion);
    cs_json_put_price_sources(json, &conversion);
    cs_conversion_clear(&conversion);
    return CS_OK;
}

enum cs_status cs_summary_json(const struct cs_summary *summary, struct cs_buf *out,
                               struct cs_diag *diag)
{
    struct cs_json json;
    struct cs_used_sources used;
    enum cs_status status = cs_used_sources_init(&used, summary->dataset, diag);
    if (status != CS_OK)
        return status;
    cs_summary_use_sources(summary, &used);
    cs_json_init(&json, out, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "summary", 1);
    cs_json_put_array(&json, "by");
    for (size_t i = 0; i < summary->n_by; i++)
        cs_json_string(&json, cs_dim_name(summary->by[i]));
    cs_json_end_array(&json);
    if (summary->survey)
        status = put_survey(&json, summary, diag);
    if (summary->listing)
        put_listing(&json, summary);
    cs_envelope_sources(&json, summary->dataset, used.is_used);
    if (status == CS_OK)
        status = put_price_sources(&json, summary, diag);
    cs_envelope_end(&json, diag);
    cs_used_sources_clear(&used);
    enum cs_status finished = cs_json_finish(&json, diag);
    return status != CS_OK ? status : finished;
}

/* The figures behind a chart, group by group: published ones of one period, or observations
 * summarized.
 */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/observed/groups.h"
#include "analysis/observed/listing.h"
#include "analysis/observed/survey.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/chart/chart_model.h"
#include "cli/frame/command.h"
#include "cli/input/request.h"
#include "data/dataset.h"
#include "data/dim.h"
#include "data/measure.h"
#include "data/period.h"
#include "data/quantity.h"
#include "data/reference.h"
#include "data/select.h"

static bool is_by(const struct cs_chart_work *work, enum cs_dim dim)
{
    for (size_t i = 0; i < work->asked.by.n; i++)
        if (work->asked.by.dims[i] == dim)
            return true;
    return false;
}

static const struct cs_region *region_of(const struct cs_chart_work *work, uint32_t key)
{
    const struct cs_key *region = cs_dataset_key(work->workspace.data, CS_DIM_REGION, key);
    return region ? cs_reference_region(&work->workspace.reference, cs_span_of(region->code))
                  : NULL;
}

static bool is_nation(const struct cs_chart_work *work, uint32_t key)
{
    const struct cs_region *region = region_of(work, key);
    return region && strcmp(region->kind, "nation") == 0;
}

static enum cs_measure measure_of_figure(enum cs_chart_figure figure)
{
    static const enum cs_measure measures[CS_N_CHART_FIGURES] = {
        CS_WAGE_P10,  CS_WAGE_P25,    CS_WAGE_MEDIAN, CS_WAGE_P75,  CS_WAGE_P90,
        CS_WAGE_MEAN, CS_WAGE_MEDIAN, CS_WAGE_MEDIAN, CS_EMPLOYMENT};
    return measures[figure];
}

/* The published measure that is shown. */
static enum cs_measure measure_of(const struct cs_chart_work *work)
{
    return work->asked.has_measure ? work->asked.measure : measure_of_figure(work->asked.figure);
}

/* Rows that could stand in the chart: asked for, of the figure shown, with keys to group by. */
static bool is_candidate(const struct cs_chart_work *work, const struct cs_estimate *estimate)
{
    if (estimate->measure != measure_of(work) ||
        !cs_selection_takes_row(&work->among, estimate->key))
        return false;
    for (size_t i = 0; i < work->asked.by.n; i++)
        if (estimate->key[work->asked.by.dims[i]] == CS_NO_KEY)
            return false;
    return !is_by(work, CS_DIM_REGION) || work->among.keeps[CS_DIM_REGION] ||
           !is_nation(work, estimate->key[CS_DIM_REGION]);
}

static enum cs_status narrow(struct cs_chart_work *work, enum cs_dim dim, uint32_t key)
{
    return cs_selection_add(&work->among, work->workspace.data, dim, key, work->call->arena);
}

/* The dimensions that are neither asked for nor grouped by: the occupation the package is about,
 * the nation, the newest period with a figure. */
static enum cs_status choose_defaults(struct cs_chart_work *work)
{
    const struct cs_dataset *data = work->workspace.data;
    enum cs_status status = CS_OK;
    uint32_t key = CS_NO_KEY;
    if (!is_by(work, CS_DIM_OCCUPATION) && !work->among.keeps[CS_DIM_OCCUPATION] &&
        data->related_to)
        key = cs_dataset_find(data, CS_DIM_OCCUPATION, cs_span_of(data->related_to));
    if (key != CS_NO_KEY)
        status = narrow(work, CS_DIM_OCCUPATION, key);
    key = cs_dataset_find(data, CS_DIM_REGION, cs_span_of("US"));
    if (status == CS_OK && key != CS_NO_KEY && !is_by(work, CS_DIM_REGION) &&
        !work->among.keeps[CS_DIM_REGION])
        status = narrow(work, CS_DIM_REGION, key);
    if (status != CS_OK || is_by(work, CS_DIM_PERIOD) || work->among.keeps[CS_DIM_PERIOD])
        return status;
    const struct cs_key *newest = NULL;
    uint32_t newest_key = CS_NO_KEY;
    for (size_t i = 0; i < data->n_estimates; i++) {
        const struct cs_estimate *estimate = &data->estimates[i];
        const struct cs_key *period =
            cs_dataset_key(data, CS_DIM_PERIOD, estimate->key[CS_DIM_PERIOD]);
        if (period && is_candidate(work, estimate) && isfinite(estimate->value) &&
            (!newest || cs_period_compare(period->period, newest->period) > 0)) {
            newest = period;
            newest_key = estimate->key[CS_DIM_PERIOD];
        }
    }
    return newest ? narrow(work, CS_DIM_PERIOD, newest_key) : CS_OK;
}

static void clear_figures(struct cs_chart_group *group)
{
    memset(group, 0, sizeof *group);
    for (int i = 0; i < CS_N_CHART_FIGURES; i++)
        group->figures[i] = cs_quantity_missing(CS_NOT_REPORTED);
}

static void take_source(struct cs_chart_work *work, const struct cs_estimate *estimate)
{
    if (!estimate)
        return;
    cs_chart_add_source(work, &work->workspace.data->sources[estimate->source]);
    const struct cs_key *period =
        cs_dataset_key(work->workspace.data, CS_DIM_PERIOD, estimate->key[CS_DIM_PERIOD]);
    if (period && !is_by(work, CS_DIM_PERIOD))
        work->basis.period = period->period;
}

/* The figures of a group in the chart's unit, which the first group with pay decides. */
static void take_listed(struct cs_chart_work *work, const struct cs_listed_group *listed,
                        struct cs_chart_group *group)
{
    clear_figures(group);
    memcpy(group->key, listed->key, sizeof group->key);
    group->figures[CS_FIGURE_JOBS] = cs_estimate_quantity(listed->employment);
    if (work->asked.figure == CS_FIGURE_JOBS) {
        take_source(work, listed->employment);
        return;
    }
    const struct cs_listed_pay *pay = listed->pay;
    while (pay && !cs_listed_figure(pay, measure_of(work)))
        pay = pay->next;
    if (!pay)
        return;
    struct cs_unit unit = pay->unit;
    if (pay->factor)
        memcpy(unit.currency, pay->factor->currency, sizeof unit.currency);
    if (work->chart.unit.kind != CS_UNIT_MONEY)
        work->chart.unit = unit;
    for (int i = CS_FIGURE_P10; i <= CS_FIGURE_MEAN; i++)
        group->figures[i] =
            cs_unit_equals(unit, work->chart.unit)
                ? cs_listed_quantity(pay, measure_of_figure((enum cs_chart_figure)i))
                : cs_quantity_missing(CS_NOT_APPLICABLE);
    take_source(work, cs_listed_figure(pay, measure_of(work)));
}

static enum cs_status list_published(struct cs_chart_work *work)
{
    struct cs_call *call = work->call;
    struct cs_listing listing;
    enum cs_status status = choose_defaults(work);
    struct cs_listing_request request = {.n_by = work->asked.by.n,
                                         .has_by = true,
                                         .among = &work->among,
                                         .per = cs_request_per(call)};
    memcpy(request.by, work->asked.by.dims, sizeof request.by);
    if (status == CS_OK)
        status = cs_listing_make(work->workspace.data, &request, call->arena, &listing, call->diag);
    if (status == CS_OK && work->has_money)
        status = cs_listing_convert(work->workspace.data, &work->money, call->arena, &listing,
                                    call->diag);
    if (status != CS_OK)
        return status;
    work->found.groups =
        cs_arena_alloc(call->arena, (listing.n_groups + 1) * sizeof *work->found.groups);
    if (!work->found.groups)
        return cs_fail_memory(call->diag);
    for (size_t i = 0; i < listing.n_groups; i++)
        take_listed(work, &listing.groups[i], &work->found.groups[work->found.n++]);
    return CS_OK;
}

/* A dimension that is not grouped by must have one value. */
static enum cs_status check_one_each(const struct cs_chart_work *work)
{
    for (int d = 0; d < CS_N_DIMS; d++)
        for (size_t i = 1; i < work->found.n && !is_by(work, (enum cs_dim)d); i++)
            if (work->found.groups[i].key[d] != work->found.groups[0].key[d])
                return cs_fail(work->call->diag, CS_USAGE, NULL,
                               d == CS_DIM_INDUSTRY
                                   ? NULL
                                   : cs_arena_printf(work->call->arena, "choose with --%s",
                                                     cs_dim_name((enum cs_dim)d)),
                               "the figures cover more than one %s", cs_dim_name((enum cs_dim)d));
    return CS_OK;
}

/* Any published measure of one period, a group a row: for figures that are no pay. */
static enum cs_status take_measure(struct cs_chart_work *work)
{
    const struct cs_dataset *data = work->workspace.data;
    enum cs_status status = choose_defaults(work);
    size_t n = 0, n_candidates = 0;
    for (size_t i = 0; i < data->n_estimates; i++) {
        n += data->estimates[i].measure == work->asked.measure;
        n_candidates += (size_t)is_candidate(work, &data->estimates[i]);
    }
    work->found.groups = cs_arena_alloc(work->call->arena, (n + 1) * sizeof *work->found.groups);
    if (status != CS_OK || !work->found.groups)
        return status == CS_OK ? cs_fail_memory(work->call->diag) : status;
    for (size_t i = 0; i < data->n_estimates && n_candidates; i++) {
        const struct cs_estimate *estimate = &data->estimates[i];
        if (estimate->measure != work->asked.measure ||
            !cs_selection_takes_row(&work->among, estimate->key))
            continue;
        size_t g = 0;
        while (g < work->found.n &&
               memcmp(work->found.groups[g].key, estimate->key, sizeof estimate->key) != 0)
            g++;
        if (g < work->found.n)
            continue; /* the earlier row counts */
        clear_figures(&work->found.groups[g]);
        memcpy(work->found.groups[g].key, estimate->key, sizeof estimate->key);
        work->found.groups[g].figures[work->asked.figure] = cs_estimate_quantity(estimate);
        work->chart.unit = estimate->unit;
        work->found.n++;
        take_source(work, estimate);
    }
    return work->found.n ? check_one_each(work)
                         : cs_fail(work->call->diag, CS_NO_ANSWER, NULL, NULL,
                                   "the data have no figure for %s for this chart",
                                   cs_measure_info(work->asked.measure)->name);
}

static struct cs_quantity quantity_of(const struct cs_distribution *distribution, double value)
{
    if (distribution->is_below_minimum)
        return cs_quantity_missing(CS_BELOW_MINIMUM_N);
    return isfinite(value) ? cs_quantity_of(value) : cs_quantity_missing(CS_NOT_AVAILABLE);
}

static void take_distribution(const struct cs_survey_group *from, struct cs_chart_group *group)
{
    const struct cs_distribution *distribution = &from->distribution;
    clear_figures(group);
    memcpy(group->key, from->key, sizeof group->key);
    for (size_t i = 0; i < distribution->n_points && i < 5; i++)
        group->figures[i] = quantity_of(distribution, distribution->points[i].value);
    group->figures[CS_FIGURE_MEAN] = quantity_of(distribution, distribution->moments.mean);
    const struct cs_point *median = &distribution->points[CS_FIGURE_MEDIAN];
    if (!distribution->is_below_minimum && isfinite(median->interval.lower) &&
        isfinite(median->interval.upper)) {
        group->figures[CS_FIGURE_LOW] = cs_quantity_of(median->interval.lower);
        group->figures[CS_FIGURE_HIGH] = cs_quantity_of(median->interval.upper);
    }
    group->n = distribution->is_below_minimum ? 0 : distribution->n;
    group->figures[CS_FIGURE_JOBS] = quantity_of(distribution, distribution->weight);
}

static enum cs_status take_page(struct cs_chart_work *work, const struct cs_survey *survey)
{
    const struct cs_survey_group *groups;
    size_t n;
    enum cs_status status = cs_survey_page(survey, work->found.n, &groups, &n, work->call->diag);
    for (size_t i = 0; status == CS_OK && i < n; i++)
        take_distribution(&groups[i], &work->found.groups[work->found.n++]);
    return status;
}

static enum cs_status summarize_observations(struct cs_chart_work *work)
{
    struct cs_call *call = work->call;
    struct cs_groups_request request = cs_groups_request_all();
    struct cs_survey survey = {0};
    memcpy(request.by, work->asked.by.dims, sizeof request.by);
    request.n_by = work->asked.by.n;
    request.among = &work->among;
    request.money = work->has_money ? &work->money : NULL;
    enum cs_status status = cs_request_replicates(call, work->workspace.data, &work->asked.options);
    if (status == CS_OK)
        status = cs_survey_summarize(work->workspace.data, &request, &work->asked.options, 0,
                                     call->arena, &survey, call->diag);
    if (status == CS_OK) {
        work->found.groups =
            cs_arena_alloc(call->arena, (survey.n_groups + 1) * sizeof *work->found.groups);
        if (!work->found.groups)
            status = cs_fail_memory(call->diag);
    }
    while (status == CS_OK && work->found.n < survey.n_groups)
        status = take_page(work, &survey);
    if (status == CS_OK) {
        work->found.has_observations = true;
        work->chart.unit = survey.counts.unit;
        work->basis.n_observations = survey.counts.n_observations;
        for (size_t i = 0; i < work->workspace.data->n_sources; i++)
            cs_chart_add_source(work, &work->workspace.data->sources[i]);
    }
    cs_survey_clear(&survey);
    return status;
}

/* The nation is the yardstick of its regions, not one of them. */
static void set_nation_aside(struct cs_chart_work *work)
{
    size_t n = 0;
    clear_figures(&work->found.nation);
    if (!is_by(work, CS_DIM_REGION) || work->asked.by.n > 1)
        return;
    for (size_t i = 0; i < work->found.n; i++)
        if (is_nation(work, work->found.groups[i].key[CS_DIM_REGION]))
            work->found.nation = work->found.groups[i];
        else
            work->found.groups[n++] = work->found.groups[i];
    work->found.n = n ? n : work->found.n;
}

enum cs_status cs_chart_groups(struct cs_chart_work *work)
{
    const struct cs_dataset *data = work->workspace.data;
    const char *kind = cs_call_text(work->call, "kind");
    bool wants_observations = !kind || strcmp(kind, "answers") == 0;
    bool wants_published = !kind || strcmp(kind, "published") == 0;
    enum cs_status status;
    if (work->asked.has_measure)
        status = take_measure(work);
    else if (cs_dataset_has_observations(data) && wants_observations)
        status = summarize_observations(work);
    else if (data->n_estimates && wants_published)
        status = list_published(work);
    else
        status =
            cs_fail(work->call->diag, CS_NO_ANSWER, NULL, NULL, "the data have no pay figures%s%s",
                    kind ? " of kind " : "", kind ? kind : "");
    if (status == CS_OK)
        set_nation_aside(work);
    return status;
}

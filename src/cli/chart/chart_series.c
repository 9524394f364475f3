/* Charts that are no groups side by side: individual observations, years, the outlook. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/observed/distribution.h"
#include "analysis/observed/group_walk.h"
#include "analysis/observed/groups.h"
#include "analysis/observed/survey.h"
#include "analysis/outlook/lookup.h"
#include "analysis/outlook/outlook.h"
#include "base/arena.h"
#include "base/diag.h"
#include "cli/chart/chart_model.h"
#include "cli/frame/command.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/quantity.h"
#include "render/chart/chart.h"
#include "render/report/chart_outlook.h"
#include "stats/sample.h"

enum { MOST_BINS = 60, FEWEST_BINS = 5 };

/* Bin width by Freedman and Diaconis, rounded up to 1, 2 or 5 times a power of ten.
 * Reference: Freedman and Diaconis 1981. */
static double bin_width(const double *sorted, size_t n, double span)
{
    double spread = sorted[3 * (n - 1) / 4] - sorted[(n - 1) / 4];
    double raw = 2 * spread / cbrt((double)n);
    if (!(raw > span / MOST_BINS))
        raw = span / MOST_BINS;
    if (raw > span / FEWEST_BINS)
        raw = span / FEWEST_BINS;
    double unit = pow(10, floor(log10(raw)));
    return raw <= unit ? unit : raw <= 2 * unit ? 2 * unit : raw <= 5 * unit ? 5 * unit : 10 * unit;
}

/* The few observations far above the rest would squeeze all others into the corner: the axis ends
 * at the 99th percentile or thrice the 90th, and how many lie beyond is said. */
static double last_shown(const double *sorted, size_t n)
{
    double most = sorted[n - 1], p90 = sorted[(size_t)(0.9 * (double)(n - 1))];
    double p99 = sorted[(size_t)(0.99 * (double)(n - 1))];
    return most > 1.5 * p99 && p99 > 0 ? fmax(p99, fmin(most, 1.2 * p90)) : most;
}

static enum cs_status fill_bins(struct cs_chart_work *work, const struct cs_sorted *all,
                                size_t *n_beyond)
{
    struct cs_arena *arena = work->call->arena;
    const double *sorted = all->values;
    double last = last_shown(sorted, all->n), span = last - sorted[0];
    double width = span > 0 ? bin_width(sorted, all->n, span) : fmax(fabs(last) * 0.1, 1);
    double start = floor(sorted[0] / width) * width;
    size_t n = (size_t)floor((last - start) / width) + 1;
    struct cs_chart_bin *bins = cs_arena_alloc(arena, n * sizeof *bins);
    if (!bins)
        return cs_fail_memory(work->call->diag);
    for (size_t i = 0; i < n; i++)
        bins[i] =
            (struct cs_chart_bin){start + width * (double)i, start + width * (double)(i + 1), 0};
    *n_beyond = 0;
    for (size_t i = 0; i < all->n; i++) {
        size_t at = (size_t)floor((all->values[i] - start) / width);
        if (at < n)
            bins[at].count += all->weights ? all->weights[i] : 1;
        else
            ++*n_beyond;
        cs_sorted_passed(all, i);
    }
    work->chart.bins = bins;
    work->chart.n_bins = n;
    return CS_OK;
}

static enum cs_status fill_quantiles(struct cs_chart_work *work, const struct cs_sorted *all)
{
    static const char *const names[] = {"10th percentile", "25th", "median", "75th",
                                        "90th percentile"};
    struct cs_distribution distribution;
    struct cs_distribution_options options = cs_distribution_defaults();
    options.has_rule = work->asked.options.has_rule;
    options.rule = work->asked.options.rule;
    options.has_method = true;
    options.method = CS_INTERVAL_NONE;
    enum cs_status status =
        cs_distribution_of_sorted(all, &options, &distribution, work->call->diag);
    struct cs_chart_mark *marks = cs_arena_alloc(work->call->arena, 5 * sizeof *marks);
    if (status != CS_OK || !marks)
        return status == CS_OK ? cs_fail_memory(work->call->diag) : status;
    if (distribution.is_below_minimum || distribution.lack)
        return cs_fail(work->call->diag, CS_NO_ANSWER, NULL, NULL,
                       "fewer than %g observations: too few to show", options.minimum_n);
    for (size_t i = 0; i < distribution.n_points && i < 5; i++)
        if (isfinite(distribution.points[i].value))
            marks[work->chart.n_marks++] =
                (struct cs_chart_mark){names[i], distribution.points[i].value};
    work->chart.marks = marks;
    return CS_OK;
}

static void title_distribution(struct cs_chart_work *work)
{
    const struct cs_chart_mark *marks = work->chart.marks;
    work->chart.title = "Individual observations";
    if (work->chart.n_marks == 5)
        work->chart.title =
            cs_arena_printf(work->call->arena, "Half of the observations lie between %s and %s",
                            cs_chart_money(work, cs_quantity_of(marks[1].value)),
                            cs_chart_money(work, cs_quantity_of(marks[3].value)));
    const char *subject = cs_chart_subject(work);
    work->chart.subtitle =
        cs_arena_printf(work->call->arena, "Share of observations by pay%s%s%s",
                        cs_chart_unit_words(work), *subject ? " · " : "", subject);
}

struct drawing {
    struct cs_chart_work *work;
    size_t n_beyond; /* the last bar */
};

/* The only group, all observations. */
static enum cs_status draw_all(void *context, size_t g, const struct cs_group_view_group *about,
                               const struct cs_sorted *sorted, struct cs_diag *diag)
{
    struct drawing *drawing = context;
    (void)g;
    (void)about;
    (void)diag;
    enum cs_status status = fill_quantiles(drawing->work, sorted);
    return status == CS_OK ? fill_bins(drawing->work, sorted, &drawing->n_beyond) : status;
}

enum cs_status cs_chart_from_observations(struct cs_chart_work *work)
{
    struct cs_call *call = work->call;
    const struct cs_dataset *data = work->workspace.data;
    struct cs_groups_request request = cs_groups_request_all();
    struct cs_group_walk walk;
    struct drawing drawing = {.work = work};
    const struct cs_group_taker taker = {&drawing, draw_all};
    if (!cs_dataset_has_observations(data))
        return cs_fail(call->diag, CS_NO_ANSWER, NULL,
                       "published percentiles are shown by: chart range",
                       "the data have no individual observations");
    request.among = &work->among;
    request.money = work->has_money ? &work->money : NULL;
    enum cs_status status = cs_group_walk_open(&walk, data, &request, call->diag);
    if (status == CS_OK) {
        work->chart.unit = work->format.unit = walk.counts.unit;
        work->basis.n_observations = walk.counts.n_observations;
        work->found.has_observations = true;
        for (size_t i = 0; i < data->n_sources; i++)
            cs_chart_add_source(work, &data->sources[i]);
        status = cs_group_walk_each(&walk, 1, &taker, call->diag);
    }
    size_t n_beyond = drawing.n_beyond;
    cs_group_walk_close(&walk);
    if (status != CS_OK)
        return status;
    title_distribution(work);
    cs_chart_caption_of(work);
    if (n_beyond)
        work->chart.caption.caveat =
            cs_arena_printf(call->arena, "%zu observation%s above the last bar %s not drawn%s%s",
                            n_beyond, n_beyond == 1 ? "" : "s", n_beyond == 1 ? "is" : "are",
                            work->chart.caption.caveat ? ". " : "",
                            work->chart.caption.caveat ? work->chart.caption.caveat : "");
    return CS_OK;
}

/* The median of the observations of each year, with its interval as a fan. */
static enum cs_status history_of_observations(struct cs_chart_work *work)
{
    struct cs_call *call = work->call;
    enum cs_status status = cs_chart_groups(work);
    if (status != CS_OK)
        return status;
    struct cs_chart_series *series = cs_arena_alloc(call->arena, sizeof *series);
    struct cs_chart_point *points =
        cs_arena_alloc(call->arena, (work->found.n + 1) * sizeof *points);
    if (!series || !points)
        return cs_fail_memory(call->diag);
    size_t n = 0;
    for (size_t i = 0; i < work->found.n; i++) {
        const struct cs_chart_group *group = &work->found.groups[i];
        const struct cs_key *period =
            cs_dataset_key(work->workspace.data, CS_DIM_PERIOD, group->key[CS_DIM_PERIOD]);
        if (!period || !period->period.end_year)
            continue;
        cs_chart_point_init(&points[n], period->period.end_year,
                            group->figures[work->asked.figure]);
        points[n].low[0] = group->figures[CS_FIGURE_LOW];
        points[n++].high[0] = group->figures[CS_FIGURE_HIGH];
    }
    *series = (struct cs_chart_series){
        .name = cs_arena_printf(call->arena, "median, %s", cs_chart_interval_words(work)),
        .points = points,
        .n_points = n,
        .is_emphasised = true};
    work->chart.series = series;
    work->chart.n_series = 1;
    work->format.unit = work->chart.unit;
    work->chart.title = "Pay that people reported, by year";
    const char *subject = cs_chart_subject(work);
    work->chart.subtitle = cs_arena_printf(
        call->arena, "Median pay%s%s%s", cs_chart_unit_words(work), *subject ? " · " : "", subject);
    cs_chart_caption_of(work);
    return CS_OK;
}

static const char *code_asked(const struct cs_chart_work *work, enum cs_dim dim,
                              const char *fallback)
{
    const struct cs_key *key = cs_dataset_key(work->workspace.data, dim, work->among.first[dim]);
    return key ? key->code : fallback;
}

/* The only occupation of the data, when there is one only. */
static const char *only_occupation(const struct cs_dataset *data)
{
    const struct cs_dict *dict = &data->dicts[CS_DIM_OCCUPATION];
    return data->related_to ? data->related_to : dict->n_keys == 1 ? dict->keys[0].code : NULL;
}

enum cs_status cs_chart_from_outlook(struct cs_chart_work *work)
{
    struct cs_call *call = work->call;
    const struct cs_dataset *data = work->workspace.data;
    if (work->asked.kind == CS_CHART_HISTORY && cs_dataset_has_observations(data))
        return history_of_observations(work);
    if (work->has_money)
        return cs_fail(call->diag, CS_USAGE, NULL,
                       "chart a group's pay instead: levels, regions, range, compare",
                       "a chart of kind %s cannot be converted",
                       cs_chart_kind_info(work->asked.kind)->name);
    const char *occupation = code_asked(work, CS_DIM_OCCUPATION, only_occupation(data));
    if (!occupation)
        return cs_fail(call->diag, CS_USAGE, NULL, "name it with --occupation",
                       "a chart of this kind is about one occupation");
    enum cs_status status = cs_workspace_load_price_data(&work->workspace);
    if (status != CS_OK)
        return status;
    struct cs_lookup *lookup = cs_lookup_new(data);
    struct cs_lookup *price_data = cs_lookup_new(work->workspace.price_data);
    struct cs_outlook *outlook = cs_arena_alloc(call->arena, sizeof *outlook);
    if (!lookup || !price_data || !outlook)
        status = cs_fail_memory(call->diag);
    struct cs_outlook_data from = {
        .lookup = lookup, .price_data = price_data, .reference = &work->workspace.reference};
    if (status == CS_OK)
        status = cs_outlook_find(
            &from, (struct cs_outlook_subject){occupation, code_asked(work, CS_DIM_REGION, "US")},
            call->arena, outlook, call->diag);
    if (status == CS_OK &&
        !cs_chart_of_outlook(work->asked.kind, outlook, call->arena, &work->chart))
        status = cs_fail(call->diag, CS_NO_ANSWER, NULL, NULL,
                         "the data have no figures for %s for a chart of kind %s", occupation,
                         cs_chart_kind_info(work->asked.kind)->name);
    if (status == CS_OK && work->asked.kind == CS_CHART_OUTLOOK &&
        !cs_call_has(call, "no-forecast"))
        status = cs_chart_add_forecast(work, outlook);
    if (status == CS_OK)
        work->chart.subtitle = cs_arena_printf(
            call->arena, "%s · %s, %s", work->chart.subtitle, outlook->about.title,
            work->asked.kind == CS_CHART_HISTORY ? outlook->pay.region : outlook->about.region);
    cs_lookup_free(lookup);
    cs_lookup_free(price_data);
    return status;
}

/* Charts of what project and backtest found, from the result rather than from the dataset as
 * other charts. */
#include "cli/chart/forecast_chart.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/outfile.h"
#include "cli/frame/command.h"
#include "data/dataset.h"
#include "data/measure.h"
#include "data/quantity.h"
#include "render/chart/chart.h"
#include "render/draw/gnuplot.h"
#include "render/draw/look.h"
#include "render/result/keys.h"
#include "stats/forecast/forecast.h"
#include "stats/forecast/score.h"

static bool is_filled(const struct cs_series *series, int year)
{
    for (size_t i = 0; i < series->n_events; i++)
        if (series->events[i].kind == CS_SERIES_FILLED && series->events[i].year == year)
            return true;
    return false;
}

struct cs_chart_series cs_chart_past(const struct cs_series *series, struct cs_arena *arena)
{
    size_t n_values = series->n + series->n_test, n = 0;
    struct cs_chart_point *points = cs_arena_alloc(arena, (n_values + 1) * sizeof *points);
    for (size_t i = 0; points && i < n_values; i++) {
        int year = series->first_year + (int)i;
        if (!is_filled(series, year))
            cs_chart_point_init(&points[n++], year, cs_quantity_of(series->values[i]));
    }
    return (struct cs_chart_series){.name = "past", .points = points, .n_points = n};
}

struct cs_chart_series cs_chart_fan(const struct cs_projected *row, struct cs_arena *arena)
{
    struct cs_chart_point *points = cs_arena_alloc(arena, (row->horizon + 1) * sizeof *points);
    size_t n = 0;
    if (points)
        cs_chart_point_init(&points[n++], row->last_year, cs_quantity_of(row->last));
    for (size_t i = 0; points && i < row->horizon; i++) {
        const struct cs_forecast_step *step = &row->steps[i];
        struct cs_chart_point *point = &points[n++];
        cs_chart_point_init(point, row->last_year + 1 + (double)i, cs_quantity_of(step->point));
        if (!isfinite(step->lower_80))
            continue;
        point->low[0] = cs_quantity_of(step->lower_80);
        point->high[0] = cs_quantity_of(step->upper_80);
        point->low[1] = cs_quantity_of(step->lower_95);
        point->high[1] = cs_quantity_of(step->upper_95);
    }
    return (struct cs_chart_series){.name = "our own forecast",
                                    .kind = CS_SERIES_PROJECTED,
                                    .points = points,
                                    .n_points = n,
                                    .is_emphasised = true};
}

static enum cs_status write_picture(struct cs_call *call, const struct cs_chart *chart)
{
    const char *path = cs_call_text(call, "chart");
    struct cs_chart_look look = {0};
    struct cs_buf picture;
    enum cs_status status = cs_chart_format_of(path, &look.format, call->diag);
    if (status != CS_OK)
        return status;
    struct cs_gnuplot *gnuplot = cs_gnuplot_new(NULL, 0);
    if (!gnuplot)
        return cs_fail_memory(call->diag);
    cs_buf_init(&picture);
    status = cs_chart_draw(gnuplot, chart, &look, &picture, call->diag);
    if (status == CS_OK)
        status = cs_outfile_write(path, picture.data, picture.size, call->diag);
    cs_buf_clear(&picture);
    cs_gnuplot_free(gnuplot, call->diag);
    return status;
}

static const struct cs_projected *find_only(const struct cs_projection *projection)
{
    const struct cs_projected *only = NULL;
    for (size_t i = 0; projection && i < projection->n_rows; i++) {
        if (projection->rows[i].refusal)
            continue;
        if (only)
            return NULL;
        only = &projection->rows[i];
    }
    return only;
}

static const char *name_series(const struct cs_projection_shown *shown,
                               const struct cs_series *series, struct cs_arena *arena)
{
    const struct cs_key *occupation, *region;
    if (!shown->dataset)
        return series->name;
    occupation = cs_dataset_key(shown->dataset, CS_DIM_OCCUPATION, series->key[CS_DIM_OCCUPATION]);
    region = cs_dataset_key(shown->dataset, CS_DIM_REGION, series->key[CS_DIM_REGION]);
    return cs_arena_printf(arena, "%s, %s", occupation ? cs_key_words(occupation) : "All",
                           region ? cs_key_words(region) : "all regions");
}

static const char *title_of(const char *name, const struct cs_projected *row,
                            struct cs_arena *arena)
{
    int to = row->last_year + (int)row->horizon;
    return isfinite(row->percent) ? cs_arena_printf(arena, "%s: %+.1f%% to %d by our own forecast",
                                                    name, row->percent, to)
                                  : cs_arena_printf(arena, "%s: our own forecast to %d", name, to);
}

enum cs_status cs_draw_projection(struct cs_call *call, const struct cs_projection_shown *shown)
{
    if (!cs_call_has(call, "chart"))
        return CS_OK;
    const struct cs_projected *row = find_only(shown->projection);
    if (!row)
        return cs_fail(call->diag, CS_USAGE, NULL, "choose one: --occupation CODE --region US",
                       "--chart draws one series");
    struct cs_chart_series series[2] = {cs_chart_past(row->series, call->arena),
                                        cs_chart_fan(row, call->arena)};
    if (!series[0].points || !series[1].points)
        return cs_fail_memory(call->diag);
    struct cs_chart chart = {
        .kind = CS_CHART_OUTLOOK,
        .title = title_of(name_series(shown, row->series, call->arena), row, call->arena),
        .subtitle =
            cs_arena_printf(call->arena, "%s, with 80%% and 95%% intervals; not published",
                            shown->dataset ? cs_measure_info(shown->set->measure)->words : "value"),
        .unit = row->series->unit,
        .series = series,
        .n_series = 2,
        .caption = {.source = shown->dataset ? NULL : shown->set->file,
                    .caveat = shown->caveat,
                    .n = row->series->n + row->series->n_test}};
    return write_picture(call, &chart);
}

enum cs_status cs_draw_backtest(struct cs_call *call, const struct cs_backtested *shown)
{
    const struct cs_backtest *backtest = shown->backtest;
    double reference = NAN, best = NAN;
    const char *winner = "";
    if (!cs_call_has(call, "chart"))
        return CS_OK;
    struct cs_chart_item *items =
        cs_arena_alloc(call->arena, (backtest->n_methods + 1) * sizeof *items);
    if (!items)
        return cs_fail_memory(call->diag);
    for (size_t m = 0; m < backtest->n_methods; m++) {
        const char *name = cs_forecast_method_name(backtest->methods[m].method);
        double mase = cs_forecast_grade_of(&backtest->methods[m].score).mase;
        cs_chart_item_init(&items[m], name);
        items[m].value =
            isfinite(mase) ? cs_quantity_of(mase) : cs_quantity_missing(CS_NOT_APPLICABLE);
        items[m].is_emphasised = backtest->methods[m].method == CS_FORECAST_AUTO;
        if (backtest->methods[m].method == CS_FORECAST_NAIVE)
            reference = mase;
        if (!(mase >= best)) {
            best = mase;
            winner = name;
        }
    }
    struct cs_chart_mark mark = {"no change", reference};
    struct cs_chart chart = {
        .kind = CS_CHART_REGIONS,
        .title = cs_arena_printf(call->arena, "Most accurate: %s", winner),
        .subtitle = "mean absolute scaled error (MASE), lower is better",
        .alt = cs_arena_printf(call->arena,
                               "Forecasting methods by their mean absolute scaled error: "
                               "%s has the smallest, %.2f.",
                               winner, best),
        .unit = {.kind = CS_UNIT_NUMBER},
        .items = items,
        .n_items = backtest->n_methods,
        .marks = &mark,
        .n_marks = isfinite(reference) ? 1 : 0,
        .caption = {.source = shown->dataset ? NULL : shown->set->file,
                    .caveat = shown->caveat,
                    .n = backtest->n_forecasts}};
    return write_picture(call, &chart);
}

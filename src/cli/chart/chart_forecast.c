/* Our own forecast of employment beside the published projections: another line, another color, an
 * interval as a fan, and words that say that it is ours. */
#include <string.h>

#include "analysis/outlook/history.h"
#include "analysis/outlook/outlook.h"
#include "analysis/published/projection.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/chart/chart_model.h"
#include "cli/chart/forecast_chart.h"
#include "data/dataset.h"
#include "data/select.h"
#include "data/series.h"

enum { LEAST_YEARS = 8 };
static const char caveat[] =
    "Past jobs are those of wage and salary workers in surveys; published projections include the "
    "self-employed. Our own forecast continues from the past jobs alone, with 80% and 95% interval";

static enum cs_status add_series(struct cs_chart_work *work, const struct cs_projected *row)
{
    struct cs_chart *chart = &work->chart;
    struct cs_arena *arena = work->call->arena;
    struct cs_chart_series *series = cs_arena_alloc(arena, (chart->n_series + 2) * sizeof *series);
    if (!series)
        return cs_fail_memory(work->call->diag);
    memcpy(series, chart->series, chart->n_series * sizeof *series);
    series[chart->n_series] = cs_chart_past(row->series, arena);
    series[chart->n_series].name = "past jobs";
    series[chart->n_series + 1] = cs_chart_fan(row, arena);
    chart->series = series;
    chart->n_series += 2;
    chart->caption.caveat = chart->caption.caveat
                                ? cs_arena_printf(arena, "%s. %s", chart->caption.caveat, caveat)
                                : caveat;
    return CS_OK;
}

/* Employment of the occupation in the region that the chart is about. */
static enum cs_status collect(struct cs_chart_work *work, const struct cs_outlook *outlook,
                              struct cs_series_set *set, struct cs_diag *diag)
{
    const struct cs_dataset *data = work->workspace.data;
    struct cs_selection only = cs_selection_all();
    uint32_t region = cs_dataset_find(data, CS_DIM_REGION, cs_span_of(outlook->about.region_code));
    const char *first_caveat;
    if (region == CS_NO_KEY)
        return CS_NO_ANSWER;
    enum cs_status status = cs_selection_add(&only, data, CS_DIM_OCCUPATION,
                                             outlook->about.occupation_key, work->call->arena);
    if (status == CS_OK)
        status = cs_selection_add(&only, data, CS_DIM_REGION, region, work->call->arena);
    struct cs_history_request request = {
        .measure = CS_EMPLOYMENT, .among = &only, .reference = &work->workspace.reference};
    return status == CS_OK ? cs_history_collect(data, &request, set, &first_caveat, diag) : status;
}

enum cs_status cs_chart_add_forecast(struct cs_chart_work *work, const struct cs_outlook *outlook)
{
    struct cs_series_set set;
    struct cs_projection projection;
    struct cs_diag quiet; /* a series that allows no forecast is no failure of the chart */
    struct cs_projection_options options = {.method = CS_FORECAST_AUTO,
                                            .n_threads = 1,
                                            .to_year = outlook->projected.newest->period.end_year};
    enum cs_status status = CS_OK;
    cs_diag_init(&quiet);
    cs_series_set_init(&set);
    if (collect(work, outlook, &set, &quiet) == CS_OK && set.n_series == 1 &&
        set.series[0].n >= LEAST_YEARS &&
        cs_projection_run(&set, &options, work->call->arena, &projection, &quiet) == CS_OK &&
        !projection.rows[0].refusal)
        status = add_series(work, &projection.rows[0]);
    cs_series_set_clear(&set);
    cs_diag_clear(&quiet);
    return status;
}

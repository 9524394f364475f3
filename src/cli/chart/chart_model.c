/* Chooses what a kind of chart needs and hands it to the file that fills it: chart_groups.c,
 * chart_series.c, chart_compare.c and their like. */
#include "cli/chart/chart_model.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/diag.h"
#include "cli/frame/command.h"
#include "render/chart/chart.h"

void cs_chart_choose_by(struct cs_chart_work *work)
{
    static const struct {
        enum cs_chart_kind kind;
        enum cs_dim dims[2];
        size_t n;
    } defaults[] = {
        {CS_CHART_LEVELS, {CS_DIM_LEVEL}, 1},
        {CS_CHART_REGIONS, {CS_DIM_REGION}, 1},
        {CS_CHART_TILEMAP, {CS_DIM_REGION}, 1},
        {CS_CHART_RANGE, {CS_DIM_OCCUPATION}, 1},
        {CS_CHART_COMPARE, {CS_DIM_REGION}, 1},
        {CS_CHART_HEATMAP, {CS_DIM_REGION, CS_DIM_LEVEL}, 2},
        {CS_CHART_HISTORY, {CS_DIM_PERIOD}, 1},
    };
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults && !work->asked.by.n; i++)
        if (defaults[i].kind == work->asked.kind) {
            memcpy(work->asked.by.dims, defaults[i].dims, sizeof defaults[i].dims);
            work->asked.by.n = defaults[i].n;
        }
}

static enum cs_status check_by(const struct cs_chart_work *work)
{
    static const size_t most[CS_N_CHART_KINDS] = {
        [CS_CHART_RANGE] = 1,  [CS_CHART_COMPARE] = 2, [CS_CHART_GAP] = 1,
        [CS_CHART_LORENZ] = 1, [CS_CHART_HEATMAP] = 2,
    };
    const char *name = cs_chart_kind_info(work->asked.kind)->name;
    if (!cs_call_has(work->call, "by"))
        return CS_OK;
    if (most[work->asked.kind] == 0)
        return cs_fail(work->call->diag, CS_USAGE, NULL, NULL,
                       "--by does not apply to a chart of kind %s", name);
    if (work->asked.by.n > most[work->asked.kind] ||
        (work->asked.kind == CS_CHART_HEATMAP && work->asked.by.n != 2))
        return cs_fail(work->call->diag, CS_USAGE, NULL, NULL, "a chart of kind %s takes %s", name,
                       work->asked.kind == CS_CHART_HEATMAP   ? "two dimensions"
                       : work->asked.kind == CS_CHART_COMPARE ? "one or two dimensions"
                                                              : "one dimension");
    return CS_OK;
}

static enum cs_status check_ends(const struct cs_chart_work *work)
{
    bool is_ranking = work->asked.kind == CS_CHART_REGIONS || work->asked.kind == CS_CHART_COMPARE;
    const char *option = cs_call_has(work->call, "top")      ? "top"
                         : cs_call_has(work->call, "bottom") ? "bottom"
                                                             : NULL;
    if (!option || is_ranking)
        return CS_OK;
    return cs_fail(work->call->diag, CS_USAGE, NULL, "rankings are: regions, compare",
                   "--%s applies to rankings, and a chart of kind %s is not one", option,
                   cs_chart_kind_info(work->asked.kind)->name);
}

enum cs_status cs_chart_model(struct cs_chart_work *work)
{
    enum cs_status status = check_by(work);
    if (status == CS_OK)
        status = check_ends(work);
    if (status != CS_OK)
        return status;
    work->chart.kind = work->asked.kind;
    switch (work->asked.kind) {
    case CS_CHART_GAP:
        status = cs_chart_gap(work);
        break;
    case CS_CHART_LORENZ:
        status = cs_chart_lorenz(work);
        break;
    case CS_CHART_DISTRIBUTION:
        status = cs_chart_from_observations(work);
        break;
    case CS_CHART_HISTORY:
    case CS_CHART_OUTLOOK:
    case CS_CHART_OPENINGS:
        status = cs_chart_from_outlook(work);
        break;
    default:
        status = cs_chart_from_groups(work);
        break;
    }
    return status;
}

/* The backtest command: our forecasts on past years of series, or earlier published projections
 * with --official. */
#include <stdint.h>

#include "analysis/outlook/lookup.h"
#include "analysis/published/backtest.h"
#include "analysis/published/official_backtest.h"
#include "base/diag.h"
#include "cli/chart/forecast_chart.h"
#include "cli/frame/command.h"
#include "cli/frame/progress.h"
#include "cli/input/request.h"
#include "cli/input/series_input.h"
#include "cli/input/workspace.h"
#include "render/result/backtest.h"
#include "render/result/official_backtest.h"
#include "render/write/table.h"

static enum cs_status read_options(const struct cs_call *call, struct cs_backtest_options *options)
{
    *options = cs_backtest_defaults();
    options->n_threads = call->n_threads;
    options->tell = cs_progress_count_series;
    options->listener = call->progress;
    options->horizon = (size_t)cs_call_number(call, "horizon", (double)options->horizon);
    options->n_origins = (size_t)cs_call_number(call, "origins", 0);
    if (options->horizon < 1 || options->horizon > CS_FORECAST_MAX_HORIZON)
        return cs_fail(call->diag, CS_USAGE, NULL, NULL, "--horizon: give 1 to %d years",
                       CS_FORECAST_MAX_HORIZON);
    if (cs_call_has(call, "origins") && options->n_origins < 1)
        return cs_fail(call->diag, CS_USAGE, NULL, NULL, "--origins: give at least 1");
    return cs_request_methods(call, "method", options->methods, &options->n_methods);
}

static enum cs_status answer(struct cs_series_input *input,
                             const struct cs_backtest_options *options)
{
    struct cs_call *call = input->call;
    struct cs_backtest backtest;
    enum cs_table_format format;
    enum cs_status status =
        cs_backtest_run(&input->set, options, call->arena, &backtest, call->diag);
    if (status != CS_OK)
        return status;
    struct cs_backtested shown = {&backtest, &input->set,
                                  input->is_plain ? NULL : input->workspace.data, input->caveat,
                                  cs_call_has(call, "by-step")};
    status = cs_draw_backtest(call, &shown);
    if (status != CS_OK)
        return status;
    return cs_table_format_parse(cs_request_format(call), &format)
               ? cs_backtested_table(&shown, format, call->arena, call->out, call->diag)
               : cs_backtested_json(&shown, call->out, call->diag);
}

static enum cs_status answer_official(struct cs_workspace *workspace)
{
    struct cs_call *call = workspace->call;
    struct cs_lookup *lookup = cs_lookup_new(workspace->data);
    struct cs_official_pair *pairs = NULL;
    size_t n = 0;
    enum cs_table_format format;
    enum cs_status status = lookup
                                ? cs_official_backtest(lookup, call->arena, &pairs, &n, call->diag)
                                : cs_fail_memory(call->diag);
    cs_lookup_free(lookup);
    if (status != CS_OK)
        return status;
    struct cs_official_backtested shown = {workspace->data, pairs, n};
    return cs_table_format_parse(cs_request_format(call), &format)
               ? cs_official_backtested_table(&shown, format, call->arena, call->out, call->diag)
               : cs_official_backtested_json(&shown, call->out, call->diag);
}

/* Earlier published projections against what came. */
static enum cs_status run_official(struct cs_call *call)
{
    struct cs_workspace workspace;
    struct cs_load_request request = cs_load_request_of(call, 0);
    enum cs_status status = cs_workspace_open(&workspace, call);
    if (status == CS_OK)
        status = cs_workspace_load(&workspace, &request);
    if (status == CS_OK)
        status = answer_official(&workspace);
    cs_workspace_close(&workspace);
    return status;
}

static enum cs_status run(struct cs_call *call)
{
    if (cs_call_has(call, "official"))
        return run_official(call);
    struct cs_backtest_options options;
    struct cs_series_input input;
    enum cs_status status = read_options(call, &options);
    if (status != CS_OK)
        return status;
    status = cs_series_input_open(&input, call, 0);
    if (status == CS_OK)
        status = answer(&input, &options);
    cs_series_input_close(&input);
    return status;
}

static const struct cs_example examples[] = {
    {"careerstat backtest --measure wage_median --horizon 3 --format table",
     "How accurate each method would have been on the shipped pay history"},
    {"careerstat backtest --official --format table",
     "Earlier published projections against employment published later"},
};

static const struct cs_option options[] = {
    {"method", 0, CS_OPTION_LIST, "NAMES", "test these methods (default: all)", NULL},
    {"horizon", 0, CS_OPTION_WHOLE, "YEARS", "test up to this many years ahead (default: 6)", NULL},
    {"origins", 0, CS_OPTION_WHOLE, "N",
     "forecast from the last N points in time of each series (default: 10, fewer for more than "
     "300 series)",
     NULL},
    {"by-step", 0, CS_OPTION_FLAG, NULL, "add a row for each year ahead (JSON always has them)",
     NULL},
    {"chart", 0, CS_OPTION_TEXT, "FILE", "also draw the methods, ranked: .svg, .png or .pdf", NULL},
    {"official", 0, CS_OPTION_FLAG, NULL,
     "test earlier published projections against the base years of later ones", NULL},
    {"by", 0, CS_OPTION_LIST, "DIMS",
     "one series for each value of these dimensions; the others stay at their total", NULL},
    {"measure", 0, CS_OPTION_TEXT, "NAME",
     "figures to build series from: employment, wage_median, openings_annual, …", NULL},
    {"per", 0, CS_OPTION_CHOICE, "TIME", "published pay for this pay period (default: year)",
     "year,month,week,day,hour"},
    {"tier", 0, CS_OPTION_CHOICE, "TIER", "only figures for occupations at this level of detail",
     "total,major,minor,broad,detailed,summary"},
};

extern const struct cs_command cs_cmd_backtest;
const struct cs_command cs_cmd_backtest = {
    .name = "backtest",
    .group = CS_GROUP_ANSWER,
    .summary = "how accurate forecasts of yearly series would have been, by method",
    .usage = "backtest [FILE…] [--method NAMES] [--horizon YEARS]",
    .help = "Every method forecasts every series from earlier points in time, and the forecasts "
            "are compared with what happened: sMAPE, MASE, coverage of the 80% and 95% intervals, "
            "MSIS, and the skill against naive and drift.\nA plain table has columns series, t and "
            "value; with a column part of train and test, the test part is what is tested. Figures "
            "from other files become series by occupation, region, level and industry.",
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .shared = CS_SHARED_RESULT | CS_SHARED_DATA,
    .looks_back = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};

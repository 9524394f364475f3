/* The project command: published projections, our own forecasts, or both side by side. */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "analysis/outlook/history.h"
#include "analysis/published/projection.h"
#include "analysis/published/reconcile.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/chart/forecast_chart.h"
#include "cli/frame/command.h"
#include "cli/frame/progress.h"
#include "cli/input/request.h"
#include "cli/input/official_input.h"
#include "cli/input/series_input.h"
#include "cli/input/workspace.h"
#include "data/measure.h"
#include "data/period.h"
#include "data/series.h"
#include "render/result/projection.h"
#include "render/write/table.h"

/* One call, from words to figures. */
struct work {
    struct cs_call *call;
    struct cs_series_input input;
    struct cs_projection_options options;
    struct cs_request_assumptions assumptions;
    enum cs_reconcile_way way;
    struct cs_projection projection, real;
    struct cs_series_set real_set;
    struct cs_projection_shown shown;
};

static enum cs_status read_horizon(struct work *work)
{
    const struct cs_call *call = work->call;
    enum { DEFAULT_HORIZON = 10 };
    bool has_to = cs_call_has(call, "to");
    if (has_to && cs_call_has(call, "horizon"))
        return cs_fail(call->diag, CS_USAGE, NULL, NULL, "choose one of --to and --horizon");
    work->options.to_year = (int)cs_call_number(call, "to", 0);
    work->options.horizon = has_to ? 0 : (size_t)cs_call_number(call, "horizon", DEFAULT_HORIZON);
    if (!has_to && (work->options.horizon < 1 || work->options.horizon > CS_FORECAST_MAX_HORIZON))
        return cs_fail(call->diag, CS_USAGE, NULL, NULL, "--horizon: give 1 to %d years",
                       CS_FORECAST_MAX_HORIZON);
    return CS_OK;
}

static enum cs_status read_options(struct work *work)
{
    const struct cs_call *call = work->call;
    enum cs_forecast_method methods[CS_N_FORECAST_METHODS];
    size_t n = 1;
    work->options.n_threads = call->n_threads;
    work->options.method = CS_FORECAST_AUTO;
    work->options.tell = cs_progress_count_series;
    work->options.listener = call->progress;
    enum cs_status status = read_horizon(work);
    if (status == CS_OK && cs_call_has(call, "method")) {
        status = cs_request_methods(call, "method", methods, &n);
        work->options.method = methods[0];
    }
    if (status == CS_OK && n > 1)
        status = cs_fail(call->diag, CS_USAGE, NULL, "backtest accepts several",
                         "--method: give one method");
    if (status == CS_OK)
        status = cs_request_assume(call, &work->assumptions);
    const char *way = cs_call_text(call, "reconcile");
    if (way)
        (void)cs_reconcile_way_parse(cs_span_of(way), &work->way);
    return status;
}

/* Published projections only reach from one year to another: ours must get there too. */
static void reach_target(struct work *work)
{
    const struct cs_dataset *data = work->input.workspace.data;
    if (cs_call_has(work->call, "to") || cs_call_has(work->call, "horizon"))
        return;
    for (size_t i = 0; i < data->dicts[CS_DIM_PERIOD].n_keys; i++) {
        int year = data->dicts[CS_DIM_PERIOD].keys[i].period.end_year;
        if (cs_period_is_span(data->dicts[CS_DIM_PERIOD].keys[i].period) &&
            year > work->options.to_year)
            work->options.to_year = year;
    }
    work->options.horizon = work->options.to_year ? 0 : work->options.horizon;
}

static enum cs_status reconcile(struct work *work)
{
    struct cs_call *call = work->call;
    struct cs_projection_shown *shown = &work->shown;
    if (work->way == CS_RECONCILE_NONE)
        return CS_OK;
    enum cs_status status = cs_reconcile_find(shown->dataset, &work->projection, call->arena,
                                              &shown->group, call->diag);
    if (status != CS_OK)
        return status;
    if (shown->group.n_parts == 0)
        return cs_fail(call->diag, CS_NO_ANSWER, NULL,
                       "a total is region US, occupation 00-0000, or a series named total",
                       "there is no total with two or more parts to reconcile");
    shown->way = work->way;
    return cs_reconcile(&work->projection, &shown->group, work->way, &shown->share, call->diag);
}

/* The same series in prices of one year, forecast on their own. */
static enum cs_status project_real(struct work *work)
{
    struct cs_call *call = work->call;
    struct cs_workspace *workspace = &work->input.workspace;
    int year = (int)cs_call_number(call, "real", 0);
    if (!cs_call_has(call, "real"))
        return CS_OK;
    if (work->input.is_plain || cs_measure_info(work->input.set.measure)->unit != CS_UNIT_MONEY)
        return cs_fail(call->diag, CS_USAGE, NULL, "--measure wage_median",
                       "--real needs pay series from files that state their unit");
    enum cs_status status = cs_workspace_load_price_data(workspace);
    if (status == CS_OK)
        status = cs_series_input_again(&work->input, &work->real_set);
    struct cs_money_plan plan = {.prices = workspace->price_data, .real_year = year};
    if (status == CS_OK)
        status = cs_projection_deflate(workspace->data, &plan, &work->real_set, call->diag);
    if (status == CS_OK)
        status = cs_projection_run(&work->real_set, &work->options, call->arena, &work->real,
                                   call->diag);
    work->shown.real = &work->real;
    work->shown.real_year = year;
    return status;
}

static void note_refusals(const struct work *work)
{
    const struct cs_projection *projection = &work->projection;
    for (size_t i = 0; i < projection->n_rows; i++)
        if (projection->rows[i].refusal) {
            cs_diag_add(work->call->diag, CS_WARNING, NULL, NULL,
                        "%zu of %zu series have no forecast; the first: %s", projection->n_refused,
                        projection->n_rows, projection->rows[i].refusal);
            return;
        }
}

static enum cs_status project_own(struct work *work)
{
    struct cs_call *call = work->call;
    enum cs_status status = cs_projection_run(&work->input.set, &work->options, call->arena,
                                              &work->projection, call->diag);
    if (status == CS_OK) {
        work->shown.projection = &work->projection;
        note_refusals(work);
    }
    if (status == CS_OK)
        status = reconcile(work);
    if (status == CS_OK)
        status = project_real(work);
    if (work->assumptions.has_growth)
        work->shown.assumed = &work->assumptions.growth;
    return status;
}

/* Own series are welcome beside published projections, not needed. */
static enum cs_status tell_official(struct work *work)
{
    struct cs_diag quiet;
    const struct cs_projection *own = NULL;
    cs_diag_init(&quiet);
    if (work->input.set.n_series > 0) {
        reach_target(work);
        if (cs_projection_run(&work->input.set, &work->options, work->call->arena,
                              &work->projection, &quiet) == CS_OK)
            own = &work->projection;
    }
    cs_diag_clear(&quiet);
    if (own && cs_call_has(work->call, "official"))
        work->shown.projection = own;
    if (!own && (cs_call_has(work->call, "to") || cs_call_has(work->call, "horizon")))
        cs_diag_add(work->call->diag, CS_WARNING, NULL,
                    "also give yearly figures, such as the OEWS files, to get our own forecast",
                    "--to and --horizon have no effect on published projections");
    return cs_official_collect(&work->input, own, &work->assumptions, &work->shown);
}

/* Published projections are told when asked for, and when there is nothing else to tell. */
static bool wants_official(const struct work *work)
{
    const struct cs_series_set *set = &work->input.set;
    if (cs_call_has(work->call, "official") || set->n_series == 0)
        return true;
    if (work->input.is_plain || cs_call_has(work->call, "measure"))
        return false;
    for (size_t i = 0; i < set->n_series; i++)
        if (!set->series[i].refusal)
            return false;
    return cs_has_official(work->input.workspace.data);
}

static enum cs_status answer(struct work *work)
{
    struct cs_call *call = work->call;
    struct cs_projection_shown *shown = &work->shown;
    enum cs_table_format format;
    shown->dataset = work->input.is_plain ? NULL : work->input.workspace.data;
    shown->set = &work->input.set;
    shown->caveat = work->input.caveat;
    if (cs_call_has(call, "official") && work->input.is_plain)
        return cs_fail(call->diag, CS_USAGE, NULL, NULL,
                       "--official needs published projections: this is a plain table of series");
    bool is_official = wants_official(work);
    shown->leaves_out_official = !is_official && !work->input.is_plain &&
                                 !cs_call_has(call, "measure") &&
                                 cs_has_official(work->input.workspace.data);
    enum cs_status status = is_official ? tell_official(work) : project_own(work);
    if (status != CS_OK)
        return status;
    status = cs_draw_projection(call, shown);
    if (status != CS_OK)
        return status;
    return cs_table_format_parse(cs_request_format(call), &format)
               ? cs_projection_table(shown, format, call->arena, call->out, call->diag)
               : cs_projection_json(shown, call->out, call->diag);
}

static enum cs_status run(struct cs_call *call)
{
    struct work work = {.call = call};
    cs_series_set_init(&work.real_set);
    enum cs_status status = read_options(&work);
    if (status != CS_OK)
        return status;
    bool may_do_without = cs_call_has(call, "official") || !cs_call_has(call, "measure");
    status = cs_series_input_open(&work.input, call, may_do_without);
    if (status == CS_OK)
        status = answer(&work);
    cs_series_set_clear(&work.real_set);
    cs_series_input_close(&work.input);
    return status;
}

static const struct cs_example examples[] = {
    {"careerstat project --official --occupation 43-6013 --region US --format table",
     "Published projections as published, with our own forecast beside them"},
    {"careerstat project --occupation 43-6013 --region US --measure wage_median --real 2025 "
     "--horizon 5 --format table",
     "Median pay forecast five years ahead, nominal and in 2025 prices"},
    {"careerstat project --official --occupation 43-6013 --assume growth=10",
     "What if the number of jobs grew by 10 percent, as JSON"},
};

static const struct cs_option options[] = {
    {"to", 0, CS_OPTION_WHOLE, "YEAR", "forecast up to this year", NULL},
    {"horizon", 0, CS_OPTION_WHOLE, "YEARS", "forecast this many years ahead (default: 10)", NULL},
    {"method", 0, CS_OPTION_LIST, "NAME",
     "auto, combine, naive, drift, robust-drift, ols, loglinear, ses, holt, damped, theta, dotm, "
     "arima, lgt (default: auto)",
     NULL},
    {"official", 0, CS_OPTION_FLAG, NULL,
     "show the published projections, with our own forecast beside them", NULL},
    {"assume", 0, CS_OPTION_TEXTS, "WHAT",
     "a scenario: growth=5, growth=0.5/year or exits=10 (percent)", NULL},
    {"separations-rate", 0, CS_OPTION_NUMBER, "PERCENT",
     "openings from this yearly rate where none are published (labeled as such)", NULL},
    {"real", 0, CS_OPTION_WHOLE, "YEAR", "also show pay in the prices of this year", NULL},
    {"chart", 0, CS_OPTION_TEXT, "FILE",
     "also draw the series with its intervals: .svg, .png or .pdf", NULL},
    {"reconcile", 0, CS_OPTION_CHOICE, "WAY", "make the parts add up to their total",
     "none,bottom-up,least-squares"},
    {"by", 0, CS_OPTION_LIST, "DIMS",
     "one series for each value of these dimensions; the others stay at their total", NULL},
    {"measure", 0, CS_OPTION_TEXT, "NAME",
     "figures to build series from: employment, wage_median, openings_annual, …", NULL},
    {"per", 0, CS_OPTION_CHOICE, "TIME", "published pay for this pay period (default: year)",
     "year,month,week,day,hour"},
    {"tier", 0, CS_OPTION_CHOICE, "TIER", "only figures for occupations at this level of detail",
     "total,major,minor,broad,detailed,summary"},
};

extern const struct cs_command cs_cmd_project;
const struct cs_command cs_cmd_project = {
    .name = "project",
    .group = CS_GROUP_ANSWER,
    .summary = "forecast yearly series with intervals; show published projections as published",
    .usage = "project [FILE…] [--to YEAR | --horizon YEARS] [--method NAME] | --official",
    .help = "Yearly series, from a plain table with columns series, t and value or from published "
            "figures, are forecast by sixteen simple methods and a Bayesian one, lgt, weighted by "
            "what the series looks "
            "like, with 80% and 95% intervals that hold as often as they claim (see "
            "backtest).\n--official shows published projections as published: percent and growth "
            "word for their period, openings split into change and people who leave, and the "
            "straight line between the published years, labeled as one.",
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .shared = CS_SHARED_RESULT | CS_SHARED_DATA,
    .looks_back = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};

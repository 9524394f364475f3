/* Yearly series for project and backtest, from a plain table or out of a dataset, so that neither
 * command cares which. */
#include "cli/input/series_input.h"

#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/history.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/suggest.h"
#include "base/text.h"
#include "cli/frame/command.h"
#include "cli/input/request.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/measure.h"
#include "data/period.h"
#include "data/series.h"
#include "ingest/series.h"
#include "stats/forecast/forecast.h"

/* Measures that make series, the first that the data hold being the fallback. */
static const enum cs_measure MEASURES[] = {CS_EMPLOYMENT, CS_WAGE_MEDIAN, CS_OPENINGS_ANNUAL};
enum { N_MEASURES = sizeof MEASURES / sizeof *MEASURES };

static enum cs_status read_measure(const struct cs_series_input *input, enum cs_measure *measure)
{
    const char *word = cs_call_text(input->call, "measure");
    const char *names[CS_N_MEASURES];
    struct cs_shown shown;
    if (!word) {
        *measure = MEASURES[0];
        for (size_t m = N_MEASURES; m-- > 0;)
            for (size_t i = 0; i < input->workspace.data->n_estimates; i++)
                if (input->workspace.data->estimates[i].measure == MEASURES[m]) {
                    *measure = MEASURES[m];
                    break;
                }
        return CS_OK;
    }
    if (cs_measure_parse(cs_span_of(word), measure))
        return CS_OK;
    for (int m = 0; m < CS_N_MEASURES; m++)
        names[m] = cs_measure_info((enum cs_measure)m)->name;
    const char *near = cs_suggest(word, names, CS_N_MEASURES);
    return cs_fail(input->call->diag, CS_USAGE, NULL,
                   near ? cs_arena_printf(input->call->arena, "did you mean %s?", near)
                        : "such as employment, wage_median, openings_annual",
                   "'%s' is not a measure", cs_show(&shown, word, strlen(word)));
}

/* Dimensions not named by --by stay at their total: region US, occupation 00-0000, no level, no
 * industry. A filter on a dimension counts as naming it. */
static bool is_at_total(const struct cs_series_input *input, const uint32_t key[CS_N_DIMS],
                        const struct cs_request_dims *by)
{
    for (int d = 0; d < CS_N_DIMS; d++) {
        bool is_named = d == CS_DIM_PERIOD || input->among.keeps[d] != NULL;
        for (size_t i = 0; i < by->n; i++)
            is_named |= by->dims[i] == (enum cs_dim)d;
        const struct cs_key *found = cs_dataset_key(input->workspace.data, (enum cs_dim)d, key[d]);
        if (is_named || !found)
            continue;
        if (strcmp(found->code, d == CS_DIM_REGION       ? "US"
                                : d == CS_DIM_OCCUPATION ? "00-0000"
                                                         : "") != 0)
            return false;
    }
    return true;
}

static enum cs_status keep_by(const struct cs_series_input *input, struct cs_series_set *set)
{
    struct cs_request_dims by = {.n = 0};
    size_t n = 0;
    if (!cs_call_has(input->call, "by"))
        return CS_OK;
    enum cs_status status = cs_request_dims(input->call, "by", &by);
    for (size_t i = 0; i < set->n_series && status == CS_OK; i++)
        if (is_at_total(input, set->series[i].key, &by))
            set->series[n++] = set->series[i];
    set->n_series = status == CS_OK ? n : set->n_series;
    return status;
}

/* --period of years restricts a series; of spans it chooses among published projections, and the
 * series keeps all its years. */
static struct cs_selection among_years(const struct cs_series_input *input)
{
    struct cs_selection among = input->among;
    const struct cs_dict *periods = &input->workspace.data->dicts[CS_DIM_PERIOD];
    for (size_t k = 0; k < among.n_keys[CS_DIM_PERIOD] && among.keeps[CS_DIM_PERIOD]; k++)
        if (among.keeps[CS_DIM_PERIOD][k] && !cs_period_is_span(periods->keys[k].period))
            return among;
    among.keeps[CS_DIM_PERIOD] = NULL;
    return among;
}

enum cs_status cs_series_input_again(struct cs_series_input *input, struct cs_series_set *set)
{
    struct cs_call *call = input->call;
    struct cs_selection among = among_years(input);
    struct cs_history_request request = {.measure = input->measure,
                                         .among = &among,
                                         .tier = cs_request_tier(call),
                                         .per = cs_call_has(call, "per") ? cs_request_per(call)
                                                                         : CS_PER_YEAR,
                                         .reference = &input->workspace.reference};
    enum cs_status status =
        cs_history_collect(input->workspace.data, &request, set, &input->caveat, call->diag);
    return status == CS_OK ? keep_by(input, set) : status;
}

static bool has_projections(const struct cs_dataset *data)
{
    for (size_t i = 0; i < data->n_estimates; i++)
        if (data->estimates[i].measure == CS_PERCENT_CHANGE)
            return true;
    return false;
}

/* Published projections may do without figures that make series. */
static enum cs_status read_series(struct cs_series_input *input, int allows_none)
{
    struct cs_diag *diag = input->call->diag, own;
    cs_diag_init(&own);
    input->call->diag = &own;
    enum cs_status status = cs_series_input_again(input, &input->set);
    input->call->diag = diag;
    if (status == CS_NO_ANSWER && allows_none && has_projections(input->workspace.data))
        status = CS_OK;
    else
        cs_diag_merge(diag, &own);
    cs_diag_clear(&own);
    return status;
}

static enum cs_status read_dataset(struct cs_series_input *input, int allows_none)
{
    struct cs_call *call = input->call;
    struct cs_load_request request = cs_load_request_of(call, 0);
    enum cs_status status = cs_workspace_open(&input->workspace, call);
    if (status == CS_OK)
        status = cs_workspace_load(&input->workspace, &request);
    if (status == CS_OK)
        status = cs_workspace_select(&input->workspace, &input->among);
    if (status == CS_OK)
        status = read_measure(input, &input->measure);
    return status == CS_OK ? read_series(input, allows_none) : status;
}

enum cs_status cs_series_input_open(struct cs_series_input *input, struct cs_call *call,
                                    int allows_none)
{
    *input = (struct cs_series_input){.call = call};
    cs_series_set_init(&input->set);
    for (size_t i = 0; i < call->n_operands; i++)
        if (cs_workspace_check_file(call, call->operands[i]) != CS_OK)
            return CS_IO;
    if (call->n_operands == 1 && !cs_call_has(call, "layout")) {
        struct cs_diag own; /* what is no plain table may still be a package or a workbook */
        cs_diag_init(&own);
        enum cs_status status =
            cs_series_read(call->operands[0], &input->set, &input->is_plain, &own);
        if (input->is_plain)
            cs_diag_merge(call->diag, &own);
        cs_diag_clear(&own);
        if (input->is_plain)
            return status;
        if (strcmp(call->operands[0], "-") == 0)
            return cs_fail(call->diag, CS_IO, NULL, "save figures to a file and name it",
                           "standard input is not a table with columns series, t and value");
    }
    return read_dataset(input, allows_none);
}

void cs_series_input_close(struct cs_series_input *input)
{
    cs_series_set_clear(&input->set);
    if (input->workspace.call)
        cs_workspace_close(&input->workspace);
}

enum cs_status cs_request_methods(const struct cs_call *call, const char *option,
                                  enum cs_forecast_method *methods, size_t *n)
{
    const char *names[CS_N_FORECAST_METHODS];
    struct cs_shown shown;
    *n = 0;
    for (int m = 0; m < CS_N_FORECAST_METHODS; m++)
        names[m] = cs_forecast_method_name((enum cs_forecast_method)m);
    for (size_t i = 0; i < cs_call_count(call, option); i++) {
        const char *word = cs_call_text_at(call, option, i);
        enum cs_forecast_method method;
        if (!cs_forecast_method_parse(cs_span_of(word), &method)) {
            const char *near = cs_suggest(word, names, CS_N_FORECAST_METHODS);
            return cs_fail(call->diag, CS_USAGE, NULL,
                           near ? cs_arena_printf(call->arena, "did you mean %s?", near)
                                : "auto, combine, naive, drift, robust-drift, ols, loglinear, "
                                  "ses, holt, damped, theta, dotm, arima, lgt",
                           "'%s' is not a forecasting method", cs_show(&shown, word, strlen(word)));
        }
        bool is_new = true;
        for (size_t k = 0; k < *n; k++)
            is_new &= methods[k] != method;
        if (is_new)
            methods[(*n)++] = method;
    }
    for (int m = 0; m < CS_N_FORECAST_METHODS && cs_call_count(call, option) == 0; m++)
        methods[(*n)++] = (enum cs_forecast_method)m;
    return CS_OK;
}

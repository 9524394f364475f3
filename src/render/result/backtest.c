/* The scores of a backtest as JSON and as a table, with a sentence on how often intervals held. */
#include "render/result/backtest.h"

#include <math.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "data/measure.h"
#include "render/result/series_source.h"
#include "render/write/envelope.h"
#include "render/write/json.h"
#include "render/write/table.h"
#include "stats/forecast/forecast.h"
#include "stats/forecast/score.h"

static void put_grade(struct cs_json *json, const struct cs_forecast_score *score)
{
    struct cs_forecast_grade grade = cs_forecast_grade_of(score);
    cs_json_put_number_or_null(json, "smape", grade.smape, 4);
    cs_json_put_number_or_null(json, "mase", grade.mase, 5);
    cs_json_put_number_or_null(json, "coverage_80", grade.coverage_80, 5);
    cs_json_put_number_or_null(json, "coverage_95", grade.coverage_95, 5);
    cs_json_put_number_or_null(json, "msis", grade.msis, 4);
    cs_json_put_integer(json, "n", (int64_t)score->n);
}

static void put_method(struct cs_json *json, const struct cs_backtest *backtest,
                       const struct cs_backtest_method *method)
{
    cs_json_put_object(json, cs_forecast_method_name(method->method));
    put_grade(json, &method->score);
    cs_json_put_number_or_null(json, "skill_naive", method->skill_naive, 5);
    cs_json_put_number_or_null(json, "skill_drift", method->skill_drift, 5);
    cs_json_put_array(json, "by_step");
    for (size_t h = 0; h < backtest->horizon; h++) {
        if (method->by_step[h].n == 0)
            continue;
        cs_json_begin_object(json);
        cs_json_put_integer(json, "step", (int64_t)h + 1);
        put_grade(json, &method->by_step[h]);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
    cs_json_end_object(json);
}

enum cs_status cs_backtested_json(const struct cs_backtested *shown, struct cs_buf *out,
                                  struct cs_diag *diag)
{
    const struct cs_backtest *backtest = shown->backtest;
    struct cs_json json;
    cs_json_init(&json, out, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "backtest", 1);
    cs_json_put_string_or_null(&json, "measure",
                               shown->dataset ? cs_measure_info(shown->set->measure)->name : NULL);
    cs_json_put_string(&json, "judged_on",
                       backtest->uses_test_part ? "test part" : "rolling origins");
    cs_json_put_integer(&json, "horizon", (int64_t)backtest->horizon);
    cs_json_put_integer(&json, "origins", (int64_t)backtest->n_origins);
    cs_json_put_integer(&json, "series", (int64_t)backtest->n_series);
    cs_json_put_integer(&json, "forecasts", (int64_t)backtest->n_forecasts);
    cs_json_put_integer(&json, "refused", (int64_t)backtest->n_refused);
    cs_json_put_integer(&json, "too_short", (int64_t)backtest->n_short);
    cs_json_put_integer(&json, "constant", (int64_t)backtest->n_constant);
    cs_json_put_string_or_null(&json, "caveat", shown->caveat);
    cs_json_put_object(&json, "methods");
    for (size_t m = 0; m < backtest->n_methods; m++)
        put_method(&json, backtest, &backtest->methods[m]);
    cs_json_end_object(&json);
    cs_json_put_series_sources(&json, shown->set, shown->dataset);
    cs_envelope_end(&json, diag);
    return cs_json_finish(&json, diag);
}

static const struct cs_table_column COLUMNS[] = {
    {"method", "method", 0, -1},
    {"step", "step", 0, -1},
    {"smape", "sMAPE %", 1, 2},
    {"mase", "MASE", 1, 3},
    {"coverage_80", "in 80%", 1, 1},
    {"coverage_95", "in 95%", 1, 1},
    {"msis", "MSIS", 1, 1},
    {"skill_naive", "vs naive", 1, 1},
    {"skill_drift", "vs drift", 1, 1},
    {"n", "n", 1, 0},
};
enum { N_COLUMNS = sizeof COLUMNS / sizeof *COLUMNS };

/* For people coverages and skills are per cent. */
static void add_row(struct cs_table *table, const struct cs_backtest_method *method, size_t step,
                    double percent)
{
    const struct cs_forecast_score *score = step ? &method->by_step[step - 1] : &method->score;
    struct cs_forecast_grade grade = cs_forecast_grade_of(score);
    cs_table_add_text(table, cs_forecast_method_name(method->method));
    cs_table_add_text(table, step ? cs_arena_printf(table->arena, "%zu", step) : "all");
    cs_table_add_number(table, grade.smape, 4);
    cs_table_add_number(table, grade.mase, 5);
    cs_table_add_number(table, grade.coverage_80 * percent, 5);
    cs_table_add_number(table, grade.coverage_95 * percent, 5);
    cs_table_add_number(table, grade.msis, 4);
    cs_table_add_number(table, step ? NAN : method->skill_naive * percent, 5);
    cs_table_add_number(table, step ? NAN : method->skill_drift * percent, 5);
    cs_table_add_number(table, (double)score->n, 0);
}

/* What a reader may take away: how often the first method's intervals held. */
static void say_held(const struct cs_backtest_method *method, struct cs_buf *out)
{
    struct cs_forecast_grade grade = cs_forecast_grade_of(&method->score);
    if (method->score.n_intervals > 0)
        cs_buf_printf(out,
                      "\n%s: %.1f%% of outcomes lay inside its 95%% interval, %.1f%% inside its "
                      "80%% interval.\n",
                      cs_forecast_method_name(method->method), 100 * grade.coverage_95,
                      100 * grade.coverage_80);
}

static void put_foot(const struct cs_backtested *shown, struct cs_buf *out)
{
    const struct cs_backtest *b = shown->backtest;
    say_held(&b->methods[0], out);
    cs_buf_printf(out, "%zu series, %zu forecasts of each method, judged on %s.\n", b->n_series,
                  b->n_forecasts,
                  b->uses_test_part ? "the test part of the table"
                                    : "what came after earlier points in time");
    if (b->n_refused + b->n_short)
        cs_buf_printf(out, "Left out: %zu refused, %zu too short.\n", b->n_refused, b->n_short);
    if (b->n_constant)
        cs_buf_printf(out, "%zu forecasts of constant series count in sMAPE only.\n",
                      b->n_constant);
    cs_buf_puts(out, "MASE: error in mean yearly changes. MSIS: width of the 95% interval and "
                     "misses,\nin the same. vs: how much smaller the MASE is, in percent.\n");
    if (shown->caveat)
        cs_buf_printf(out, "%s\n", shown->caveat);
}

enum cs_status cs_backtested_table(const struct cs_backtested *shown, enum cs_table_format format,
                                   struct cs_arena *arena, struct cs_buf *out, struct cs_diag *diag)
{
    bool is_for_people = format == CS_TABLE_TEXT || format == CS_TABLE_MARKDOWN;
    const struct cs_backtest *backtest = shown->backtest;
    struct cs_table table;
    cs_table_init(&table, arena, COLUMNS, N_COLUMNS);
    for (size_t m = 0; m < backtest->n_methods; m++)
        for (size_t step = 0; step <= (shown->has_steps ? backtest->horizon : 0); step++)
            if (step == 0 || backtest->methods[m].by_step[step - 1].n > 0)
                add_row(&table, &backtest->methods[m], step, is_for_people ? 100 : 1);
    enum cs_status status = cs_table_print(&table, format, out, diag);
    if (is_for_people)
        put_foot(shown, out);
    return status;
}

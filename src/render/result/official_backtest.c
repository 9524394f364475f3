/* Errors of published projections beside those of two simple guesses, as JSON and as a table. */
#include "render/result/official_backtest.h"

#include "analysis/published/official_backtest.h"
#include "base/arena.h"
#include "base/buf.h"
#include "data/period.h"
#include "render/write/envelope.h"
#include "render/write/json.h"
#include "render/write/table.h"

static const char LABEL[] = "employment on the straight line of an earlier projection at the base "
                            "year of a later one, against the employment published there";

static void put_error(struct cs_json *json, enum cs_official_guess guess,
                      const struct cs_official_error *error)
{
    cs_json_put_object(json, cs_official_guess_name(guess));
    cs_json_put_integer(json, "n", (int64_t)error->n);
    cs_json_put_number_or_null(json, "mean_absolute_percent", error->mean, 4);
    cs_json_put_number_or_null(json, "median_absolute_percent", error->median, 4);
    cs_json_put_number_or_null(json, "job_weighted_percent", error->weighted, 4);
    cs_json_put_number_or_null(json, "bias_percent", error->bias, 4);
    cs_json_put_number_or_null(json, "right_direction", error->right_direction, 4);
    cs_json_end_object(json);
}

enum cs_status cs_official_backtested_json(const struct cs_official_backtested *shown,
                                           struct cs_buf *out, struct cs_diag *diag)
{
    struct cs_json json;
    char text[CS_PERIOD_TEXT_BYTES];
    cs_json_init(&json, out, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "official-backtest", 1);
    cs_json_put_string(&json, "judged", LABEL);
    cs_json_put_array(&json, "pairs");
    for (size_t i = 0; i < shown->n_pairs; i++) {
        const struct cs_official_pair *pair = &shown->pairs[i];
        cs_json_begin_object(&json);
        cs_json_put_string(&json, "projection", cs_period_format(pair->earlier, text));
        cs_json_put_string(&json, "against", cs_period_format(pair->later, text));
        cs_json_put_integer(&json, "years", pair->years);
        cs_json_put_integer(&json, "without_later_figure", (int64_t)pair->n_only_earlier);
        cs_json_put_integer(&json, "left_out_leaps", (int64_t)pair->n_leaps);
        cs_json_put_object(&json, "guesses");
        for (int g = 0; g < CS_N_GUESSES; g++)
            put_error(&json, (enum cs_official_guess)g, &pair->errors[g]);
        cs_json_end_object(&json);
        cs_json_end_object(&json);
    }
    cs_json_end_array(&json);
    cs_envelope_sources(&json, shown->dataset, NULL);
    cs_envelope_end(&json, diag);
    return cs_json_finish(&json, diag);
}

static const struct cs_table_column COLUMNS[] = {
    {"projection", "projection", 0, -1},
    {"against", "against", 0, -1},
    {"years", "years", 1, 0},
    {"guess", "guess", 0, -1},
    {"mean_absolute_percent", "mean %", 1, 2},
    {"median_absolute_percent", "median %", 1, 2},
    {"job_weighted_percent", "by jobs %", 1, 2},
    {"bias_percent", "bias %", 1, 2},
    {"right_direction", "right way", 1, 2},
    {"n", "n", 1, 0},
};

static void add_row(struct cs_table *table, const struct cs_official_pair *pair,
                    enum cs_official_guess guess)
{
    const struct cs_official_error *error = &pair->errors[guess];
    char text[CS_PERIOD_TEXT_BYTES];
    cs_table_add_text(table, cs_arena_strdup(table->arena, cs_period_format(pair->earlier, text)));
    cs_table_add_text(table, cs_arena_strdup(table->arena, cs_period_format(pair->later, text)));
    cs_table_add_number(table, pair->years, 0);
    cs_table_add_text(table, cs_official_guess_name(guess));
    cs_table_add_number(table, error->mean, 4);
    cs_table_add_number(table, error->median, 4);
    cs_table_add_number(table, error->weighted, 4);
    cs_table_add_number(table, error->bias, 4);
    cs_table_add_number(table, error->right_direction, 4);
    cs_table_add_number(table, (double)error->n, 0);
}

enum cs_status cs_official_backtested_table(const struct cs_official_backtested *shown,
                                            enum cs_table_format format, struct cs_arena *arena,
                                            struct cs_buf *out, struct cs_diag *diag)
{
    struct cs_table table;
    size_t n_leaps = 0, n_alone = 0;
    cs_table_init(&table, arena, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t i = 0; i < shown->n_pairs; i++) {
        n_leaps += shown->pairs[i].n_leaps;
        n_alone += shown->pairs[i].n_only_earlier;
        for (int g = 0; g < CS_N_GUESSES; g++)
            if (shown->pairs[i].errors[g].n > 0)
                add_row(&table, &shown->pairs[i], (enum cs_official_guess)g);
    }
    enum cs_status status = cs_table_print(&table, format, out, diag);
    if (format == CS_TABLE_TEXT || format == CS_TABLE_MARKDOWN)
        cs_buf_printf(
            out,
            "\nJudged: %s.\nErrors in percent of what came; right way: growth or decline was "
            "foretold.\nLeft out: %zu codes without a later figure, %zu that changed by "
            "half or more (likely redefined).\n",
            LABEL, n_alone, n_leaps);
    return status;
}

/* A forecast for people: steps in a table, and sentences about what was done to the series. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/published/projection.h"
#include "analysis/published/reconcile.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/number.h"
#include "data/dataset.h"
#include "data/measure.h"
#include "data/quantity.h"
#include "data/series.h"
#include "render/result/keys.h"
#include "render/result/projection.h"
#include "render/write/table.h"
#include "stats/forecast/forecast.h"
#include "stats/absence.h"

/* Every year of every series, for programs and for one series. */
static const struct cs_table_column STEPS[] = {
    {"series", "series", 0, -1},    {"year", "year", 0, -1},      {"point", "forecast", 1, 0},
    {"lower_80", "80% from", 1, 0}, {"upper_80", "to", 1, 0},     {"lower_95", "95% from", 1, 0},
    {"upper_95", "to", 1, 0},       {"real_point", "real", 1, 0}, {"scenario", "scenario", 1, 0},
    {"unit", "unit", 0, -1},
};
/* One row a series, for people. */
static const struct cs_table_column ENDS[] = {
    {"series", "series", 0, -1}, {"last_year", "from", 0, -1}, {"last", "value", 1, 0},
    {"year", "to", 0, -1},       {"point", "forecast", 1, 0},  {"lower_80", "80% from", 1, 0},
    {"upper_80", "to", 1, 0},    {"percent", "%", 1, 1},       {"yearly", "% per year", 1, 2},
};
#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *name_of(const struct cs_projection_shown *shown, const struct cs_series *series,
                           bool is_for_people, struct cs_arena *arena)
{
    struct cs_buf buf;
    if (!shown->dataset)
        return series->name;
    cs_buf_init(&buf);
    for (int d = 0; d < CS_N_DIMS; d++) {
        const struct cs_key *key = cs_dataset_key(shown->dataset, (enum cs_dim)d, series->key[d]);
        if (key)
            cs_buf_printf(&buf, "%s%s", buf.size ? (is_for_people ? ", " : "|") : "",
                          is_for_people && d != CS_DIM_REGION ? cs_key_words(key) : key->code);
    }
    const char *name = cs_arena_copy(arena, cs_buf_text(&buf), buf.size);
    cs_buf_clear(&buf);
    return name;
}

/* The largest of the last value and the forecasts. */
static double size_of(const struct cs_projected *row)
{
    double size = fabs(row->last);
    for (size_t h = 0; h < row->horizon; h++)
        size = fmax(size, fabs(row->steps[h].point));
    return size;
}

/* Whole numbers for people, unless values are small. */
static int decimals_of(const struct cs_projected *row)
{
    double size = size_of(row);
    if ((size < 0.1 && size > 0) || size >= 1e15)
        return CS_TABLE_SIGNIFICANT;
    return size >= 1000 ? 0 : size >= 10 ? 1 : 3;
}

/* For programs: six places, or six digits of small values. */
static int places_of(const struct cs_projected *row)
{
    double size = size_of(row);
    return size >= 0.1 || size == 0 ? 6 : CS_TABLE_SIGNIFICANT;
}

static const char *year_text(int year, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "%d", year);
}

/* Columns of STEPS that are printed: people need no name where there is one series, no unit (the
 * heading has it), and no column that is empty throughout. */
static bool shows_column(const struct cs_projection_shown *shown, size_t column, bool is_for_people)
{
    const char *name = STEPS[column].name;
    if (!is_for_people)
        return true;
    if (strcmp(name, "series") == 0 || strcmp(name, "unit") == 0)
        return false;
    if (strcmp(name, "real_point") == 0)
        return shown->real != NULL;
    return strcmp(name, "scenario") != 0 || shown->assumed != NULL;
}

static void add_step(struct cs_table *table, const struct cs_projection_shown *shown, size_t i,
                     size_t h, const char *name)
{
    const struct cs_projected *row = &shown->projection->rows[i];
    const struct cs_projected *real = shown->real ? &shown->real->rows[i] : NULL;
    const struct cs_forecast_step *step = &row->steps[h];
    bool is_for_people = name == NULL;
    int places = places_of(row);
    char unit[CS_UNIT_TEXT_BYTES];
    if (!is_for_people)
        cs_table_add_text(table, name);
    cs_table_add_text(table, year_text(row->last_year + (int)h + 1, table->arena));
    cs_table_add_number(table, step->point, places);
    cs_table_add_number(table, step->lower_80, places);
    cs_table_add_number(table, step->upper_80, places);
    cs_table_add_number(table, step->lower_95, places);
    cs_table_add_number(table, step->upper_95, places);
    if (real || !is_for_people)
        cs_table_add_number(table, real && !real->refusal ? real->steps[h].point : NAN, places);
    if (shown->assumed || !is_for_people)
        cs_table_add_number(
            table, shown->assumed ? cs_projection_assume(row, *shown->assumed, h + 1) : NAN,
            places);
    if (!is_for_people)
        cs_table_add_text(table,
                          cs_arena_strdup(table->arena, cs_unit_format(row->series->unit, unit)));
}

static void say_heading(const struct cs_projection_shown *shown, const struct cs_series *series,
                        struct cs_arena *arena, struct cs_buf *out)
{
    char unit[CS_UNIT_TEXT_BYTES];
    struct cs_shown visible;
    const char *name = name_of(shown, series, 1, arena);
    cs_buf_printf(out, "%s", shown->dataset ? name : cs_show(&visible, name, strlen(name)));
    if (shown->dataset)
        cs_buf_printf(out, ": %s, %s", cs_measure_info(shown->set->measure)->words,
                      cs_unit_format(series->unit, unit));
    cs_buf_puts(out, "\n\n");
}

static enum cs_status print_steps(const struct cs_projection_shown *shown,
                                  enum cs_table_format format, struct cs_arena *arena,
                                  struct cs_buf *out, struct cs_diag *diag)
{
    bool is_for_people = format == CS_TABLE_TEXT || format == CS_TABLE_MARKDOWN;
    struct cs_table_column columns[COUNT(STEPS)];
    struct cs_table table;
    size_t n = 0;
    for (size_t c = 0; c < COUNT(STEPS); c++)
        if (shows_column(shown, c, is_for_people))
            columns[n++] = STEPS[c];
    cs_table_init(&table, arena, columns, n);
    for (size_t i = 0; i < shown->projection->n_rows; i++) {
        const struct cs_projected *row = &shown->projection->rows[i];
        if (row->refusal)
            continue;
        for (size_t c = 0; c < n && is_for_people; c++)
            columns[c].decimals = columns[c].is_number ? decimals_of(row) : -1;
        if (is_for_people)
            say_heading(shown, row->series, arena, out);
        const char *name = is_for_people ? NULL : name_of(shown, row->series, 0, arena);
        for (size_t h = 0; h < row->horizon; h++)
            add_step(&table, shown, i, h, name);
    }
    return cs_table_print(&table, format, out, diag);
}

/* A number of a row whose values are too small or too large for the column's decimals is text. */
static void add_amount(struct cs_table *table, const struct cs_projected *row, double value)
{
    char text[CS_NUMBER_TEXT_BYTES];
    if (decimals_of(row) != CS_TABLE_SIGNIFICANT || !isfinite(value)) {
        cs_table_add_number(table, value, 6);
        return;
    }
    cs_number_format_significant(value, text);
    cs_table_add_text(table, cs_arena_strdup(table->arena, text));
}

static enum cs_status print_ends(const struct cs_projection_shown *shown,
                                 enum cs_table_format format, struct cs_arena *arena,
                                 struct cs_buf *out, struct cs_diag *diag)
{
    struct cs_table table;
    cs_table_init(&table, arena, ENDS, COUNT(ENDS));
    for (size_t i = 0; i < shown->projection->n_rows; i++) {
        const struct cs_projected *row = &shown->projection->rows[i];
        if (row->refusal)
            continue;
        const struct cs_forecast_step *end = &row->steps[row->horizon - 1];
        cs_table_add_text(&table, name_of(shown, row->series, 1, arena));
        cs_table_add_text(&table, year_text(row->last_year, arena));
        add_amount(&table, row, row->last);
        cs_table_add_text(&table, year_text(row->last_year + (int)row->horizon, arena));
        add_amount(&table, row, end->point);
        add_amount(&table, row, end->lower_80);
        add_amount(&table, row, end->upper_80);
        cs_table_add_number(&table, row->percent, 4);
        cs_table_add_number(&table, row->yearly_percent, 4);
    }
    return cs_table_print(&table, format, out, diag);
}

static void say_weights(const struct cs_projected *row, struct cs_buf *out)
{
    enum { SHOWN = 4 };
    double below = 2;
    cs_buf_puts(out, "Largest weights: ");
    for (int k = 0; k < SHOWN; k++) {
        size_t best = 0;
        double weight = -1;
        for (size_t m = 0; m < CS_N_FORECAST_MEMBERS; m++)
            if (row->weights[m] < below && row->weights[m] > weight) {
                weight = row->weights[m];
                best = m;
            }
        cs_buf_printf(out, "%s%s %.0f%%", k ? ", " : "", cs_forecast_member_name(best),
                      100 * weight);
        below = weight;
    }
    cs_buf_printf(out, "; the change was stretched by %.2f.\n", row->trend_factor);
}

/* One line a kind: its years, then what they mean. */
static void say_events(const struct cs_series *series, struct cs_buf *out)
{
    for (int kind = 0; kind < CS_N_SERIES_EVENTS; kind++) {
        size_t n = 0;
        for (size_t i = 0; i < series->n_events; i++)
            if (series->events[i].kind == (enum cs_series_event_kind)kind)
                cs_buf_printf(out, "%s%d", n++ ? ", " : "", series->events[i].year);
        if (n)
            cs_buf_printf(out, ": %s.\n", cs_series_event_words((enum cs_series_event_kind)kind));
    }
}

/* A number as the table beside it has them. */
static void put_amount(struct cs_buf *out, double value, int decimals)
{
    char text[CS_NUMBER_TEXT_BYTES];
    cs_buf_put(out, text,
               decimals == CS_TABLE_SIGNIFICANT
                   ? cs_number_format_significant(value, text)
                   : cs_number_format_grouped(value, decimals, text, sizeof text));
}

static void say_leap(const struct cs_projected *row, struct cs_buf *out)
{
    int decimals = decimals_of(row);
    if (!row->leap_year)
        return;
    cs_buf_printf(out, "\n%d: the value leaps by ", row->leap_year);
    put_amount(out, row->leap.step, decimals);
    cs_buf_puts(out, ", the usual step is ");
    put_amount(out, row->leap.usual, decimals);
    cs_buf_puts(out, row->leap_year == row->last_year
                         ? ". It is the last year: an outlier or a break, which only the next "
                           "year will tell; the forecast starts from it.\n"
                         : ", and stays there: a break. What came before it may say little of "
                           "what comes.\n");
}

/* A forecast carried on for longer than the values were observed. */
static void say_reach(const struct cs_projected *row, enum cs_forecast_method method,
                      struct cs_buf *out)
{
    double times = (double)row->horizon / (double)(row->n_used - 1);
    if (times <= 1)
        return;
    cs_buf_printf(out, "%zu years ahead is %.2g times as far as the %zu values reach back: ",
                  row->horizon, times, row->n_used);
    if (method == CS_FORECAST_AUTO)
        cs_buf_printf(out, "after %d each further step is taken shorter.\n", row->evidence_until);
    else
        cs_buf_printf(out, "after %d it is the method carried on, not evidence.\n",
                      row->evidence_until);
}

static void say_one(const struct cs_projection_shown *shown, const struct cs_projected *row,
                    struct cs_buf *out)
{
    const struct cs_projected *real =
        shown->real ? &shown->real->rows[row - shown->projection->rows] : NULL;
    say_leap(row, out);
    cs_buf_puts(out, "\n");
    if (isfinite(row->percent))
        cs_buf_printf(out, "%+.1f%% from %d to %d", row->percent, row->last_year,
                      row->last_year + (int)row->horizon);
    if (isfinite(row->percent) && isfinite(row->percent_low))
        cs_buf_printf(out, " (80%% interval %+.1f to %+.1f%%)", row->percent_low,
                      row->percent_high);
    if (isfinite(row->yearly_percent))
        cs_buf_printf(out, ", %+.2f%% a year", row->yearly_percent);
    cs_buf_printf(out, "%sFrom %zu values, %zu used", isfinite(row->percent) ? ".\n" : "",
                  row->series->n + row->series->n_test, row->n_used);
    cs_buf_printf(out, row->n_outliers ? ", %zu leaps there and back evened out.\n" : ".\n",
                  row->n_outliers);
    say_reach(row, shown->projection->method, out);
    if (row->chains.were_run && !row->chains.have_agreed)
        cs_buf_puts(out, "The chains of lgt did not agree: dotm stands in for it.\n");
    if (row->weights[0] > 0 && shown->projection->method == CS_FORECAST_AUTO)
        say_weights(row, out);
    if (row->interval_lack)
        cs_buf_printf(out, "No intervals: %s.\n", cs_absence_words(row->interval_lack));
    if (real && real->refusal)
        cs_buf_printf(out, "Not adjusted for prices: %s.\n", real->refusal);
    else if (real)
        cs_buf_printf(out, "Real: in prices of %d, %+.1f%%.\n", shown->real_year, real->percent);
    say_events(row->series, out);
}

static void say_foot(const struct cs_projection_shown *shown, struct cs_buf *out)
{
    const struct cs_projection *projection = shown->projection;
    for (size_t i = 0; i < projection->n_rows; i++)
        if (projection->n_rows - projection->n_refused == 1 && !projection->rows[i].refusal)
            say_one(shown, &projection->rows[i], out);
    cs_buf_printf(out, "\nOur own forecast, not published. Method %s: %s.\n",
                  cs_forecast_method_name(projection->method),
                  cs_forecast_method_words(projection->method));
    if (shown->leaves_out_official)
        cs_buf_puts(out, "Published projections are in the data too: --official shows them.\n");
    if (shown->way != CS_RECONCILE_NONE)
        cs_buf_printf(out,
                      "%zu parts and their whole made to agree, %s; in the last year they are "
                      "%.1f%% of it.\n",
                      shown->group.n_parts, cs_reconcile_way_name(shown->way), 100 * shown->share);
    if (shown->assumed)
        cs_buf_printf(out, "SCENARIO: %+g%% %s is assumed, not forecast.\n",
                      shown->assumed->percent,
                      shown->assumed->is_yearly ? "a year" : "over the whole horizon");
    if (shown->caveat)
        cs_buf_printf(out, "%s\n", shown->caveat);
}

/* The caveats of published projections, each once. */
static void say_sources(const struct cs_projection_shown *shown, struct cs_buf *out)
{
    for (size_t i = 0; i < shown->n_official; i++) {
        const struct cs_source *source = shown->official[i].row->percent.source;
        bool is_new = source && source->caveat;
        for (size_t k = 0; k < i && is_new; k++) {
            const struct cs_source *before = shown->official[k].row->percent.source;
            is_new = !before || !before->caveat || strcmp(before->caveat, source->caveat) != 0;
        }
        if (is_new)
            cs_buf_printf(out, "%s\n", source->caveat);
    }
}

enum cs_status cs_projection_table(const struct cs_projection_shown *shown,
                                   enum cs_table_format format, struct cs_arena *arena,
                                   struct cs_buf *out, struct cs_diag *diag)
{
    bool is_for_people = format == CS_TABLE_TEXT || format == CS_TABLE_MARKDOWN;
    if (!is_for_people && shown->n_official)
        return cs_official_rows(shown, format, arena, out, diag);
    for (size_t i = 0; i < shown->n_official; i++)
        cs_official_words(shown->dataset, &shown->official[i], arena, out);
    if (shown->n_official || !shown->projection) {
        say_sources(shown, out);
        return CS_OK;
    }
    size_t n_told = shown->projection->n_rows - shown->projection->n_refused;
    enum cs_status status = is_for_people && n_told > 1
                                ? print_ends(shown, format, arena, out, diag)
                                : print_steps(shown, format, arena, out, diag);
    if (is_for_people)
        say_foot(shown, out);
    return status;
}

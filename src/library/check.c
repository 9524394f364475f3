/* Identities that publishers' tables keep, in one walk over all figures. Tolerances are what
 * rounding in the published tables can add up to: EP prints tenths of thousands, OEWS cents and
 * tens of dollars. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/grow.h"
#include "base/number.h"
#include "base/text.h"
#include "data/dim.h"
#include "data/measure.h"
#include "data/quantity.h"
#include "library/figure_walk.h"
#include "library/library.h"
#include "library/sql.h"

enum identity { OPENINGS, CHANGE, HOURLY, ORDER, SUM };
static const struct {
    const char *name, *words;
    double tolerance;
} identities[] = {
    [OPENINGS] = {"openings", "openings per year = exits + transfers + change / 10", 160},
    [CHANGE] = {"change", "change = projected − base employment", 110},
    [HOURLY] = {"hourly", "average annual pay = 2,080 × average hourly pay", 16},
    [ORDER] = {"order", "percentiles of pay in order", 0},
    [SUM] = {"sum", "detailed occupations add up to the total within 1%", 0.01},
};

/* Employment of a region's detailed occupations against its total. */
struct sum {
    int64_t source, region, period, place;
    double total, detailed;
    int n_absent;
};

/* A statistic as this program knows it. */
struct kind {
    enum cs_measure measure;
    bool is_known, is_hourly, is_other; /* other: pay of a month, a week, a day */
};

struct checking {
    struct cs_library *library;
    struct cs_arena *arena;
    struct cs_library_report *report;
    struct cs_diag *diag;
    sqlite3_stmt *place_row, *code_row;
    /* The present row of a file: values by measure, of a year, and pay of an hour. */
    int64_t source, place, occupation, region, period;
    double year[CS_N_MEASURES], hour[CS_N_MEASURES];
    struct sum *sums;
    size_t n_sums, sums_capacity;
    struct kind *kinds; /* of statistics, by id */
    size_t n_kinds;
};

/* ---- violations ---- */

static void put_code(struct checking *checking, struct cs_buf *out, int64_t key)
{
    sqlite3_bind_int64(checking->code_row, 1, key);
    if (key && sqlite3_step(checking->code_row) == SQLITE_ROW)
        cs_buf_printf(out, "%s%s", out->size ? " " : "",
                      sqlite3_column_text(checking->code_row, 0));
    sqlite3_reset(checking->code_row);
}

static const char *describe_place(struct checking *checking, int64_t source, int64_t place)
{
    const char *text = NULL;
    sqlite3_bind_int64(checking->place_row, 1, source);
    if (sqlite3_step(checking->place_row) == SQLITE_ROW)
        text = cs_arena_printf(checking->arena, "%s:%lld",
                               sqlite3_column_text(checking->place_row, 0), (long long)place);
    sqlite3_reset(checking->place_row);
    return text ? text : "";
}

static void put_number(struct cs_buf *out, double value)
{
    char text[CS_NUMBER_TEXT_BYTES];
    if (isfinite(value))
        cs_number_format_rounded(value, 2, text);
    cs_buf_puts(out, isfinite(value) ? text : "nothing");
}

/* Counts a check; one that fails is described, the first ten of each kind. */
static void note(struct checking *checking, enum identity which, int holds, double said, double due)
{
    struct cs_library_report *report = checking->report;
    struct cs_library_check *check = &report->checks[which];
    check->n_checked++;
    if (holds || check->n_violations++ >= CS_LIBRARY_SHOWN_VIOLATIONS)
        return;
    struct cs_buf text;
    cs_buf_init(&text);
    put_code(checking, &text, checking->occupation);
    put_code(checking, &text, checking->region);
    put_code(checking, &text, checking->period);
    cs_buf_puts(&text, ": ");
    put_number(&text, said);
    cs_buf_puts(&text, " against ");
    put_number(&text, due);
    report->violations[report->n_violations++] = (struct cs_library_violation){
        .identity = identities[which].name,
        .place = describe_place(checking, checking->source, checking->place),
        .text = cs_arena_strdup(checking->arena, cs_buf_text(&text))};
    cs_buf_clear(&text);
}

static void check_equal(struct checking *checking, enum identity which, double said, double due)
{
    if (isfinite(said) && isfinite(due))
        note(checking, which, fabs(said - due) <= identities[which].tolerance, said, due);
}

static void check_order(struct checking *checking, const double *pay)
{
    static const enum cs_measure ascending[] = {CS_WAGE_P10, CS_WAGE_P25, CS_WAGE_MEDIAN,
                                                CS_WAGE_P75, CS_WAGE_P90};
    double before = NAN;
    int n = 0;
    for (size_t i = 0; i < 5; i++) {
        double value = pay[ascending[i]];
        if (!isfinite(value))
            continue;
        if (n++ && value < before) {
            note(checking, ORDER, 0, before, value);
            return;
        }
        before = value;
    }
    if (n > 1)
        note(checking, ORDER, 1, 0, 0);
}

static void forget_row(struct checking *checking)
{
    for (int m = 0; m < CS_N_MEASURES; m++)
        checking->year[m] = checking->hour[m] = NAN;
}

static void check_row(struct checking *checking)
{
    const double *v = checking->year;
    check_equal(checking, OPENINGS, v[CS_OPENINGS_ANNUAL],
                v[CS_EXITS_ANNUAL] + v[CS_TRANSFERS_ANNUAL] + v[CS_EMPLOYMENT_CHANGE] / 10);
    check_equal(checking, CHANGE, v[CS_EMPLOYMENT_CHANGE],
                v[CS_EMPLOYMENT_PROJECTED] - v[CS_EMPLOYMENT_BASE]);
    check_equal(checking, HOURLY, v[CS_WAGE_MEAN], 2080 * checking->hour[CS_WAGE_MEAN]);
    check_order(checking, v);
    check_order(checking, checking->hour);
    forget_row(checking);
}

/* ---- sums ---- */

static struct sum *find_sum(struct checking *checking)
{
    for (size_t i = checking->n_sums; i-- > 0;) {
        struct sum *sum = &checking->sums[i];
        if (sum->source == checking->source && sum->region == checking->region &&
            sum->period == checking->period)
            return sum;
        if (sum->source != checking->source)
            break; /* a source's rows stand together */
    }
    struct sum *grown =
        cs_grown(checking->sums, checking->n_sums, &checking->sums_capacity, sizeof *grown);
    if (!grown)
        return NULL;
    checking->sums = grown;
    struct sum *sum = &checking->sums[checking->n_sums++];
    *sum = (struct sum){.source = checking->source,
                        .region = checking->region,
                        .period = checking->period,
                        .place = checking->place,
                        .total = NAN};
    return sum;
}

static enum cs_status add_employment(struct checking *checking, struct cs_span tier, double value)
{
    struct sum *sum = find_sum(checking);
    if (!sum)
        return cs_fail_memory(checking->diag);
    if (cs_span_equals(tier, "total"))
        sum->total = value;
    else if (cs_span_equals(tier, "detailed") && isfinite(value))
        sum->detailed += value;
    else if (cs_span_equals(tier, "detailed"))
        sum->n_absent++;
    return CS_OK;
}

/* With detailed figures withheld the sum may fall short of the total, never exceed it. */
static void check_sums(struct checking *checking)
{
    for (size_t i = 0; i < checking->n_sums; i++) {
        const struct sum *sum = &checking->sums[i];
        if (!isfinite(sum->total) || sum->detailed <= 0)
            continue;
        double share = identities[SUM].tolerance * sum->total;
        checking->source = sum->source;
        checking->place = sum->place;
        checking->occupation = 0;
        checking->region = sum->region;
        checking->period = sum->period;
        note(checking, SUM,
             sum->detailed <= sum->total + share &&
                 (sum->n_absent || sum->detailed >= sum->total - share),
             sum->total, sum->detailed);
    }
}

/* ---- the walk ---- */

static enum cs_status read_kinds(struct checking *checking)
{
    sqlite3_stmt *rows;
    int64_t most = 0;
    bool has_row = true;
    enum cs_status status =
        cs_sql_number(checking->library, "SELECT max(id) FROM statistic", &most, checking->diag);
    if (status == CS_OK && (most < 0 || most >= UINT32_MAX))
        status = cs_library_damaged(checking->library, "its rows have impossible numbers",
                                    checking->diag);
    if (status != CS_OK)
        return status;
    checking->n_kinds = (size_t)most + 1;
    checking->kinds = calloc(checking->n_kinds, sizeof *checking->kinds);
    if (!checking->kinds)
        return cs_fail_memory(checking->diag);
    status =
        cs_sql_prepare(checking->library, "SELECT id, measure, unit FROM statistic WHERE id >= 0",
                       &rows, checking->diag);
    while (status == CS_OK && has_row) {
        struct cs_unit unit;
        status = cs_sql_next(checking->library, rows, &has_row, checking->diag);
        size_t id = has_row ? (size_t)sqlite3_column_int64(rows, 0) : checking->n_kinds;
        if (id >= checking->n_kinds)
            continue;
        struct kind *kind = &checking->kinds[id];
        kind->is_known = cs_measure_parse(cs_sql_span(rows, 1), &kind->measure) &&
                         cs_unit_parse(cs_sql_span(rows, 2), &unit);
        bool is_money = kind->is_known && unit.kind == CS_UNIT_MONEY;
        kind->is_hourly = is_money && unit.per == CS_PER_HOUR;
        kind->is_other = is_money && unit.per != CS_PER_YEAR && !kind->is_hourly;
    }
    sqlite3_finalize(rows);
    return status;
}

static enum cs_status take_figure(struct checking *checking, const struct cs_figure_walk *walk)
{
    sqlite3_stmt *row = walk->row;
    if (walk->statistic < 0 || (size_t)walk->statistic >= checking->n_kinds ||
        !checking->kinds[walk->statistic].is_known)
        return CS_OK;
    const struct kind *kind = &checking->kinds[walk->statistic];
    int64_t source = sqlite3_column_int64(row, CS_LINE_SOURCE);
    int64_t place = sqlite3_column_int64(row, CS_LINE_PLACE);
    double value = walk->figure.value;
    if (source != checking->source || place != checking->place) {
        check_row(checking);
        checking->source = source;
        checking->place = place;
    }
    checking->occupation = sqlite3_column_int64(row, CS_LINE_KEYS + CS_DIM_OCCUPATION);
    checking->region = sqlite3_column_int64(row, CS_LINE_KEYS + CS_DIM_REGION);
    checking->period = sqlite3_column_int64(row, CS_LINE_KEYS + CS_DIM_PERIOD);
    if (!kind->is_other)
        (kind->is_hourly ? checking->hour : checking->year)[kind->measure] = value;
    bool is_of_all = sqlite3_column_type(row, CS_LINE_KEYS + CS_DIM_INDUSTRY) == SQLITE_NULL &&
                     sqlite3_column_type(row, CS_LINE_KEYS + CS_DIM_LEVEL) == SQLITE_NULL;
    return kind->measure == CS_EMPLOYMENT && is_of_all && walk->tier.size
               ? add_employment(checking, walk->tier, value)
               : CS_OK;
}

static enum cs_status walk_all(struct checking *checking)
{
    struct cs_figure_walk walk;
    bool has_figure = true;
    enum cs_status status =
        cs_figure_walk_open(&walk, checking->library, " ORDER BY l.id", checking->diag);
    while (status == CS_OK && has_figure) {
        status = cs_figure_walk_next(&walk, &has_figure, checking->diag);
        if (has_figure)
            status = take_figure(checking, &walk);
    }
    cs_figure_walk_close(&walk);
    check_row(checking);
    check_sums(checking);
    return status;
}

enum cs_status cs_library_check(struct cs_library *library, struct cs_arena *arena,
                                struct cs_library_report *report, struct cs_diag *diag)
{
    struct checking checking = {.library = library, .arena = arena, .report = report, .diag = diag};
    memset(report, 0, sizeof *report);
    for (int i = 0; i < CS_LIBRARY_N_CHECKS; i++) {
        report->checks[i].identity = identities[i].name;
        report->checks[i].words = identities[i].words;
    }
    report->violations = cs_arena_alloc(arena, CS_LIBRARY_N_CHECKS * CS_LIBRARY_SHOWN_VIOLATIONS *
                                                   sizeof *report->violations);
    enum cs_status status = report->violations ? CS_OK : cs_fail_memory(diag);
    if (status == CS_OK)
        status = cs_sql_prepare(library, "SELECT place FROM source WHERE id = ?",
                                &checking.place_row, diag);
    if (status == CS_OK)
        status =
            cs_sql_prepare(library, "SELECT code FROM key WHERE id = ?", &checking.code_row, diag);
    forget_row(&checking);
    if (status == CS_OK)
        status = read_kinds(&checking);
    if (status == CS_OK)
        status = walk_all(&checking);
    sqlite3_finalize(checking.place_row);
    sqlite3_finalize(checking.code_row);
    free(checking.sums);
    free(checking.kinds);
    return status;
}

/* Series from plain tables with their treatments and refusals; backtests that do not depend on
 * threads or the order of series; parts and whole; published projections told right. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "analysis/published/backtest.h"
#include "analysis/outlook/history.h"
#include "analysis/published/official.h"
#include "analysis/published/reconcile.h"
#include "base/buf.h"
#include "base/outfile.h"
#include "ingest/series.h"

static char path[64];

static int make_path(void **state)
{
    (void)state;
    snprintf(path, sizeof path, "/tmp/careerstat-series-%ld.csv", (long)getpid());
    return 0;
}

static int remove_path(void **state)
{
    (void)state;
    unlink(path);
    return 0;
}

/* Reads a table that is written first. The messages are left in diag. */
static enum cs_status read_table(const char *text, struct cs_series_set *set, struct cs_diag *diag)
{
    bool is_series;
    cs_series_set_init(set);
    assert_int_equal(cs_outfile_write(path, text, strlen(text), diag), CS_OK);
    enum cs_status status = cs_series_read(path, set, &is_series, diag);
    assert_int_equal(is_series, strncmp(text, "series,t,value", 14) == 0);
    return status;
}

/* What a table of the usual columns is refused with, cut to the message. */
static void expect_refusal(const char *rows, const char *message)
{
    struct cs_diag diag;
    struct cs_series_set set;
    struct cs_buf text;
    char expected[256];
    cs_diag_init(&diag);
    cs_buf_init(&text);
    cs_buf_printf(&text, "series,t,value,part\n%s", rows);
    assert_int_equal(read_table(cs_buf_text(&text), &set, &diag), CS_IO);
    cs_buf_reset(&text);
    cs_message_format(&diag.messages[0], &text);
    snprintf(expected, sizeof expected, "%s:%s", path, message);
    if (strncmp(cs_buf_text(&text), expected, strlen(expected)) != 0)
        fail_msg("got: %s", cs_buf_text(&text));
    cs_buf_clear(&text);
    cs_series_set_clear(&set);
    cs_diag_clear(&diag);
}

static void test_refusals(void **state)
{
    (void)state;
    expect_refusal("a,1,5\na,2,6\na,2,7\n", "4: error: series 'a', year 2: the year appears twice");
    expect_refusal("a,1,five\n", "2: error: column 'value' (field 3): 'five' is not a number");
    expect_refusal("a,1.5,5\n", "2: error: column 't' (field 2): '1.5' is not a whole year");
    expect_refusal(",1,5\n", "2: error: column 'series' (field 1): '' names no series");
    expect_refusal("a,1,5,maybe\n", "2: error: column 'part' (field 4): 'maybe' is neither");
    expect_refusal("a,1,5,test\na,2,5,train\n",
                   "3: error: series 'a', year 2: a training value after a test value");
    expect_refusal("", " error: the table has no rows");
}

/* The only series of a table without parts. */
static const struct cs_series *read_one(const char *rows, struct cs_series_set *set)
{
    struct cs_diag diag;
    char text[2048];
    cs_diag_init(&diag);
    snprintf(text, sizeof text, "series,t,value\n%s", rows);
    assert_int_equal(read_table(text, set, &diag), CS_OK);
    assert_int_equal(set->n_series, 1);
    cs_diag_clear(&diag);
    return &set->series[0];
}

static int has_event(const struct cs_series *series, enum cs_series_event_kind kind, int year)
{
    for (size_t i = 0; i < series->n_events; i++)
        if (series->events[i].kind == kind && series->events[i].year == year)
            return 1;
    return 0;
}

static void test_treatments(void **state)
{
    (void)state;
    struct cs_series_set set;
    const struct cs_series *s =
        read_one("a,2003,13\na,2001,11\na,2000,10\na,2004,14\na,2005,15\n", &set);
    assert_true(s->n == 6 && s->first_year == 2000 && s->values[2] == 12);
    assert_true(has_event(s, CS_SERIES_FILLED, 2002) && has_event(s, CS_SERIES_REORDERED, 2000));
    cs_series_set_clear(&set);
    s = read_one("a,2000,10\na,2001,**\na,2002,12\na,2003,>=239200\na,2004,14\na,2005,15\n"
                 "a,2006,16\na,2007,17\na,2008,#\n",
                 &set);
    assert_true(s->n == 8 && s->values[1] == 11 && s->values[3] == 13);
    assert_true(has_event(s, CS_SERIES_SUPPRESSED, 2001) && has_event(s, CS_SERIES_CAPPED, 2003) &&
                has_event(s, CS_SERIES_CAPPED, 2008));
    cs_series_set_clear(&set);
    s = read_one("a,1990,1\na,1991,1\na,2000,10\na,2001,11\na,2002,12\n", &set);
    assert_true(s->n == 3 && s->first_year == 2000 && has_event(s, CS_SERIES_CUT, 2000));
    cs_series_set_clear(&set);
    s = read_one("a,2000,1\na,2001,2\n", &set);
    assert_string_equal(s->refusal, "fewer than 3 values to learn from");
    cs_series_set_clear(&set);
    s = read_one("a,2000,1\na,2002,2\na,2004,3\na,2006,3\n", &set);
    assert_string_equal(s->refusal, "more than a quarter of its years have no figure");
    cs_series_set_clear(&set);
}

/* What stood under the code before it changed content is cut off, leap or not. */
static void test_revision(void **state)
{
    (void)state;
    struct cs_diag diag;
    struct cs_series_set set;
    struct cs_series_point points[10];
    cs_diag_init(&diag);
    cs_series_set_init(&set);
    for (int leap = 0; leap < 2; leap++) {
        for (int i = 0; i < 10; i++)
            points[i] = (struct cs_series_point){
                .year = 2005 + i,
                .quantity = cs_quantity_of(100 + i + (leap && i >= 5 ? 100 : 0)),
                .is_revised = i == 5};
        struct cs_series about = {.name = "a"};
        struct cs_series_points given = {points, 10, 0};
        assert_int_equal(cs_series_set_add(&set, &about, &given, &diag), CS_OK);
    }
    assert_int_equal(set.series[0].n, 5);
    assert_true(has_event(&set.series[0], CS_SERIES_REVISION, 2010));
    assert_true(has_event(&set.series[0], CS_SERIES_CUT, 2010));
    assert_int_equal(set.series[1].n, 5);
    assert_int_equal(set.series[1].first_year, 2010);
    points[3].quantity.value = -1;
    struct cs_series about = {.name = "b"};
    struct cs_series_points given = {points, 5, 0};
    assert_int_equal(cs_series_set_add(&set, &about, &given, &diag), CS_OK);
    assert_string_equal(set.series[2].refusal, "a negative value where there can be none");
    cs_series_set_clear(&set);
    cs_diag_clear(&diag);
}

/* n series of 16 years; backwards: the last one first. */
static void write_many(struct cs_buf *text, int n, int backwards)
{
    cs_buf_puts(text, "series,t,value\n");
    for (int k = 0; k < n; k++) {
        int s = backwards ? n - 1 - k : k;
        uint32_t state = (uint32_t)s * 2654435761u + 1;
        double value = 100 + s;
        for (int t = 0; t < 16; t++) {
            state = state * 1664525u + 1013904223u;
            value += (double)(state >> 24) / 16 - 5;
            cs_buf_printf(text, "s%d,%d,%.3f\n", s, 2000 + t, value);
        }
    }
}

static void run_many(int backwards, size_t n_threads, struct cs_arena *arena,
                     struct cs_backtest *out)
{
    struct cs_diag diag;
    struct cs_series_set set;
    struct cs_buf text;
    cs_diag_init(&diag);
    cs_buf_init(&text);
    write_many(&text, 150, backwards);
    assert_int_equal(read_table(cs_buf_text(&text), &set, &diag), CS_OK);
    struct cs_backtest_options options = cs_backtest_defaults();
    options.n_threads = n_threads;
    assert_int_equal(cs_backtest_run(&set, &options, arena, out, &diag), CS_OK);
    cs_series_set_clear(&set);
    cs_buf_clear(&text);
    cs_diag_clear(&diag);
}

static void test_backtest(void **state)
{
    (void)state;
    struct cs_arena arena;
    struct cs_backtest one, four, turned;
    cs_arena_init(&arena);
    run_many(0, 1, &arena, &one);
    run_many(0, 4, &arena, &four);
    run_many(1, 2, &arena, &turned);
    assert_int_equal(one.n_series, 150);
    assert_int_equal(one.n_forecasts, 450);
    assert_int_equal(one.horizon, 6);
    for (size_t m = 0; m < one.n_methods; m++) {
        struct cs_forecast_grade a = cs_forecast_grade_of(&one.methods[m].score);
        struct cs_forecast_grade b = cs_forecast_grade_of(&turned.methods[m].score);
        assert_memory_equal(&one.methods[m].score, &four.methods[m].score,
                            sizeof one.methods[m].score);
        assert_true(fabs(a.mase - b.mase) < 1e-12 && fabs(a.msis - b.msis) < 1e-10);
    }
    assert_true(one.methods[CS_FORECAST_NAIVE].skill_naive == 0);
    cs_arena_clear(&arena);
}

/* Two parts and their total. */
static void make_family(struct cs_series_set *set, struct cs_projection *projection,
                        struct cs_arena *arena, struct cs_diag *diag)
{
    struct cs_buf text;
    cs_buf_init(&text);
    cs_buf_puts(&text, "series,t,value\n");
    for (int t = 0; t < 12; t++) {
        int a = 100 + 3 * t + t * t % 7, b = 40 - t + t * t % 5;
        cs_buf_printf(&text, "a,%d,%d\nb,%d,%d\nTotal,%d,%d\n", t, a, t, b, t, a + b);
    }
    assert_int_equal(read_table(cs_buf_text(&text), set, diag), CS_OK);
    struct cs_projection_options options = {.horizon = 8, .n_threads = 1};
    assert_int_equal(cs_projection_run(set, &options, arena, projection, diag), CS_OK);
    cs_buf_clear(&text);
}

static void test_reconcile(void **state)
{
    (void)state;
    for (int way = CS_RECONCILE_BOTTOM_UP; way <= CS_RECONCILE_LEAST_SQUARES; way++) {
        struct cs_diag diag;
        struct cs_arena arena;
        struct cs_series_set set;
        struct cs_projection projection;
        struct cs_reconcile_group group;
        double share;
        cs_diag_init(&diag);
        cs_arena_init(&arena);
        make_family(&set, &projection, &arena, &diag);
        assert_int_equal(cs_reconcile_find(NULL, &projection, &arena, &group, &diag), CS_OK);
        assert_int_equal(group.n_parts, 2);
        assert_int_equal(group.whole, 2);
        assert_int_equal(
            cs_reconcile(&projection, &group, (enum cs_reconcile_way)way, &share, &diag), CS_OK);
        assert_true(share == 1);
        for (size_t h = 0; h < 8; h++) {
            double sum = projection.rows[0].steps[h].point + projection.rows[1].steps[h].point;
            assert_true(fabs(sum - projection.rows[2].steps[h].point) < 1e-9);
            assert_true(projection.rows[1].steps[h].point >= 0);
        }
        cs_series_set_clear(&set);
        cs_arena_clear(&arena);
        cs_diag_clear(&diag);
    }
}

static struct cs_found figure(double value)
{
    struct cs_found found = {.quantity = cs_quantity_of(value), .period_text = ""};
    static const struct cs_estimate present = {0};
    found.estimate = &present;
    return found;
}

static struct cs_found absent(void)
{
    return (struct cs_found){.quantity = cs_quantity_missing(CS_NOT_REPORTED), .period_text = ""};
}

/* BLS, 2022–32, 43-6013: 696.6 to 743.2 thousand, 79.3 thousand openings. */
static void test_official(void **state)
{
    (void)state;
    struct cs_arena arena;
    struct cs_diag diag;
    cs_arena_init(&arena);
    cs_diag_init(&diag);
    struct cs_projection_row row = {.period = {2022, 2032, 0},
                                    .base = figure(696600),
                                    .projected = figure(743200),
                                    .change = figure(46600),
                                    .percent = figure(6.7),
                                    .openings = figure(79300),
                                    .exits = figure(38200),
                                    .transfers = figure(36500)};
    struct cs_openings o = cs_openings_of(&row, NAN);
    assert_int_equal(o.basis, CS_OPENINGS_PUBLISHED);
    assert_true(fabs(o.net_change - 4660) < 1e-9 && o.separations == 74700);
    assert_string_equal(cs_openings_sentence(&o, &arena),
                        "about 94 of 100 openings replace people who leave; the rest are new jobs");
    assert_true(fabs(cs_official_line(&row, 2027) - 719900) < 1e-6);
    assert_true(isnan(cs_official_line(&row, 2033)));
    row.exits = absent();
    assert_int_equal(cs_openings_of(&row, NAN).basis, CS_OPENINGS_IMPLIED);
    row.change = figure(-46600);
    row.projected = figure(650000);
    o = cs_openings_of(&row, NAN);
    assert_true(fabs(o.separations - (79300 + 4660)) < 1e-9 && o.replacement_share == 1);
    struct cs_scenario scenario;
    struct cs_assumption assumption = {10, NAN};
    assert_int_equal(cs_official_assume(&row, &assumption, &scenario, &diag), CS_OK);
    assert_true(fabs(scenario.projected - 766260) < 1e-6);
    assert_true(fabs(scenario.openings.openings - (83960 + 6966)) < 1e-6);
    assumption = (struct cs_assumption){NAN, 10};
    assert_int_equal(cs_official_assume(&row, &assumption, &scenario, &diag), CS_NO_ANSWER);
    row.openings = absent();
    assert_int_equal(cs_openings_of(&row, 0.1).basis, CS_OPENINGS_ASSUMED);
    assert_int_equal(cs_openings_of(&row, NAN).basis, CS_OPENINGS_UNKNOWN);
    cs_arena_clear(&arena);
    cs_diag_clear(&diag);
}

/* Adds a published figure of the detailed tier. */
static void publish(struct cs_dataset *data, const char *occupation, const char *period,
                    double value, const char *note)
{
    struct cs_estimate e = {.value = value,
                            .note = note,
                            .measure = CS_EMPLOYMENT,
                            .tier = CS_TIER_DETAILED,
                            .unit = {.kind = CS_UNIT_JOBS}};
    for (int d = 0; d < CS_N_DIMS; d++)
        e.key[d] = CS_NO_KEY;
    e.key[CS_DIM_OCCUPATION] =
        cs_dataset_intern(data, CS_DIM_OCCUPATION, cs_span_of(occupation), cs_span_of(""), 0);
    e.key[CS_DIM_PERIOD] =
        cs_dataset_intern(data, CS_DIM_PERIOD, cs_span_of(period), cs_span_of(""), 0);
    assert_int_equal(cs_dataset_add_estimate(data, &e), CS_OK);
}

/* One value a year of each occupation: the more detailed row of two, no projection, no months. */
static void test_history(void **state)
{
    (void)state;
    struct cs_dataset *data = cs_dataset_new();
    struct cs_series_set set;
    struct cs_diag diag;
    const char *caveat;
    uint32_t source;
    cs_diag_init(&diag);
    cs_series_set_init(&set);
    assert_non_null(cs_dataset_add_source(data, &source));
    static const char *const YEARS[] = {"2016", "2017", "2018", "2019", "2020"};
    for (int i = 0; i < 5; i++) {
        publish(data, "11-1011", YEARS[i], 100 + i, i < 2 ? "SOC 2010" : "SOC 2018");
        publish(data, "11-1021", YEARS[i], 50, NULL);
    }
    publish(data, "11-1011", "2019", 999, "SOC 2018");
    data->estimates[data->n_estimates - 1].tier = CS_TIER_BROAD;
    publish(data, "11-1011", "2020-30", 5000, NULL);
    publish(data, "11-1021", "2020-06", 51, NULL);
    struct cs_soc_change split[] = {{"2018", "11-1011", "11-1011", ""},
                                    {"2018", "11-1011", "11-1012", ""}};
    struct cs_reference reference = {.soc_changes = split, .n_soc_changes = 2};
    struct cs_history_request request = {.measure = CS_EMPLOYMENT, .reference = &reference};
    assert_int_equal(cs_history_collect(data, &request, &set, &caveat, &diag), CS_OK);
    assert_int_equal(set.n_series, 2);
    assert_int_equal(set.series[0].n, 3);
    assert_true(set.series[0].values[1] == 103);
    assert_true(has_event(&set.series[0], CS_SERIES_REVISION, 2018));
    assert_string_equal(set.series[1].refusal, "several figures per year: not a yearly series");
    request.measure = CS_WAGE_MEDIAN;
    assert_int_equal(cs_history_collect(data, &request, &set, &caveat, &diag), CS_NO_ANSWER);
    cs_series_set_clear(&set);
    cs_diag_clear(&diag);
    cs_dataset_free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refusals),  cmocka_unit_test(test_treatments),
        cmocka_unit_test(test_revision),  cmocka_unit_test(test_backtest),
        cmocka_unit_test(test_reconcile), cmocka_unit_test(test_official),
        cmocka_unit_test(test_history),
    };
    return cmocka_run_group_tests(tests, make_path, remove_path);
}

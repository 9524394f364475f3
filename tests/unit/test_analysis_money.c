/* analysis/: money in other years, places and currencies; change between vintages; published
 * figures side by side. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/outlook/area.h"
#include "analysis/published/change.h"
#include "analysis/published/published.h"

struct row {
    enum cs_measure measure;
    const char *occupation, *region, *period, *unit;
    double value;
    enum cs_presence presence;
};

static struct cs_dataset *build(const struct row *rows, size_t n)
{
    struct cs_dataset *dataset = cs_dataset_new();
    uint32_t source;
    assert_non_null(dataset);
    cs_dataset_add_source(dataset, &source)->id = "a-source";
    for (size_t i = 0; i < n; i++) {
        struct cs_estimate estimate = {.source = source,
                                       .line = i + 2,
                                       .value = rows[i].value,
                                       .measure = (uint16_t)rows[i].measure,
                                       .presence = (uint8_t)rows[i].presence};
        const char *codes[CS_N_DIMS] = {[CS_DIM_OCCUPATION] = rows[i].occupation,
                                        [CS_DIM_REGION] = rows[i].region,
                                        [CS_DIM_PERIOD] = rows[i].period};
        for (int d = 0; d < CS_N_DIMS; d++)
            estimate.key[d] =
                codes[d] ? cs_dataset_intern(dataset, d, cs_span_of(codes[d]), cs_span_of(""), 0)
                         : CS_NO_KEY;
        assert_true(cs_unit_parse(cs_span_of(rows[i].unit), &estimate.unit));
        assert_int_equal(cs_dataset_add_estimate(dataset, &estimate), CS_OK);
    }
    return dataset;
}

/* CPI-U, BEA price parities, OECD rates: as in datasets/reference. */
static const struct row price_rows[] = {
    {CS_PRICE_INDEX, NULL, "US", "2014", "index", 236.736, CS_PRESENT},
    {CS_PRICE_INDEX, NULL, "US", "2023", "index", 304.702, CS_PRESENT},
    {CS_PRICE_INDEX, NULL, "US", "2024-01", "index", 308.417, CS_PRESENT},
    {CS_PRICE_PARITY, NULL, "AL", "2023", "index", 88.007, CS_PRESENT},
    {CS_PRICE_PARITY, NULL, "US", "2023", "index", 100, CS_PRESENT},
    {CS_EXCHANGE_RATE, NULL, "GBR", "2022", "ratio", 0.811302, CS_PRESENT},
    {CS_EXCHANGE_RATE, NULL, "DEU", "2022", "ratio", 0.949624, CS_PRESENT},
};
enum { N_PRICES = sizeof price_rows / sizeof *price_rows };

static void finds_factors(void **state)
{
    (void)state;
    struct cs_dataset *prices = build(price_rows, N_PRICES);
    static const struct {
        struct cs_money_plan plan;
        struct cs_money_pay pay;
        enum cs_status status;
        double factor;
        const char *currency, *message;
    } cases[] = {
        {{.real_year = 2023}, {"TX", "USD", {2014, 2014, 5}}, CS_OK, 304.702 / 236.736, "USD", ""},
        {{.at_parity = 1}, {"AL", "USD", {2023, 2023, 0}}, CS_OK, 100 / 88.007, "USD", ""},
        {{.currency = "USD"}, {"GB", "GBP", {2022, 2022, 0}}, CS_OK, 1 / 0.811302, "USD", ""},
        {{.currency = "GBP"},
         {"FR", "EUR", {2022, 2022, 0}},
         CS_OK,
         0.811302 / 0.949624,
         "GBP",
         ""},
        {{.currency = "USD", .rate_year = 2022},
         {"DE", "EUR", {0, 0, 0}},
         CS_OK,
         1 / 0.949624,
         "USD",
         ""},
        {{.currency = "USD"}, {"US", "USD", {1990, 1990, 0}}, CS_OK, 1, "USD", ""},
        {{.real_year = 2023, .at_parity = 1},
         {"AL", "USD", {2023, 2023, 0}},
         CS_OK,
         100 / 88.007,
         "USD",
         ""},
        {{.real_year = 2024},
         {"US", "USD", {2023, 2023, 0}},
         CS_NO_ANSWER,
         NAN,
         "",
         "no consumer price index of 'US' for 2024"}, /* one month is no year */
        {{.real_year = 2023},
         {"GB", "GBP", {2014, 2014, 0}},
         CS_NO_ANSWER,
         NAN,
         "",
         "no consumer price index of 'GB' is known"},
        {{.at_parity = 1},
         {"AL", "USD", {2012, 2012, 0}},
         CS_NO_ANSWER,
         NAN,
         "",
         "no price parity of 'AL' for 2012"},
        {{.at_parity = 1},
         {"ON", "CAD", {2023, 2023, 0}},
         CS_NO_ANSWER,
         NAN,
         "",
         "no price parity of 'ON' is known"},
        {{.currency = "THB"},
         {"US", "USD", {2022, 2022, 0}},
         CS_NO_ANSWER,
         NAN,
         "",
         "no exchange rate of 'THB' is known"},
        {{.currency = "dollars"},
         {"US", "USD", {2022, 2022, 0}},
         CS_USAGE,
         NAN,
         "",
         "'dollars' is not a currency"},
        {{.currency = "USD"},
         {"US", "", {2022, 2022, 0}},
         CS_NO_ANSWER,
         NAN,
         "",
         "the currency of the pay is not known, so it cannot be converted"},
        {{.real_year = 2023},
         {"US", "USD", {0, 0, 0}},
         CS_NO_ANSWER,
         NAN,
         "",
         "the year of the pay is not known, so it cannot be converted"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cs_money_plan plan = cases[i].plan;
        struct cs_money_factor found;
        struct cs_diag diag;
        cs_diag_init(&diag);
        plan.prices = prices;
        enum cs_status status = cs_money_find(&plan, &cases[i].pay, &found, &diag);
        const char *text = diag.n_messages ? diag.messages[0].text : "";
        int is_equal = isnan(cases[i].factor) ? isnan(found.factor)
                                              : fabs(found.factor - cases[i].factor) < 1e-12;
        if (status != cases[i].status || !is_equal || strcmp(text, cases[i].message) != 0 ||
            strcmp(found.currency, cases[i].currency) != 0)
            fail_msg("case %zu: status %d, factor %.15g, '%s'", i, status, found.factor, text);
        for (size_t k = 0; k < found.n_steps; k++)
            assert_string_equal(found.steps[k].source, "a-source");
        cs_diag_clear(&diag);
    }
    cs_dataset_free(prices);
}

/* Countries that share a currency have prices and purchasing power of their own. */
static void prices_are_the_countrys(void **state)
{
    (void)state;
    struct row rows[] = {
        {CS_PURCHASING_POWER, NULL, "GRC", "2020", "ratio", 0.541, CS_PRESENT},
        {CS_PURCHASING_POWER, NULL, "DEU", "2020", "ratio", 0.744, CS_PRESENT},
        {CS_PURCHASING_POWER, NULL, "GBR", "2020", "ratio", 0.69, CS_PRESENT},
        {CS_PRICE_INDEX, NULL, "US", "2020", "index", 100, CS_PRESENT},
        {CS_PRICE_INDEX, NULL, "US", "2022", "index", 113, CS_PRESENT},
        {CS_PRICE_INDEX, NULL, "ECU", "2020", "index", 100, CS_PRESENT},
        {CS_PRICE_INDEX, NULL, "ECU", "2022", "index", 104, CS_PRESENT},
        {CS_PRICE_INDEX, NULL, "FRA", "2020", "index", 100, CS_PRESENT},
        {CS_PRICE_INDEX, NULL, "FRA", "2022", "index", 107, CS_PRESENT},
    };
    struct cs_dataset *prices = build(rows, sizeof rows / sizeof *rows);
    static const struct {
        struct cs_money_plan plan;
        struct cs_money_pay pay;
        double factor; /* NaN: refused */
    } cases[] = {
        {{.currency = "USD", .by_purchasing_power = 1}, {"GRC", "EUR", {2020, 2020, 0}}, 1 / 0.541},
        {{.currency = "USD", .by_purchasing_power = 1}, {"GR", "EUR", {2020, 2020, 0}}, 1 / 0.541},
        {{.currency = "USD", .by_purchasing_power = 1}, {"DEU", "EUR", {2020, 2020, 0}}, 1 / 0.744},
        {{.currency = "USD", .by_purchasing_power = 1},
         {"DE21", "EUR", {2020, 2020, 0}},
         1 / 0.744},
        {{.currency = "USD", .by_purchasing_power = 1}, {"", "GBP", {2020, 2020, 0}}, 1 / 0.69},
        {{.currency = "USD", .by_purchasing_power = 1}, {"FRA", "EUR", {2020, 2020, 0}}, NAN},
        {{.currency = "USD", .by_purchasing_power = 1}, {"", "EUR", {2020, 2020, 0}}, NAN},
        {{.currency = "EUR", .by_purchasing_power = 1}, {"TX", "USD", {2020, 2020, 0}}, NAN},
        {{.currency = "GBP", .by_purchasing_power = 1}, {"TX", "USD", {2020, 2020, 0}}, 0.69},
        {{.real_year = 2022}, {"TX", "USD", {2020, 2020, 0}}, 1.13},
        {{.real_year = 2022}, {"12420", "USD", {2020, 2020, 0}}, 1.13},
        {{.real_year = 2022}, {"", "USD", {2020, 2020, 0}}, 1.13},
        {{.real_year = 2022}, {"ECU", "USD", {2020, 2020, 0}}, 1.04},
        {{.real_year = 2022}, {"FRA", "EUR", {2020, 2020, 0}}, 1.07},
        {{.real_year = 2022}, {"DEU", "EUR", {2020, 2020, 0}}, NAN},
        {{.real_year = 2022}, {"", "EUR", {2020, 2020, 0}}, NAN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cs_money_plan plan = cases[i].plan;
        struct cs_money_factor found;
        struct cs_diag diag;
        cs_diag_init(&diag);
        plan.prices = prices;
        enum cs_status status = cs_money_find(&plan, &cases[i].pay, &found, &diag);
        bool is_refused = status == CS_NO_ANSWER && diag.n_messages == 1;
        if (isnan(cases[i].factor) ? !is_refused : !(fabs(found.factor - cases[i].factor) < 1e-12))
            fail_msg("case %zu: status %d, factor %.15g", i, status, found.factor);
        cs_diag_clear(&diag);
    }
    cs_dataset_free(prices);
}

static void twelve_months_are_a_year(void **state)
{
    (void)state;
    struct row rows[13] = {{CS_PRICE_INDEX, NULL, NULL, "2020", "index", 50, CS_PRESENT}};
    static const char *const months[] = {"2021-01", "2021-02", "2021-03", "2021-04",
                                         "2021-05", "2021-06", "2021-07", "2021-08",
                                         "2021-09", "2021-10", "2021-11", "2021-12"};
    for (int m = 0; m < 12; m++)
        rows[m + 1] =
            (struct row){CS_PRICE_INDEX, NULL, NULL, months[m], "index", 94.5 + m, CS_PRESENT};
    struct cs_dataset *prices = build(rows, 13);
    struct cs_money_plan plan = {.prices = prices, .real_year = 2021};
    struct cs_money_pay pay = {"US", "USD", {2020, 2020, 0}};
    struct cs_money_factor found;
    struct cs_diag diag;
    cs_diag_init(&diag);
    assert_int_equal(cs_money_find(&plan, &pay, &found, &diag), CS_OK);
    assert_float_equal(found.factor, 2, 1e-12);
    cs_diag_clear(&diag);
    cs_dataset_free(prices);
}

static void parities_of_two_years_do_not_mix(void **state)
{
    (void)state;
    static const struct cs_money_pay pays[] = {{"AL", "USD", {2022, 2022, 0}},
                                               {"TX", "USD", {2023, 2023, 0}}};
    struct cs_money_plan plan = {.at_parity = 1};
    struct cs_diag diag;
    cs_diag_init(&diag);
    assert_int_equal(cs_money_check_years(&plan, pays, 2, &diag), CS_NO_ANSWER);
    assert_string_equal(diag.messages[0].text,
                        "price parities for 2022 and 2023 cannot be compared with each other");
    plan.parity_year = 2023;
    assert_int_equal(cs_money_check_years(&plan, pays, 2, &diag), CS_OK);
    assert_int_equal(cs_money_check_years(&plan, pays, 1, &diag), CS_OK);
    cs_diag_clear(&diag);
}

/* 43-6013 and all occupations, US annual medians (BLS OEWS 2014, 2023); the others are made up. */
static const struct row vintage_rows[] = {
    {CS_WAGE_MEDIAN, "43-6013", "US", "2014", "USD/year", 32240, CS_PRESENT},
    {CS_WAGE_MEDIAN, "43-6013", "US", "2023", "USD/year", 40640, CS_PRESENT},
    {CS_WAGE_MEDIAN, "00-0000", "US", "2014", "USD/year", 35540, CS_PRESENT},
    {CS_WAGE_MEDIAN, "00-0000", "US", "2023", "USD/year", 48060, CS_PRESENT},
    {CS_WAGE_MEDIAN, "29-1228", "US", "2014", "USD/year", 187200, CS_AT_LEAST},
    {CS_WAGE_MEDIAN, "29-1228", "US", "2023", "USD/year", 239200, CS_AT_LEAST},
    {CS_WAGE_MEDIAN, "11-1111", "US", "2014", "USD/year", 50000, CS_PRESENT},
    {CS_WAGE_MEDIAN, "22-2222", "US", "2023", "USD/year", 50000, CS_PRESENT},
    {CS_WAGE_MEDIAN, "43-6013", "US", "2014", "USD/hour", 15.5, CS_PRESENT},
    {CS_EMPLOYMENT, "43-6013", "US", "2023", "jobs", 1, CS_PRESENT},
};

static void what_moved(void **state)
{
    (void)state;
    struct cs_dataset *dataset = build(vintage_rows, sizeof vintage_rows / sizeof *vintage_rows);
    struct cs_dataset *prices = build(price_rows, N_PRICES);
    struct cs_change_options options = cs_change_defaults();
    struct cs_arena arena;
    struct cs_diag diag;
    struct cs_change found;
    cs_arena_init(&arena);
    cs_diag_init(&diag);
    options.prices = prices;
    assert_int_equal(cs_change_find(dataset, &options, &arena, &found, &diag), CS_OK);
    assert_string_equal(found.from, "2014");
    assert_string_equal(found.to, "2023");
    assert_int_equal(found.n_rows, 3);
    assert_int_equal(found.n_only_from, 2); /* 11-1111, and the hourly median of 43-6013 */
    assert_int_equal(found.n_only_to, 1);
    assert_int_equal(found.n_absent, 1);
    assert_float_equal(found.rows[0].percent, 35.2279, 1e-4); /* all occupations */
    assert_float_equal(found.rows[1].percent, 26.0546, 1e-4); /* 43-6013 */
    assert_float_equal(found.rows[1].change.value, 8400, 1e-9);
    /* 32,240 of 2014 are 41,495.95 of 2023: a rise in dollars, a fall in what they buy. */
    assert_float_equal(found.rows[1].real_change, 40640 - 32240 * 304.702 / 236.736, 1e-6);
    assert_true(found.rows[1].real_percent < 0);
    assert_int_equal(found.rows[2].change.presence, CS_AT_LEAST);
    assert_true(isnan(found.rows[2].percent) && isnan(found.rows[2].change.value));
    options.from = "1999";
    assert_int_equal(cs_change_find(dataset, &options, &arena, &found, &diag), CS_NO_ANSWER);
    options.from = NULL;
    options.measure = CS_EMPLOYMENT;
    assert_int_equal(cs_change_find(dataset, &options, &arena, &found, &diag), CS_NO_ANSWER);
    assert_string_equal(diag.messages[1].text,
                        "the data do not have two periods for 'employment' to compare");
    cs_diag_clear(&diag);
    cs_arena_clear(&arena);
    cs_dataset_free(dataset);
    cs_dataset_free(prices);
}

static void published_figures(void **state)
{
    (void)state;
    static const struct cs_published sides[] = {
        {"A", "A", 30, 32, 0.01, 1000, {20, 25, 30, 36, 43.2}},
        {"B", "B", 33, 35, 0.02, 3000, {22, 27, 33, 40, 48}},
        {"C", "C", NAN, NAN, NAN, NAN, {NAN, NAN, NAN, NAN, NAN}},
    };
    struct cs_arena arena;
    struct cs_diag diag;
    struct cs_published_result found;
    cs_arena_init(&arena);
    cs_diag_init(&diag);
    assert_int_equal(cs_published_compare(sides, 3, 3, &arena, &found, &diag), CS_OK);
    assert_int_equal(found.n_pairs, 3);
    assert_float_equal(found.pairs[0].median_difference, -3, 1e-12);
    assert_float_equal(found.pairs[0].z, -3 / sqrt(0.32 * 0.32 + 0.7 * 0.7), 1e-9);
    assert_true(found.pairs[0].p_holm == found.pairs[0].p_value); /* the only test there is */
    assert_int_equal(found.pairs[1].test_lack, CS_ABSENT_FINITE);
    assert_true(isnan(found.pairs[1].p_value) && isnan(found.pairs[1].median_difference));
    assert_int_equal(found.merged_lack, CS_ABSENT_NOTHING);
    assert_true(found.merged.value > 30 && found.merged.value < 33);
    assert_float_equal(found.employment_weighted_median, 32.25, 1e-12);
    assert_int_equal(cs_published_compare(sides, 1, 1, &arena, &found, &diag), CS_NO_ANSWER);
    cs_diag_clear(&diag);
    cs_arena_clear(&arena);
}

static const struct row area_rows[] = {
    {CS_EMPLOYMENT, "43-6013", "US", "2014", "jobs", 50000, CS_PRESENT},
    {CS_EMPLOYMENT, "43-6013", "US", "2023", "jobs", 55000, CS_PRESENT},
    {CS_EMPLOYMENT, "00-0000", "US", "2014", "jobs", 1e6, CS_PRESENT},
    {CS_EMPLOYMENT, "00-0000", "US", "2023", "jobs", 1.05e6, CS_PRESENT},
    {CS_EMPLOYMENT, "43-6013", "TX", "2014", "jobs", 1000, CS_PRESENT},
    {CS_EMPLOYMENT, "43-6013", "TX", "2023", "jobs", 1300, CS_PRESENT},
    {CS_EMPLOYMENT, "00-0000", "TX", "2023", "jobs", 10000, CS_PRESENT},
    {CS_EMPLOYMENT, "43-6013", "AL", "2023", "jobs", 0, CS_EMPLOYMENT_NOT_AVAILABLE},
    {CS_EMPLOYMENT, "43-6013", "NY", "2023", "jobs", 4000, CS_PRESENT},
};

static void areas_of_an_occupation(void **state)
{
    (void)state;
    struct cs_dataset *dataset = build(area_rows, sizeof area_rows / sizeof *area_rows);
    struct cs_area_request request = {
        cs_dataset_find(dataset, CS_DIM_OCCUPATION, cs_span_of("43-6013")),
        cs_dataset_find(dataset, CS_DIM_OCCUPATION, cs_span_of("00-0000")),
        cs_dataset_find(dataset, CS_DIM_REGION, cs_span_of("US")),
        cs_dataset_find(dataset, CS_DIM_PERIOD, cs_span_of("2014")),
        cs_dataset_find(dataset, CS_DIM_PERIOD, cs_span_of("2023")),
    };
    struct cs_arena arena;
    struct cs_diag diag;
    struct cs_areas found;
    cs_arena_init(&arena);
    cs_diag_init(&diag);
    assert_int_equal(cs_areas_find(dataset, &request, &arena, &found, &diag), CS_OK);
    assert_int_equal(found.n_rows, 2); /* AL's employment is not available: not zero */
    assert_float_equal(found.rows[0].location_quotient, 0.13 / (55000 / 1.05e6), 1e-12);
    assert_float_equal(found.rows[0].parts.competitive, 200, 1e-9);
    assert_float_equal(found.rows[0].parts.change, 300, 1e-9);
    assert_true(isnan(found.rows[1].location_quotient) && found.rows[1].employment == 4000);
    assert_true(found.rows[1].parts_lack != CS_ABSENT_NOTHING);
    request.to = CS_NO_KEY;
    assert_int_equal(cs_areas_find(dataset, &request, &arena, &found, &diag), CS_NO_ANSWER);
    cs_diag_clear(&diag);
    cs_arena_clear(&arena);
    cs_dataset_free(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_factors),
        cmocka_unit_test(twelve_months_are_a_year),
        cmocka_unit_test(prices_are_the_countrys),
        cmocka_unit_test(parities_of_two_years_do_not_mix),
        cmocka_unit_test(what_moved),
        cmocka_unit_test(published_figures),
        cmocka_unit_test(areas_of_an_occupation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The facts that the publishers' own files must give up; skipped where the files are not. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/load.h"
#include "ingest/reference.h"

struct fixture {
    const char *folder; /* of the public files */
    struct cs_layouts layouts;
    struct cs_reference reference;
    struct cs_diag diag;
    struct cs_dataset *dataset;
    struct cs_load_report report;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    *state = f;
    if (!f)
        return -1;
    const char *folder = getenv("CAREERSTAT_DATA");
    f->folder = folder && *folder ? folder : CS_SOURCE_DIR "/../shared/data";
    cs_diag_init(&f->diag);
    return cs_layouts_load_folder(&f->layouts, CS_SOURCE_DIR "/datasets/layouts", &f->diag) ||
           cs_reference_load(&f->reference, CS_SOURCE_DIR "/datasets/reference", &f->diag);
}

static void forget(struct fixture *f)
{
    cs_dataset_free(f->dataset);
    f->dataset = NULL;
    cs_load_report_clear(&f->report);
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    forget(f);
    cs_diag_clear(&f->diag);
    cs_layouts_clear(&f->layouts);
    cs_reference_clear(&f->reference);
    free(f);
    return 0;
}

/* Loads a public file, which must have no refused row; skips the test where it is absent. */
static void load(struct fixture *f, const char *name)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    FILE *file = fopen(path, "rb");
    if (!file)
        skip();
    fclose(file);
    forget(f);
    f->dataset = cs_dataset_new();
    struct cs_load_options options = {
        .intake = {.layouts = &f->layouts, .reference = &f->reference}};
    assert_int_equal(cs_load(f->dataset, path, &options, &f->report, &f->diag), CS_OK);
    assert_int_equal(f->diag.n_errors, 0);
    for (size_t i = 0; i < f->report.n_tables; i++)
        assert_int_equal(f->report.tables[i].n_rejected, 0);
}

static const char *code_of(const struct fixture *f, const struct cs_estimate *estimate,
                           enum cs_dim dim)
{
    const struct cs_key *key = cs_dataset_key(f->dataset, dim, estimate->key[dim]);
    return key ? key->code : "";
}

/* One figure in the unit given; -1 when there is none. */
static double value_of(const struct fixture *f, const char *occupation, enum cs_measure measure,
                       const char *unit_text)
{
    struct cs_unit unit;
    assert_true(cs_unit_parse(cs_span_of(unit_text), &unit));
    for (size_t i = 0; i < f->dataset->n_estimates; i++) {
        const struct cs_estimate *estimate = &f->dataset->estimates[i];
        if (estimate->measure == measure && cs_unit_equals(estimate->unit, unit) &&
            strcmp(code_of(f, estimate, CS_DIM_OCCUPATION), occupation) == 0)
            return estimate->value;
    }
    return -1;
}

static void wages_of_may_2021(void **state)
{
    struct fixture *f = *state;
    load(f, "oews-national/national_May2021_dl.csv");
    assert_int_equal(f->report.tables[0].n_rows, 1403);
    assert_true(value_of(f, "43-6013", CS_WAGE_MEDIAN, "USD/year") == 37450);
    assert_true(value_of(f, "00-0000", CS_WAGE_MEDIAN, "USD/year") == 45760);
    double detailed = 0, total = value_of(f, "00-0000", CS_EMPLOYMENT, "jobs");
    for (size_t i = 0; i < f->dataset->n_estimates; i++) {
        const struct cs_estimate *estimate = &f->dataset->estimates[i];
        if (estimate->measure == CS_EMPLOYMENT && estimate->tier == CS_TIER_DETAILED &&
            estimate->presence == CS_PRESENT)
            detailed += estimate->value;
        if (estimate->presence == CS_AT_LEAST && estimate->unit.per == CS_PER_YEAR)
            assert_true(estimate->value == 208000);
        if (estimate->presence != CS_PRESENT && estimate->presence != CS_AT_LEAST)
            assert_true(isnan(estimate->value));
    }
    assert_true(fabs(detailed - total) < 0.002 * total);
}

/* "The hourly mean times 2,080 is the yearly one, within rounding." */
static void hourly_and_annual_means_agree(void **state)
{
    struct fixture *f = *state;
    load(f, "oews-national/national_May2021_dl.csv");
    size_t n_pairs = 0;
    const struct cs_estimate *hourly = NULL;
    for (size_t i = 0; i < f->dataset->n_estimates; i++) {
        const struct cs_estimate *estimate = &f->dataset->estimates[i];
        if (estimate->measure != CS_WAGE_MEAN || estimate->presence != CS_PRESENT)
            continue;
        if (estimate->unit.per == CS_PER_HOUR) {
            hourly = estimate;
        } else if (hourly && hourly->line == estimate->line) {
            assert_true(fabs(estimate->value - 2080 * hourly->value) <= 16);
            n_pairs++;
        }
    }
    assert_true(n_pairs > 1200);
}

/* Every national vintage: rows, the median of all occupations (0: the file has none) and of
 * 43-6013. */
static const struct {
    const char *file;
    uint64_t n_rows;
    double all, medical;
} vintages_of_wages[] = {
    {"national_2000_dl.xls", 733, 0, 23430},        {"national_2002_dl.xls", 734, 27690, 25430},
    {"national_may2003_dl.xls", 734, 28140, 26000}, {"national_may2004_dl.xls", 823, 28770, 26540},
    {"national_may2006_dl.xls", 822, 30400, 28090}, {"national_May2007_dl.xls", 823, 31410, 28950},
    {"national__M2008_dl.xls", 823, 32390, 29680},  {"national_M2010_dl.xls", 819, 33840, 30530},
    {"national_M2011_dl.xls", 819, 34460, 31060},   {"national_M2012_dl.xls", 1394, 34750, 31350},
    {"national_M2014_dl.xlsx", 1394, 35540, 32240}, {"national_M2015_dl.xlsx", 1394, 36200, 33040},
    {"national_M2016_dl.xlsx", 1394, 37040, 33730}, {"national_M2017_dl.xlsx", 1382, 37690, 34610},
    {"national_M2019_dl.xlsx", 1329, 39810, 36580}, {"national_M2020_dl.xlsx", 1329, 41950, 37350},
    {"national_M2021_dl.xlsx", 1403, 45760, 37450}, {"national_M2023_dl.xlsx", 1403, 48060, 40640},
    {"national_M2024_dl.xlsx", 1403, 49500, 44640},
};

/* No printed wage reaches the floor that stands for a cap mark of its year. */
static void check_caps(const struct fixture *f)
{
    double highest[CS_PER_HOUR + 1] = {0};
    for (size_t i = 0; i < f->dataset->n_estimates; i++) {
        const struct cs_estimate *estimate = &f->dataset->estimates[i];
        int is_percentile = cs_measure_info(estimate->measure)->percentile > 0;
        if (is_percentile && estimate->presence == CS_PRESENT &&
            estimate->value > highest[estimate->unit.per])
            highest[estimate->unit.per] = estimate->value;
    }
    for (size_t i = 0; i < f->dataset->n_estimates; i++) {
        const struct cs_estimate *estimate = &f->dataset->estimates[i];
        if (estimate->presence == CS_AT_LEAST)
            assert_true(estimate->value >= highest[estimate->unit.per] &&
                        estimate->value < 1.15 * highest[estimate->unit.per]);
    }
}

static void every_vintage_of_national_wages(void **state)
{
    struct fixture *f = *state;
    for (size_t v = 0; v < sizeof vintages_of_wages / sizeof *vintages_of_wages; v++) {
        char name[64];
        snprintf(name, sizeof name, "oews-national/%s", vintages_of_wages[v].file);
        load(f, name);
        double all = value_of(f, "00-0000", CS_WAGE_MEDIAN, "USD/year");
        assert_int_equal(f->report.tables[0].n_rows, vintages_of_wages[v].n_rows);
        assert_string_equal(f->report.tables[0].period_from, "the file name");
        assert_true(all == (vintages_of_wages[v].all ? vintages_of_wages[v].all : -1));
        assert_true(value_of(f, "43-6013", CS_WAGE_MEDIAN, "USD/year") ==
                    vintages_of_wages[v].medical);
        check_caps(f);
    }
}

static void states_in_their_archives(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *file, *period;
        uint64_t n_rows;
        double texas;
    } zips[] = {
        {"oews-state/oesm03st.zip", "2003", 32355, 23170},
        {"oews-state/oesm10st.zip", "2010", 36566, 28270},
        {"oews-state/oesm12st.zip", "2012", 37634, 28920},
    };
    for (size_t z = 0; z < sizeof zips / sizeof *zips; z++) {
        load(f, zips[z].file);
        uint32_t texas = cs_dataset_find(f->dataset, CS_DIM_REGION, cs_span_of("TX"));
        double median = NAN;
        assert_string_equal(f->report.tables[1].period, zips[z].period);
        assert_int_equal(f->dataset->dicts[CS_DIM_REGION].n_keys, 54);
        for (size_t i = 0; i < f->dataset->n_estimates; i++) {
            const struct cs_estimate *estimate = &f->dataset->estimates[i];
            if (estimate->key[CS_DIM_REGION] == texas && estimate->measure == CS_WAGE_MEDIAN &&
                estimate->unit.per == CS_PER_YEAR &&
                strcmp(code_of(f, estimate, CS_DIM_OCCUPATION), "43-6013") == 0)
                median = estimate->value;
        }
        assert_true(median == zips[z].texas);
    }
}

/* Table 1.10: openings = exits + transfers + change / 10 on all 1,113 rows. */
static void the_projections_workbook(void **state)
{
    struct fixture *f = *state;
    load(f, "employment-projections/occupation_2023_final.xlsx");
    double change = NAN, exits = NAN, transfers = NAN;
    size_t n_rows = 0;
    for (size_t i = 0; i < f->dataset->n_estimates; i++) {
        const struct cs_estimate *estimate = &f->dataset->estimates[i];
        if (estimate->measure == CS_EMPLOYMENT_BASE)
            exits = NAN;
        if (estimate->measure == CS_EMPLOYMENT_CHANGE)
            change = estimate->value;
        else if (estimate->measure == CS_EXITS_ANNUAL)
            exits = estimate->value;
        else if (estimate->measure == CS_TRANSFERS_ANNUAL)
            transfers = estimate->value;
        else if (estimate->measure == CS_OPENINGS_ANNUAL && !isnan(exits))
            n_rows += fabs(exits + transfers + change / 10 - estimate->value) <= 161;
    }
    assert_int_equal(n_rows, 1113);
}

static void projections(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *file, *period;
        double base, projected, percent, openings;
    } vintages[] = {
        {"employment-projections/Employment_Projections_2021-31.csv", "2021-31", 672300, 725800,
         8.0, 85800},
        {"employment-projections/Employment_Projections_2022-32.csv", "2022-32", 696600, 743200,
         6.7, 79300},
        {"employment-projections/Employment_Projections_2024-34.csv", "2024-34", 850000, 885300,
         4.2, 85900},
    };
    for (size_t v = 0; v < sizeof vintages / sizeof *vintages; v++) {
        load(f, vintages[v].file);
        assert_string_equal(f->report.tables[0].period, vintages[v].period);
        assert_int_equal(f->report.tables[0].n_rows, 832);
        assert_true(value_of(f, "43-6013", CS_EMPLOYMENT_BASE, "jobs") == vintages[v].base);
        assert_true(value_of(f, "43-6013", CS_EMPLOYMENT_PROJECTED, "jobs") ==
                    vintages[v].projected);
        assert_true(value_of(f, "43-6013", CS_PERCENT_CHANGE, "percent") == vintages[v].percent);
        assert_true(value_of(f, "43-6013", CS_OPENINGS_ANNUAL, "jobs") == vintages[v].openings);
    }
}

static void change_is_projected_minus_base(void **state)
{
    struct fixture *f = *state;
    load(f, "employment-projections/Employment_Projections_2024-34.csv");
    double base = NAN, projected = NAN, change = NAN;
    size_t n_rows = 0;
    for (size_t i = 0; i < f->dataset->n_estimates; i++) {
        const struct cs_estimate *estimate = &f->dataset->estimates[i];
        if (estimate->measure == CS_EMPLOYMENT_BASE)
            base = estimate->value;
        else if (estimate->measure == CS_EMPLOYMENT_PROJECTED)
            projected = estimate->value;
        else if (estimate->measure == CS_EMPLOYMENT_CHANGE)
            change = estimate->value;
        else if (estimate->measure == CS_PERCENT_CHANGE)
            n_rows += fabs(projected - base - change) < 101;
    }
    assert_int_equal(n_rows, 832);
}

static void titles_and_their_aliases(void **state)
{
    struct fixture *f = *state;
    load(f, "employment-projections/Employment_Projections_2024-34.csv");
    uint32_t index = cs_dataset_find(f->dataset, CS_DIM_OCCUPATION, cs_span_of("13-2011"));
    const struct cs_key *key = cs_dataset_key(f->dataset, CS_DIM_OCCUPATION, index);
    assert_non_null(key);
    assert_string_equal(key->title, "Accountants and auditors");
    assert_non_null(strstr(key->aliases, "\nCPA\n"));
}

static void salaries_by_experience(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *file;
        uint64_t n_rows, n_repeats;
    } snapshots[] = {
        {"ds-salaries/salaries_2022-07-10.csv", 652, 51},
        {"ds-salaries/salaries_2023-06-04.csv", 4933, 1717},
        {"ds-salaries/salaries_2025-01-19.csv", 74301, 39304},
    };
    for (size_t s = 0; s < sizeof snapshots / sizeof *snapshots; s++) {
        load(f, snapshots[s].file);
        assert_int_equal(f->dataset->observations.n_rows, snapshots[s].n_rows);
        assert_int_equal(f->dataset->sources[0].n_repeats, snapshots[s].n_repeats);
        assert_int_equal(f->dataset->dicts[CS_DIM_LEVEL].n_keys, 4);
        for (size_t i = 0; i < f->dataset->dicts[CS_DIM_REGION].n_keys; i++)
            assert_true(f->dataset->dicts[CS_DIM_REGION].keys[i].title !=
                        f->dataset->dicts[CS_DIM_REGION].keys[i].code); /* a known country */
    }
}

/* The mean is a third entry and two thirds experienced, within 0.1 % on 6,652 rows of 6,907. */
static void new_york_entry_and_experienced(void **state)
{
    struct fixture *f = *state;
    load(f, "state-wages/oews-newyork.csv");
    assert_int_equal(f->report.tables[0].n_rows, 7010);
    assert_null(f->report.tables[0].period);
    assert_true(cs_dataset_find(f->dataset, CS_DIM_REGION, cs_span_of("NY")) != CS_NO_KEY);
    double mean = NAN, entry = NAN;
    uint64_t line = 0;
    size_t n_rows = 0, n_equal = 0;
    for (size_t i = 0; i < f->dataset->n_estimates; i++) {
        const struct cs_estimate *estimate = &f->dataset->estimates[i];
        if (estimate->line != line)
            mean = entry = NAN;
        line = estimate->line;
        if (estimate->measure == CS_WAGE_MEAN)
            mean = estimate->value;
        else if (estimate->measure == CS_WAGE_ENTRY)
            entry = estimate->value;
        else if (estimate->measure == CS_WAGE_EXPERIENCED && mean > 0 && entry > 0) {
            n_rows++;
            n_equal += fabs((entry + 2 * estimate->value) / 3 / mean - 1) <= 0.001;
        }
    }
    assert_true(n_rows >= 6900 && n_equal >= 6652);
}

static void microdata(void **state)
{
    struct fixture *f = *state;
    load(f, "acs-pums/acs_pums_2013-17_persons_100k.csv");
    const struct cs_observations *rows = &f->dataset->observations;
    double sum = 0, weights = 0;
    for (size_t i = 0; i < rows->n_rows; i++) {
        sum += rows->value[i] * rows->weight[i];
        weights += rows->weight[i];
    }
    assert_int_equal(rows->n_rows, 58857); /* as R counts them */
    assert_true(weights == 1227983);
    assert_true(fabs(sum / weights - 47678.333554) < 1e-5);
    assert_int_equal(f->report.tables[0].n_outside, 41143);
    assert_string_equal(f->report.tables[0].period, "2013-17");
}

static void households_with_replicates(void **state)
{
    struct fixture *f = *state;
    load(f, "acs-pums/wa_house_2015_hincp_80reps.csv");
    const struct cs_observations *rows = &f->dataset->observations;
    double units = 0;
    assert_int_equal(rows->n_replicates, 80);
    for (size_t i = 0; i < rows->n_rows; i++)
        units += rows->weight[i];
    assert_true(units == 2991584); /* the Census Bureau's count of housing units */
    double variance = 0;
    for (size_t r = 0; r < 80; r++) {
        double total = 0;
        for (size_t i = 0; i < rows->n_rows; i++)
            total += rows->replicates[i * 80 + r];
        variance += 4.0 / 80 * (total - units) * (total - units);
    }
    assert_true(fabs(sqrt(variance) - 185.9455565) < 1e-6);
}

static void prices_and_postings(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *file;
        size_t n_estimates;
        const char *region, *period;
        double value;
    } tables[] = {
        {"prices/SARPP_STATE_2008_2023.csv", 52 * 16, "AL", "2023", 89.97},
        {"prices/cpiai.csv", 1360, "US", "1913-01", 9.8},
        {"prices/OECD_DP_LIVE_EXCH_07022024.csv", 4027, "AUS", "1950", 0.892857},
        {"job-postings/aggregate_job_postings_US.csv", 2387, "US", "2020-02-02", 100.03},
        {"job-postings/state_job_postings_us.csv", 121737, "AK", "2020-02-02", 99.96},
    };
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        load(f, tables[t].file);
        assert_int_equal(f->dataset->n_estimates, tables[t].n_estimates);
        double found = NAN;
        for (size_t i = 0; i < f->dataset->n_estimates; i++) {
            const struct cs_estimate *estimate = &f->dataset->estimates[i];
            if (strcmp(code_of(f, estimate, CS_DIM_REGION), tables[t].region) == 0 &&
                strcmp(code_of(f, estimate, CS_DIM_PERIOD), tables[t].period) == 0)
                found = estimate->value;
        }
        assert_true(found == tables[t].value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wages_of_may_2021),
        cmocka_unit_test(hourly_and_annual_means_agree),
        cmocka_unit_test(every_vintage_of_national_wages),
        cmocka_unit_test(states_in_their_archives),
        cmocka_unit_test(the_projections_workbook),
        cmocka_unit_test(projections),
        cmocka_unit_test(change_is_projected_minus_base),
        cmocka_unit_test(titles_and_their_aliases),
        cmocka_unit_test(salaries_by_experience),
        cmocka_unit_test(new_york_entry_and_experienced),
        cmocka_unit_test(microdata),
        cmocka_unit_test(households_with_replicates),
        cmocka_unit_test(prices_and_postings),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

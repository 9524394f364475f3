/* ingest/load: small files of every kind, their keys, figures, reasons and places. */
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

#include "base/buf.h"
#include "base/outfile.h"
#include "ingest/load.h"
#include "ingest/reference.h"

/* What every test reads with. */
struct fixture {
    struct cs_layouts layouts;
    struct cs_reference reference;
    struct cs_diag diag;
    struct cs_dataset *dataset;
    struct cs_load_report report;
    char folder[64];
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    *state = f;
    if (!f)
        return -1;
    cs_diag_init(&f->diag);
    strcpy(f->folder, "/tmp/careerstat-load-XXXXXX");
    return !mkdtemp(f->folder) ||
           cs_layouts_load_folder(&f->layouts, CS_SOURCE_DIR "/datasets/layouts", &f->diag) !=
               CS_OK ||
           cs_reference_load(&f->reference, CS_SOURCE_DIR "/datasets/reference", &f->diag) != CS_OK;
}

static void forget(struct fixture *f)
{
    cs_dataset_free(f->dataset);
    f->dataset = NULL;
    cs_load_report_clear(&f->report);
    cs_diag_clear(&f->diag);
    cs_diag_init(&f->diag);
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    forget(f);
    cs_layouts_clear(&f->layouts);
    cs_reference_clear(&f->reference);
    rmdir(f->folder);
    free(f);
    return 0;
}

static enum cs_status load(struct fixture *f, const char *path, struct cs_load_options options)
{
    forget(f);
    options.intake.layouts = &f->layouts;
    options.intake.reference = &f->reference;
    f->dataset = cs_dataset_new();
    return cs_load(f->dataset, path, &options, &f->report, &f->diag);
}

static enum cs_status load_text(struct fixture *f, const char *name, const char *text,
                                struct cs_load_options options)
{
    char path[256];
    struct cs_diag diag;
    cs_diag_init(&diag);
    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    assert_int_equal(cs_outfile_write(path, text, strlen(text), &diag), CS_OK);
    enum cs_status status = load(f, path, options);
    remove(path);
    return status;
}

/* The messages with the folder cut off. */
static void check_messages(const struct fixture *f, const char *expected)
{
    struct cs_buf out;
    cs_buf_init(&out);
    for (size_t i = 0; i < f->diag.n_messages; i++)
        cs_message_format(&f->diag.messages[i], &out);
    char text[4096] = "";
    size_t folder = strlen(f->folder) + 1;
    for (const char *p = cs_buf_text(&out); *p;) {
        int at_folder = strncmp(p, f->folder, folder - 1) == 0;
        p += at_folder ? folder : 0;
        size_t n = strlen(text);
        if (*p && n + 1 < sizeof text)
            text[n] = *p++;
    }
    assert_string_equal(text, expected);
    cs_buf_clear(&out);
}

static const struct cs_estimate *find(const struct fixture *f, const char *occupation,
                                      enum cs_measure measure, const char *unit)
{
    struct cs_unit wanted;
    assert_true(cs_unit_parse(cs_span_of(unit), &wanted));
    for (size_t i = 0; i < f->dataset->n_estimates; i++) {
        const struct cs_estimate *estimate = &f->dataset->estimates[i];
        const struct cs_key *key =
            cs_dataset_key(f->dataset, CS_DIM_OCCUPATION, estimate->key[CS_DIM_OCCUPATION]);
        if (key && strcmp(key->code, occupation) == 0 && estimate->measure == measure &&
            cs_unit_equals(estimate->unit, wanted))
            return estimate;
    }
    fail_msg("no %s of %s", cs_measure_info(measure)->name, occupation);
    return NULL;
}

static void an_official_wage_table(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(
        load_text(
            f, "national_M2019_dl.csv",
            "National estimates\n\n"
            "OCC_CODE,OCC_TITLE,OCC_GROUP,TOT_EMP,EMP_PRSE,H_MEAN,A_MEAN,A_MEDIAN,A_PCT90,"
            "ANNUAL,HOURLY\r\n"
            "00-0000,All Occupations,total,\"146,875,480\",0.1,25.72,\"53,490\",\"39,810\","
            "\"100,980\",,\r\n"
            "29-1228,\"Physicians, all other\",detailed,390680,1.5,97.81,203450,206500,#,,\r\n"
            "25-1011,Teachers,,1000,5,*,\"80,000\",\"75,000\",\"130,000\",TRUE,\r\n"
            "27-2011,Actors,detailed,1000,5,31.00,*,*,*,,TRUE\r\n"
            "Note: * = not available\r\n",
            (struct cs_load_options){0}),
        CS_OK);
    check_messages(f, "");
    const struct cs_table_report *table = &f->report.tables[0];
    assert_string_equal(table->layout, "bls-oews");
    assert_string_equal(table->period, "2019");
    assert_string_equal(table->period_from, "the file name");
    assert_int_equal(table->n_rows, 4);
    assert_int_equal(table->n_preamble, 1);
    assert_int_equal(table->n_footnotes, 1);
    assert_string_equal(table->footnotes[0].text, "Note: * = not available");
    const struct cs_estimate *cap = find(f, "29-1228", CS_WAGE_P90, "USD/year");
    assert_int_equal(cap->presence, CS_AT_LEAST);
    assert_true(cap->value == 208000);
    assert_int_equal(cap->tier, CS_TIER_DETAILED);
    assert_int_equal(find(f, "25-1011", CS_WAGE_MEAN, "USD/hour")->presence, CS_NOT_APPLICABLE);
    assert_int_equal(find(f, "25-1011", CS_WAGE_MEAN, "USD/year")->presence, CS_PRESENT);
    assert_int_equal(find(f, "27-2011", CS_WAGE_MEAN, "USD/year")->presence, CS_NOT_APPLICABLE);
    assert_true(isnan(find(f, "27-2011", CS_WAGE_MEAN, "USD/year")->value));
    assert_int_equal(find(f, "25-1011", CS_EMPLOYMENT, "jobs")->tier, CS_TIER_DETAILED);
    assert_int_equal(cs_dataset_find(f->dataset, CS_DIM_REGION, cs_span_of("US")), 0);
}

static void a_projection_with_years_in_its_headers(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(
        load_text(
            f, "ep.csv",
            "\"Occupation Title\",\"Occupation Code\",\"Employment 2022\",\"Employment 2032\","
            "\"Employment Change, 2022-2032\",\"Median Annual Wage 2023\"\n"
            "\"Medical secretaries    * Medical Typist* Ward Clerk\",\"=\"\"43-6013\"\"\","
            "\"696.6\",\"743.2\",\"46.7\",\">=239,200\"\n",
            (struct cs_load_options){0}),
        CS_OK);
    assert_true(find(f, "43-6013", CS_EMPLOYMENT_BASE, "jobs")->value == 696600);
    assert_true(find(f, "43-6013", CS_EMPLOYMENT_CHANGE, "jobs")->value == 46700);
    const struct cs_estimate *wage = find(f, "43-6013", CS_WAGE_MEDIAN, "USD/year");
    assert_int_equal(wage->presence, CS_AT_LEAST);
    const struct cs_key *key = cs_dataset_key(f->dataset, CS_DIM_OCCUPATION, 0);
    assert_string_equal(key->title, "Medical secretaries");
    assert_string_equal(key->aliases, "Medical Typist\nWard Clerk");
    key = cs_dataset_key(f->dataset, CS_DIM_PERIOD, wage->key[CS_DIM_PERIOD]);
    assert_string_equal(key->code, "2023");
    assert_string_equal(f->report.tables[0].period, "2022-32");
}

static void a_header_of_two_rows(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(load_text(f, "ep.csv",
                               "Occupation,,Employment,,\"Employment change,\"\n"
                               "title,code,2023,2033,2023-33\n"
                               "Nurses,29-1141,1000,1100,100\n",
                               (struct cs_load_options){0}),
                     CS_OK);
    assert_string_equal(f->report.tables[0].period, "2023-33");
    assert_true(find(f, "29-1141", CS_EMPLOYMENT_PROJECTED, "jobs")->value == 1100000);
}

static void observations_and_their_repeats(void **state)
{
    struct fixture *f = *state;
    static const char text[] = "occupation_title;region;experience_level;year;salary;weight\n"
                               "Nurse;Texas;EN;2023-04-05;50,000;2\n"
                               "Nurse;48;EN;2023;$60k;1.5\n"
                               "Nurse;tx;EN;2023;;1\n"
                               "Nurse;48;EN;2023;$60k;1.5\n";
    assert_int_equal(load_text(f, "a.csv", text, (struct cs_load_options){0}), CS_OK);
    const struct cs_observations *rows = &f->dataset->observations;
    assert_int_equal(rows->n_rows, 4);
    assert_true(rows->value[1] == 60000 && rows->weight[0] == 2 && isnan(rows->value[2]));
    assert_int_equal(f->dataset->dicts[CS_DIM_REGION].n_keys, 1);
    assert_string_equal(f->dataset->dicts[CS_DIM_REGION].keys[0].code, "TX");
    assert_int_equal(f->dataset->dicts[CS_DIM_PERIOD].n_keys, 1);
    assert_int_equal(f->dataset->sources[0].n_repeats, 1);
    assert_int_equal(f->dataset->sources[0].n_missing[CS_NOT_REPORTED], 1);
    struct cs_load_options distinct = {.intake = {.is_distinct = 1}};
    assert_int_equal(load_text(f, "a.csv", text, distinct), CS_OK);
    assert_int_equal(f->dataset->observations.n_rows, 3);
    assert_int_equal(f->report.tables[0].n_repeats, 1);
}

static void the_period_is_never_guessed(void **state)
{
    struct fixture *f = *state;
    static const char text[] = "occ_code,occ_title,tot_emp,h_mean,a_mean,a_median\n"
                               "43-6013,Medical secretaries,10,20,41600,40640\n";
    assert_int_equal(load_text(f, "wages.csv", text, (struct cs_load_options){0}), CS_OK);
    assert_null(f->report.tables[0].period);
    assert_null(f->report.tables[0].period_from);
    struct cs_load_options given = {.intake = {.period = "2023"}};
    assert_int_equal(load_text(f, "wages.csv", text, given), CS_OK);
    assert_string_equal(f->report.tables[0].period_from, "--period");
    given.intake.period = "soon";
    assert_int_equal(load_text(f, "wages.csv", text, given), CS_USAGE);
    check_messages(f, "careerstat: error: --period: 'soon' is not a period\n"
                      "  hint: for example 2023, 2023-05 or 2024-34\n");
}

/* ---- what can be wrong ---- */

#define NO_LAYOUT_HINT                                                                             \
    "  hint: describe the file in a layout: inspect FILE --suggest-layout, then --layout; see "    \
    "docs/layouts.md\n"
static const char tidy[] = "occupation_code,measure,value,unit,presence,period\n";
static const struct {
    int has_tidy_header;
    const char *text, *messages;
} bad_files[] = {
    {0, "", "f.csv: error: is an empty file, not a table\n"},
    {0, "\n \n", "f.csv: error: the table is empty\n"},
    {0, "a,b\n1,2\n", "f.csv:1: error: no layout fits the columns 'a', 'b'\n" NO_LAYOUT_HINT},
    {0, "measure,value\nx,2\n",
     "f.csv:1: error: no layout fits the columns 'measure', 'value'; nearest: 'careerstat-tidy' "
     "also needs a column 'unit'; 'oecd-exchange-rates' also needs a column 'location', "
     "'indicator', 'frequency', 'time'\n" NO_LAYOUT_HINT},
    {1, "43-6013,wage_median,N/K,USD/year,,2023\n",
     "f.csv:2: error: column 'value' (field 3): 'N/K' is not a number\n"},
    {1, "43-6013,wage_median,5,USD/year,,2023,7\n", "f.csv:2: error: 7 fields, the header has 6\n"},
    {1, "43-6013,wage_median\n", "f.csv:2: error: 2 fields, the header has 6\n"},
    {1, "Note: words\n43-6013,wage_median,5,USD/year,,2023\n",
     "f.csv:2: error: 1 field, the header has 6\n"},
    {1, "43-6013,wage_medain,5,USD/year,,2023\n",
     "f.csv:2: error: column 'measure' (field 2): 'wage_medain' is not a known measure\n"
     "  hint: did you mean 'wage_median'?\n"},
    {1, "43-6013,wage_median,5,USD/decade,,2023\n",
     "f.csv:2: error: column 'unit' (field 4): 'USD/decade' is not a known unit\n"
     "  hint: for example USD/year, jobs, percent, index\n"},
    {1, "43-6013,wage_median,5,USD/year,lost,2023\n",
     "f.csv:2: error: column 'presence' (field 5): 'lost' is not a known reason for a missing "
     "value\n"},
    {1, "43-6013,wage_median,5,USD/year,withheld,2023\n",
     "f.csv:2: error: column 'presence' (field 5): 'withheld' says the value is missing, but there "
     "is one\n"},
    {1, "43-6013,wage_median,5,USD/year,,May\n",
     "f.csv:2: error: column 'period' (field 6): 'May' is not a period\n"
     "  hint: for example 2023, 2023-05 or 2024-34\n"},
    {1, "43-6013,wage_median,€5,USD/year,,2023\n",
     "f.csv:2: error: column 'value' (field 3): '€5' is not in the column's currency\n"},
    {1, "43-6013,wage_median,5%,USD/year,,2023\n",
     "f.csv:2: error: column 'value' (field 3): '5%' is a percentage, which this column does not "
     "hold\n"},
    {1, "43-6013,employment,5-6,jobs,,2023\n",
     "f.csv:2: error: column 'value' (field 3): '5-6' is a range; one number is needed\n"},
};

static void refuses_with_the_place(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof bad_files / sizeof *bad_files; i++) {
        char text[512];
        snprintf(text, sizeof text, "%s%s", bad_files[i].has_tidy_header ? tidy : "",
                 bad_files[i].text);
        assert_int_equal(load_text(f, "f.csv", text, (struct cs_load_options){0}), CS_IO);
        check_messages(f, bad_files[i].messages);
    }
    assert_int_equal(load(f, "/nonexistent.csv", (struct cs_load_options){0}), CS_IO);
    check_messages(f, "/nonexistent.csv: error: cannot be opened: No such file or directory\n");
}

static void a_refused_row_leaves_the_others(void **state)
{
    struct fixture *f = *state;
    char text[512];
    struct cs_load_options lenient = {.allows_rejects = 1};
    snprintf(text, sizeof text, "%s%s", tidy,
             "43-6013,wage_median,x,USD/year,,2023\n43-6013,wage_median,5,USD/year,,2023\n");
    assert_int_equal(load_text(f, "f.csv", text, lenient), CS_OK);
    assert_int_equal(f->diag.n_errors, 1);
    assert_int_equal(f->dataset->n_estimates, 1);
    assert_int_equal(f->dataset->sources[0].n_rejected, 1);
    assert_int_equal(f->dataset->sources[0].n_rows, 2);
}

/* A name that some publisher's scale has too is no reason to borrow its definition. */
static void levels_keep_to_their_own_scale(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(load_text(f, "own.csv",
                               "experience_level,measure,value,unit\nentry,wage_mean,5,USD/year\n",
                               (struct cs_load_options){0}),
                     CS_OK);
    const struct cs_key *level = cs_dataset_key(f->dataset, CS_DIM_LEVEL, 0);
    assert_string_equal(level->code, "entry");
    assert_null(level->definition);
}

static bool takes_nurses(const void *context, enum cs_dim dim, const struct cs_key *key)
{
    (void)context;
    return dim == CS_DIM_OCCUPATION && strcmp(key->code, "29-1141") == 0;
}

/* Rows that are not kept still tell what others are: the industry of the one kept is a part. */
static void figures_not_asked_for_are_counted_only(void **state)
{
    struct fixture *f = *state;
    const char *text = "AREA,AREA_TITLE,AREA_TYPE,PRIM_STATE,NAICS,NAICS_TITLE,I_GROUP,OWN_CODE,"
                       "OCC_CODE,OCC_TITLE,O_GROUP,TOT_EMP,EMP_PRSE,H_MEAN,A_MEAN,MEAN_PRSE,"
                       "H_MEDIAN,A_MEDIAN\n"
                       "99,U.S.,1,US,611000,Schools,3-digit,5,29-1141,Nurses,detailed,"
                       "900,1,40,83200,0.5,39,81120\n"
                       "99,U.S.,1,US,611000,Schools,3-digit,5,43-6013,Secretaries,detailed,"
                       "800,1,20,41600,0.5,19,39520\n"
                       "99,U.S.,1,US,611000,Schools,3-digit,3,43-6013,Secretaries,detailed,"
                       "700,1,21,43680,0.5,20,41600\n";
    struct cs_load_options options = {
        .intake.figures = {.dims = 1u << CS_DIM_OCCUPATION, .takes = takes_nurses}};
    assert_int_equal(load_text(f, "own_M2024.csv", text, options), CS_OK);
    check_messages(f, "");
    assert_int_equal(f->dataset->n_estimates, 7);
    assert_int_equal(f->dataset->n_left_out, 14);
    assert_int_equal(f->report.tables[0].n_values, 21);
    const struct cs_estimate *mean = find(f, "29-1141", CS_WAGE_MEAN, "USD/year");
    assert_string_equal(
        cs_dataset_key(f->dataset, CS_DIM_INDUSTRY, mean->key[CS_DIM_INDUSTRY])->code, "611000:5");
    uint32_t other = cs_dataset_find(f->dataset, CS_DIM_OCCUPATION, cs_span_of("43-6013"));
    assert_true(cs_dataset_key(f->dataset, CS_DIM_OCCUPATION, other)->is_left_out);
    assert_false(
        cs_dataset_key(f->dataset, CS_DIM_OCCUPATION, mean->key[CS_DIM_OCCUPATION])->is_left_out);
}

static void the_shipped_package(void **state)
{
    struct fixture *f = *state;
    const char *path = CS_SOURCE_DIR "/datasets/medical-office-assistant";
    assert_int_equal(load(f, path, (struct cs_load_options){0}), CS_OK);
    check_messages(f, "");
    assert_true(f->dataset->n_estimates > 1000);
    const struct cs_estimate *median = find(f, "43-6013", CS_WAGE_MEDIAN, "USD/year");
    const struct cs_source *source = &f->dataset->sources[median->source];
    assert_non_null(source->publisher);
    assert_memory_equal(source->file, "medical-office-assistant/pay", 28);
    assert_non_null(source->caveat);
    assert_non_null(source->licence);
    assert_int_equal(strlen(source->sha256), 64);
    uint32_t junior = cs_dataset_find(f->dataset, CS_DIM_LEVEL, cs_span_of("junior"));
    assert_string_equal(cs_dataset_key(f->dataset, CS_DIM_LEVEL, junior)->definition,
                        "0–1 year in the occupation");
    assert_int_equal(load(f, CS_SOURCE_DIR "/datasets/reference", (struct cs_load_options){0}),
                     CS_OK);
    check_messages(f, "");
    assert_int_equal(load(f, CS_SOURCE_DIR "/src", (struct cs_load_options){0}), CS_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_official_wage_table),
        cmocka_unit_test(a_projection_with_years_in_its_headers),
        cmocka_unit_test(a_header_of_two_rows),
        cmocka_unit_test(observations_and_their_repeats),
        cmocka_unit_test(the_period_is_never_guessed),
        cmocka_unit_test(refuses_with_the_place),
        cmocka_unit_test(a_refused_row_leaves_the_others),
        cmocka_unit_test(levels_keep_to_their_own_scale),
        cmocka_unit_test(figures_not_asked_for_are_counted_only),
        cmocka_unit_test(the_shipped_package),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

/* ingest/draft: a draft for an unknown file loads as it is and reads the file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/outfile.h"
#include "ingest/draft.h"
#include "ingest/load.h"
#include "render/result/layout_draft.h"

static const struct {
    const char *text;
    int is_observations;
    size_t n_values;
    const char *unit; /* of the observations, or NULL */
} files[] = {
    {"Report of pay\n\nPosition,Area Name,Seniority,Year,Monthly Salary (EUR),Notes {x}\n"
     "Nurse,Berlin,Senior,2024,\"4,200\",ok\nCook,Berlin,Junior,2023,\"2,900 €\",\n",
     1, 2, "EUR/month"},
    {"job_title;salary;salary_currency;salary_in_usd;weight\nA;100;EUR;110;1\nB;90;GBP;120;2\n", 1,
     2, "USD/year"},
    {"SOC Code,Occupation Title,State,Employment,Mean Wage,Median Wage,Openings\n"
     "43-6013,Medical secretaries,TX,100,\"$40,000\",*,5\n29-1141,Nurses,TX,**,#,90000,7\n",
     0, 8, NULL},
    {"Beruf;Ort;Gehalt salary EUR\nPflege;Berlin;45.000\nKoch;Köln;38.250,50 €\n", 1, 2,
     "EUR/year"},
    {"title,title,pay,\"pay\nagain\",|\na,b,1,2,3\n", 1, 1, "/year"},
};

static void a_draft_reads_its_file(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char table[] = "/tmp/careerstat-table-XXXXXX", layout[] = "/tmp/careerstat-draft-XXXXXX";
        close(mkstemp(table));
        close(mkstemp(layout));
        struct cs_diag diag;
        struct cs_layout_draft draft;
        struct cs_buf json;
        struct cs_layouts layouts;
        cs_diag_init(&diag);
        cs_layout_draft_init(&draft);
        cs_buf_init(&json);
        cs_layouts_init(&layouts);
        assert_int_equal(cs_outfile_write(table, files[i].text, strlen(files[i].text), &diag), 0);
        assert_int_equal(cs_layout_draft_make(&draft, table, &diag), CS_OK);
        assert_int_equal(draft.is_observations, files[i].is_observations);
        assert_int_equal(cs_layout_draft_json(&draft, &json, &diag), CS_OK);
        assert_int_equal(cs_outfile_write(layout, cs_buf_text(&json), json.size, &diag), 0);
        assert_int_equal(cs_layouts_load(&layouts, layout, &diag), CS_OK);
        struct cs_load_options options = {.intake = {.layouts = &layouts}};
        struct cs_dataset *dataset = cs_dataset_new();
        struct cs_load_report report;
        cs_load_report_init(&report);
        assert_int_equal(cs_load(dataset, table, &options, &report, &diag), CS_OK);
        assert_int_equal(report.tables[0].n_values, files[i].n_values);
        if (strchr(files[i].text, ';') && strstr(files[i].text, "45.000"))
            assert_true(dataset->observations.value[0] == 45000 &&
                        dataset->observations.value[1] == 38250.5);
        char unit[CS_UNIT_TEXT_BYTES];
        if (files[i].unit)
            assert_string_equal(cs_unit_format(dataset->observations.unit, unit), files[i].unit);
        cs_load_report_clear(&report);
        cs_dataset_free(dataset);
        cs_layouts_clear(&layouts);
        cs_buf_clear(&json);
        cs_layout_draft_clear(&draft);
        cs_diag_clear(&diag);
        unlink(table);
        unlink(layout);
    }
}

static void nothing_to_draft(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum cs_status status;
    } rows[] = {
        {"just a line\n", CS_IO}, {"a,b\n", CS_IO}, {"", CS_IO}, {"a,b\n1,x\n", CS_NO_ANSWER}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char table[] = "/tmp/careerstat-table-XXXXXX";
        close(mkstemp(table));
        struct cs_diag diag;
        struct cs_layout_draft draft;
        cs_diag_init(&diag);
        cs_layout_draft_init(&draft);
        assert_int_equal(cs_outfile_write(table, rows[i].text, strlen(rows[i].text), &diag), 0);
        assert_int_equal(cs_layout_draft_make(&draft, table, &diag), rows[i].status);
        assert_int_equal(diag.n_errors, 1);
        cs_layout_draft_clear(&draft);
        cs_diag_clear(&diag);
        unlink(table);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_draft_reads_its_file),
        cmocka_unit_test(nothing_to_draft),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

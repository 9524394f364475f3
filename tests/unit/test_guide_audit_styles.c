/* Guides in other styles: a list of occupations, questions and answers, a state, a table with units
 * in its headers, older editions. Each has the findings below and no other, and confirms what is
 * right. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/outfile.h"
#include "guide_world.h"

enum { MOST_FINDINGS = 4 };

struct expected_finding {
    enum cs_rule rule;
    size_t line;
};
struct style {
    const char *file;
    size_t n_confirmed; /* at least */
    size_t n_findings;  /* errors and warnings */
    struct expected_finding findings[MOST_FINDINGS];
};

/* Planted: old pay, new jobs as openings; a 10th percentile; a median of electricians. The rest is
 * true for its year, or nothing that national data can judge. */
static const struct style with_public_files[] = {
    {"listicle.md", 31, 2, {{CS_RULE_STALE, 31}, {CS_RULE_CONTRADICTED, 41}}},
    {"faq.html", 8, 1, {{CS_RULE_CONTRADICTED, 15}}},
    {"texas.md", 5, 0, {{0}}},
    {"german-table.md", 23, 1, {{CS_RULE_CONTRADICTED, 11}}},
    {"older-edition.html", 5, 0, {{0}}},
    {"older-edition-2020.md", 5, 1, {{CS_RULE_OUTDATED, 5}}},
};
/* The shipped package knows few occupations: it must not judge the others. */
static const struct style with_shipped_data[] = {
    {"listicle.md", 15, 2, {{CS_RULE_STALE, 31}, {CS_RULE_CONTRADICTED, 41}}},
    {"faq.html", 1, 0, {{0}}},
    {"texas.md", 0, 0, {{0}}},
    {"german-table.md", 8, 0, {{0}}},
    {"older-edition.html", 1, 0, {{0}}},
    {"older-edition-2020.md", 3, 1, {{CS_RULE_OUTDATED, 5}}},
};

static void check_style(struct guide_world *w, const struct style *style)
{
    char path[1024], *bytes;
    size_t n_bytes;
    struct cs_audit audit;
    snprintf(path, sizeof path, "%s/tests/fixtures/guides/%s", CS_SOURCE_DIR, style->file);
    assert_int_equal(cs_read_file(path, CS_GUIDE_MAX_BYTES, &bytes, &n_bytes, &w->diag), CS_OK);
    guide_world_audit(w, style->file, bytes, n_bytes, &audit);
    size_t n = cs_audit_count(&audit, CS_ERROR) + cs_audit_count(&audit, CS_WARNING);
    for (size_t i = 0; i < audit.n_findings && n != style->n_findings; i++)
        print_error("%s: %s\n", style->file, audit.findings[i].message);
    assert_int_equal(n, style->n_findings);
    for (size_t i = 0; i < style->n_findings; i++) {
        if (!guide_has_finding(&audit, style->findings[i].rule, style->findings[i].line))
            fail_msg("%s: no finding in line %zu", style->file, style->findings[i].line);
    }
    if (audit.n_verdicts[CS_CONFIRMED] < style->n_confirmed)
        fail_msg("%s: %zu confirmed", style->file, audit.n_verdicts[CS_CONFIRMED]);
    cs_audit_clear(&audit);
    free(bytes);
}

static void styles_with_public_files(void **state)
{
    static const char *const files[] = {"employment-projections/Employment_Projections_2021-31.csv",
                                        "employment-projections/Employment_Projections_2022-32.csv",
                                        "employment-projections/Employment_Projections_2024-34.csv",
                                        "oews-national/national_May2007_dl.xls",
                                        "oews-national/national_M2014_dl.xlsx",
                                        "oews-national/national_M2019_dl.xlsx",
                                        "oews-national/national_M2023_dl.xlsx",
                                        "oews-national/national_M2024_dl.xlsx",
                                        NULL};
    struct guide_world world;
    (void)state;
    int is_there = guide_world_open(&world, files);
    for (size_t i = 0; is_there && i < sizeof with_public_files / sizeof with_public_files[0]; i++)
        check_style(&world, &with_public_files[i]);
    guide_world_close(&world);
    if (!is_there)
        skip();
}

static void styles_with_shipped_data(void **state)
{
    static const char *const files[] = {"./tests/fixtures/datasets/medical-office-assistant", NULL};
    struct guide_world world;
    (void)state;
    assert_true(guide_world_open(&world, files));
    for (size_t i = 0; i < sizeof with_shipped_data / sizeof with_shipped_data[0]; i++)
        check_style(&world, &with_shipped_data[i]);
    guide_world_close(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(styles_with_public_files),
        cmocka_unit_test(styles_with_shipped_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

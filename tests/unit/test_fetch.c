/* Editions on days that are hard, addresses that are not what they seem, pages in place of files,
 * and what a library holds of a table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "fetch/catalogue/catalogue.h"
#include "fetch/catalogue/edition.h"
#include "fetch/plan/holding.h"
#include "fetch/transfer/page.h"
#include "fetch/web/address.h"
#include "library/library.h"

static const struct cs_edition_rule yearly = {
    .year = 2003, .month = 1, .published = {2004, 5, 1}, .step_months = 12, .label = "{year}"};
static const struct cs_edition_rule monthly = {.year = 1990,
                                               .month = 1,
                                               .published = {1990, 1, 31},
                                               .step_months = 1,
                                               .label = "{year}-{month}"};
static const struct cs_edition_rule versions = {.month = 1,
                                                .major = 25,
                                                .minors = 4,
                                                .published = {2020, 8, 20},
                                                .step_months = 3,
                                                .label = "{major}.{minor}"};

static void assert_due(const struct cs_edition_rule *rule, const char *day, const char *label)
{
    struct cs_date date;
    struct cs_buf text;
    cs_buf_init(&text);
    assert_true(cs_date_parse(day, &date));
    int edition = cs_edition_due(rule, date);
    if (edition != CS_NO_EDITION)
        assert_true(cs_edition_fill(rule, edition, rule->label, &text));
    assert_string_equal(cs_buf_text(&text), label);
    cs_buf_clear(&text);
}

static void test_due(void **state)
{
    (void)state;
    assert_due(&yearly, "2004-04-30", "");
    assert_due(&yearly, "2004-05-01", "2003");
    assert_due(&yearly, "2026-04-30", "2024");
    assert_due(&yearly, "2026-05-01", "2025");
    /* The last day of a month that is shorter than the first one's. */
    assert_due(&monthly, "2024-02-28", "2024-01");
    assert_due(&monthly, "2024-02-29", "2024-02");
    assert_due(&monthly, "2023-02-28", "2023-02");
    assert_due(&monthly, "2023-12-31", "2023-12");
    assert_due(&versions, "2021-05-19", "25.2");
    assert_due(&versions, "2021-05-20", "25.3");
    assert_due(&versions, "2021-08-20", "26.0");
    assert_due(&versions, "2026-11-30", "31.1");
}

static void test_dates(void **state)
{
    (void)state;
    struct cs_date date;
    static const char *const wrong[] = {"2026-02-29", "2026-13-01", "2026-00-10", "2026-1-010",
                                        "20261130",   "",           "2026-11-3x", "-026-11-30"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(cs_date_parse(wrong[i], &date));
    assert_true(cs_date_parse("2024-02-29", &date));
    date = cs_date_add_months(date, 12);
    assert_int_equal(date.year * 10000 + date.month * 100 + date.day, 20250228);
}

static void test_fill(void **state)
{
    (void)state;
    struct cs_buf text;
    cs_buf_init(&text);
    assert_true(cs_edition_fill(&yearly, 22, "oesm{yy}st {year}-{yy+10}", &text));
    assert_string_equal(cs_buf_text(&text), "oesm25st 2025-35");
    assert_false(cs_edition_fill(&yearly, 0, "{day}", &text));
    assert_false(cs_edition_fill(&yearly, 0, "{year", &text));
    assert_false(cs_edition_fill(&yearly, 0, "{major}", &text));
    cs_buf_clear(&text);
}

static void test_of_period(void **state)
{
    (void)state;
    const struct cs_edition_rule decades = {.year = 2016,
                                            .month = 1,
                                            .published = {2017, 9, 1},
                                            .step_months = 12,
                                            .label = "{year}-{yy+10}"};
    assert_int_equal(cs_edition_of_period(&decades, 20, "2024-34"), 8);
    assert_int_equal(cs_edition_of_period(&decades, 20, "2024"), CS_NO_EDITION);
    assert_int_equal(cs_edition_of_period(&yearly, 30, "1998 to 2024"), 21);
    assert_int_equal(cs_edition_of_period(&yearly, 30, "1913-01 to 2026-05"), 23);
    assert_int_equal(cs_edition_of_period(&yearly, 20, "2024"), CS_NO_EDITION);
    assert_int_equal(cs_edition_of_name(&yearly, 30, "oesm{yy}nat.zip", "OESM24NAT.zip"), 21);
    assert_int_equal(cs_edition_of_name(&yearly, 30, "oesm{yy}nat.zip", "xoesm24nat.zip"),
                     CS_NO_EDITION);
}

static void assert_address(const char *address, const char *host)
{
    char found[CS_HOST_BYTES];
    const char *fault = cs_address_fault(address, found);
    if (host)
        assert_null(fault);
    else
        assert_non_null(fault);
    if (host)
        assert_string_equal(found, host);
}

static void test_addresses(void **state)
{
    (void)state;
    assert_address("https://www.bls.gov/oes/a.zip", "www.bls.gov");
    assert_address("https://WWW.BLS.GOV:443/a?b=c", "www.bls.gov");
    assert_address("http://127.0.0.1:80/a", "127.0.0.1");
    assert_address("http://localhost/a", "localhost");
    assert_address("http://www.bls.gov/a", NULL);
    assert_address("http://127.0.0.1.example.org/a", NULL);
    assert_address("http://127.example.org/a", NULL);
    assert_address("http://localhost.example.org/a", NULL);
    assert_address("https://www.bls.gov@example.org/a", NULL);
    assert_address("https://www.bls.gov:x@example.org/a", NULL);
    assert_address("https://www.bls.gov\\@example.org/a", NULL);
    assert_address("https://www.bls.gov#@example.org/a", NULL);
    assert_address("https://www.bls.gov/a\r\nHost: example.org", NULL);
    assert_address("https:///a", NULL);
    assert_address("https://[::1]/a", NULL);
    assert_address("https://www.bls.g\xc3\xb6v/a", NULL);
    assert_address("file:///etc/passwd", NULL);
    assert_address("ftp://www.bls.gov/a", NULL);
    assert_address("//www.bls.gov/a", NULL);
    assert_address("", NULL);
    static const char *const hosts[] = {"www.bls.gov"};
    assert_true(cs_address_is_among("www.bls.gov", hosts, 1));
    assert_false(cs_address_is_among("bls.gov", hosts, 1));
    assert_false(cs_address_is_among("www.bls.gov.example.org", hosts, 1));
}

static void test_pages(void **state)
{
    (void)state;
    char title[12];
    static const char page[] =
        "\xef\xbb\xbf\r\n <!DOCTYPE HTML><HTML><Title lang=en> Access Denied "
        "</TITLE>";
    assert_true(cs_page_is_html(page, sizeof page - 1, title, sizeof title));
    assert_string_equal(title, "Access Deni");
    assert_true(cs_page_is_html("<html", 5, title, sizeof title));
    assert_string_equal(title, "");
    assert_true(cs_page_is_html("<html><title>x", 14, title, sizeof title));
    assert_false(cs_page_is_html("<htm", 4, title, sizeof title));
    assert_false(cs_page_is_html("PK\3\4<html>", 10, title, sizeof title));
    assert_false(cs_page_is_html("<?xml version", 13, title, sizeof title));
    assert_false(cs_page_is_html("", 0, title, sizeof title));
}

static void test_holding(void **state)
{
    (void)state;
    static const char *const layouts[] = {"bls-oews"}, *const also[] = {"national*{year}*.xls*"};
    struct cs_catalogue_table nation = {.file = "oesm{yy}nat.zip",
                                        .also = {also, 1},
                                        .layouts = {layouts, 1},
                                        .rule = yearly,
                                        .shares_layout = true};
    struct cs_library_source sources[] = {
        {.file = "oesm25st.zip", .layout = "bls-oews", .period = "2025", .imported = "3"},
        {.file = "national_M2023_dl.xlsx", .layout = "bls-oews", .period = "2023", .imported = "1"},
        {.file = "oesm24nat (1).zip", .layout = "bls-oews", .period = "2024", .imported = "2"},
        {.file = "oesm25nat.zip", .layout = "other", .period = "2025", .imported = "4"},
        {.file = "oesm25nat.zip", .layout = NULL, .period = "2025", .imported = "5"}};
    struct cs_date today = {2026, 11, 30};
    struct cs_holding holding =
        cs_holding_of(&nation, today, sources, sizeof sources / sizeof *sources);
    assert_int_equal(holding.n_tables, 2);
    assert_string_equal(holding.period, "2024");
    assert_string_equal(holding.imported, "2");
    assert_int_equal(holding.edition, 21);
    holding = cs_holding_of(&nation, today, sources, 1);
    assert_int_equal(holding.n_tables, 0);
    assert_int_equal(holding.edition, CS_NO_EDITION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_due),       cmocka_unit_test(test_dates),
        cmocka_unit_test(test_fill),      cmocka_unit_test(test_of_period),
        cmocka_unit_test(test_addresses), cmocka_unit_test(test_pages),
        cmocka_unit_test(test_holding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

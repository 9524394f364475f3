/* render/report/site: one page, one name, whatever the codes are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

#include "base/diag.h"
#include "render/report/site.h"
#include "render/report/site_parts.h"

static const char long_a[] =
    "a very long title of a job that goes on and on and on until the end, one";
static const char long_b[] =
    "a very long title of a job that goes on and on and on until the end, two";

/* Each differs from each other one, by little. */
static const struct cs_site_page pages[] = {
    {"43-6013", "US"},
    {"43-6013", "TX"},
    {"43-6013-TX", "US"},
    {"43-6013", "tx"},
    {"43-6013", "53"},
    {"43-6013-53", "US"},
    {"43-6013", "T-X"},
    {"43-6013-T", "X"},
    {"43.6013", "US"},
    {"43/6013", "US"},
    {"43 6013", "US"},
    {"index", "US"},
    {"INDEX", "US"},
    {"Index", "US"},
    {"pages", "US"},
    {"data", "US"},
    {".", "US"},
    {"..", "US"},
    {"../x", "US"},
    {"/x", "US"},
    {"x", "US"},
    {"x/", "US"},
    {"-x", "US"},
    {"_x", "US"},
    {"con", "US"},
    {"CON", "US"},
    {"", "US"},
    {"C# Developer", "US"},
    {"C+ Developer", "US"},
    {"C Developer", "US"},
    {"\xe5\x8c\xbb", "US"},
    {"\xe6\x8a\xa4", "US"},
    {"\xff\xfe", "US"},
    {long_a, "US"},
    {long_b, "US"},
    {long_a, "TX"},
    {"x", "region one"},
    {"x", "region two"},
    {"x", "region/one"},
    {"x-region one", "US"},
    {"1", "US"},
    {"1.", "US"},
    {"1-", "US"},
    {"1-A", "US"},
    {"1", "A"},
    {"1111111111111111111111111111111111111111", "US"},
    {"11111111111111111111111111111111111111111", "US"},
};
enum { N_PAGES = sizeof pages / sizeof *pages };

static void names_are_told_apart(void **state)
{
    struct cs_site_entry entries[N_PAGES] = {{0}};
    struct cs_diag diag;
    (void)state;
    cs_diag_init(&diag);
    for (size_t i = 0; i < N_PAGES; i++) {
        entries[i].name = cs_site_page_name(&pages[i]);
        entries[i].code = pages[i].occupation;
        const char *name = entries[i].name;
        assert_non_null(name);
        size_t n =
            strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_");
        assert_int_equal(n, strlen(name));
        assert_true(n > 0 && n < 100 && name[0] != '.' && name[0] != '-');
        assert_true(strcasecmp(name, "index") != 0 && strcasecmp(name, "pages") != 0);
        for (size_t k = 0; k < i; k++)
            assert_int_not_equal(strcasecmp(name, entries[k].name), 0);
    }
    assert_int_equal(cs_site_check_names(entries, N_PAGES, &diag), CS_OK);
    for (size_t i = 0; i < N_PAGES; i++)
        free(entries[i].name);
    cs_diag_clear(&diag);
}

static void names_are_kept(void **state)
{
    static const struct {
        struct cs_site_page page;
        const char *name;
    } cases[] = {
        {{"43-6013", "US"}, "43-6013"},
        {{"15-1252.00", "US"}, "15-1252.00"},
        {{"2512", "US"}, "2512"},
        {{"43-6013", "TX"}, "43-6013-TX"},
        /* printf 'Data Engineer\0US' | sha256sum */
        {{"Data Engineer", "US"}, "data-engineer_b778c823482b96d7"},
        {{"index", "TX"}, "index-tx_c343f90dca46f9b3"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *name = cs_site_page_name(&cases[i].page);
        assert_string_equal(name, cases[i].name);
        free(name);
    }
}

static void one_name_twice_is_refused(void **state)
{
    char first[] = "43-6013-TX", second[] = "1", third[] = "43-6013-tx";
    struct cs_site_entry entries[] = {{.name = first, .code = "one"},
                                      {.name = second, .code = "1"},
                                      {.name = third, .code = "other"}};
    struct cs_diag diag;
    (void)state;
    cs_diag_init(&diag);
    assert_int_equal(cs_site_check_names(entries, 3, &diag), CS_IO);
    assert_non_null(strstr(diag.messages[0].text, "' would both be 43-6013-"));
    assert_int_equal(cs_site_check_names(entries, 2, &diag), CS_OK);
    cs_diag_clear(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_told_apart),
        cmocka_unit_test(names_are_kept),
        cmocka_unit_test(one_name_twice_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* ingest/layout: layout files, right and wrong; patterns; which layout wins. */
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
#include "ingest/layout/layout.h"

/* Writes a layout to a temporary file and loads it. */
static enum cs_status load_text(struct cs_layouts *layouts, const char *text, struct cs_diag *diag)
{
    char path[] = "/tmp/careerstat-layout-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    enum cs_status status = cs_layouts_load(layouts, path, diag);
    unlink(path);
    return status;
}

#define COLUMN(rest)                                                                               \
    "{\"name\":\"x\",\"kind\":\"estimates\",\"requires\":\"a\",\"columns\":[" rest "]}"
static const struct {
    const char *text, *message, *hint;
} wrong[] = {
    {"", "layout: not valid JSON", NULL},
    {"{\"name\": \"x\",\n", "layout: not valid JSON", NULL},
    {"[]", "layout: not valid JSON", NULL},
    {"{}", "layout: no name", NULL},
    {"{\"name\":\"x\"}", "layout: kind must be", NULL},
    {"{\"name\":\"x\",\"kind\":\"tables\"}", "layout: a word is not known in 'tables'", NULL},
    {"{\"name\":\"x\",\"kind\":\"estimates\"}", "layout: no requires in 'x'", NULL},
    {"{\"name\":\"x\",\"kind\":\"estimates\",\"requires\":\"a\"}", "layout: no columns in 'x'",
     NULL},
    {"{\"name\":\"x\",\"colums\":[]}", "layout: unknown member 'colums' in 'the layout'",
     "did you mean 'columns'?"},
    {"{\"name\":\"x\",\"name\":\"y\"}", "layout: a member appears twice in 'name'", NULL},
    {"{\"name\":5}", "layout: a member has the wrong type in 'name'", NULL},
    {COLUMN("{\"key\":\"region\"}"), "layout: a column without a header in 'columns'", NULL},
    {COLUMN("7"), "layout: a column without a header in 'columns'", NULL},
    {COLUMN("{\"header\":\"a\"}"),
     "layout: a column needs exactly one of key, measure, role in 'a'", NULL},
    {COLUMN("{\"header\":\"a\",\"key\":\"planet\"}"), "layout: unknown dimension in 'planet'",
     NULL},
    {COLUMN("{\"header\":\"a\",\"measure\":\"wage\"}"), "layout: unknown measure in 'wage'", NULL},
    {COLUMN("{\"header\":\"a\",\"role\":\"hero\"}"), "layout: unknown role in 'hero'", NULL},
    {COLUMN("{\"header\":\"a\",\"role\":\"filter\"}"), "layout: a filter without values in 'a'",
     NULL},
    {COLUMN("{\"header\":\"a\",\"measure\":\"wage_mean\",\"unit\":\"gold\"}"),
     "layout: unknown unit in 'gold'", NULL},
    {COLUMN("{\"header\":\"a\",\"measure\":\"employment\",\"multiply\":0}"),
     "layout: multiply must be above zero in 'a'", NULL},
    {COLUMN("{\"header\":\"a\",\"measure\":\"employment\",\"multipy\":2}"),
     "layout: unknown member 'multipy' in 'columns'", "did you mean 'multiply'?"},
};

static void says_what_is_wrong(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct cs_layouts layouts;
        struct cs_diag diag;
        cs_layouts_init(&layouts);
        cs_diag_init(&diag);
        assert_int_equal(load_text(&layouts, wrong[i].text, &diag), CS_USAGE);
        assert_int_equal(layouts.n_items, 0);
        assert_memory_equal(diag.messages[0].text, wrong[i].message, strlen(wrong[i].message));
        if (wrong[i].hint)
            assert_string_equal(diag.messages[0].hint, wrong[i].hint);
        cs_diag_clear(&diag);
        cs_layouts_clear(&layouts);
    }
}

static void patterns(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *text;
        int fits, year, base, target;
    } rows[] = {
        {"employment {base}", "employment 2024", 1, 0, 2024, 0},
        {"employment {base}", "employment 24", 0, 0, 0, 0},
        {"change {base} {target}", "change 2024 2034", 1, 0, 2024, 2034},
        {"change {base} {target}", "change 2022 32", 1, 0, 2022, 2032},
        {"change {target}", "change 32", 0, 0, 0, 0},
        {"wage {year}", "Wage 2023", 1, 2023, 0, 0},
        {"wage {year}", "wage 2023 x", 0, 0, 0, 0},
        {"wage {year}", "wage 0023", 0, 0, 0, 0},
        {"w{n}", "w17", 1, 0, 0, 0},
        {"w{n}", "w", 0, 0, 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cs_captures captures = {0};
        assert_int_equal(cs_pattern_match(rows[i].pattern, rows[i].text, &captures), rows[i].fits);
        assert_int_equal(captures.year, rows[i].year);
        assert_int_equal(captures.base, rows[i].base);
        assert_int_equal(captures.target, rows[i].target);
    }
    struct cs_captures captures = {0};
    assert_true(cs_pattern_find("{year}", "national_M2012_dl.xls", &captures));
    assert_int_equal(captures.year, 2012);
}

/* Shipped layouts are skimmed at first; each is whole and says the same of itself then. */
static void shipped_layouts_are_read_late_and_whole(void **state)
{
    (void)state;
    struct cs_layouts layouts;
    struct cs_diag diag;
    struct cs_arena arena;
    cs_layouts_init(&layouts);
    cs_diag_init(&diag);
    cs_arena_init(&arena);
    assert_int_equal(cs_layouts_load_folder(&layouts, CS_SOURCE_DIR "/datasets/layouts", &diag),
                     CS_OK);
    assert_true(layouts.n_items >= 20);
    for (size_t i = 0; i < layouts.n_items; i++) {
        const struct cs_layout *skimmed = &layouts.items[i], *whole;
        assert_non_null(skimmed->unread);
        assert_int_equal(cs_layout_complete(skimmed, &arena, &whole, &diag), CS_OK);
        assert_string_equal(whole->name, skimmed->name);
        assert_int_equal(whole->n_requires, skimmed->n_requires);
        for (size_t r = 0; r < whole->n_requires; r++)
            assert_string_equal(whole->requires[r], skimmed -> requires[r]);
        assert_int_equal(whole->n_sheets, skimmed->n_sheets);
        assert_int_equal(whole->n_not_sheets, skimmed->n_not_sheets);
        assert_int_equal(whole->n_aboves, skimmed->n_aboves);
        assert_int_equal(whole->n_not_aboves, skimmed->n_not_aboves);
        assert_int_equal(!whole->series_header, !skimmed->series_header);
        assert_true((whole->n_columns > 0) != whole->is_without_figures);
        assert_null(whole->unread);
    }
    cs_arena_clear(&arena);
    cs_layouts_clear(&layouts);
    cs_diag_clear(&diag);
}

/* A layout in a folder that is not easily told, or not right at all. */
static void odd_layouts_of_a_folder_are_told_of(void **state)
{
    (void)state;
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"{\"name\":\"x\",\"requires\":\"a\",\"columns\":[", "layout: not valid JSON"},
        {"[]", "layout: not valid JSON"},
        {"[7]", "layout: not valid JSON"},
        {"", "layout: not valid JSON"},
        {"{\"name\":\"x\" \"requires\":\"a\"}", "layout: not valid JSON"},
        {"{\"name\":\"x\",\"kind\":\"estimates\",\"columns\":[]}", "no requires"},
        {"{\"name\":\"x\",\"kind\":\"estimates\",\"requires\":7}", "wrong type"},
    };
    char folder[] = "/tmp/careerstat-layouts-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/odd.json", folder);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cs_layouts layouts;
        struct cs_diag diag;
        cs_layouts_init(&layouts);
        cs_diag_init(&diag);
        assert_int_equal(cs_outfile_write(path, cases[i].text, strlen(cases[i].text), &diag),
                         CS_OK);
        assert_int_equal(cs_layouts_load_folder(&layouts, folder, &diag), CS_USAGE);
        assert_int_equal(diag.n_messages, 1);
        assert_non_null(strstr(diag.messages[0].text, cases[i].words));
        cs_layouts_clear(&layouts);
        cs_diag_clear(&diag);
    }
    unlink(path);
    rmdir(folder);
}

/* What follows "columns" is not looked at before a layout is used, and then refused. */
static void what_recognizes_stands_before_columns(void **state)
{
    (void)state;
    static const char late[] =
        "{\"name\":\"x\",\"kind\":\"estimates\",\"requires\":[\"a|b\",\"c\"],"
        "\"columns\":[{\"header\":\"c\",\"role\":\"ignore\"}],\"not_sheet\":\"d\"}";
    char folder[] = "/tmp/careerstat-layouts-XXXXXX", path[64];
    const struct cs_layout *whole;
    struct cs_layouts layouts;
    struct cs_arena arena;
    struct cs_diag diag;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/late.json", folder);
    cs_layouts_init(&layouts);
    cs_arena_init(&arena);
    cs_diag_init(&diag);
    assert_int_equal(cs_outfile_write(path, late, strlen(late), &diag), CS_OK);
    assert_int_equal(cs_layouts_load_folder(&layouts, folder, &diag), CS_OK);
    assert_int_equal(layouts.items[0].n_requires, 2);
    assert_string_equal(layouts.items[0].requires[0], "a|b");
    assert_int_equal(cs_layout_complete(&layouts.items[0], &arena, &whole, &diag), CS_USAGE);
    assert_non_null(strstr(diag.messages[0].text, "stands after \"columns\""));
    cs_arena_clear(&arena);
    cs_layouts_clear(&layouts);
    cs_diag_clear(&diag);
    unlink(path);
    rmdir(folder);
}

static void the_users_layout_wins(void **state)
{
    (void)state;
    static const char own[] = "{\"name\":\"own\",\"kind\":\"observations\",\"requires\":\"salary\","
                              "\"comment\":\"mine\",\"columns\":[{\"header\":\"salary\","
                              "\"role\":\"value\",\"unit\":\"EUR/month\"}]}";
    static const char *const headers[] = {"job title", "salary"};
    static const struct cs_surroundings around;
    struct cs_layouts layouts;
    struct cs_diag diag;
    cs_layouts_init(&layouts);
    cs_diag_init(&diag);
    assert_int_equal(load_text(&layouts, own, &diag), CS_OK);
    assert_int_equal(cs_layouts_load_folder(&layouts, CS_SOURCE_DIR "/datasets/layouts", &diag),
                     CS_OK);
    assert_string_equal(cs_layouts_match(&layouts, &around, headers, 2)->name, "salary-answers");
    layouts.n_preferred = 1;
    assert_string_equal(cs_layouts_match(&layouts, &around, headers, 2)->name, "own");
    assert_null(cs_layouts_match(&layouts, &around, headers, 1));
    cs_layouts_clear(&layouts);
    cs_diag_clear(&diag);
}

/* docs/layouts.md names every measure, and its example is a layout. */
static void the_description_is_true(void **state)
{
    (void)state;
    struct cs_diag diag;
    struct cs_layouts layouts;
    char *text;
    size_t n_bytes;
    cs_diag_init(&diag);
    cs_layouts_init(&layouts);
    assert_int_equal(
        cs_read_file(CS_SOURCE_DIR "/docs/layouts.md", 1 << 20, &text, &n_bytes, &diag), CS_OK);
    for (int m = 0; m < CS_N_MEASURES; m++)
        assert_non_null(strstr(text, cs_measure_info((enum cs_measure)m)->name));
    for (size_t i = 0; i < cs_n_common_markers; i++)
        if (*cs_common_markers[i].text && strcmp(cs_common_markers[i].text, "null") != 0)
            assert_non_null(strstr(text, cs_common_markers[i].text));
    const char *start = strstr(text, "```json\n"), *end = start ? strstr(start + 8, "```") : NULL;
    assert_non_null(end);
    struct cs_span example = {start + 8, (size_t)(end - start) - 8};
    assert_int_equal(cs_layouts_parse(&layouts, "docs/layouts.md", example, &diag), CS_OK);
    assert_string_equal(layouts.items[0].name, "city-pay");
    free(text);
    cs_layouts_clear(&layouts);
    cs_diag_clear(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_is_wrong),
        cmocka_unit_test(patterns),
        cmocka_unit_test(shipped_layouts_are_read_late_and_whole),
        cmocka_unit_test(odd_layouts_of_a_folder_are_told_of),
        cmocka_unit_test(what_recognizes_stands_before_columns),
        cmocka_unit_test(the_users_layout_wins),
        cmocka_unit_test(the_description_is_true),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

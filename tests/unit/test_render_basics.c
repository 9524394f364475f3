/* render/json, render/table: what is written, and what is refused. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "guide/figure/figure_words.h"
#include "base/arena.h"
#include "base/number.h"
#include "data/dataset.h"
#include "data/quantity.h"
#include "render/report/report_parts.h"
#include "render/write/json.h"
#include "render/write/table.h"

static void write_sample(struct cs_json *json)
{
    cs_json_begin_object(json);
    cs_json_put_string(json, "name", "a \"b\" \\ \n\x01 é");
    cs_json_put_number(json, "value", 40640.5, 2);
    cs_json_put_number_or_null(json, "absent", NAN, 2);
    cs_json_put_array(json, "list");
    cs_json_integer(json, -3);
    cs_json_bool(json, 1);
    cs_json_null(json);
    cs_json_begin_object(json);
    cs_json_put_string(json, "name", "inner");
    cs_json_end_object(json);
    cs_json_end_array(json);
    cs_json_put_object(json, "empty");
    cs_json_end_object(json);
    cs_json_end_object(json);
}

static void json_is_laid_out(void **state)
{
    (void)state;
    struct cs_buf out;
    struct cs_json json;
    struct cs_diag diag;
    cs_buf_init(&out);
    cs_diag_init(&diag);
    cs_json_init(&json, &out, CS_JSON_PRETTY);
    write_sample(&json);
    assert_int_equal(cs_json_finish(&json, &diag), CS_OK);
    assert_string_equal(cs_buf_text(&out), "{\n  \"name\": \"a \\\"b\\\" \\\\ \\n\\u0001 é\",\n"
                                           "  \"value\": 40640.5,\n  \"absent\": null,\n"
                                           "  \"list\": [\n    -3,\n    true,\n    null,\n    {\n"
                                           "      \"name\": \"inner\"\n    }\n  ],\n"
                                           "  \"empty\": {}\n}\n");
    cs_buf_reset(&out);
    cs_json_init(&json, &out, CS_JSON_COMPACT);
    write_sample(&json);
    assert_int_equal(cs_json_finish(&json, &diag), CS_OK);
    assert_string_equal(cs_buf_text(&out),
                        "{\"name\":\"a \\\"b\\\" \\\\ \\n\\u0001 é\",\"value\":40640.5,"
                        "\"absent\":null,\"list\":[-3,true,null,{\"name\":\"inner\"}],"
                        "\"empty\":{}}\n");
    cs_buf_clear(&out);
    cs_diag_clear(&diag);
}

static void write_nan(struct cs_json *json)
{
    cs_json_begin_array(json);
    cs_json_number(json, NAN, 2);
    cs_json_end_array(json);
}
static void write_infinity(struct cs_json *json)
{
    cs_json_number(json, INFINITY, CS_JSON_EXACT);
}
static void write_name_twice(struct cs_json *json)
{
    cs_json_begin_object(json);
    cs_json_put_null(json, "a");
    cs_json_put_null(json, "b");
    cs_json_put_null(json, "a");
    cs_json_end_object(json);
}
static void write_bad_utf8(struct cs_json *json)
{
    cs_json_string(json, "a\xff");
}
static void write_unclosed(struct cs_json *json)
{
    cs_json_begin_array(json);
}
static void write_wrong_end(struct cs_json *json)
{
    cs_json_begin_array(json);
    cs_json_end_object(json);
}
static void write_two_documents(struct cs_json *json)
{
    cs_json_null(json);
    cs_json_null(json);
}
static void write_value_without_name(struct cs_json *json)
{
    cs_json_begin_object(json);
    cs_json_null(json);
    cs_json_end_object(json);
}
static void write_name_without_value(struct cs_json *json)
{
    cs_json_begin_object(json);
    cs_json_name(json, "a");
    cs_json_end_object(json);
}
static void write_name_in_array(struct cs_json *json)
{
    cs_json_begin_array(json);
    cs_json_put_null(json, "a");
    cs_json_end_array(json);
}
static void write_nothing(struct cs_json *json)
{
    (void)json;
}
static void write_deep(struct cs_json *json)
{
    for (int i = 0; i <= CS_JSON_MAX_DEPTH; i++)
        cs_json_begin_array(json);
}

static void json_refuses(void **state)
{
    (void)state;
    static void (*const writers[])(struct cs_json *) = {
        write_nan,
        write_infinity,
        write_name_twice,
        write_bad_utf8,
        write_unclosed,
        write_wrong_end,
        write_two_documents,
        write_value_without_name,
        write_name_without_value,
        write_name_in_array,
        write_nothing,
        write_deep,
    };
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        struct cs_buf out;
        struct cs_json json;
        struct cs_diag diag;
        cs_buf_init(&out);
        cs_diag_init(&diag);
        cs_json_init(&json, &out, CS_JSON_PRETTY);
        writers[i](&json);
        if (cs_json_finish(&json, &diag) != CS_INTERNAL || diag.n_errors != 1)
            fail_msg("writer %zu was not refused", i);
        cs_buf_clear(&out);
        cs_diag_clear(&diag);
    }
}

/* A name may stand in an object and again in one inside it, and names of closed objects are
 * forgotten. */
static void json_names_are_of_their_object(void **state)
{
    (void)state;
    struct cs_buf out;
    struct cs_json json;
    struct cs_diag diag;
    cs_buf_init(&out);
    cs_diag_init(&diag);
    cs_json_init(&json, &out, CS_JSON_COMPACT);
    cs_json_begin_array(&json);
    for (int i = 0; i < 200; i++) {
        cs_json_begin_object(&json);
        cs_json_put_object(&json, "a");
        cs_json_put_integer(&json, "a", i);
        cs_json_end_object(&json);
        cs_json_end_object(&json);
    }
    cs_json_end_array(&json);
    assert_int_equal(cs_json_finish(&json, &diag), CS_OK);
    cs_buf_clear(&out);
    cs_diag_clear(&diag);
}

/* The quick way of rounding gives what the C library's does. */
static void rounding_agrees_with_the_library(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int i = 0; i < 200000; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        double value = (double)(int64_t)(seed >> 20) / (double)(1 << (seed % 40 % 31));
        if (seed % 3 == 0)
            value = (double)(int64_t)(seed >> 45) / 1000;
        if (seed % 7 == 0)
            value = -value;
        if (fabs(value) >= 1e14)
            continue;
        int decimals = (int)(seed >> 33) % 8;
        char text[CS_NUMBER_TEXT_BYTES], wanted[64];
        cs_number_format_rounded(value, decimals, text);
        snprintf(wanted, sizeof wanted, "%.*f", decimals, value);
        if (strtod(text, NULL) != strtod(wanted, NULL))
            fail_msg("%.17g to %d decimals: %s, not %s", value, decimals, text, wanted);
    }
    char text[CS_NUMBER_TEXT_BYTES];
    static const struct {
        double value;
        int decimals;
        const char *text;
    } cases[] = {
        {0.000012, 6, "0.000012"},
        {-0.0000001, 6, "0"},
        {0.5, 0, "0"},
        {1.5, 0, "2"},
        {2.5, 0, "2"},
        {-1.25, 1, "-1.2"},
        {100, 2, "100"},
        {1234.5600, 4, "1234.56"},
        {-0.05, 2, "-0.05"},
        {47678.333554, 6, "47678.333554"},
        {1e15, 3, "1e+15"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cs_number_format_rounded(cases[i].value, cases[i].decimals, text);
        assert_string_equal(text, cases[i].text);
    }
}

static void fill_table(struct cs_table *table, struct cs_arena *arena)
{
    static const struct cs_table_column columns[] = {
        {"title", "occupation", 0, -1}, {"median", "median pay", 1, 0}, {"note", "note", 0, -1}};
    cs_table_init(table, arena, columns, 3);
    cs_table_add_text(table, "Medical secretaries and administrative assistants, a title that is "
                             "longer than a page is wide");
    cs_table_add_number(table, 40640, 2);
    cs_table_add_text(table, "a, \"b\" | c");
    cs_table_add_text(table, "Physicians");
    cs_table_add_quantity(table, (struct cs_quantity){239200, CS_AT_LEAST}, 2);
    cs_table_add_text(table, NULL);
    cs_table_add_text(table, "Actors");
    cs_table_add_absent(table, CS_NOT_APPLICABLE);
    cs_table_add_text(table, "x");
}

static void tables_are_printed(void **state)
{
    (void)state;
    static const char *const wanted[] = {
        "occupation                                                    median  note\n"
        "                                                                 pay\n"
        "Medical secretaries and administrative assistants, a          40,640  a, \"b\" | c\n"
        "title that is longer than a page is wide\n"
        "Physicians                                                  ≥239,200  –\n"
        "Actors                                                             –  x\n",
        "title,median,note\n\"Medical secretaries and administrative assistants, a title that is "
        "longer than a page is wide\",40640,\"a, \"\"b\"\" | c\"\nPhysicians,239200,\nActors,,x\n",
        "{\"title\":\"Medical secretaries and administrative assistants, a title that is longer "
        "than a page is wide\",\"median\":40640,\"note\":\"a, \\\"b\\\" | c\"}\n"
        "{\"title\":\"Physicians\",\"median\":239200,\"note\":null}\n"
        "{\"title\":\"Actors\",\"median\":null,\"note\":\"x\"}\n",
        "| occupation | median pay | note |\n| --- | ---: | --- |\n"
        "| Medical secretaries and administrative assistants, a title that is longer than a page "
        "is wide | 40,640 | a, \"b\" \\| c |\n| Physicians | ≥239,200 | – |\n| Actors | – | x |\n",
    };
    for (int format = CS_TABLE_TEXT; format <= CS_TABLE_MARKDOWN; format++) {
        struct cs_arena arena;
        struct cs_buf out;
        struct cs_diag diag;
        struct cs_table table;
        cs_arena_init(&arena);
        cs_buf_init(&out);
        cs_diag_init(&diag);
        fill_table(&table, &arena);
        assert_int_equal(cs_table_print(&table, (enum cs_table_format)format, &out, &diag), CS_OK);
        assert_string_equal(cs_buf_text(&out), wanted[format]);
        cs_table_add_text(&table, "alone");
        assert_int_equal(cs_table_print(&table, (enum cs_table_format)format, &out, &diag),
                         CS_INTERNAL);
        cs_buf_clear(&out);
        cs_diag_clear(&diag);
        cs_arena_clear(&arena);
    }
}

/* A rounded percent is not rounded again where the jobs tell which way a half goes. */
static void test_growth_is_rounded_once(void **state)
{
    static const struct {
        double base, projected, percent;
        const char *hundred;
    } cases[] = {
        {818700, 896100, 9.5, "109"},  /* 9.454 */
        {797700, 897200, 12.5, "112"}, /* 12.473 */
        {200000, 219090, 9.5, "110"},  /* 9.545: up */
        {324200, 319100, -1.5, "98"},  /* -1.573: the ratio agrees with the published percent */
        {1200, 1300, 9.5, "110"},      /* 4.2 to 13: the jobs do not tell */
        {818700, 990000, 9.5, "110"},  /* other jobs than the percent's */
        {818700, 896100, 9.4, "109"},  {1200, 1300, 6.2, "106"},
    };
    static const struct cs_estimate some;
    struct cs_arena arena;
    (void)state;
    cs_arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cs_projection_row row = {.period_text = NULL};
        row.base.estimate = row.projected.estimate = row.percent.estimate = &some;
        row.base.quantity = cs_quantity_of(cases[i].base);
        row.projected.quantity = cs_quantity_of(cases[i].projected);
        row.percent.quantity = cs_quantity_of(cases[i].percent);
        char hundred[32];
        snprintf(hundred, sizeof hundred, "%.0f", round(100 + cs_report_growth(&row)));
        assert_string_equal(hundred, cases[i].hundred);
    }
    cs_arena_clear(&arena);
}

/* In a sentence the words stand as people say them; what limits the name stays with it. */
static void titles_read_as_they_are_said(void **state)
{
    static const char *const cases[][2] = {
        {"Bus drivers, school", "school bus drivers"},
        {"Bus Drivers, School", "school bus drivers"},
        {"Managers, all other", "other managers"},
        {"Social sciences teachers, postsecondary, all other",
         "other postsecondary social sciences teachers"},
        {"Secretaries and administrative assistants, except legal, medical, and executive",
         "secretaries and administrative assistants (except legal, medical, and executive)"},
        {"Sales representatives, wholesale and manufacturing, technical and scientific products",
         "wholesale and manufacturing sales representatives (technical and scientific products)"},
        {"Engineering technologists and technicians, except drafters, all other",
         "other engineering technologists and technicians (except drafters)"},
        {"Art, drama, and music teachers, postsecondary",
         "postsecondary art, drama, and music teachers"},
        {"English language and literature teachers, postsecondary",
         "postsecondary English language and literature teachers"},
        {"First-line supervisors of helpers, laborers, and material movers, hand",
         "first-line supervisors of helpers, laborers, and material movers, hand"},
        {"Tailors, dressmakers, and custom sewers", "tailors, dressmakers, and custom sewers"},
        {"News analysts, reporters and journalists", "news analysts, reporters and journalists"},
        {"Some college, no degree", "some college, no degree"},
        {"Registered Nurses", "registered nurses"},
    };
    struct cs_arena arena;
    (void)state;
    cs_arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(cs_title_in_sentence(cases[i][0], &arena), cases[i][1]);
    assert_string_equal(cs_title_to_begin("Bus drivers, school", &arena), "School bus drivers");
    cs_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_read_as_they_are_said),
        cmocka_unit_test(test_growth_is_rounded_once),
        cmocka_unit_test(json_is_laid_out),
        cmocka_unit_test(json_refuses),
        cmocka_unit_test(json_names_are_of_their_object),
        cmocka_unit_test(rounding_agrees_with_the_library),
        cmocka_unit_test(tables_are_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

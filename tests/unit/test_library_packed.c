/* library/packed: figures come back as the very numbers they were; a line that is another than it
 * was written is an error; libraries of a row a figure are read, and packed when written to. */
#include "library_fixture.h"

#include <math.h>
#include <sqlite3.h>

#include "library/packed.h"
#include "library/schema.h"

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    char *error = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &error) != SQLITE_OK)
        fail_msg("%s: %s", sql, error);
    sqlite3_close(db);
}

static double number_of(const char *path, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *row;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    double value = sqlite3_column_double(row, 0);
    sqlite3_finalize(row);
    sqlite3_close(db);
    return value;
}

/* ---- the text ---- */

static void expect_same(double value, int decimals)
{
    struct cs_buf text;
    struct cs_packed_reader reader = {.at = NULL};
    struct cs_packed_figure figure = {.value = value}, read;
    cs_buf_init(&text);
    cs_buf_init(&reader.text);
    cs_packed_put(&text, decimals, &figure);
    cs_packed_begin(&reader, (struct cs_span){text.data, text.size});
    assert_int_equal(cs_packed_next(&reader, decimals, &read), CS_PACKED_FIGURE);
    if (read.value != value)
        fail_msg("%.17g with %d decimals: %s: %.17g", value, decimals, text.data, read.value);
    assert_int_equal(cs_packed_next(&reader, decimals, &read), CS_PACKED_END);
    cs_buf_clear(&reader.text);
    cs_buf_clear(&text);
}

static void numbers_come_back(void **state)
{
    static const double values[] = {0,       1,      17.66, 17.665,           0.1 + 0.2, 1e-9,
                                    1e15,    1e16,   1e300, 123456789012345,  -0.5,      -12,
                                    1.0 / 3, 0.0001, 4.2,   9007199254740992, 5e-324,    2.5e14};
    uint64_t random = 88172645463325252u;
    (void)state;
    for (int decimals = 0; decimals <= CS_PACKED_MOST_DECIMALS; decimals++) {
        for (size_t i = 0; i < sizeof values / sizeof *values; i++)
            expect_same(values[i], decimals);
        for (int i = 0; i < 20000; i++) {
            static const double parts[] = {1, 10, 100, 1000, 3, 7};
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            expect_same((double)(int64_t)(random >> (8 + random % 48)) / parts[random % 6],
                        decimals);
        }
    }
}

static void other_texts_are_told(void **state)
{
    static const char *const texts[] = {",",       "1,",     "x",        "[]",    "[1]",   "\"a",
                                        "\"\\q\"", "1 ",     "[\"a\",1", "1,,2",  "9e999", "nan",
                                        "[\"\"]",  "\"a\"b", "[\"a\"]1", "1\t,2", "inf",   "0x10"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct cs_packed_reader reader = {.at = NULL};
        struct cs_packed_figure figure;
        enum cs_packed_step step;
        cs_buf_init(&reader.text);
        cs_packed_begin(&reader, cs_span_of(texts[i]));
        do
            step = cs_packed_next(&reader, 2, &figure);
        while (step == CS_PACKED_FIGURE);
        if (step != CS_PACKED_BROKEN)
            fail_msg("taken for figures: %s", texts[i]);
        cs_buf_clear(&reader.text);
    }
}

static void texts_and_reasons_come_back(void **state)
{
    static const char words[] = "a \"b\" \\ [c],\n\t é";
    struct cs_buf text;
    struct cs_packed_reader reader = {.at = NULL};
    struct cs_packed_figure read;
    (void)state;
    cs_buf_init(&text);
    cs_buf_init(&reader.text);
    cs_packed_put(&text, 2, &(struct cs_packed_figure){.value = NAN, .text = cs_span_of(words)});
    cs_buf_putc(&text, ',');
    cs_packed_put(&text, 2,
                  &(struct cs_packed_figure){.value = 1.25, .reason = cs_span_of("at_least")});
    cs_buf_putc(&text, ',');
    cs_packed_put(&text, 2,
                  &(struct cs_packed_figure){.value = NAN, .reason = cs_span_of("withheld")});
    cs_packed_begin(&reader, (struct cs_span){text.data, text.size});
    assert_int_equal(cs_packed_next(&reader, 2, &read), CS_PACKED_FIGURE);
    assert_true(cs_span_equals(read.text, words) && !read.reason.size && isnan(read.value));
    assert_int_equal(cs_packed_next(&reader, 2, &read), CS_PACKED_FIGURE);
    assert_true(cs_span_equals(read.reason, "at_least") && read.value == 1.25 && !read.text.start);
    assert_int_equal(cs_packed_next(&reader, 2, &read), CS_PACKED_FIGURE);
    assert_true(cs_span_equals(read.reason, "withheld") && isnan(read.value));
    assert_int_equal(cs_packed_next(&reader, 2, &read), CS_PACKED_END);
    cs_buf_clear(&reader.text);
    cs_buf_clear(&text);
}

/* ---- the library ---- */

static const struct figure pay[] = {
    {"43-6013", "US", "2024", CS_WAGE_MEDIAN, 21.46, "USD/hour", CS_PRESENT},
    {"29-1141", "TX", "2024", CS_WAGE_P90, 115, "USD/hour", CS_AT_LEAST},
};

static void a_changed_line_is_an_error(void **state)
{
    static const char *const changes[] = {
        "UPDATE line SET figures = replace(figures, '2146', '2147')",
        ("UPDATE line SET occupation = (SELECT max(id) FROM key WHERE dimension = 0)"
         " WHERE place = 2"),
        "UPDATE shape SET decimals = '[1]'",
        "UPDATE line SET source = source + 1",
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct cs_library_change change;
        open_writing(f);
        assert_int_equal(add(f, "a.xlsx", "one", make_table("oews", "2024", pay, 2), &change),
                         CS_OK);
        cs_library_close(f->library);
        f->library = NULL;
        run_sql(f->path, changes[i]);
        struct cs_dataset *data = cs_dataset_new();
        cs_diag_clear(&f->diag);
        cs_diag_init(&f->diag);
        assert_int_equal(cs_library_open(f->path, CS_LIBRARY_READ, &f->library, &f->diag), CS_OK);
        struct cs_library_request all = {0};
        if (cs_library_fetch(f->library, &all, data, &f->arena, NULL, &f->diag) != CS_IO)
            fail_msg("read: %s", changes[i]);
        expect_words(f, "is not as it was imported");
        cs_dataset_free(data);
        cs_library_close(f->library);
        f->library = NULL;
        unlink(f->path);
    }
}

static void earlier_figures_are_packed(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i + 1 < CS_LIBRARY_HAS_PACKED; i++)
        run_sql(f->path, cs_library_migrations[i]);
    run_sql(f->path,
            "PRAGMA application_id = 1667330675; PRAGMA user_version = 6;"
            "INSERT INTO file VALUES (1, 'a', 'a', 'x', 1, 'then');"
            "INSERT INTO source(id, file, name, period, n_rows, n_rejected, n_repeats, n_outside)"
            " VALUES (1, 1, 'a', '2024', 2, 0, 0, 0);"
            "INSERT INTO key VALUES (5, 0, '43-6013', 'T', NULL, 0, 0), (6, 1, 'US', 'U', NULL, 0, "
            "0);"
            "INSERT INTO statistic VALUES (1, 'wage_median', 'USD/hour'), (2, 'employment', "
            "'jobs'), (3, 'education_typical', 'text');"
            "INSERT INTO line VALUES (3, 1, 2, 5, 6, NULL, NULL, NULL, 'detailed', 'a note'),"
            " (4, 1, 3, 5, NULL, NULL, NULL, NULL, NULL, NULL);"
            "INSERT INTO estimate VALUES (3, 1, 21.46, NULL), (3, 2, NULL, 'not_reported'),"
            " (3, 3, 'None', NULL), (4, 1, 0.30000000000000004, 'at_least');");
    for (int round = 0; round < 2; round++) {
        if (round == 1)
            open_writing(f);
        else
            assert_int_equal(cs_library_open(f->path, CS_LIBRARY_READ, &f->library, &f->diag),
                             CS_OK);
        struct cs_dataset *data = fetch(f, &(struct cs_library_request){0});
        assert_int_equal(data->n_estimates, 4);
        assert_true(data->estimates[0].value == 21.46);
        assert_string_equal(data->estimates[0].note, "a note");
        assert_int_equal(data->estimates[0].tier, CS_TIER_DETAILED);
        assert_true(isnan(data->estimates[1].value));
        assert_string_equal(data->estimates[2].text, "None");
        assert_true(data->estimates[3].value == 0.1 + 0.2);
        assert_int_equal(data->estimates[3].presence, CS_AT_LEAST);
        assert_int_equal(data->estimates[3].line, 3);
        cs_dataset_free(data);
        cs_library_close(f->library);
        f->library = NULL;
    }
    expect_words(f, "was brought to the present form");
    assert_true(number_of(f->path, "PRAGMA user_version") == CS_LIBRARY_HAS_PACKED);
    assert_true(number_of(f->path, "SELECT count(*) FROM line_figure") == 4);
    assert_true(number_of(f->path, "SELECT value FROM line_figure WHERE line = 3 LIMIT 1") ==
                21.46);
    assert_true(number_of(f->path, "SELECT count(*) FROM figure WHERE presence = 'at_least'"
                                   " AND abs(value - 0.3) < 1e-9 AND row = 3") == 1);
    assert_true(
        number_of(f->path, "SELECT count(*) FROM sqlite_master WHERE name LIKE 'unpacked%'") == 0);
    /* What the programs of version 6 ask before they look at the version. */
    assert_true(number_of(f->path, "SELECT count(*) FROM sqlite_master WHERE type <> 'table'"
                                   " AND name IN ('file', 'source', 'key', 'name', 'search',"
                                   " 'statistic', 'line', 'estimate', 'answer', 'descriptor',"
                                   " 'price')") == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_come_back),
        cmocka_unit_test(other_texts_are_told),
        cmocka_unit_test(texts_and_reasons_come_back),
        cmocka_unit_test_setup_teardown(a_changed_line_is_an_error, set_up, tear_down),
        cmocka_unit_test_setup_teardown(earlier_figures_are_packed, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

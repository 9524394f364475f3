/* base/: numbers, text, suggestions, buffers, diagnostics. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/number.h"
#include "base/suggest.h"
#include "base/text.h"

static void reads_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int ok;
        double value;
    } cases[] = {
        {"0", 1, 0},
        {"40640", 1, 40640},
        {"-3.5", 1, -3.5},
        {"1e3", 1, 1000},
        {"0.1", 1, 0.1},
        {"123456789012345678", 1, 123456789012345678.0},
        {"2.2250738585072014e-308", 1, 2.2250738585072014e-308},
        {"18.190000000000001", 1, 18.190000000000001},
        {".5", 1, 0.5},
        {"5.", 1, 5},
        {"", 0, 0},
        {"-", 0, 0},
        {".", 0, 0},
        {"1e", 0, 0},
        {"1e999", 0, 0},
        {"0x10", 0, 0},
        {"nan", 0, 0},
        {"inf", 0, 0},
        {" 1", 0, 0},
        {"1 ", 0, 0},
        {"1,000", 0, 0},
        {"00000000000000000000000000000000001", 1, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double value = -1;
        int ok = cs_number_parse(cs_span_of(cases[i].text), &value);
        if (ok != cases[i].ok || (ok && value != cases[i].value))
            fail_msg("'%s': %d %.17g", cases[i].text, ok, value);
    }
}

static void numbers_survive_a_round_trip(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int i = 0; i < 100000; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        double value, back;
        memcpy(&value, &seed, sizeof value);
        if (!(value - value == 0))
            continue;
        char text[CS_NUMBER_TEXT_BYTES];
        size_t n = cs_number_format(value, text);
        assert_true(cs_number_parse((struct cs_span){text, n}, &back));
        if (back != value)
            fail_msg("%.17g became %s", value, text);
    }
}

static void groups_thousands(void **state)
{
    (void)state;
    char out[64];
    cs_number_format_grouped(1234567, 0, out, sizeof out);
    assert_string_equal(out, "1,234,567");
    cs_number_format_grouped(-0.4, 0, out, sizeof out);
    assert_string_equal(out, "0");
    cs_number_format_grouped(-1234.56, 1, out, sizeof out);
    assert_string_equal(out, "-1,234.6");
}

static void folds_names(void **state)
{
    (void)state;
    char out[64];
    cs_fold_name(cs_span_of("  Medical_Secretaries,\n and—Assistants "), out, sizeof out);
    assert_string_equal(out, "medical secretaries and assistants");
    cs_fold_name(cs_span_of("PÉRIODE de Référence"), out, sizeof out);
    assert_string_equal(out, "période de référence");
}

static void ignores_case_beyond_ascii(void **state)
{
    (void)state;
    static const struct {
        const char *left, *right;
        bool is_same;
    } rows[] = {
        {"CAFÉ MANAGER", "Café manager", true},
        {"ÄRZTIN", "ärztin", true},
        {"Žižkov", "žIŽKOV", true},
        {"ŁÓDŹ", "łódź", true},
        {"ΝΟΣΟΚΟΜΟΣ", "νοσοκομοσ", true},
        {"МЕДСЕСТРА", "медсестра", true},
        {"Ё", "ё", true},
        {"Ÿ", "ÿ", true},
        {"×", "÷", false},
        {"É", "E", false},
        {"É", "Ê", false},
        {"ß", "ÿ", false},
        {"İ", "ı", false},
        {"é", "\xC3", false},
        {"\xC3", "é", false},
        {"é", "éa", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (cs_equals_nocase(rows[i].left, rows[i].right) != rows[i].is_same)
            fail_msg("'%s' and '%s'", rows[i].left, rows[i].right);
    /* A NUL among the bytes is no end. */
    assert_false(cs_span_equals_nocase((struct cs_span){"a\0b", 3}, "a"));
    assert_false(cs_span_equals_nocase((struct cs_span){"\0", 1}, ""));
}

static void suggests_the_nearest(void **state)
{
    (void)state;
    static const char *const words[] = {"summarize", "project", "compare"};
    assert_string_equal(cs_suggest("sumarise", words, 3), "summarize");
    assert_string_equal(cs_suggest("porject", words, 3), "project");
    assert_null(cs_suggest("zzz", words, 3));
    assert_int_equal(cs_edit_distance("ab", "ba", 5), 1);
}

/* A limit changes no distance within it, and what lies beyond is one more. */
static void distances_end_at_their_limit(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        size_t distance;
    } pairs[] = {
        {"kitten", "sitting", 3}, {"electrican", "electricians", 2},
        {"", "abc", 3},           {"abcdef", "bacdfe", 2},
        {"xabcx", "xcbax", 2},    {"Nurse", "nURSE", 0},
        {"aab", "aba", 1},        {"plumber", "plumbers", 1},
        {"abcd", "wxyz", 4},      {"teh cooks", "the cook", 2},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        for (size_t limit = 3; limit < 8; limit++) {
            size_t most = pairs[i].distance <= limit ? pairs[i].distance : limit + 1;
            assert_int_equal(cs_edit_distance(pairs[i].a, pairs[i].b, limit), most);
            assert_int_equal(cs_edit_distance(pairs[i].b, pairs[i].a, limit), most);
        }
    assert_int_equal(cs_edit_distance("kitten", "sitting", 2), 3);
    assert_int_equal(cs_edit_distance("electrican", "technician", 1), 2);
}

static void shows_hostile_text_safely(void **state)
{
    (void)state;
    struct cs_shown shown;
    assert_string_equal(cs_show(&shown, "a\x1b[31m\xff", 7), "a\\x1B[31m\\xFF");
    char longer[100];
    memset(longer, 'x', sizeof longer);
    cs_show(&shown, longer, sizeof longer);
    assert_int_equal(strlen(shown.text), 40 + strlen("…"));
}

static void diagnostics_know_their_place_and_are_capped(void **state)
{
    (void)state;
    struct cs_diag diag;
    cs_diag_init(&diag);
    for (unsigned i = 1; i <= 25; i++)
        cs_diag_add(&diag, CS_ERROR, &(struct cs_place){.file = "a.csv", .line = i}, "h", "x %u",
                    i);
    cs_diag_add(&diag, CS_WARNING,
                &(struct cs_place){.file = "b.xlsx", .sheet = "S", .cell = "F17"}, NULL, "y");
    assert_int_equal(diag.n_errors, 25);
    assert_int_equal(diag.n_messages, 21);
    assert_int_equal(diag.n_dropped, 5);
    struct cs_buf text;
    cs_buf_init(&text);
    cs_message_format(&diag.messages[0], &text);
    cs_message_format(&diag.messages[20], &text);
    assert_string_equal(cs_buf_text(&text),
                        "a.csv:1: error: x 1\n  hint: h\nb.xlsx:S!F17: warning: y\n");
    cs_buf_clear(&text);
    cs_diag_clear(&diag);
}

static void digests(void **state)
{
    (void)state;
    char out[CS_DIGEST_TEXT_BYTES];
    cs_digest_of("abc", 3, out); /* FIPS 180-2, appendix B.1 */
    assert_string_equal(out, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_numbers),
        cmocka_unit_test(numbers_survive_a_round_trip),
        cmocka_unit_test(groups_thousands),
        cmocka_unit_test(folds_names),
        cmocka_unit_test(ignores_case_beyond_ascii),
        cmocka_unit_test(suggests_the_nearest),
        cmocka_unit_test(distances_end_at_their_limit),
        cmocka_unit_test(shows_hostile_text_safely),
        cmocka_unit_test(diagnostics_know_their_place_and_are_capped),
        cmocka_unit_test(digests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

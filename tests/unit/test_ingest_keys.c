/* Keys: codes in every spelling, codes that became dates, names that look alike, years in words,
 * and the order of levels. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/tidy.h"
#include "data/level/level_order.h"
#include "data/level/years.h"
#include "ingest/intake/spelling.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void check(const char *cell, struct cs_span got, const char *wanted)
{
    if (!cs_span_equals(got, wanted))
        fail_msg("'%s' is read as '%.*s', not as '%s'", cell, (int)got.size, got.start, wanted);
}

static void soc_codes_have_one_spelling(void **state)
{
    (void)state;
    static const struct {
        const char *cell, *code;
    } rows[] = {
        {"43-6013", "43-6013"},
        {"436013", "43-6013"},
        {"436013.0", "43-6013"},
        {"436013.000", "43-6013"},
        {"43-6013.00", "43-6013"},
        {"43-6013.0", "43-6013"},
        {"43-6013.02", "43-6013.02"},
        {"43\xE2\x80\x90"
         "6013",
         "43-6013"},
        {"43\xE2\x80\x91"
         "6013",
         "43-6013"},
        {"43\xE2\x80\x93"
         "6013",
         "43-6013"},
        {"43\xE2\x80\x95"
         "6013",
         "43-6013"},
        {"43\xE2\x88\x92"
         "6013",
         "43-6013"},
        {"43\xEF\xBC\x8D"
         "6013",
         "43-6013"},
        {"43 6013", "43-6013"},
        {"43 - 6013", "43-6013"},
        {" 00-0000", "00-0000"},
        {"'43-6013", "43-6013"},
        {"'43-6013'", "43-6013"},
        {"\xC2\xA0"
         "43-6013\xE2\x80\x8B",
         "43-6013"},
        {"43-601", "43-601"},
        {"43-60131", "43-60131"},
        {"4360131", "4360131"},
        {"436013.5", "436013.5"},
        {"101.0", "101"},
        {"A-17", "A-17"},
    };
    struct cs_buf storage;
    cs_buf_init(&storage);
    for (size_t i = 0; i < COUNT(rows); i++) {
        char out[CS_SPELLED_BYTES];
        struct cs_span cell = cs_spell_cell(cs_span_of(rows[i].cell), &storage);
        check(rows[i].cell, cs_spell_soc(cell, out), rows[i].code);
    }
    cs_buf_clear(&storage);
}

static void fips_numbers_have_one_spelling(void **state)
{
    (void)state;
    static const struct {
        const char *cell;
        int is_of_states;
        const char *code;
    } rows[] = {
        {"48", 0, "48"},      {"48.0", 0, "48"},       {"6", 1, "06"},
        {"6.0", 1, "06"},     {"6", 0, "6"},           {"06", 1, "06"},
        {"0200000", 0, "02"}, {"02000", 0, "02"},      {"0200001", 0, "0200001"},
        {"6037", 1, "6037"},  {"Alaska", 1, "Alaska"}, {"", 1, ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char out[CS_SPELLED_BYTES];
        check(rows[i].cell, cs_spell_fips(cs_span_of(rows[i].cell), rows[i].is_of_states, out),
              rows[i].code);
    }
}

static void codes_behind_titles_are_taken_off(void **state)
{
    (void)state;
    static const struct {
        const char *cell, *title, *code;
    } rows[] = {
        {"Alaska(0200000)", "Alaska", "0200000"},
        {"Nurses (29-1141)", "Nurses", "29-1141"},
        {"Nurses (291141)", "Nurses", "291141"},
        {"Nurses (night)", "Nurses (night)", ""},
        {"Nurses (2)", "Nurses (2)", ""},
        {"(291141)", "(291141)", ""},
        {"", "", ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct cs_span code = cs_span_of("");
        check(rows[i].cell, cs_spell_title(cs_span_of(rows[i].cell), &code), rows[i].title);
        check(rows[i].cell, code, rows[i].code);
    }
}

static void codes_that_became_dates_come_back_where_that_is_certain(void **state)
{
    (void)state;
    static const struct {
        const char *cell;
        enum cs_from_date soc;
        const char *code;
        enum cs_from_date level;
        const char *range;
    } rows[] = {
        {"2021-11-01", CS_DATE_IS_CODE, "11-2021", CS_DATE_IS_CODE, "1-11"},
        {"2021-11-01 00:00:00", CS_DATE_IS_CODE, "11-2021", CS_DATE_IS_CODE, "1-11"},
        {"3121-11-01", CS_DATE_IS_CODE, "11-3121", CS_NOT_A_DATE, NULL}, /* of a workbook */
        {"3121-12-01", CS_DATE_IS_VAGUE, NULL, CS_NOT_A_DATE, NULL},
        {"3121-11-02", CS_NOT_A_DATE, NULL, CS_NOT_A_DATE, NULL},
        {"11/1/2021", CS_DATE_IS_CODE, "11-2021", CS_DATE_IS_CODE, "1-11"},
        {"01/11/2021", CS_DATE_IS_CODE, "11-2021", CS_DATE_IS_CODE, "1-11"},
        {"Nov-2021", CS_DATE_IS_CODE, "11-2021", CS_DATE_IS_VAGUE, NULL},
        {"1-Nov-2021", CS_DATE_IS_CODE, "11-2021", CS_DATE_IS_CODE, "1-11"},
        {"Nov-21", CS_DATE_IS_VAGUE, NULL, CS_DATE_IS_VAGUE, NULL}, /* or 11-3021, 11-9021 */
        {"2021-10-01", CS_DATE_IS_VAGUE, NULL, CS_DATE_IS_CODE, "1-10"},
        {"2024-03-05", CS_DATE_IS_VAGUE, NULL, CS_DATE_IS_CODE, "3-5"},
        {"5-Mar", CS_DATE_IS_VAGUE, NULL, CS_DATE_IS_CODE, "3-5"},
        {"3-Jan", CS_DATE_IS_VAGUE, NULL, CS_DATE_IS_CODE, "1-3"},
        {"15-Nov", CS_DATE_IS_VAGUE, NULL, CS_DATE_IS_CODE, "11-15"},
        {"05-Mar", CS_DATE_IS_VAGUE, NULL, CS_DATE_IS_CODE, "3-5"},
        {"3-Mar", CS_DATE_IS_VAGUE, NULL, CS_DATE_IS_VAGUE, NULL},
        {"Jun-50", CS_DATE_IS_VAGUE, NULL, CS_DATE_IS_CODE, "6-50"},
        {"1950-06-01", CS_DATE_IS_VAGUE, NULL, CS_DATE_IS_CODE, "6-50"},
        {"11-2021", CS_NOT_A_DATE, NULL, CS_NOT_A_DATE, NULL},
        {"3-5", CS_NOT_A_DATE, NULL, CS_NOT_A_DATE, NULL},
        {"2021", CS_NOT_A_DATE, NULL, CS_NOT_A_DATE, NULL},
        {"43-6013", CS_NOT_A_DATE, NULL, CS_NOT_A_DATE, NULL},
        {"Senior", CS_NOT_A_DATE, NULL, CS_NOT_A_DATE, NULL},
        {"Marketing", CS_NOT_A_DATE, NULL, CS_NOT_A_DATE, NULL},
        {"", CS_NOT_A_DATE, NULL, CS_NOT_A_DATE, NULL},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char out[CS_SPELLED_BYTES];
        struct cs_span cell = cs_span_of(rows[i].cell);
        if (cs_spell_soc_date(cell, out) != rows[i].soc)
            fail_msg("'%s' as a code", rows[i].cell);
        if (rows[i].code)
            check(rows[i].cell, cs_span_of(out), rows[i].code);
        if (cs_spell_range_date(cell, out) != rows[i].level)
            fail_msg("'%s' as a level", rows[i].cell);
        if (rows[i].range)
            check(rows[i].cell, cs_span_of(out), rows[i].range);
    }
}

static void names_that_look_alike_are_one(void **state)
{
    (void)state;
    static const struct {
        const char *cell, *name;
    } rows[] = {
        {"Registered nurse", "Registered nurse"},
        {"Registered\xC2\xA0nurse", "Registered nurse"},
        {"Registered  nurse", "Registered nurse"},
        {"Registered\tnurse", "Registered nurse"},
        {"Registered\nnurse", "Registered nurse"},
        {"Registered \xE2\x80\xAF nurse", "Registered nurse"},
        {"Registered nurse\xE2\x80\x8B", "Registered nurse"},
        {"\xEF\xBB\xBFRegistered nurse", "Registered nurse"},
        {"Regis\xC2\xADtered nurse", "Registered nurse"},
        {"Me\xCC\x81"
         "decin",
         "M\xC3\xA9"
         "decin"},
        {"M\xC3\xA9"
         "decin",
         "M\xC3\xA9"
         "decin"},
        {"\xCE\x91\xCC\x81", "\xCE\x86"},
        {"q\xCC\x81", "q\xCC\x81"}, /* has no letter of its own */
        {"\xE2\x80\x8B", ""},
        {"\xFF", "\xFF"},
    };
    struct cs_buf storage;
    cs_buf_init(&storage);
    for (size_t i = 0; i < COUNT(rows); i++)
        check(rows[i].cell, cs_tidy_text(cs_span_of(rows[i].cell), &storage), rows[i].name);
    cs_buf_clear(&storage);
}

static void years_are_read_from_words(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double low, high; /* NaN: no years */
        int is_below;
    } rows[] = {
        {"3", 3, 3, 0},
        {"2.5", 2.5, 2.5, 0},
        {"3 years", 3, 3, 0},
        {"1 yr.", 1, 1, 0},
        {"-1", -1, -1, 0},
        {"Less than 1 year", 0, 1, 1},
        {"<1", 0, 1, 1},
        {"under 2 years", 0, 2, 1},
        {"up to 2 years", 0, 2, 0},
        {"10+", 10, INFINITY, 0},
        {"10+ years", 10, INFINITY, 0},
        {"10 years or more", 10, INFINITY, 0},
        {"More than 50 years", 50, INFINITY, 0},
        {"\xE2\x89\xA5"
         "5",
         5, INFINITY, 0},
        {"5-7 years now", 5, 7, 0},
        {"5 \xE2\x80\x93 7", 5, 7, 0},
        {"5 to 7 years", 5, 7, 0},
        {"1 year to 3 years", 1, 3, 0},
        {"6 months", 0.5, 0.5, 0},
        {"6 months - 1 year", 0.5, 1, 0},
        {"7-5", NAN, NAN, 0},
        {"Senior", NAN, NAN, 0},
        {"3rd grade", NAN, NAN, 0},
        {"3D artist", NAN, NAN, 0},
        {"more than many", NAN, NAN, 0},
        {"undergraduate 2", NAN, NAN, 0},
        {"", NAN, NAN, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct cs_years years;
        int is_read = cs_years_read(cs_span_of(rows[i].text), &years);
        if (is_read != !isnan(rows[i].low))
            fail_msg("'%s' is %s", rows[i].text, is_read ? "read" : "not read");
        if (is_read && (fabs(years.low - rows[i].low) > 1e-12 || years.high != rows[i].high ||
                        years.is_below != rows[i].is_below))
            fail_msg("'%s' is %g to %g", rows[i].text, years.low, years.high);
    }
}

static int compare_texts(const void *a, const void *b)
{
    return cs_level_compare(*(const char *const *)a, *(const char *const *)b);
}

static void levels_stand_in_the_order_of_their_numbers(void **state)
{
    (void)state;
    static const char *const orders[][6] = {
        {"0", "1", "2", "10", "20"},
        {"0.25", "0.5", "1.5", "2", "10"},
        {"Less than 1 year", "1-2 years", "3-5 years", "6-10 years", "11-15 years", "16+ years"},
        {"<1", "1-3", "3-5", "10+"},
        {"Level 1", "Level 2", "Level 9", "Level 10"},
        {"GS-5", "GS-9", "GS-11", "GS-15"},
        {"P1", "P2", "P10", "Senior"},
        {"Engineer I", "Engineer II", "Engineer IV", "Engineer V", "Engineer IX", "Engineer X"},
        {"1", "2", "Apprentice", "Master"},
        {"-1", "0", "3", "12"},
        {"Entry", "Junior", "Mid-level", "Senior", "Lead", "Director"},
        {"EN", "MI", "SE", "EX"},
        {"Jr. Engineer", "Engineer, Intermediate", "Senior engineer I", "Senior engineer II"},
        {"a", "b", "c"},
    };
    for (size_t i = 0; i < COUNT(orders); i++) {
        const char *sorted[6];
        size_t n = 0;
        for (; n < 6 && orders[i][n]; n++)
            sorted[n] = orders[i][n];
        for (size_t turn = 0; turn < n; turn++) { /* from every rotation */
            const char *first = sorted[0];
            memmove(sorted, sorted + 1, (n - 1) * sizeof *sorted);
            sorted[n - 1] = first;
            const char *got[6];
            memcpy(got, sorted, sizeof got);
            qsort(got, n, sizeof *got, compare_texts);
            for (size_t k = 0; k < n; k++)
                assert_string_equal(got[k], orders[i][k]);
        }
    }
}

/* No three texts stand in a circle. */
static void the_order_of_levels_is_one(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "1",   "10",  "2",   "01", "1-3", "I",   "II",  "IX",   "V",     "VA",      "IZ", "IM",
        "P 1", "P I", "P A", "P",  "<1",  "10+", "1.0", "IIII", "Level", "Level V", "",   "-1"};
    for (size_t a = 0; a < COUNT(texts); a++)
        for (size_t b = 0; b < COUNT(texts); b++) {
            assert_true((cs_level_compare(texts[a], texts[b]) < 0) ==
                        (cs_level_compare(texts[b], texts[a]) > 0));
            for (size_t c = 0; c < COUNT(texts); c++)
                if (cs_level_compare(texts[a], texts[b]) < 0 &&
                    cs_level_compare(texts[b], texts[c]) < 0 &&
                    cs_level_compare(texts[a], texts[c]) >= 0)
                    fail_msg("%s, %s, %s", texts[a], texts[b], texts[c]);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(soc_codes_have_one_spelling),
        cmocka_unit_test(fips_numbers_have_one_spelling),
        cmocka_unit_test(codes_behind_titles_are_taken_off),
        cmocka_unit_test(codes_that_became_dates_come_back_where_that_is_certain),
        cmocka_unit_test(names_that_look_alike_are_one),
        cmocka_unit_test(years_are_read_from_words),
        cmocka_unit_test(levels_stand_in_the_order_of_their_numbers),
        cmocka_unit_test(the_order_of_levels_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

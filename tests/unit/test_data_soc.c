/* data/soc: what a code stands for in which year, and joining the figures of earlier codes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "data/dataset.h"
#include "data/soc/joined.h"
#include "data/soc/revisions.h"
#include "ingest/reference.h"

struct fixture {
    struct cs_reference reference;
    struct cs_arena arena;
    struct cs_diag diag;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    cs_reference_init(&f->reference);
    cs_arena_init(&f->arena);
    cs_diag_init(&f->diag);
    *state = f;
    return cs_reference_load(&f->reference, CS_SOURCE_DIR "/datasets/reference", &f->diag) != CS_OK;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    cs_reference_clear(&f->reference);
    cs_arena_clear(&f->arena);
    cs_diag_clear(&f->diag);
    free(f);
    return 0;
}

static void expect_difference(struct fixture *f, const char *code, int from, int to,
                              const char *words)
{
    enum cs_soc_stage a = cs_soc_stage_of(from, NULL), b = cs_soc_stage_of(to, NULL);
    const char *forth = cs_soc_difference(&f->reference, code, a, b, &f->arena);
    const char *back = cs_soc_difference(&f->reference, code, b, a, &f->arena);
    if (!words) {
        assert_null(forth);
        assert_null(back);
        return;
    }
    assert_non_null(forth);
    assert_string_equal(forth, words);
    assert_string_equal(back, words);
}

static void codes_stand_for_the_same_or_not(void **state)
{
    struct fixture *f = *state;
    expect_difference(f, "33-1099", 2017, 2021,
                      "33-1099 became 33-1091 and 33-1099 in the 2018 SOC");
    expect_difference(f, "33-1099", 2019, 2021,
                      "33-1099 became 33-1091 and 33-1099 in the 2018 SOC");
    expect_difference(f, "33-1099", 2021, 2024, NULL);
    expect_difference(f, "13-1071", 2008, 2012,
                      "13-1071 and 13-1079 became 13-1071 in the 2010 SOC");
    expect_difference(f, "27-3099", 2017, 2019,
                      "27-3012 and 27-3099 became 27-3099 in the 2018 SOC");
    expect_difference(f, "27-3099", 2019, 2023, NULL); /* OEWS had the new content from 2019 */
    expect_difference(f, "43-6013", 2000, 2025, NULL);
    expect_difference(f, "25-2052", 2012, 2025, NULL); /* OEWS kept the code that the SOC split */
    expect_difference(f, "00-0000", 2000, 2025, NULL);
    expect_difference(f, "33-1090", 2012, 2021, NULL); /* moves within a group */
    expect_difference(f, "15-0000", 2017, 2021, "15-1199 became 13-1082 in the 2018 SOC");
    expect_difference(f, "2136", 2000, 2025, NULL); /* of another classification */
}

static void a_note_says_the_revision(void **state)
{
    (void)state;
    assert_int_equal(cs_soc_stage_of(2019, "SOC 2010"), CS_SOC_2010);
    assert_int_equal(cs_soc_stage_of(2012, "SOC 2018: joined"), CS_SOC_2018);
    assert_int_equal(cs_soc_stage_of(2012, "wage not available"), CS_SOC_2010);
    assert_int_equal(cs_soc_stage_of(2011, NULL), CS_SOC_TO_2010);
    assert_int_equal(cs_soc_stage_of(2020, NULL), CS_SOC_TO_2018);
}

/* Steps as "2018 merged 27-3012 and 27-3099 became 27-3099". */
static void expect_steps(struct fixture *f, const char *code, const char *expected)
{
    static const char *const kinds[] = {"renamed", "merged", "broken"};
    struct cs_soc_history history;
    struct cs_buf text;
    cs_buf_init(&text);
    assert_int_equal(cs_soc_follow(&f->reference, code, &f->arena, &history, &f->diag), CS_OK);
    for (size_t i = 0; i < history.n_steps; i++)
        cs_buf_printf(&text, "%s%s %s: %s", i ? " | " : "", history.steps[i].revision,
                      kinds[history.steps[i].kind], history.steps[i].words);
    const char *got = cs_arena_strdup(&f->arena, cs_buf_text(&text));
    cs_buf_clear(&text);
    assert_string_equal(got, expected);
}

static void codes_are_followed_back(void **state)
{
    struct fixture *f = *state;
    expect_steps(f, "43-6013", "");
    expect_steps(f, "29-1292", "2018 renamed: 29-1292 was 29-2021 before");
    expect_steps(f, "27-3099", "2018 merged: 27-3012 and 27-3099 became 27-3099");
    expect_steps(f, "15-1252",
                 "2018 broken: 15-1132 became 15-1252 and 15-1253; "
                 "15-1133 became 15-1252 and 15-1253");
    expect_steps(f, "33-1099", "2018 broken: 33-1099 became 33-1091 and 33-1099");
    expect_steps(f, "39-7010",
                 "2018 merged: 39-7011 and 39-7012 became 39-7010 | "
                 "2010 merged: 39-6021 and 39-6022 became 39-7010");
    expect_steps(f, "13-2020", "2018 renamed: 13-2020 was 13-2021 before");
}

/* ---- joining ---- */

static void add(struct cs_dataset *data, const char *code, const char *year,
                enum cs_measure measure, double value)
{
    struct cs_estimate e = {.value = value,
                            .measure = (uint8_t)measure,
                            .presence = isnan(value) ? CS_EMPLOYMENT_NOT_AVAILABLE : CS_PRESENT,
                            .tier = CS_TIER_DETAILED};
    for (int d = 0; d < CS_N_DIMS; d++)
        e.key[d] = CS_NO_KEY;
    e.key[CS_DIM_OCCUPATION] =
        cs_dataset_intern(data, CS_DIM_OCCUPATION, cs_span_of(code), cs_span_of("Title"), 2024);
    e.key[CS_DIM_PERIOD] =
        cs_dataset_intern(data, CS_DIM_PERIOD, cs_span_of(year), cs_span_of(year), 2024);
    e.unit = (struct cs_unit){.kind = measure == CS_EMPLOYMENT ? CS_UNIT_JOBS : CS_UNIT_MONEY};
    assert_int_equal(cs_dataset_add_estimate(data, &e), CS_OK);
}

/* The code's figures after joining as "2012:120 ", by year. */
static void expect_joined(struct fixture *f, struct cs_dataset *data, const char *code,
                          enum cs_measure measure, const char *expected)
{
    struct cs_soc_history history;
    struct cs_buf text;
    cs_buf_init(&text);
    assert_int_equal(cs_soc_follow(&f->reference, code, &f->arena, &history, &f->diag), CS_OK);
    assert_int_equal(cs_soc_join(data, &f->reference, &history, 1, &f->diag), CS_OK);
    uint32_t key = cs_dataset_find(data, CS_DIM_OCCUPATION, cs_span_of(code));
    for (uint32_t p = 0; p < data->dicts[CS_DIM_PERIOD].n_keys; p++)
        for (size_t i = 0; i < data->n_estimates; i++) {
            const struct cs_estimate *e = &data->estimates[i];
            if (e->key[CS_DIM_OCCUPATION] == key && e->key[CS_DIM_PERIOD] == p &&
                e->measure == measure)
                cs_buf_printf(&text, "%s:%g ", data->dicts[CS_DIM_PERIOD].keys[p].code, e->value);
        }
    const char *got = cs_arena_strdup(&f->arena, cs_buf_text(&text));
    cs_buf_clear(&text);
    cs_dataset_free(data);
    assert_string_equal(got, expected);
}

static struct cs_dataset *make(void)
{
    struct cs_dataset *data = cs_dataset_new();
    uint32_t source;
    static const char *const years[] = {"2008", "2012", "2016", "2019", "2021"};
    assert_non_null(cs_dataset_add_source(data, &source));
    for (size_t i = 0; i < 5; i++)
        cs_dataset_intern(data, CS_DIM_PERIOD, cs_span_of(years[i]), cs_span_of(years[i]), 2024);
    return data;
}

static void merged_jobs_are_added_where_all_are_published(void **state)
{
    struct cs_dataset *data = make();
    add(data, "27-3012", "2012", CS_EMPLOYMENT, 100);
    add(data, "27-3099", "2012", CS_EMPLOYMENT, 20);
    add(data, "27-3099", "2016", CS_EMPLOYMENT, 21); /* the other part is missing */
    add(data, "27-3012", "2016", CS_EMPLOYMENT, NAN);
    add(data, "27-3099", "2019", CS_EMPLOYMENT, 130);
    add(data, "27-3099", "2021", CS_EMPLOYMENT, 131);
    expect_joined(*state, data, "27-3099", CS_EMPLOYMENT, "2012:120 2019:130 2021:131 ");
}

static void merged_pay_is_not_pooled(void **state)
{
    struct cs_dataset *data = make();
    add(data, "27-3012", "2012", CS_WAGE_MEDIAN, 100);
    add(data, "27-3099", "2012", CS_WAGE_MEDIAN, 20);
    add(data, "27-3099", "2021", CS_WAGE_MEDIAN, 30);
    expect_joined(*state, data, "27-3099", CS_WAGE_MEDIAN, "2021:30 ");
}

static void what_a_split_code_held_before_is_dropped(void **state)
{
    struct cs_dataset *data = make();
    add(data, "33-1099", "2008", CS_EMPLOYMENT, 5);
    add(data, "33-1099", "2016", CS_EMPLOYMENT, 6);
    add(data, "33-1099", "2019", CS_EMPLOYMENT, 7);
    add(data, "33-1099", "2021", CS_EMPLOYMENT, 2);
    expect_joined(*state, data, "33-1099", CS_EMPLOYMENT, "2021:2 ");
}

static void a_renamed_code_is_joined_as_long_as_it_was_the_old_one(void **state)
{
    struct cs_dataset *data = make();
    add(data, "29-2021", "2008", CS_WAGE_MEDIAN, 1);
    add(data, "29-2021", "2016", CS_WAGE_MEDIAN, 2);
    add(data, "29-1292", "2021", CS_WAGE_MEDIAN, 3);
    add(data, "29-2021", "2021", CS_WAGE_MEDIAN, 9); /* no longer a code of that year */
    expect_joined(*state, data, "29-1292", CS_WAGE_MEDIAN, "2008:1 2016:2 2021:3 ");
}

static void combined_codes_add_their_parts_through_two_revisions(void **state)
{
    struct cs_dataset *data = make();
    add(data, "39-6021", "2008", CS_EMPLOYMENT, 30);
    add(data, "39-6022", "2008", CS_EMPLOYMENT, 4);
    add(data, "39-7011", "2012", CS_EMPLOYMENT, 31);
    add(data, "39-7012", "2012", CS_EMPLOYMENT, 4);
    add(data, "39-7010", "2019", CS_EMPLOYMENT, 48);
    expect_joined(*state, data, "39-7010", CS_EMPLOYMENT, "2008:34 2012:35 2019:48 ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_stand_for_the_same_or_not),
        cmocka_unit_test(a_note_says_the_revision),
        cmocka_unit_test(codes_are_followed_back),
        cmocka_unit_test(merged_jobs_are_added_where_all_are_published),
        cmocka_unit_test(merged_pay_is_not_pooled),
        cmocka_unit_test(what_a_split_code_held_before_is_dropped),
        cmocka_unit_test(a_renamed_code_is_joined_as_long_as_it_was_the_old_one),
        cmocka_unit_test(combined_codes_add_their_parts_through_two_revisions),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

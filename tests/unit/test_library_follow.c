/* library/follow: one occupation through the revisions of its classification. */
#include "library_fixture.h"

#include <math.h>

#include "library/follow.h"

#define SUCCESSOR(from, to)                                                                        \
    {                                                                                              \
        from, "US", "2010-18", CS_SUCCESSOR, NAN, "text", CS_PRESENT, to                           \
    }
static const struct figure crosswalk[] = {
    SUCCESSOR("43-6013", "43-6013"), SUCCESSOR("29-2071", "29-2072"),
    SUCCESSOR("11-1001", "11-1010"), SUCCESSOR("11-1002", "11-1010"),
    SUCCESSOR("15-1132", "15-1252"), SUCCESSOR("15-1132", "15-1253"),
};
static const struct figure figures[] = {
    {"29-2071", "US", "2016", CS_WAGE_MEDIAN, 38040, "USD/year", CS_PRESENT, NULL},
    {"29-2072", "US", "2021", CS_WAGE_MEDIAN, 46660, "USD/year", CS_PRESENT, NULL},
    {"29-2071", "US", "2024", CS_WAGE_MEDIAN, 1, "USD/year", CS_PRESENT, NULL},
    {"11-1001", "US", "2016", CS_EMPLOYMENT, 100, "jobs", CS_PRESENT, NULL},
    {"11-1002", "US", "2016", CS_EMPLOYMENT, 20, "jobs", CS_PRESENT, NULL},
    {"11-1001", "TX", "2016", CS_EMPLOYMENT, 7, "jobs", CS_PRESENT, NULL},
    {"11-1002", "TX", "2016", CS_EMPLOYMENT, NAN, "jobs", CS_EMPLOYMENT_NOT_AVAILABLE, NULL},
    {"11-1001", "US", "2016", CS_WAGE_MEDIAN, 5, "USD/year", CS_PRESENT, NULL},
};

static struct cs_dataset *follow(struct fixture *f, const char *code, struct cs_follow *out)
{
    struct cs_library_change change;
    open_writing(f);
    assert_int_equal(
        add(f, "c", "c",
            make_table("soc", "2010-18", crosswalk, sizeof crosswalk / sizeof *crosswalk), &change),
        CS_OK);
    assert_int_equal(add(f, "p", "p",
                         make_table("oews", NULL, figures, sizeof figures / sizeof *figures),
                         &change),
                     CS_OK);
    assert_int_equal(cs_library_follow(f->library, code, &f->arena, out, &f->diag), CS_OK);
    struct cs_dataset *data = fetch(f, &(struct cs_library_request){0});
    assert_int_equal(cs_follow_join(data, out, &f->diag), CS_OK);
    return data;
}

/* "2016:38040 " for every figure of the code and measure. */
static void expect_figures(struct fixture *f, struct cs_dataset *data, const char *code,
                           enum cs_measure measure, const char *expected)
{
    struct cs_buf text;
    uint32_t index = cs_dataset_find(data, CS_DIM_OCCUPATION, cs_span_of(code));
    cs_buf_init(&text);
    for (size_t i = 0; i < data->n_estimates; i++) {
        const struct cs_estimate *e = &data->estimates[i];
        if (e->key[CS_DIM_OCCUPATION] == index && e->measure == measure)
            cs_buf_printf(&text, "%s %s:%g ",
                          cs_dataset_key(data, CS_DIM_REGION, e->key[CS_DIM_REGION])->code,
                          cs_dataset_key(data, CS_DIM_PERIOD, e->key[CS_DIM_PERIOD])->code,
                          e->value);
    }
    const char *got = cs_arena_strdup(&f->arena, cs_buf_text(&text));
    cs_buf_clear(&text);
    cs_dataset_free(data);
    assert_string_equal(got, expected);
}

static void one_to_one_is_joined(void **state)
{
    struct fixture *f = *state;
    struct cs_follow out;
    struct cs_dataset *data = follow(f, "29-2072", &out);
    assert_int_equal(out.n_steps, 1);
    assert_int_equal(out.steps[0].kind, CS_FOLLOW_SAME);
    assert_string_equal(data->estimates[6].note, "29-2072 was 29-2071 before (SOC 2010-18)");
    /* The old code's figure of 2024 would be another occupation's. */
    expect_figures(f, data, "29-2072", CS_WAGE_MEDIAN, "US 2016:38040 US 2021:46660 ");
}

static void merged_jobs_are_added_where_all_are_published(void **state)
{
    struct fixture *f = *state;
    struct cs_follow out;
    struct cs_dataset *data = follow(f, "11-1010", &out);
    assert_int_equal(out.steps[0].kind, CS_FOLLOW_MERGED);
    assert_string_equal(out.steps[0].words, "11-1001 and 11-1002 became 11-1010");
    expect_figures(f, data, "11-1010", CS_EMPLOYMENT, "US 2016:120 ");
}

static void merged_pay_is_not_pooled(void **state)
{
    struct fixture *f = *state;
    struct cs_follow out;
    expect_figures(f, follow(f, "11-1010", &out), "11-1010", CS_WAGE_MEDIAN, "");
}

static void a_split_breaks_the_series(void **state)
{
    struct fixture *f = *state;
    struct cs_follow out;
    cs_dataset_free(follow(f, "15-1252", &out));
    assert_int_equal(out.n_steps, 1);
    assert_int_equal(out.steps[0].kind, CS_FOLLOW_BROKEN);
    assert_string_equal(out.steps[0].words, "15-1132 became 15-1252 and 15-1253");
}

static void a_new_code_says_so(void **state)
{
    struct fixture *f = *state;
    struct cs_follow out;
    cs_dataset_free(follow(f, "99-9999", &out));
    assert_int_equal(out.steps[0].kind, CS_FOLLOW_BROKEN);
    assert_string_equal(out.steps[0].words, "99-9999 is new");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_to_one_is_joined, set_up, tear_down),
        cmocka_unit_test_setup_teardown(merged_jobs_are_added_where_all_are_published, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(merged_pay_is_not_pooled, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_split_breaks_the_series, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_new_code_says_so, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

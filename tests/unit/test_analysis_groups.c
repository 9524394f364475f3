/* analysis/groups: observations gathered along dimensions, converted on the way. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/observed/survey.h"
#include "data/grouped.h"
#include "ingest/grouped/grouped_load.h"

struct observation {
    const char *level, *region, *period;
    double value, weight;
};

static const struct observation observations[] = {
    {"SE", "US", "2022", 100, 1}, {"EN", "US", "2022", 40, 2}, {"SE", "GB", "2022", 80, 1},
    {"EN", "GB", "2023", 30, 1},  {NULL, "US", "2022", 70, 1}, {"EN", "US", "2022", NAN, 1},
};
enum { N_ANSWERS = sizeof observations / sizeof *observations };

static uint32_t key_of(struct cs_dataset *dataset, enum cs_dim dim, const char *code)
{
    return code ? cs_dataset_intern(dataset, dim, cs_span_of(code), cs_span_of(""), 0) : CS_NO_KEY;
}

static struct cs_dataset *build(void)
{
    struct cs_dataset *dataset = cs_dataset_new();
    assert_non_null(dataset);
    for (size_t i = 0; i < N_ANSWERS; i++) {
        struct cs_observation row = {
            .value = observations[i].value, .weight = observations[i].weight, .has_weight = 1};
        for (int d = 0; d < CS_N_DIMS; d++)
            row.key[d] = CS_NO_KEY;
        row.key[CS_DIM_LEVEL] = key_of(dataset, CS_DIM_LEVEL, observations[i].level);
        row.key[CS_DIM_REGION] = key_of(dataset, CS_DIM_REGION, observations[i].region);
        row.key[CS_DIM_PERIOD] = key_of(dataset, CS_DIM_PERIOD, observations[i].period);
        assert_int_equal(cs_dataset_add_observation(dataset, &row), CS_OK);
    }
    uint32_t entry = cs_dataset_find(dataset, CS_DIM_LEVEL, cs_span_of("EN"));
    uint32_t senior = cs_dataset_find(dataset, CS_DIM_LEVEL, cs_span_of("SE"));
    dataset->dicts[CS_DIM_LEVEL].keys[entry].order = 1;
    dataset->dicts[CS_DIM_LEVEL].keys[senior].order = 2;
    cs_unit_parse(cs_span_of("USD/year"), &dataset->observations.unit);
    return dataset;
}

static void gathers_in_order(void **state)
{
    (void)state;
    struct cs_dataset *dataset = build();
    struct cs_groups_request request = cs_groups_request_all();
    struct cs_groups found;
    struct cs_diag diag;
    cs_diag_init(&diag);
    request.by[0] = CS_DIM_LEVEL;
    request.n_by = 1;
    request.has_strata = 1;
    request.strata = CS_DIM_REGION;
    assert_int_equal(cs_groups_collect(dataset, &request, &found, &diag), CS_OK);
    assert_int_equal(found.n_groups, 2);
    assert_true(found.n_observations == 4 && found.n_without_key == 1 && found.n_not_numbers == 1);
    const struct cs_group *entry = &found.groups[0];
    assert_string_equal(cs_dataset_key(dataset, CS_DIM_LEVEL, entry->key[CS_DIM_LEVEL])->code,
                        "EN");
    assert_true(entry->n == 2 && entry->values[0] == 40 && entry->values[1] == 30);
    assert_true(entry->weights[0] == 2 && entry->strata[0] != entry->strata[1]);
    assert_int_equal(found.n_strata, 3);
    cs_groups_clear(&found);
    request.where[CS_DIM_REGION] = cs_dataset_find(dataset, CS_DIM_REGION, cs_span_of("GB"));
    assert_int_equal(cs_groups_collect(dataset, &request, &found, &diag), CS_OK);
    assert_true(found.n_groups == 2 && found.n_observations == 2 && found.n_elsewhere == 4);
    cs_groups_clear(&found);
    cs_diag_clear(&diag);
    cs_dataset_free(dataset);
}

static void converts_each_observation(void **state)
{
    (void)state;
    struct cs_dataset *dataset = build();
    struct cs_groups_request request = cs_groups_request_all();
    struct cs_money_plan plan = {.prices = dataset, .real_year = 2023};
    struct cs_groups found;
    struct cs_diag diag;
    cs_diag_init(&diag);
    request.money = &plan;
    assert_int_equal(cs_groups_collect(dataset, &request, &found, &diag), CS_NO_ANSWER);
    assert_string_equal(diag.messages[0].text, "no consumer price index of 'US' is known");
    cs_groups_clear(&found);
    static const struct {
        const char *period;
        double value;
    } cpi[] = {{"2022", 100}, {"2023", 150}};
    for (int i = 0; i < 2; i++) {
        struct cs_estimate estimate = {.measure = CS_PRICE_INDEX, .value = cpi[i].value};
        for (int d = 0; d < CS_N_DIMS; d++)
            estimate.key[d] = CS_NO_KEY;
        estimate.key[CS_DIM_PERIOD] = key_of(dataset, CS_DIM_PERIOD, cpi[i].period);
        assert_int_equal(cs_dataset_add_estimate(dataset, &estimate), CS_OK);
    }
    assert_int_equal(cs_groups_collect(dataset, &request, &found, &diag), CS_OK);
    assert_int_equal(found.n_groups, 1);
    assert_true(found.groups[0].values[0] == 150 && found.groups[0].values[3] == 30);
    assert_int_equal(found.n_factors, 3); /* US 2022, GB 2022, GB 2023 */
    assert_string_equal(found.unit.currency, "USD");
    cs_groups_clear(&found);
    cs_diag_clear(&diag);
    cs_dataset_free(dataset);
}

static void nothing_left_says_so(void **state)
{
    (void)state;
    struct cs_dataset *dataset = build();
    struct cs_groups_request request = cs_groups_request_all();
    struct cs_groups found;
    struct cs_diag diag;
    cs_diag_init(&diag);
    request.by[0] = CS_DIM_INDUSTRY;
    request.n_by = 1;
    assert_int_equal(cs_groups_collect(dataset, &request, &found, &diag), CS_NO_ANSWER);
    assert_string_equal(
        diag.messages[0].text,
        "none of the 6 individual observations match the filters and have every dimension in --by");
    cs_groups_clear(&found);
    cs_diag_clear(&diag);
    cs_dataset_free(dataset);
}

enum { N_SURVEY = 3000 };

/* Six regions; DE has two observations, and FR four of which one earns nearly everything. */
static struct cs_dataset *build_survey(void)
{
    static const char *const regions[] = {"US", "GB", "CA", "NL", "DE", "FR"};
    struct cs_dataset *dataset = cs_dataset_new();
    assert_non_null(dataset);
    for (size_t i = 0; i < N_SURVEY; i++) {
        size_t r = i < 2 ? 4 : i < 6 ? 5 : i < 20 ? 3 : i % 3;
        struct cs_observation row = {.value = i == 2 ? 1e9 : 1000 + (double)(i * 7919 % 1000)};
        for (int d = 0; d < CS_N_DIMS; d++)
            row.key[d] = CS_NO_KEY;
        row.key[CS_DIM_REGION] = key_of(dataset, CS_DIM_REGION, regions[r]);
        row.key[CS_DIM_LEVEL] = key_of(dataset, CS_DIM_LEVEL, i % 2 ? "EN" : "SE");
        assert_int_equal(cs_dataset_add_observation(dataset, &row), CS_OK);
    }
    return dataset;
}

static void summarizes_and_withholds(void **state)
{
    (void)state;
    struct cs_dataset *dataset = build_survey();
    struct cs_groups_request request = cs_groups_request_all();
    struct cs_distribution_options options = cs_distribution_defaults();
    struct cs_survey found, again;
    struct cs_arena arena;
    struct cs_diag diag;
    cs_diag_init(&diag);
    cs_arena_init(&arena);
    request.by[0] = CS_DIM_REGION;
    request.n_by = 1;
    options.has_method = 1;
    options.method = CS_INTERVAL_PERCENTILE;
    assert_int_equal(cs_survey_summarize(dataset, &request, &options, 0, &arena, &found, &diag),
                     CS_OK);
    assert_true(found.n_groups == 6 && found.n_withheld == 1 && found.all.n == N_SURVEY);
    cs_groups_clear(&found.counts);
    /* With the total beside them: DE (2 observations), FR (one dominates); together they are
     * dominated too, so the next smallest, NL, goes with them. */
    options.n_threads = 3;
    assert_int_equal(cs_survey_summarize(dataset, &request, &options, 1, &arena, &again, &diag),
                     CS_OK);
    size_t n_complementary = 0;
    for (size_t g = 0; g < again.n_groups; g++) {
        const struct cs_distribution *one = &found.groups[g].distribution;
        const struct cs_distribution *two = &again.groups[g].distribution;
        n_complementary += again.groups[g].is_complementary != 0;
        if (two->is_below_minimum)
            assert_true(isnan(two->points[2].value) && isnan(two->moments.mean));
        else
            assert_true(one->points[2].interval.lower == two->points[2].interval.lower);
    }
    assert_true(again.n_withheld >= 3 && n_complementary == again.n_withheld - 2);
    cs_groups_clear(&again.counts);
    cs_arena_clear(&arena);
    cs_diag_clear(&diag);
    cs_dataset_free(dataset);
}

static void compares_by_code(void **state)
{
    (void)state;
    struct cs_dataset *dataset = build_survey();
    struct cs_groups_request request = cs_groups_request_all();
    struct cs_compare_options options = cs_compare_defaults();
    struct cs_survey_comparison found;
    struct cs_arena arena;
    struct cs_diag diag;
    cs_diag_init(&diag);
    cs_arena_init(&arena);
    request.by[0] = CS_DIM_REGION;
    request.n_by = 1;
    request.has_strata = 1;
    request.strata = CS_DIM_LEVEL;
    struct cs_load_options load = {.group_dims = 1 << CS_DIM_REGION | 1 << CS_DIM_LEVEL};
    assert_int_equal(cs_grouped_absorb(dataset, &load, &diag), CS_OK);
    assert_int_equal(cs_grouped_gather(dataset->grouped, dataset->dicts, &diag), CS_OK);
    assert_int_equal(cs_survey_compare(dataset, &request, options, "us", &arena, &found, &diag),
                     CS_OK);
    assert_int_equal(found.result.n_pairs, 5);
    for (size_t i = 0; i < found.result.n_pairs; i++)
        assert_string_equal(found.result.groups[found.result.pairs[i].b].code, "US");
    assert_true(!isnan(found.result.groups[found.result.pairs[0].b].adjusted_median));
    cs_groups_clear(&found.counts);
    assert_int_equal(cs_survey_compare(dataset, &request, options, "XX", &arena, &found, &diag),
                     CS_USAGE);
    assert_string_equal(diag.messages[0].text, "no group 'XX' to compare with");
    cs_arena_clear(&arena);
    cs_diag_clear(&diag);
    cs_dataset_free(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gathers_in_order),     cmocka_unit_test(converts_each_observation),
        cmocka_unit_test(nothing_left_says_so), cmocka_unit_test(summarizes_and_withholds),
        cmocka_unit_test(compares_by_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

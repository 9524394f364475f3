/* analysis/: a group's distribution, groups compared, adjusted medians. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/observed/compare.h"
#include "analysis/observed/distribution.h"

static double draw(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(*seed >> 11) / 9007199254740992.0;
}

static void chooses_rule_and_interval(void **state)
{
    (void)state;
    double values[20], weights[20];
    float replicates[40];
    for (int i = 0; i < 20; i++) {
        values[i] = 1000 + 10 * i;
        weights[i] = 1 + i % 3;
        replicates[2 * i] = replicates[2 * i + 1] = (float)weights[i];
    }
    static const struct {
        int has_weights, n_replicates;
        enum cs_quantile_rule rule;
        enum cs_interval_method method;
    } cases[] = {
        {0, 0, CS_HF7, CS_INTERVAL_ORDER},
        {1, 0, CS_HF2, CS_INTERVAL_WOODRUFF},
        {1, 2, CS_HF2, CS_INTERVAL_REPLICATES},
    };
    struct cs_diag diag;
    cs_diag_init(&diag);
    for (size_t i = 0; i < 3; i++) {
        struct cs_group_values observations = {values, cases[i].has_weights ? weights : NULL,
                                               replicates, 20, (size_t)cases[i].n_replicates};
        struct cs_distribution_options options = cs_distribution_defaults();
        struct cs_distribution found;
        assert_int_equal(cs_distribution_of(&observations, &options, &found, &diag), CS_OK);
        assert_int_equal(found.rule, cases[i].rule);
        assert_int_equal(found.method, cases[i].method);
        assert_int_equal(found.n, 20);
        assert_int_equal(found.n_points, 5);
        assert_true(found.points[2].lack == CS_ABSENT_NOTHING);
        assert_true(found.points[2].interval_lack == CS_ABSENT_NOTHING);
        assert_true(found.points[2].interval.lower <= found.points[2].value);
        assert_true(found.points[2].value <= found.points[2].interval.upper);
    }
    cs_diag_clear(&diag);
}

/* Whatever is withheld is not in the result at all. */
static void withholds_small_groups(void **state)
{
    (void)state;
    static const double values[] = {41000, 52000};
    struct cs_group_values observations = {values, NULL, NULL, 2, 0};
    struct cs_distribution_options options = cs_distribution_defaults();
    struct cs_distribution found;
    struct cs_diag diag;
    cs_diag_init(&diag);
    assert_int_equal(cs_distribution_of(&observations, &options, &found, &diag), CS_OK);
    assert_true(found.is_below_minimum && isnan(found.moments.mean) && isnan(found.gini.value));
    assert_true(isnan(found.moments.minimum) && isnan(found.moments.maximum));
    for (size_t i = 0; i < found.n_points; i++)
        assert_true(isnan(found.points[i].value) && found.points[i].lack);
    options.minimum_n = 1;
    assert_int_equal(cs_distribution_of(&observations, &options, &found, &diag), CS_OK);
    assert_true(found.points[2].value == 46500);
    assert_int_equal(found.points[2].interval_lack, CS_ABSENT_MORE_VALUES);
    observations.n = 0;
    assert_int_equal(cs_distribution_of(&observations, &options, &found, &diag), CS_OK);
    assert_int_equal(found.lack, CS_ABSENT_VALUES);
    cs_diag_clear(&diag);
}

static void reads_option_words(void **state)
{
    (void)state;
    struct cs_distribution_options options = cs_distribution_defaults();
    struct cs_diag diag;
    cs_diag_init(&diag);
    assert_int_equal(cs_distribution_set_confidence(&options, "90%", &diag), CS_OK);
    assert_float_equal(options.confidence, 0.9, 1e-12);
    assert_int_equal(cs_distribution_set_confidence(&options, "0.99", &diag), CS_OK);
    assert_float_equal(options.confidence, 0.99, 1e-12);
    static const char *const wrong[] = {"0.2", "1", "100%", "many", "", "%", "1000"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(cs_distribution_set_confidence(&options, wrong[i], &diag), CS_USAGE);
    assert_int_equal(cs_distribution_set_rule(&options, "hf5", &diag), CS_OK);
    assert_int_equal(options.rule, CS_HF5);
    assert_int_equal(cs_distribution_set_rule(&options, "hf10", &diag), CS_USAGE);
    assert_int_equal(cs_distribution_set_method(&options, "bca", &diag), CS_OK);
    assert_int_equal(cs_distribution_set_method(&options, "magic", &diag), CS_USAGE);
    assert_string_equal(diag.messages[diag.n_messages - 1].text,
                        "'magic' is not a kind of interval");
    cs_diag_clear(&diag);
}

enum { N = 400 };

struct simulated {
    double values[3][N];
    size_t strata[3][N];
    struct cs_compare_group groups[3];
};

/* Two levels; the second earns 20,000 more. Group 0 has many of it, group 1 few but pays 2,000
 * more at either level, group 2 has two observations only. */
static void simulate(struct simulated *data)
{
    static const double share[] = {0.85, 0.2, 0.5};
    static const char *const codes[] = {"A", "B", "C"};
    uint64_t seed = 6;
    for (size_t g = 0; g < 3; g++) {
        for (size_t i = 0; i < N; i++) {
            data->strata[g][i] = (double)(i % 100) < 100 * share[g];
            data->values[g][i] = 40000 + 20000 * (double)data->strata[g][i] +
                                 2000 * (double)(g == 1) + 1000 * draw(&seed);
        }
        struct cs_compare_group *group = &data->groups[g];
        *group = (struct cs_compare_group){.code = codes[g],
                                           .title = codes[g],
                                           .strata = data->strata[g],
                                           .sample = {data->values[g], NULL, g == 2 ? 2 : N}};
        assert_int_equal(cs_sorted_init(&group->sorted, &group->sample), CS_ABSENT_NOTHING);
    }
}

static void clear_simulated(struct simulated *data)
{
    for (size_t g = 0; g < 3; g++)
        cs_sorted_clear(&data->groups[g].sorted);
}

static void compares_and_adjusts(void **state)
{
    (void)state;
    static struct simulated data;
    simulate(&data);
    struct cs_compare_options options = cs_compare_defaults();
    options.n_strata = 2;
    options.has_tests = true;
    struct cs_arena arena;
    struct cs_diag diag;
    struct cs_comparison found, again;
    cs_arena_init(&arena);
    cs_diag_init(&diag);
    assert_int_equal(cs_compare_groups(data.groups, 3, &options, &arena, &found, &diag), CS_OK);
    assert_int_equal(found.n_pairs, 3);
    const struct cs_pair *pair = &found.pairs[0];
    assert_true(pair->difference > 15000 && pair->difference < 21000);
    assert_true(pair->difference_interval.lower <= pair->difference &&
                pair->difference <= pair->difference_interval.upper);
    assert_true(pair->ratio_interval.lower > 1);
    assert_true(pair->brunner.superiority > 0.5 && pair->ranks.p < 1e-6);
    assert_true(pair->brunner.interval.lower > 0.5 && pair->superiority.p < 1e-6);
    assert_true(pair->median.p == 1.0 / 2000); /* no draw lies on the other side */
    /* One test counts: the pairs with the withheld group have no p. */
    assert_true(pair->median.holm == pair->median.p && pair->ranks.bh == pair->ranks.p);
    assert_true(pair->shift.interval.lower > 0 && pair->mean_interval.lower > 0);
    assert_true(found.all.p_value < 1e-6 && pair->dunn.p < 1e-6);
    assert_true(pair->adjusted_interval.lower < pair->adjusted_difference &&
                pair->adjusted_difference < pair->adjusted_interval.upper);
    /* At one mix B pays more: the plain difference hides it. */
    assert_true(pair->adjusted_difference < 0 && pair->is_reversed && found.n_reversed == 1);
    assert_true(found.groups[0].rank == 1 && found.groups[1].rank == 2);
    assert_true(found.groups[2].is_below_minimum && isnan(found.groups[2].median));
    assert_true(found.groups[2].rank == 0 && isnan(found.pairs[1].difference));
    options.n_threads = 4;
    assert_int_equal(cs_compare_groups(data.groups, 3, &options, &arena, &again, &diag), CS_OK);
    assert_true(again.pairs[0].difference_interval.lower == pair->difference_interval.lower);
    clear_simulated(&data);
    cs_diag_clear(&diag);
    cs_arena_clear(&arena);
}

static void no_common_support_has_no_adjusted_median(void **state)
{
    (void)state;
    static struct simulated data;
    simulate(&data);
    for (size_t i = 0; i < N; i++)
        data.strata[1][i] = 0;
    struct cs_compare_options options = cs_compare_defaults();
    options.n_strata = 2;
    options.has_reference = 1;
    options.reference = 0;
    struct cs_arena arena;
    struct cs_diag diag;
    struct cs_comparison found;
    cs_arena_init(&arena);
    cs_diag_init(&diag);
    assert_int_equal(cs_compare_groups(data.groups, 2, &options, &arena, &found, &diag), CS_OK);
    assert_int_equal(found.n_pairs, 1);
    assert_int_equal(found.groups[1].adjusted_lack, CS_ABSENT_RANGE);
    assert_true(isnan(found.pairs[0].adjusted_difference) && !found.pairs[0].is_reversed);
    /* Too few groups, or too small ones, are no comparison. */
    assert_int_equal(cs_compare_groups(data.groups, 1, &options, &arena, &found, &diag),
                     CS_NO_ANSWER);
    options.minimum_n = 1000;
    assert_int_equal(cs_compare_groups(data.groups, 2, &options, &arena, &found, &diag),
                     CS_NO_ANSWER);
    clear_simulated(&data);
    cs_diag_clear(&diag);
    cs_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chooses_rule_and_interval),
        cmocka_unit_test(withholds_small_groups),
        cmocka_unit_test(reads_option_words),
        cmocka_unit_test(compares_and_adjusts),
        cmocka_unit_test(no_common_support_has_no_adjusted_median),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* stats/: comparisons of groups, areas and published means. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "stats/multiple.h"
#include "stats/quantile.h"
#include "stats/ranktest.h"
#include "stats/share.h"

static void published_means(void **state)
{
    (void)state;
    struct cs_mean_test test;
    assert_int_equal(cs_compare_means(50000, 0.01, 48000, 0.02, &test), CS_ABSENT_NOTHING);
    assert_float_equal(test.se, sqrt(500.0 * 500 + 960.0 * 960), 1e-9);
    assert_float_equal(test.z, 2000 / test.se, 1e-12);
    assert_float_equal(test.p_value, 0.0646403009, 1e-9); /* R: 2*pnorm(-2000/sqrt(500^2+960^2)) */
    assert_int_equal(cs_compare_means(1, 0, 2, 0, &test), CS_ABSENT_VARIATION);
    assert_int_equal(cs_compare_means(1, NAN, 2, 0, &test), CS_ABSENT_FINITE);
    assert_int_equal(cs_compare_means(1, -0.1, 2, 0, &test), CS_ABSENT_RANGE);
}

static void groups_by_rank(void **state)
{
    (void)state;
    static const double low[] = {1, 2, 3}, high[] = {4, 5, 6}, same[] = {2, 2};
    struct cs_sample a = {low, NULL, 3}, b = {high, NULL, 3}, equal = {same, NULL, 2};
    struct cs_sample none = {low, NULL, 0};
    struct cs_mann_whitney ranks;
    assert_int_equal(cs_mann_whitney(&b, &a, &ranks), CS_ABSENT_NOTHING);
    assert_true(ranks.u == 9 && ranks.superiority == 1 && ranks.is_exact);
    assert_float_equal(ranks.p_value, 0.1, 1e-12);
    assert_int_equal(cs_mann_whitney(&equal, &equal, &ranks), CS_ABSENT_VARIATION);
    assert_true(ranks.superiority == 0.5 && isnan(ranks.p_value));
    assert_int_equal(cs_mann_whitney(&a, &none, &ranks), CS_ABSENT_VALUES);
}

static void adjusted_p_values(void **state)
{
    (void)state;
    static const double p[] = {0.01, NAN, 0.04, 0.03}, outside[] = {0.5, 1.5};
    double found[4];
    assert_int_equal(cs_adjust_holm(p, 4, found), CS_ABSENT_NOTHING);
    assert_float_equal(found[0], 0.03, 1e-12);
    assert_true(isnan(found[1]));
    assert_float_equal(found[2], 0.06, 1e-12);
    assert_float_equal(found[3], 0.06, 1e-12);
    assert_int_equal(cs_adjust_bh(p, 4, found), CS_ABSENT_NOTHING);
    assert_float_equal(found[0], 0.03, 1e-12);
    assert_float_equal(found[2], 0.04, 1e-12);
    assert_float_equal(found[3], 0.04, 1e-12);
    assert_int_equal(cs_adjust_bh(outside, 2, found), CS_ABSENT_RANGE);
    assert_int_equal(cs_adjust_holm(p, 0, found), CS_ABSENT_NOTHING);
}

static void areas(void **state)
{
    (void)state;
    assert_float_equal(cs_location_quotient(20, 1000, 100, 10000), 2, 1e-12);
    assert_true(isnan(cs_location_quotient(20, 0, 100, 10000)));
    assert_true(isnan(cs_location_quotient(20, 1000, 0, 10000)));
    struct cs_shift_share_data data = {{1000, 1300}, {50000, 55000}, {1e6, 1.05e6}};
    struct cs_shift_share parts;
    assert_int_equal(cs_shift_share(&data, &parts), CS_ABSENT_NOTHING);
    assert_float_equal(parts.national, 50, 1e-9);
    assert_float_equal(parts.mix, 50, 1e-9);
    assert_float_equal(parts.competitive, 200, 1e-9);
    assert_float_equal(parts.national + parts.mix + parts.competitive, parts.change, 1e-9);
    data.local[0] = 0;
    assert_int_equal(cs_shift_share(&data, &parts), CS_ABSENT_POSITIVE);
}

/* Simpson: in both strata the group is paid more, but it has more juniors. */
static void standardizing_reverses(void **state)
{
    (void)state;
    static const double group[] = {42, 42, 42, 62}, other[] = {40, 60, 60, 60};
    static const size_t strata[] = {0, 0, 0, 1}, others[] = {0, 1, 1, 1};
    static const double standard[] = {1, 1}, impossible[] = {1, 1, 1};
    struct cs_sample a = {group, NULL, 4}, b = {other, NULL, 4};
    struct cs_strata mix_a = {strata, standard, 2}, mix_b = {others, standard, 2};
    double weights[2][4], mean[2] = {0, 0}, raw[2] = {0, 0};
    assert_int_equal(cs_standardize(&a, &mix_a, weights[0]), CS_ABSENT_NOTHING);
    assert_int_equal(cs_standardize(&b, &mix_b, weights[1]), CS_ABSENT_NOTHING);
    for (int i = 0; i < 4; i++) {
        mean[0] += weights[0][i] * group[i] / 4;
        mean[1] += weights[1][i] * other[i] / 4;
        raw[0] += group[i] / 4;
        raw[1] += other[i] / 4;
    }
    assert_float_equal(mean[0], 52, 1e-12);
    assert_float_equal(mean[1], 50, 1e-12);
    assert_true(raw[0] < raw[1] && mean[0] > mean[1]);
    struct cs_strata no_support = {strata, impossible, 3};
    assert_int_equal(cs_standardize(&a, &no_support, weights[0]), CS_ABSENT_RANGE);
}

static void levels(void **state)
{
    (void)state;
    static const double pay[] = {40, 10, 20, 50, 60, 30, 70};
    struct cs_sample sample = {pay, NULL, 7};
    double entry, experienced, mean = 40, four[4];
    assert_int_equal(cs_level_means(&sample, 1.0 / 3, &entry, &experienced), CS_ABSENT_NOTHING);
    assert_float_equal(entry, (10 + 20 + 30 / 3.0) / (7 / 3.0), 1e-9);
    assert_float_equal((entry + 2 * experienced) / 3, mean, 1e-9); /* as New York prints */
    assert_int_equal(cs_level_means(&sample, 0, &entry, &experienced), CS_ABSENT_RANGE);
    cs_levels_oflc(30, 60, four);
    assert_true(four[0] == 30 && four[1] == 40 && four[2] == 50 && four[3] == 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_means),        cmocka_unit_test(groups_by_rank),
        cmocka_unit_test(adjusted_p_values),      cmocka_unit_test(areas),
        cmocka_unit_test(standardizing_reverses), cmocka_unit_test(levels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* stats/: quantiles, moments, intervals and resampling: laws, hand-made cases, bad input. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/pool.h"
#include "stats/codes.h"
#include "stats/bootstrap.h"
#include "stats/moments.h"
#include "stats/order.h"
#include "stats/quantile.h"
#include "stats/replicate.h"

static double draw(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(*seed >> 11) / 9007199254740992.0;
}

static void rules_by_hand(void **state)
{
    (void)state;
    /* srvyr#194: the same four observations, 7500 or 7750 by the package. */
    static const double values[] = {5000, 7500, 8000, 10000}, weights[] = {1, 1, 1, 1};
    static const double spread[] = {1, 2, 3, 4, 5}, uneven[] = {1, 2, 3, 2, 2};
    static const struct {
        const double *values, *weights;
        size_t n;
        enum cs_quantile_rule rule;
        double p, expected;
    } cases[] = {
        {values, NULL, 4, CS_HF1, 0.5, 7500},    {values, NULL, 4, CS_HF2, 0.5, 7750},
        {values, NULL, 4, CS_HF4, 0.5, 7500},    {values, NULL, 4, CS_HF5, 0.5, 7750},
        {values, NULL, 4, CS_HF7, 0.5, 7750},    {values, weights, 4, CS_HF1, 0.5, 7500},
        {values, weights, 4, CS_HF2, 0.5, 7750}, {values, weights, 4, CS_HF4, 0.5, 7500},
        {values, weights, 4, CS_HF5, 0.5, 7750}, {values, weights, 4, CS_HF7, 0.5, 7750},
        {values, NULL, 4, CS_HF7, 0, 5000},      {values, NULL, 4, CS_HF7, 1, 10000},
        {values, weights, 4, CS_HF4, 0.1, 5000}, {values, weights, 4, CS_HF1, 0.1, 5000},
        {spread, uneven, 5, CS_HF1, 0.6, 3},     {spread, uneven, 5, CS_HF2, 0.6, 3.5},
        {spread, uneven, 5, CS_HF2, 0.3, 2.5},   {spread, uneven, 5, CS_HF2, 0.31, 3},
        {spread, uneven, 5, CS_HF2, 1, 5},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cs_sample sample = {cases[i].values, cases[i].weights, cases[i].n};
        double found;
        assert_int_equal(cs_quantile(&sample, cases[i].rule, cases[i].p, &found),
                         CS_ABSENT_NOTHING);
        if (fabs(found - cases[i].expected) > 1e-9)
            fail_msg("case %zu: %.17g, not %.17g", i, found, cases[i].expected);
    }
}

static void decimal_weights_do_not_flip_a_tie(void **state)
{
    (void)state;
    /* ggdist#278: ten weights of 0.1 sum to 0.9999999999999999. */
    double values[10], weights[10], found;
    for (int i = 0; i < 10; i++) {
        values[i] = i;
        weights[i] = 0.1;
    }
    struct cs_sample sample = {values, weights, 10};
    for (int k = 1; k < 10; k++) {
        assert_int_equal(cs_quantile(&sample, CS_HF2, k * 0.1, &found), CS_ABSENT_NOTHING);
        assert_true(found == k - 0.5);
        assert_int_equal(cs_quantile(&sample, CS_HF1, k * 0.1, &found), CS_ABSENT_NOTHING);
        assert_true(found == k - 1);
    }
}

enum { LAW_ROUNDS = 3000, LAW_N = 40 };

static void laws_of_quantiles(void **state)
{
    (void)state;
    uint64_t seed = 4;
    for (int round = 0; round < LAW_ROUNDS; round++) {
        double values[LAW_N], weights[LAW_N], scaled[LAW_N], repeated[LAW_N * 4];
        size_t n = 1 + (size_t)(draw(&seed) * LAW_N), m = 0;
        for (size_t i = 0; i < n; i++) {
            values[i] = floor(draw(&seed) * 20);
            weights[i] = i == 0 ? 1 : floor(draw(&seed) * 4);
            scaled[i] = weights[i] * 0.37;
            for (int k = 0; k < (int)weights[i]; k++)
                repeated[m++] = values[i];
        }
        struct cs_sample sample = {values, weights, n}, other = {values, scaled, n};
        struct cs_sample whole = {repeated, NULL, m};
        for (int rule = 0; rule < CS_N_QUANTILE_RULES; rule++) {
            double last = -INFINITY;
            for (double p = 0; p <= 1; p += 0.0625) {
                double a, b, c;
                assert_int_equal(cs_quantile(&sample, rule, p, &a), CS_ABSENT_NOTHING);
                assert_int_equal(cs_quantile(&other, rule, p, &b), CS_ABSENT_NOTHING);
                assert_int_equal(cs_quantile(&whole, rule, p, &c), CS_ABSENT_NOTHING);
                if (fabs(a - b) > 1e-9) /* the scale of the weights says nothing */
                    fail_msg("%s at %g: %.17g and %.17g", cs_quantile_rule_name(rule), p, a, b);
                if ((rule == CS_HF1 || rule == CS_HF2) &&
                    a != c) /* a weight of 3 is 3 observations */
                    fail_msg("%s at %g: %.17g, %.17g", cs_quantile_rule_name(rule), p, a, c);
                assert_true(a >= last - 1e-9);
                last = a;
            }
        }
    }
}

static void selection_equals_sorting(void **state)
{
    (void)state;
    uint64_t seed = 9;
    static double values[5000], copy[5000];
    for (int round = 0; round < 200; round++) {
        size_t n = 1 + (size_t)(draw(&seed) * 5000), ranks[5];
        double grain = round % 3 == 0 ? 5 : 1e6;
        for (size_t i = 0; i < n; i++)
            values[i] = copy[i] = round % 5 == 1   ? (double)i
                                  : round % 5 == 2 ? (draw(&seed) - 0.5) * grain
                                                   : floor(draw(&seed) * grain);
        for (int k = 0; k < 5; k++)
            ranks[k] = (size_t)((double)n * (k + draw(&seed)) / 5);
        cs_sort_doubles(values, n);
        for (size_t i = 1; i < n; i++)
            assert_true(values[i - 1] <= values[i]);
        cs_select_doubles(copy, n, ranks, 5);
        for (int k = 0; k < 5; k++)
            assert_true(copy[ranks[k]] == values[ranks[k]]);
    }
}

static void bad_samples_say_why(void **state)
{
    (void)state;
    static const double one[] = {5}, nan_value[] = {1, NAN}, two[] = {1, 2};
    static const double zero[] = {0, 0}, negative[] = {1, -1}, endless[] = {1, INFINITY};
    static const struct {
        struct cs_sample sample;
        enum cs_absence lack;
    } cases[] = {
        {{one, NULL, 0}, CS_ABSENT_VALUES},    {{nan_value, NULL, 2}, CS_ABSENT_FINITE},
        {{two, zero, 2}, CS_ABSENT_WEIGHT},    {{two, negative, 2}, CS_ABSENT_POSITIVE_WEIGHT},
        {{two, endless, 2}, CS_ABSENT_FINITE}, {{one, NULL, 1}, CS_ABSENT_NOTHING},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double found;
        struct cs_moments moments;
        assert_int_equal(cs_quantile(&cases[i].sample, CS_HF2, 0.5, &found), cases[i].lack);
        assert_int_equal(isnan(found) != 0, cases[i].lack != CS_ABSENT_NOTHING);
        assert_int_equal(cs_moments_of(&cases[i].sample, &moments), cases[i].lack);
    }
    struct cs_sample sample = {two, NULL, 2};
    double found;
    assert_int_equal(cs_quantile(&sample, CS_HF7, 1.5, &found), CS_ABSENT_RANGE);
    assert_int_equal(cs_quantile(&sample, CS_HF7, NAN, &found), CS_ABSENT_RANGE);
    for (int lack = 1; lack < CS_N_ABSENCES; lack++)
        assert_true(*cs_absence_name(lack) && *cs_absence_words(lack));
}

static void means_and_spread(void **state)
{
    (void)state;
    static const double values[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 100}, equal[] = {7, 7, 7};
    static const double mixed[] = {-1, 2}, twice[] = {2, 2, 2, 2, 2, 2, 2, 2, 2, 2};
    struct cs_sample sample = {values, NULL, 10}, same = {equal, NULL, 3}, low = {mixed, NULL, 2};
    struct cs_sample doubled = {values, twice, 10};
    double found;
    assert_int_equal(cs_mean_trimmed(&sample, 0.1, &found), CS_ABSENT_NOTHING);
    assert_float_equal(found, 5.5, 1e-12);
    assert_int_equal(cs_mean_trimmed(&doubled, 0.1, &found), CS_ABSENT_NOTHING);
    assert_float_equal(found, 5.5, 1e-12);
    assert_int_equal(cs_mean_trimmed(&sample, 0.5, &found), CS_ABSENT_NOTHING);
    assert_float_equal(found, 5.5, 1e-12);
    assert_int_equal(cs_mean_winsorised(&sample, 0.1, &found), CS_ABSENT_NOTHING);
    assert_float_equal(found, 5.5, 1e-12);
    assert_int_equal(cs_mean_winsorised(&doubled, 0.15, &found), CS_ABSENT_NOTHING);
    assert_float_equal(found, 5.5, 1e-12);
    assert_int_equal(cs_mean_geometric(&same, &found), CS_ABSENT_NOTHING);
    assert_float_equal(found, 7, 1e-12);
    assert_int_equal(cs_mean_geometric(&low, &found), CS_ABSENT_POSITIVE);
    assert_int_equal(cs_gini(&same, &found), CS_ABSENT_NOTHING);
    assert_float_equal(found, 0, 1e-12);
    assert_int_equal(cs_gini(&low, &found), CS_ABSENT_POSITIVE);
    assert_int_equal(cs_gini(&sample, &found), CS_ABSENT_NOTHING);
    /* 2Σ i·x / nΣx − (n+1)/n = 2·1285/1450 − 1.1 */
    assert_float_equal(found, 2 * 1285.0 / 1450 - 1.1, 1e-12);
    assert_int_equal(cs_spread_p90_p10(&sample, &found), CS_ABSENT_NOTHING);
    assert_float_equal(found, 18.1 / 1.9, 1e-12);
}

static void order_intervals_are_exact(void **state)
{
    (void)state;
    double values[300];
    for (int i = 0; i < 300; i++)
        values[i] = i + 1;
    static const struct {
        size_t n;
        double lower, upper, coverage;
    } cases[] = {
        /* Conover 1999, table A3: ranks of 95 % intervals of the median. */
        {5, NAN, NAN, NAN},
        {6, 1, 6, 0.96875},
        {8, 1, 8, 0.9921875},
        {9, 2, 8, 0.9609375},
        {10, 2, 9, 0.978515625},
        {20, 6, 15, 0.95861053466796875},
        {30, 10, 21, 0.957226054742932},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cs_sorted sorted = {.values = values, .n = cases[i].n, .total = (double)cases[i].n};
        struct cs_interval found;
        enum cs_absence lack = cs_interval_order(&sorted, 0.5, 0.95, &found);
        assert_int_equal(lack, isnan(cases[i].lower) ? CS_ABSENT_MORE_VALUES : CS_ABSENT_NOTHING);
        if (lack) {
            assert_true(isnan(found.lower) && isnan(found.upper));
            continue;
        }
        if (found.lower != cases[i].lower || found.upper != cases[i].upper ||
            fabs(found.coverage - cases[i].coverage) > 1e-9)
            fail_msg("n %zu: [%g, %g] %.17g", cases[i].n, found.lower, found.upper, found.coverage);
    }
}

/* The same bytes for any number of threads; another seed or group, other draws. */
static void resampling_is_deterministic(void **state)
{
    (void)state;
    uint64_t seed = 5;
    static double values[500], weights[500], first[1000], again[1000];
    for (int i = 0; i < 500; i++) {
        values[i] = exp(10 + draw(&seed));
        weights[i] = 1 + floor(3 * draw(&seed));
    }
    for (int has_weights = 0; has_weights < 2; has_weights++)
        for (int rule = 0; rule < CS_N_QUANTILE_RULES; rule++) {
            struct cs_sample sample = {values, has_weights ? weights : NULL, 500};
            struct cs_sorted sorted;
            assert_int_equal(cs_sorted_init(&sorted, &sample), CS_ABSENT_NOTHING);
            struct cs_bootstrap plan = {
                .rule = rule, .p = 0.5, .n_resamples = 1000, .seed = 7, .n_threads = 1};
            assert_int_equal(cs_bootstrap_draw(&sorted, &plan, first), CS_ABSENT_NOTHING);
            plan.n_threads = 5;
            assert_int_equal(cs_bootstrap_draw(&sorted, &plan, again), CS_ABSENT_NOTHING);
            assert_memory_equal(first, again, sizeof first);
            plan.stream = 1;
            assert_int_equal(cs_bootstrap_draw(&sorted, &plan, again), CS_ABSENT_NOTHING);
            assert_memory_not_equal(first, again, sizeof first);
            struct cs_interval percentile, bca;
            assert_int_equal(cs_bootstrap_bca(&sorted, &plan, again, 0.95, &bca),
                             CS_ABSENT_NOTHING);
            percentile = cs_bootstrap_percentile(again, 1000, 0.95);
            double median = cs_sorted_quantile(&sorted, rule, 0.5);
            assert_true(percentile.lower <= median && median <= percentile.upper);
            assert_true(bca.lower < bca.upper && bca.lower <= median && median <= bca.upper);
            cs_sorted_clear(&sorted);
        }
}

/* The statistic of Kolmogorov and Smirnov of two sets of n draws, which it sorts. It is above
 * 2.69·√(2/n) once in a million where both have one law. */
static double find_gap(double *a, double *b, int n)
{
    double gap = 0;
    cs_sort_doubles(a, (size_t)n);
    cs_sort_doubles(b, (size_t)n);
    for (int i = 0, j = 0; i < n && j < n;) {
        double value = fmin(a[i], b[j]);
        for (; i < n && a[i] == value; i++)
            continue;
        for (; j < n && b[j] == value; j++)
            continue;
        gap = fmax(gap, fabs((double)(i - j)) / n);
    }
    return gap;
}

/* The weighted median of one naive resample of values in ascending order. */
static double resample_median(const double *values, const double *weights, int n, uint64_t *seed)
{
    static int counts[20001];
    double total = 0, sum = 0;
    memset(counts, 0, sizeof counts);
    for (int i = 0; i < n; i++) {
        int k = (int)(draw(seed) * n);
        counts[k]++;
        total += weights[k];
    }
    int i = 0;
    for (; i < n - 1 && (sum += counts[i] * weights[i]) < total / 2; i++)
        continue;
    return values[i];
}

/* Many weighted observations: the limit law against naive resampling. Pay and weight go together,
 * so that Kish's effective number alone would give another spread. */
static void limit_law_equals_naive_resampling(void **state)
{
    (void)state;
    enum { N = 20001, DRAWS = 3000 };
    static double values[N], weights[N], law[DRAWS], naive[DRAWS];
    uint64_t seed = 5;
    for (int i = 0; i < N; i++) {
        values[i] = exp(3.0 * i / N);
        weights[i] = i < N / 2 ? 0.25 + draw(&seed) : 4 * draw(&seed);
    }
    struct cs_sample sample = {values, weights, N};
    struct cs_sorted sorted;
    assert_int_equal(cs_sorted_init(&sorted, &sample), CS_ABSENT_NOTHING);
    struct cs_bootstrap plan = {.rule = CS_HF2, .p = 0.5, .n_resamples = DRAWS, .seed = 3};
    assert_int_equal(cs_bootstrap_draw(&sorted, &plan, law), CS_ABSENT_NOTHING);
    for (int r = 0; r < DRAWS; r++)
        naive[r] = resample_median(values, weights, N, &seed);
    double spread[2];
    for (int k = 0; k < 2; k++) {
        struct cs_sample draws = {k ? naive : law, NULL, DRAWS};
        struct cs_moments moments;
        assert_int_equal(cs_moments_of(&draws, &moments), CS_ABSENT_NOTHING);
        spread[k] = moments.sd;
    }
    assert_true(fabs(spread[0] / spread[1] - 1) < 0.06);
    double gap = find_gap(law, naive, DRAWS);
    if (gap > 2.69 * sqrt(2.0 / DRAWS))
        fail_msg("distributions %.4f apart", gap);
    cs_sorted_clear(&sorted);
}

/* The beta law against naive resampling: equal quantiles of the resampled median. */
static void beta_law_equals_naive_resampling(void **state)
{
    (void)state;
    enum { N = 24, DRAWS = 40000 };
    uint64_t seed = 11;
    static double law[DRAWS], naive[DRAWS];
    double values[N], resample[N];
    for (int i = 0; i < N; i++)
        values[i] = i * i;
    struct cs_sample sample = {values, NULL, N};
    struct cs_sorted sorted;
    assert_int_equal(cs_sorted_init(&sorted, &sample), CS_ABSENT_NOTHING);
    for (int rule = 0; rule < CS_N_QUANTILE_RULES; rule++) {
        struct cs_bootstrap plan = {.rule = rule, .p = 0.5, .n_resamples = DRAWS, .seed = 3};
        assert_int_equal(cs_bootstrap_draw(&sorted, &plan, law), CS_ABSENT_NOTHING);
        for (int r = 0; r < DRAWS; r++) {
            for (int i = 0; i < N; i++)
                resample[i] = values[(int)(draw(&seed) * N)];
            struct cs_sample drawn = {resample, NULL, N};
            assert_int_equal(cs_quantile(&drawn, rule, 0.5, &naive[r]), CS_ABSENT_NOTHING);
        }
        double gap = find_gap(law, naive, DRAWS);
        if (gap > 2.69 * sqrt(2.0 / DRAWS))
            fail_msg("%s: distributions %.4f apart", cs_quantile_rule_name(rule), gap);
    }
    cs_sorted_clear(&sorted);
}

/* ---- rows in any order ---- */

static void swap_rows(double *values, double *weights, double *replicates, int n, int a, int b)
{
    double value = values[a], weight = weights[a];
    values[a] = values[b], weights[a] = weights[b];
    values[b] = value, weights[b] = weight;
    for (int r = 0; r < 4; r++) {
        double kept = replicates[r * n + a];
        replicates[r * n + a] = replicates[r * n + b];
        replicates[r * n + b] = kept;
    }
}

/* Equal values with other weights, in the sample and in every replicate: under each rule the
 * quantile and its error are the same to the last bit whatever the order of the rows. */
static void order_of_rows_does_not_matter(void **unused)
{
    (void)unused;
    enum { N = 40, R = 4 };
    uint64_t seed = 77;
    double values[N], weights[N], replicates[R * N], first[CS_N_QUANTILE_RULES][2];
    for (int i = 0; i < N; i++) {
        values[i] = floor(draw(&seed) * 6);
        weights[i] = 1 + floor(draw(&seed) * 9);
        for (int r = 0; r < R; r++)
            replicates[r * N + i] = floor(draw(&seed) * 12) - (r == 3);
    }
    for (int round = 0; round < 50; round++) {
        for (int rule = 0; rule < CS_N_QUANTILE_RULES; rule++) {
            struct cs_replicated data = {values, weights, replicates, N, {CS_REPLICATE_JK1, 0, R}};
            struct cs_replicated_estimate found;
            assert_int_equal(cs_replicated_quantile(&data, rule, 0.43, &found), CS_ABSENT_NOTHING);
            if (round == 0)
                first[rule][0] = found.estimate, first[rule][1] = found.se;
            if (found.estimate != first[rule][0] || found.se != first[rule][1])
                fail_msg("%s: %.17g SE %.17g, before %.17g SE %.17g", cs_quantile_rule_name(rule),
                         found.estimate, found.se, first[rule][0], first[rule][1]);
        }
        for (int i = 0; i < N; i++)
            swap_rows(values, weights, replicates, N, i, (int)(draw(&seed) * N));
    }
}

/* ---- small whole numbers ---- */

static int compare_wholes(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* Every way of sorting is taken: by size, and by how far apart the codes are. */
static void codes_come_in_order(void **unused)
{
    (void)unused;
    static const size_t sizes[] = {0, 1, 2, 16, 17, 256, 257, 1000, 20000};
    static const uint32_t spans[] = {1, 2, 300, 1000, 5000, 1 << 20, 1 << CS_CODE_BITS};
    enum { MOST = 20000 };
    uint32_t *codes = malloc(2 * MOST * sizeof *codes);
    uint64_t *pairs = malloc(2 * MOST * sizeof *pairs), *wanted = malloc(MOST * sizeof *wanted);
    uint64_t state = 3;
    assert_true(codes && pairs && wanted);
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (size_t r = 0; r < sizeof spans / sizeof *spans; r++) {
            size_t n = sizes[s];
            uint32_t first = (1u << CS_CODE_BITS) - spans[r];
            for (size_t i = 0; i < n; i++) {
                state = state * 6364136223846793005u + 1442695040888963407u;
                codes[i] = first + (uint32_t)(state >> 33) % spans[r];
                pairs[i] = (uint64_t)codes[i] << CS_CODE_BITS | (state >> 20 & 0xFFF);
                wanted[i] = pairs[i];
            }
            cs_sort_codes(codes, codes + MOST, n);
            cs_sort_code_pairs(pairs, pairs + MOST, n);
            qsort(wanted, n, sizeof *wanted, compare_wholes);
            for (size_t i = 0; i < n; i++) {
                assert_int_equal(pairs[i], wanted[i]);
                assert_int_equal(codes[i], wanted[i] >> CS_CODE_BITS);
            }
        }
    free(codes);
    free(pairs);
    free(wanted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_come_in_order),
        cmocka_unit_test(rules_by_hand),
        cmocka_unit_test(decimal_weights_do_not_flip_a_tie),
        cmocka_unit_test(laws_of_quantiles),
        cmocka_unit_test(order_of_rows_does_not_matter),
        cmocka_unit_test(selection_equals_sorting),
        cmocka_unit_test(bad_samples_say_why),
        cmocka_unit_test(means_and_spread),
        cmocka_unit_test(order_intervals_are_exact),
        cmocka_unit_test(resampling_is_deterministic),
        cmocka_unit_test(beta_law_equals_naive_resampling),
        cmocka_unit_test(limit_law_equals_naive_resampling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

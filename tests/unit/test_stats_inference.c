/* stats/inference against R and published examples. Reads cases as
 * tests/reference/stats/inference.R writes them: the committed sample, or the file named as the
 * argument. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stats/inference/decompose.h"
#include "stats/inference/design.h"
#include "stats/inference/domain.h"
#include "stats/inference/groups_test.h"
#include "stats/inequality.h"
#include "stats/inference/linear.h"
#include "stats/inference/reweight.h"
#include "stats/quantile.h"
#include "stats/sample.h"

enum { MAX_NUMBERS = 4096, MAX_SHOWN = 10, MAX_GROUPS = 8 };
#define TOLERANCE 1e-9

static const char *case_file = CS_SOURCE_DIR "/tests/reference/stats/inference.txt";

struct test_case {
    char kind[16];
    double given[MAX_NUMBERS], expected[64], found[64];
    size_t n_given, n_expected, n_found;
};

static void parse(char *line, struct test_case *tc)
{
    int is_answer = 0;
    tc->n_given = tc->n_expected = tc->n_found = 0;
    char *rest = NULL, *word = strtok_r(line, " \n", &rest);
    snprintf(tc->kind, sizeof tc->kind, "%s", word ? word : "");
    while ((word = strtok_r(NULL, " \n", &rest))) {
        if (strcmp(word, "=") == 0)
            is_answer = 1;
        else if (is_answer)
            tc->expected[tc->n_expected++] = strtod(word, NULL);
        else
            tc->given[tc->n_given++] = strtod(word, NULL);
    }
}

static void give(struct test_case *tc, double value)
{
    tc->found[tc->n_found++] = value;
}

static struct cs_sorted sort(const double *values, size_t n)
{
    struct cs_sorted sorted;
    assert_int_equal(cs_sorted_init(&sorted, &(struct cs_sample){values, NULL, n}),
                     CS_ABSENT_NOTHING);
    return sorted;
}

static void compute_pair(struct test_case *tc)
{
    size_t m = (size_t)tc->given[0], n = (size_t)tc->given[1];
    struct cs_sorted a = sort(tc->given + 2, m), b = sort(tc->given + 2 + m, n);
    if (strcmp(tc->kind, "bm") == 0) {
        struct cs_brunner_munzel bm;
        assert_int_equal(cs_brunner_munzel(&a, &b, 0.95, &bm), CS_ABSENT_NOTHING);
        const double all[] = {bm.superiority, bm.statistic,      bm.df,
                              bm.p_value,     bm.interval.lower, bm.interval.upper};
        for (size_t i = 0; i < 6; i++)
            give(tc, all[i]);
    } else {
        struct cs_shift shift;
        assert_int_equal(cs_hodges_lehmann(&a, &b, 0.95, &shift), CS_ABSENT_NOTHING);
        give(tc, shift.shift);
        give(tc, shift.interval.lower);
        give(tc, shift.interval.upper);
    }
    cs_sorted_clear(&a);
    cs_sorted_clear(&b);
}

static void compute_kruskal(struct test_case *tc)
{
    size_t k = (size_t)tc->given[0];
    const double *n = tc->given + 1, *values = tc->given + 1 + k;
    struct cs_sorted groups[MAX_GROUPS];
    const struct cs_sorted *all[MAX_GROUPS];
    double ranks[MAX_GROUPS];
    struct cs_kruskal kruskal;
    for (size_t g = 0; g < k; g++) {
        groups[g] = sort(values, (size_t)n[g]);
        all[g] = &groups[g];
        values += (size_t)n[g];
    }
    assert_int_equal(cs_kruskal(all, k, ranks, &kruskal), CS_ABSENT_NOTHING);
    give(tc, kruskal.statistic);
    give(tc, kruskal.p_value);
    give(tc, cs_dunn(&kruskal, ranks[0], n[0], ranks[1], n[1]));
    for (size_t g = 0; g < k; g++)
        cs_sorted_clear(&groups[g]);
}

static void compute_mean(struct test_case *tc)
{
    size_t n = (size_t)tc->given[0], n_one = 0;
    const double *group = tc->given + 1, *x = group + n, *w = x + n;
    double values[MAX_NUMBERS], weights[MAX_NUMBERS];
    for (size_t i = 0; i < n; i++)
        if (group[i] == 1) {
            values[n_one] = x[i];
            weights[n_one++] = w[i];
        }
    struct cs_sample one = {values, weights, n_one}, all = {x, w, n};
    struct cs_linear_sums one_sums = cs_linear_sums_of(&one), all_sums = cs_linear_sums_of(&all);
    const struct cs_linear_mean found[] = {cs_linear_mean_of(&one, (double)n),
                                           cs_linear_total(&one_sums, &all_sums),
                                           cs_linear_share(&one_sums, &all_sums)};
    for (size_t i = 0; i < 3; i++) {
        give(tc, found[i].estimate);
        give(tc, found[i].se);
    }
}

static void compute_design(struct test_case *tc)
{
    size_t n = (size_t)tc->given[0], n_one = 0;
    const double *h = tc->given + 1, *u = h + n, *group = u + n, *x = group + n, *w = x + n;
    uint32_t stratum_of[MAX_NUMBERS], clusters[MAX_NUMBERS], all[MAX_NUMBERS];
    double values[MAX_NUMBERS], weights[MAX_NUMBERS], z[MAX_NUMBERS], sum = 0, one_sum = 0;
    struct cs_design design = {stratum_of, 0, 0};
    for (size_t i = 0; i < n; i++) {
        all[i] = (uint32_t)u[i] - 1;
        stratum_of[all[i]] = (uint32_t)h[i] - 1;
        design.n_clusters = fmax((double)design.n_clusters, u[i]);
        design.n_strata = fmax((double)design.n_strata, h[i]);
        sum += w[i];
        if (group[i] != 1)
            continue;
        values[n_one] = x[i];
        weights[n_one] = w[i];
        clusters[n_one++] = all[i];
        one_sum += w[i];
    }
    struct cs_designed data = {{values, weights, n_one}, clusters, &design};
    double mean, se;
    assert_int_equal(cs_designed_mean(&data, &mean, &se), CS_ABSENT_NOTHING);
    give(tc, mean);
    give(tc, se);
    for (int is_share = 0; is_share < 2; is_share++) {
        for (size_t i = 0; i < n; i++)
            z[i] = w[i] * ((group[i] == 1) - (is_share ? one_sum / sum : 0)) / (is_share ? sum : 1);
        assert_int_equal(cs_design_error(&design, all, z, n, &se), CS_ABSENT_NOTHING);
        give(tc, is_share ? one_sum / sum : one_sum);
        give(tc, se);
    }
    struct cs_sorted sorted;
    struct cs_interval interval;
    struct cs_designed_quantile of = {CS_HF2, NAN, 0.95};
    assert_int_equal(cs_sorted_init(&sorted, &data.sample), CS_ABSENT_NOTHING);
    of.quantile = cs_sorted_quantile(&sorted, CS_HF2, 0.5);
    assert_int_equal(cs_designed_interval(&data, &sorted, &of, &se, &interval), CS_ABSENT_NOTHING);
    const double found[] = {of.quantile, interval.lower, interval.upper, se, cs_designed_df(&data)};
    for (size_t i = 0; i < 5; i++)
        give(tc, found[i]);
    cs_sorted_clear(&sorted);
}

/* A group of a case of strata and clusters, and its mean and median. */
struct domain {
    double values[MAX_NUMBERS], weights[MAX_NUMBERS];
    uint32_t clusters[MAX_NUMBERS];
    struct cs_domain_figure mean, median;
};

static void find_domain(const struct test_case *tc, double group, const struct cs_design *design,
                        const uint32_t *sizes, struct domain *out)
{
    size_t n = (size_t)tc->given[0], n_own = 0;
    const double *u = tc->given + 1 + n, *groups = u + n, *x = groups + n, *w = x + n;
    for (size_t i = 0; i < n; i++) {
        if (groups[i] != group)
            continue;
        out->values[n_own] = x[i];
        out->weights[n_own] = w[i];
        out->clusters[n_own++] = (uint32_t)u[i] - 1;
    }
    struct cs_designed data = {{out->values, out->weights, n_own}, out->clusters, design};
    struct cs_domain_quantile of = {.rule = CS_HF2, .p = 0.5, .confidence = 0.95};
    struct cs_sorted sorted;
    assert_int_equal(cs_sorted_init(&sorted, &data.sample), CS_ABSENT_NOTHING);
    assert_int_equal(cs_domain_mean(&data, sizes, &out->mean), CS_ABSENT_NOTHING);
    assert_int_equal(cs_domain_quantile_of(&data, &sorted, &of, sizes, &out->median),
                     CS_ABSENT_NOTHING);
    cs_sorted_clear(&sorted);
}

static void compute_contrast(struct test_case *tc)
{
    size_t n = (size_t)tc->given[0];
    const double *h = tc->given + 1, *u = h + n;
    static struct domain of[2];
    uint32_t stratum_of[MAX_NUMBERS];
    struct cs_design design = {stratum_of, 0, 0};
    for (size_t i = 0; i < n; i++) {
        stratum_of[(size_t)u[i] - 1] = (uint32_t)h[i] - 1;
        design.n_clusters = fmax((double)design.n_clusters, u[i]);
        design.n_strata = fmax((double)design.n_strata, h[i]);
    }
    uint32_t *sizes = cs_design_sizes(&design);
    assert_non_null(sizes);
    for (int k = 0; k < 2; k++)
        find_domain(tc, k + 1, &design, sizes, &of[k]);
    struct cs_domain_survey survey = {&design, sizes};
    double df, ratio = of[0].median.estimate / of[1].median.estimate;
    give(tc, of[0].mean.estimate - of[1].mean.estimate);
    give(tc, cs_domain_difference(&survey, &of[0].mean, &of[1].mean, 1, &df));
    give(tc, of[0].median.estimate - of[1].median.estimate);
    give(tc, cs_domain_difference(&survey, &of[0].median, &of[1].median, 1, &df));
    give(tc, ratio);
    give(tc, cs_domain_difference(&survey, &of[0].median, &of[1].median, ratio, &df) /
                 of[1].median.estimate);
    give(tc, df);
    for (int k = 0; k < 2; k++) {
        cs_domain_figure_clear(&of[k].mean);
        cs_domain_figure_clear(&of[k].median);
    }
    free(sizes);
}

static void compute_inequality(struct test_case *tc)
{
    size_t n = (size_t)tc->given[0];
    struct cs_sample sample = {tc->given + 1, tc->given + 1 + n, n};
    struct cs_sorted sorted;
    double found[4], curve[11];
    assert_int_equal(cs_sorted_init(&sorted, &sample), CS_ABSENT_NOTHING);
    assert_int_equal(cs_sorted_theil(&sorted, &found[0]), CS_ABSENT_NOTHING);
    assert_int_equal(cs_sorted_atkinson(&sorted, 0.5, &found[1]), CS_ABSENT_NOTHING);
    assert_int_equal(cs_sorted_atkinson(&sorted, 1, &found[2]), CS_ABSENT_NOTHING);
    assert_int_equal(cs_sorted_lorenz(&sorted, 10, curve), CS_ABSENT_NOTHING);
    assert_true(curve[0] == 0);
    assert_true(fabs(curve[10] - 1) < 1e-15);
    found[3] = curve[3];
    for (size_t i = 0; i < 4; i++)
        give(tc, found[i]);
    cs_sorted_clear(&sorted);
}

static void compute_gap(struct test_case *tc)
{
    enum { MOST_CELLS = 12 };
    size_t n = (size_t)tc->given[0], n_levels[2] = {(size_t)tc->given[1], (size_t)tc->given[2]};
    const double *group = tc->given + 3, *first = group + n, *second = first + n, *x = second + n,
                 *w = x + n, center = 40000;
    struct cs_gap_sums sums[MOST_CELLS][2] = {{{0}}};
    size_t levels[2 * MOST_CELLS];
    for (size_t i = 0; i < n; i++) {
        size_t c = ((size_t)first[i] - 1) * n_levels[1] + (size_t)second[i] - 1;
        levels[2 * c] = (size_t)first[i] - 1;
        levels[2 * c + 1] = (size_t)second[i] - 1;
        cs_gap_add(&sums[c][(int)group[i] - 1], x[i] - center, w[i]);
    }
    struct cs_gap_cells cells = {n_levels[0] * n_levels[1], 2, levels, n_levels,
                                 (const struct cs_gap_sums(*)[2])sums};
    struct cs_gap gap;
    assert_int_equal(cs_gap_decompose(&cells, &gap), CS_ABSENT_NOTHING);
    const struct cs_gap_part parts[] = {gap.gap, gap.explained, gap.unexplained, gap.factors[0],
                                        gap.factors[1]};
    bool is_kitagawa = strcmp(tc->kind, "kitagawa") == 0;
    for (size_t i = 0; i < 5 && !is_kitagawa; i++) {
        give(tc, parts[i].value);
        give(tc, parts[i].se);
    }
    give(tc, gap.composition.value);
    if (is_kitagawa)
        give(tc, gap.composition.se);
    give(tc, gap.rates.value);
    if (is_kitagawa)
        give(tc, gap.rates.se);
}

static void compute(struct test_case *tc)
{
    if (strcmp(tc->kind, "bm") == 0 || strcmp(tc->kind, "hl") == 0)
        compute_pair(tc);
    else if (strcmp(tc->kind, "kruskal") == 0)
        compute_kruskal(tc);
    else if (strcmp(tc->kind, "mean") == 0)
        compute_mean(tc);
    else if (strcmp(tc->kind, "design") == 0)
        compute_design(tc);
    else if (strcmp(tc->kind, "contrast") == 0)
        compute_contrast(tc);
    else if (strcmp(tc->kind, "inequality") == 0)
        compute_inequality(tc);
    else if (strcmp(tc->kind, "gap") == 0 || strcmp(tc->kind, "kitagawa") == 0)
        compute_gap(tc);
    else
        fail_msg("'%s' is not a kind of case", tc->kind);
}

/* Relative to the answer; of figures near 0 to 1, or to the scale of the pay. */
static int agrees(const struct test_case *tc, double *worst)
{
    int is_equal = tc->n_found == tc->n_expected;
    double scale = 0;
    for (size_t i = 0; i < tc->n_expected; i++)
        scale = fmax(scale, fabs(tc->expected[i]));
    for (size_t i = 0; i < tc->n_expected && is_equal; i++) {
        double gap = fabs(tc->found[i] - tc->expected[i]);
        bool is_pay = strcmp(tc->kind, "bm") != 0 && (strcmp(tc->kind, "contrast") != 0 || i < 4);
        double own = is_pay ? scale : fmax(1, fabs(tc->expected[i]));
        is_equal = gap <= TOLERANCE * own;
        *worst = fmax(*worst, gap / own);
    }
    return is_equal;
}

static void figures_are_those_of_r(void **state)
{
    (void)state;
    FILE *file = fopen(case_file, "r");
    if (!file)
        fail_msg("cannot open %s", case_file);
    static struct test_case tc;
    char *line = NULL;
    size_t capacity = 0, n_cases = 0, n_wrong = 0;
    double worst = 0;
    while (getline(&line, &capacity, file) > 0) {
        parse(line, &tc);
        compute(&tc);
        n_cases++;
        if (!agrees(&tc, &worst) && n_wrong++ < MAX_SHOWN)
            for (size_t i = 0; i < tc.n_expected; i++)
                print_message("case %zu, %s: %.17g, R has %.17g\n", n_cases, tc.kind, tc.found[i],
                              tc.expected[i]);
    }
    free(line);
    fclose(file);
    print_message("%zu cases, %zu disagreements, largest relative difference %.2g\n", n_cases,
                  n_wrong, worst);
    assert_true(n_cases >= 150);
    assert_int_equal(n_wrong, 0);
}

/* Pain scores of two treatments, Neubert & Brunner 2007: t 3.1375 with 17.683 degrees of freedom,
 * p 0.005786, the chance 0.788961 within 0.5952169 and 0.9827052. */
static void brunner_munzel_as_published(void **state)
{
    (void)state;
    const double first[] = {1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1};
    const double second[] = {3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4};
    struct cs_sorted a = sort(first, 14), b = sort(second, 11);
    struct cs_brunner_munzel found;
    assert_int_equal(cs_brunner_munzel(&b, &a, 0.95, &found), CS_ABSENT_NOTHING);
    assert_true(fabs(found.statistic - 3.1374674823029505) < 1e-12);
    assert_true(fabs(found.df - 17.6828) < 5e-5);
    assert_true(fabs(found.p_value - 0.0057862086661515377) < 1e-14);
    assert_true(fabs(found.superiority - 0.788961) < 5e-7);
    assert_true(fabs(found.interval.lower - 0.5952169) < 5e-8);
    assert_true(fabs(found.interval.upper - 0.9827052) < 5e-8);
    cs_sorted_clear(&a);
    cs_sorted_clear(&b);
}

static void what_cannot_be_had_is_absent(void **state)
{
    (void)state;
    const double low[] = {1, 2, 3}, high[] = {7, 8, 9}, same[] = {5, 5, 5};
    struct cs_sorted a = sort(low, 3), b = sort(high, 3), c = sort(same, 3), one = sort(low, 1);
    struct cs_brunner_munzel found;
    struct cs_shift shift;
    struct cs_kruskal kruskal;
    double ranks[2];
    assert_int_equal(cs_brunner_munzel(&b, &a, 0.95, &found), CS_ABSENT_VARIATION);
    assert_true(found.superiority == 1 && isnan(found.p_value));
    assert_int_equal(cs_brunner_munzel(&one, &a, 0.95, &found), CS_ABSENT_MORE_VALUES);
    assert_int_equal(cs_hodges_lehmann(&b, &a, 0.95, &shift), CS_ABSENT_MORE_VALUES);
    assert_true(shift.shift == 6 && isnan(shift.interval.lower));
    const struct cs_sorted *equal[] = {&c, &c};
    assert_int_equal(cs_kruskal(equal, 2, ranks, &kruskal), CS_ABSENT_VARIATION);
    struct cs_sorted *all[] = {&a, &b, &c, &one};
    for (size_t i = 0; i < 4; i++)
        cs_sorted_clear(all[i]);
}

/* Standard normal numbers, the same everywhere. */
static double draw_normal(uint64_t *state)
{
    double sum = -6;
    for (int i = 0; i < 12; i++) {
        *state = *state * 6364136223846793005u + 1442695040888963407u;
        sum += (double)(*state >> 11) * 0x1p-53;
    }
    return sum;
}

/* Of one cell nothing is reweighted: the median's error is sqrt(pi/(2n)). Of two cells the error is
 * that of many samples drawn anew; b has a quarter of its observations where a has three. */
static void reweighted_errors_are_those_of_new_samples(void **unused)
{
    (void)unused;
    enum { N = 240, SAMPLES = 300 };
    static double x[2][N], w[2][N];
    static size_t cells[2][N];
    const double share = 0.5;
    uint64_t state = 5;
    struct cs_reweight_errors errors;
    for (int s = 0; s < 2; s++)
        for (size_t i = 0; i < N; i++) {
            x[s][i] = draw_normal(&state);
            w[s][i] = 1;
        }
    struct cs_reweight_side sides[2] = {{x[0], w[0], cells[0], N}, {x[1], w[1], cells[1], N}};
    struct cs_reweight_plan plan = {1, &share, 1, 2000, 1};
    assert_int_equal(cs_reweight_errors(sides, &plan, &errors), CS_ABSENT_NOTHING);
    assert_true(fabs(errors.reweighted / sqrt(acos(-1) / 2 / N) - 1) < 0.25);
    assert_true(errors.composition == 0);
    plan.n_cells = 2;
    plan.n_resamples = 200;
    double sum = 0, square = 0, mean_error = 0;
    for (int k = 0; k < SAMPLES; k++) {
        double mixed[N], weights[N];
        size_t counts[2][2] = {{0}};
        for (int s = 0; s < 2; s++)
            for (size_t i = 0; i < N; i++) {
                double luck = draw_normal(&state);
                cells[s][i] = s == 0 ? luck > -0.6745 : luck > 0.6745;
                counts[s][cells[s][i]]++;
                x[s][i] = draw_normal(&state) + 2 * (double)cells[s][i];
            }
        for (size_t i = 0; i < N; i++) {
            size_t c = cells[1][i];
            mixed[i] = x[1][i];
            weights[i] = (double)counts[0][c] / (double)counts[1][c];
        }
        struct cs_sample sample = {mixed, weights, N};
        double median;
        assert_int_equal(cs_quantiles(&sample, CS_HF2, &share, 1, &median), CS_ABSENT_NOTHING);
        assert_int_equal(cs_reweight_errors(sides, &plan, &errors), CS_ABSENT_NOTHING);
        sum += median / SAMPLES;
        square += median * median / SAMPLES;
        mean_error += errors.reweighted / SAMPLES;
    }
    double right = sqrt(square - sum * sum);
    if (fabs(mean_error / right - 1) > 0.2)
        fail_msg("%g is not %g", mean_error, right);
    for (size_t i = 0; i < N; i++)
        cells[1][i] = 0; /* b lacks a cell */
    assert_int_equal(cs_reweight_errors(sides, &plan, &errors), CS_ABSENT_RANGE);
    sides[0].n = 1;
    assert_int_equal(cs_reweight_errors(sides, &plan, &errors), CS_ABSENT_MORE_VALUES);
}

int main(int argc, char **argv)
{
    if (argc > 1)
        case_file = argv[1];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_those_of_r),
        cmocka_unit_test(brunner_munzel_as_published),
        cmocka_unit_test(what_cannot_be_had_is_absent),
        cmocka_unit_test(reweighted_errors_are_those_of_new_samples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

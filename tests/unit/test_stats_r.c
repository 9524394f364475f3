/* stats/ against R. Reads cases with R's observations as tests/reference/stats/cases.R writes them:
 * the committed sample, or the file named as the argument (tests/reference/stats/live makes one
 * where R is installed). Any difference beyond 1e-12 of R's answer is a disagreement. */
#include <math.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stats/moments.h"
#include "stats/multiple.h"
#include "stats/quantile.h"
#include "stats/ranktest.h"

enum { MAX_NUMBERS = 4096, MAX_SHOWN = 10 };
#define TOLERANCE 1e-12

static const char *case_file = CS_SOURCE_DIR "/tests/reference/stats/cases.txt";

/* One line: its word, the rule when it names one, the numbers before and after the sign. */
struct test_case {
    char kind[16], rule[8];
    double given[MAX_NUMBERS], observation[MAX_NUMBERS], found[MAX_NUMBERS];
    size_t n_given, n_observation, n_found;
};

static void parse(char *line, struct test_case *tc)
{
    int is_observation = 0;
    *tc->rule = 0;
    tc->n_given = tc->n_observation = tc->n_found = 0;
    char *rest = NULL, *word = strtok_r(line, " \n", &rest);
    snprintf(tc->kind, sizeof tc->kind, "%s", word ? word : "");
    while ((word = strtok_r(NULL, " \n", &rest))) {
        if (strcmp(word, "=") == 0)
            is_observation = 1;
        else if (strncmp(word, "hf", 2) == 0)
            snprintf(tc->rule, sizeof tc->rule, "%s", word);
        else if (is_observation)
            tc->observation[tc->n_observation++] = strtod(word, NULL);
        else
            tc->given[tc->n_given++] = strtod(word, NULL);
    }
}

static void give(struct test_case *tc, double value)
{
    tc->found[tc->n_found++] = value;
}

static void compute_quantile(struct test_case *tc, int has_weights)
{
    enum cs_quantile_rule rule;
    double found;
    size_t n = (size_t)tc->given[1];
    struct cs_sample sample = {tc->given + 2, has_weights ? tc->given + 2 + n : NULL, n};
    assert_true(cs_quantile_rule_parse(cs_span_of(tc->rule), &rule));
    assert_int_equal(cs_quantile(&sample, rule, tc->given[0], &found), CS_ABSENT_NOTHING);
    give(tc, found);
}

static void compute_moments(struct test_case *tc, int has_weights)
{
    size_t n = (size_t)tc->given[0];
    struct cs_sample sample = {tc->given + 1, has_weights ? tc->given + 1 + n : NULL, n};
    struct cs_moments moments;
    assert_int_equal(cs_moments_of(&sample, &moments), CS_ABSENT_NOTHING);
    give(tc, moments.mean);
    give(tc, moments.sd);
}

static void compute_trimmed(struct test_case *tc)
{
    struct cs_sample sample = {tc->given + 2, NULL, (size_t)tc->given[1]};
    double found;
    assert_int_equal(cs_mean_trimmed(&sample, tc->given[0], &found), CS_ABSENT_NOTHING);
    give(tc, found);
}

static void compute_groups(struct test_case *tc)
{
    size_t m = (size_t)tc->given[0], n = (size_t)tc->given[1];
    struct cs_sample a = {tc->given + 2, NULL, m}, b = {tc->given + 2 + m, NULL, n};
    struct cs_mann_whitney ranks;
    assert_int_equal(cs_mann_whitney(&a, &b, &ranks), CS_ABSENT_NOTHING);
    give(tc, ranks.u);
    give(tc, ranks.p_value);
}

static void compute(struct test_case *tc)
{
    if (strcmp(tc->kind, "quantile") == 0 || strcmp(tc->kind, "wquantile") == 0)
        compute_quantile(tc, *tc->kind == 'w');
    else if (strcmp(tc->kind, "moments") == 0 || strcmp(tc->kind, "wmean") == 0)
        compute_moments(tc, *tc->kind == 'w');
    else if (strcmp(tc->kind, "trimmed") == 0)
        compute_trimmed(tc);
    else if (strcmp(tc->kind, "wilcox") == 0)
        compute_groups(tc);
    else if (strcmp(tc->kind, "holm") == 0)
        assert_int_equal(cs_adjust_holm(tc->given + 1, tc->n_found = tc->n_given - 1, tc->found),
                         CS_ABSENT_NOTHING);
    else if (strcmp(tc->kind, "bh") == 0)
        assert_int_equal(cs_adjust_bh(tc->given + 1, tc->n_found = tc->n_given - 1, tc->found),
                         CS_ABSENT_NOTHING);
    else
        fail_msg("'%s' is not a kind of case", tc->kind);
}

/* Of values with a sum near zero the largest value is the scale of the rounding, in R's too. */
static double find_scale(const struct test_case *tc, size_t i)
{
    double scale = fabs(tc->observation[i]);
    int is_mean = strcmp(tc->kind, "moments") == 0 || strcmp(tc->kind, "wmean") == 0 ||
                  strcmp(tc->kind, "trimmed") == 0;
    for (size_t k = 1; k < tc->n_given && is_mean; k++)
        scale = fmax(scale, fabs(tc->given[k]));
    return scale;
}

static int agrees(const struct test_case *tc, double *worst)
{
    int is_equal = tc->n_found == tc->n_observation;
    for (size_t i = 0; i < tc->n_observation && is_equal; i++) {
        double gap = fabs(tc->found[i] - tc->observation[i]), scale = find_scale(tc, i);
        is_equal = gap <= TOLERANCE * scale;
        if (is_equal && scale > 0)
            *worst = fmax(*worst, gap / scale);
    }
    return is_equal;
}

static void observations_as_r_does(void **state)
{
    (void)state;
    FILE *file = fopen(case_file, "r");
    if (!file)
        fail_msg("cannot open %s", case_file);
    static struct test_case tc;
    char *line = NULL;
    size_t capacity = 0, n_cases = 0, n_disagreements = 0;
    double worst = 0;
    while (getline(&line, &capacity, file) > 0) {
        parse(line, &tc);
        compute(&tc);
        n_cases++;
        if (agrees(&tc, &worst))
            continue;
        if (n_disagreements++ < MAX_SHOWN)
            print_message("case %zu, %s %s: %.17g %.17g, R has %.17g %.17g\n", n_cases, tc.kind,
                          tc.rule, tc.found[0], tc.found[1], tc.observation[0], tc.observation[1]);
    }
    free(line);
    fclose(file);
    print_message("%zu cases, %zu disagreements, largest relative difference %.2g\n", n_cases,
                  n_disagreements, worst);
    assert_true(n_cases >= 500);
    assert_int_equal(n_disagreements, 0);
}

int main(int argc, char **argv)
{
    if (argc > 1)
        case_file = argv[1];
    const struct CMUnitTest tests[] = {cmocka_unit_test(observations_as_r_does)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

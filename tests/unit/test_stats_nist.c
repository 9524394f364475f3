/* stats/ against the NIST Statistical Reference Datasets (https://www.itl.nist.gov/div898/strd/).
 * Small sets are written out here from their definition; all univariate and linear sets are read
 * from CAREERSTAT_DATA/nist-strd where that is present. Prints the digits reached: the log relative
 * error −log10|found − certified|/|certified|, at most 15, as certified values have 15 digits. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stats/fit.h"
#include "stats/moments.h"

enum { MAX_ROWS = 5100, MAX_COLUMNS = 11 };

static double count_digits(double found, double certified)
{
    double gap = certified == 0 ? fabs(found) : fabs(found - certified) / fabs(certified);
    return gap == 0 ? 15 : fmin(15, -log10(gap));
}

/* The alternating sets of Simon & Lesage 1989: `first`, then low and high in turn. */
static void constructed_sets_keep_their_digits(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double first, low, high, mean, sd;
        size_t n;
        double mean_digits, sd_digits;
    } sets[] = {
        {"NumAcc1", 10000001, 10000003, 10000002, 10000002, 1, 3, 15, 15},
        {"NumAcc2", 1.2, 1.1, 1.3, 1.2, 0.1, 1001, 15, 14},
        /* 1000000.2 is not a double: the nearest ones alone move the deviation by 1e-10. */
        {"NumAcc3", 1000000.2, 1000000.1, 1000000.3, 1000000.2, 0.1, 1001, 15, 9},
        {"NumAcc4", 10000000.2, 10000000.1, 10000000.3, 10000000.2, 0.1, 1001, 15, 8},
    };
    static double values[1001];
    for (size_t s = 0; s < sizeof sets / sizeof *sets; s++) {
        for (size_t i = 0; i < sets[s].n; i++)
            values[i] = i == 0 ? sets[s].first : i % 2 ? sets[s].low : sets[s].high;
        struct cs_moments moments;
        struct cs_sample sample = {values, NULL, sets[s].n};
        assert_int_equal(cs_moments_of(&sample, &moments), CS_ABSENT_NOTHING);
        double mean = count_digits(moments.mean, sets[s].mean);
        double sd = count_digits(moments.sd, sets[s].sd);
        print_message("%s: mean %.1f digits, sd %.1f\n", sets[s].name, mean, sd);
        if (mean < sets[s].mean_digits || sd < sets[s].sd_digits)
            fail_msg("%s: mean %.17g sd %.17g", sets[s].name, moments.mean, moments.sd);
    }
}

/* Longley 1967, typed from NIST's Longley.dat: deflator, GNP, unemployed, armed forces,
 * population, year; y is employment. */
static const double longley_x[16][7] = {
    {1, 83.0, 234289, 2356, 1590, 107608, 1947},  {1, 88.5, 259426, 2325, 1456, 108632, 1948},
    {1, 88.2, 258054, 3682, 1616, 109773, 1949},  {1, 89.5, 284599, 3351, 1650, 110929, 1950},
    {1, 96.2, 328975, 2099, 3099, 112075, 1951},  {1, 98.1, 346999, 1932, 3594, 113270, 1952},
    {1, 99.0, 365385, 1870, 3547, 115094, 1953},  {1, 100.0, 363112, 3578, 3350, 116219, 1954},
    {1, 101.2, 397469, 2904, 3048, 117388, 1955}, {1, 104.6, 419180, 2822, 2857, 118734, 1956},
    {1, 108.4, 442769, 2936, 2798, 120445, 1957}, {1, 110.8, 444546, 4681, 2637, 121950, 1958},
    {1, 112.6, 482704, 3813, 2552, 123366, 1959}, {1, 114.2, 502601, 3931, 2514, 125368, 1960},
    {1, 115.7, 518173, 4806, 2572, 127852, 1961}, {1, 116.9, 554894, 4007, 2827, 130081, 1962},
};
static const double longley_y[16] = {60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761,
                                     66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551};
static const double longley_b[7][2] = {
    {-3482258.63459582, 890420.383607373},
    {15.0618722713733, 84.9149257747669},
    {-0.358191792925910e-01, 0.334910077722432e-01},
    {-2.02022980381683, 0.488399681651699},
    {-1.03322686717359, 0.214274163161675},
    {-0.511041056535807e-01, 0.226073200069370},
    {1829.15146461355, 455.478499142212},
};

static double check_fit(const char *name, const struct cs_fit_data *data, const double (*b)[2],
                        double residual_sd)
{
    double found[MAX_COLUMNS], se[MAX_COLUMNS], least[2] = {15, 15};
    struct cs_fit fit;
    assert_int_equal(cs_fit_linear(data, found, se, &fit), CS_ABSENT_NOTHING);
    for (size_t j = 0; j < data->n_columns; j++) {
        least[0] = fmin(least[0], count_digits(found[j], b[j][0]));
        if (b[j][1] > 0) /* an exact fit has certified errors of zero */
            least[1] = fmin(least[1], count_digits(se[j], b[j][1]));
    }
    double sd = residual_sd > 0          ? count_digits(fit.residual_sd, residual_sd)
                : fit.residual_sd < 1e-9 ? 15
                                         : 0;
    print_message("%s: coefficients %.1f digits, their errors %.1f, residual sd %.1f\n", name,
                  least[0], least[1], sd);
    return fmin(least[0], fmin(least[1], sd));
}

static void longley_comes_out(void **state)
{
    (void)state;
    struct cs_fit_data data = {&longley_x[0][0], longley_y, 16, 7};
    assert_true(check_fit("Longley (typed in)", &data, longley_b, 304.854073561965) >= 12);
}

static void wampler_comes_out(void **state)
{
    (void)state;
    /* Wampler1: y = 1 + x + … + x^5 at x = 0..20; every coefficient is 1. */
    static double x[21][6], y[21];
    static const double ones[6][2] = {{1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}};
    for (int i = 0; i < 21; i++) {
        y[i] = 0;
        for (int j = 0; j < 6; j++)
            y[i] += x[i][j] = j ? x[i][j - 1] * i : 1;
    }
    struct cs_fit_data data = {&x[0][0], y, 21, 6};
    assert_true(check_fit("Wampler1 (made here)", &data, ones, 0) >= 12);
}

static FILE *open_set(const char *name)
{
    const char *root = getenv("CAREERSTAT_DATA");
    char path[4096];
    snprintf(path, sizeof path, "%s/nist-strd/%s.dat",
             root ? root : CS_SOURCE_DIR "/../shared/data", name);
    return fopen(path, "r");
}

/* The number after the last colon. */
static double read_after_colon(const char *line)
{
    const char *colon = strrchr(line, ':');
    return colon ? strtod(colon + 1, NULL) : NAN;
}

static size_t read_univariate(FILE *file, double *values, double certified[2])
{
    char line[512];
    size_t n = 0;
    int is_data = 0;
    while (fgets(line, sizeof line, file) && n < MAX_ROWS) {
        char *end;
        double value = strtod(line, &end);
        if (is_data && end != line)
            values[n++] = value;
        else if (strstr(line, "ybar:"))
            certified[0] = read_after_colon(line);
        else if (strstr(line, "denom. = n-1"))
            certified[1] = read_after_colon(line);
        is_data = is_data || strncmp(line, "-----", 5) == 0;
    }
    return n;
}

static void univariate_files(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double mean_digits, sd_digits;
    } sets[] = {
        {"Lottery", 15, 15}, {"Lew", 15, 15},     {"Mavro", 15, 13},  {"Michelso", 15, 13},
        {"NumAcc1", 15, 15}, {"NumAcc2", 15, 14}, {"NumAcc3", 15, 9}, {"NumAcc4", 15, 8},
    };
    static double values[MAX_ROWS];
    for (size_t s = 0; s < sizeof sets / sizeof *sets; s++) {
        FILE *file = open_set(sets[s].name);
        if (!file) {
            print_message("SKIPPED: nist-strd is not here; set CAREERSTAT_DATA\n");
            skip();
        }
        double certified[2] = {NAN, NAN};
        struct cs_sample sample = {values, NULL, read_univariate(file, values, certified)};
        fclose(file);
        struct cs_moments moments;
        assert_int_equal(cs_moments_of(&sample, &moments), CS_ABSENT_NOTHING);
        double mean = count_digits(moments.mean, certified[0]);
        double sd = count_digits(moments.sd, certified[1]);
        print_message("%s: n %zu, mean %.1f digits, sd %.1f\n", sets[s].name, sample.n, mean, sd);
        if (!(mean >= sets[s].mean_digits && sd >= sets[s].sd_digits))
            fail_msg("%s: mean %.17g sd %.17g", sets[s].name, moments.mean, moments.sd);
    }
}

struct linear {
    double x[200 * MAX_COLUMNS], y[200], b[MAX_COLUMNS][2], residual_sd;
    size_t n, n_b;
};

static void read_certified(const char *line, struct linear *set)
{
    unsigned j;
    double b, se;
    if (sscanf(line, " B%u %lf %lf", &j, &b, &se) == 3) {
        set->b[set->n_b][0] = b;
        set->b[set->n_b++][1] = se;
    } else if (sscanf(line, " Standard Deviation %lf", &b) == 1 && set->residual_sd < 0) {
        set->residual_sd = b;
    }
}

static void read_row(const char *line, const char *form, struct linear *set)
{
    char *at;
    double *x = set->x + set->n * set->n_b, first;
    set->y[set->n] = strtod(line, &at);
    size_t j = 0;
    if (*form != '0')
        x[j++] = 1;
    first = *form == 'm' ? 0 : strtod(at, &at);
    for (size_t k = 1; j < set->n_b; j++, k++)
        x[j] = *form == 'm' ? strtod(at, &at) : k == 1 ? first : x[j - 1] * first;
    set->n++;
}

static void read_linear(FILE *file, const char *form, struct linear *set)
{
    char line[512];
    unsigned first = 0, last = 0;
    *set = (struct linear){.residual_sd = -1};
    for (unsigned number = 1; fgets(line, sizeof line, file); number++) {
        sscanf(line, " Data (lines %u to %u", &first, &last);
        if (first && number >= first && number <= last)
            read_row(line, form, set);
        else
            read_certified(line, set);
    }
}

static void linear_files(void **state)
{
    (void)state;
    /* p: powers of x with an intercept, 0: through the origin, m: several predictors. */
    static const struct {
        const char *name, *form;
        double digits;
    } sets[] = {
        {"Norris", "p", 12},
        {"Pontius", "p", 12},
        {"NoInt1", "0", 12},
        {"NoInt2", "0", 12},
        {"Longley", "m", 12},
        {"Wampler1", "p", 12},
        {"Wampler2", "p", 12},
        {"Wampler3", "p", 12},
        {"Wampler4", "p", 12},
        {"Wampler5", "p", 12},
        /* x^10 rounded to a double, columns nearly dependent: the digits are lost in the input. */
        {"Filip", "p", 7},
    };
    static struct linear set;
    for (size_t s = 0; s < sizeof sets / sizeof *sets; s++) {
        FILE *file = open_set(sets[s].name);
        if (!file) {
            print_message("SKIPPED: nist-strd is not here; set CAREERSTAT_DATA\n");
            skip();
        }
        read_linear(file, sets[s].form, &set);
        fclose(file);
        struct cs_fit_data data = {set.x, set.y, set.n, set.n_b};
        double digits = check_fit(sets[s].name, &data, set.b, set.residual_sd);
        if (!(digits >= sets[s].digits))
            fail_msg("%s: %.1f digits, %g wanted", sets[s].name, digits, sets[s].digits);
    }
}

static void a_fit_that_cannot_be(void **state)
{
    (void)state;
    static const double x[] = {1, 5, 1, 5, 1, 5}, y[] = {1, 2, 3}, odd[] = {1, NAN, 3};
    double b[2], se[2];
    struct cs_fit fit;
    struct cs_fit_data constant = {x, y, 3, 2}, few = {x, y, 1, 2}, broken = {x, odd, 3, 2};
    assert_int_equal(cs_fit_linear(&constant, b, se, &fit), CS_ABSENT_RANK);
    assert_int_equal(cs_fit_linear(&few, b, se, &fit), CS_ABSENT_MORE_VALUES);
    assert_int_equal(cs_fit_linear(&broken, b, se, &fit), CS_ABSENT_FINITE);
    assert_true(isnan(b[0]) && isnan(se[1]) && isnan(fit.residual_sd));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(constructed_sets_keep_their_digits),
        cmocka_unit_test(longley_comes_out),
        cmocka_unit_test(wampler_comes_out),
        cmocka_unit_test(univariate_files),
        cmocka_unit_test(linear_files),
        cmocka_unit_test(a_fit_that_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* stats/ on real observations: the Census Bureau's own verification table for Washington 2015 with
 * 80 replicate weights, R's survey package on the same file and on 100,000 weighted persons, R's
 * quantiles of a salary survey. Skipped where CAREERSTAT_DATA has no acs-pums. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stats/moments.h"
#include "stats/replicate.h"

enum { N_REPLICATES = 80, MAX_HOUSES = 40000, MAX_PERSONS = 101000 };

static FILE *open_data(const char *path)
{
    const char *root = getenv("CAREERSTAT_DATA");
    char whole[4096];
    snprintf(whole, sizeof whole, "%s/%s", root ? root : CS_SOURCE_DIR "/../shared/data", path);
    FILE *file = fopen(whole, "r");
    if (!file)
        print_message("SKIPPED: %s is not here; set CAREERSTAT_DATA\n", path);
    return file;
}

/* Column-wise; NaN where the cell is blank. */
struct houses {
    double income[MAX_HOUSES], vacancy[MAX_HOUSES], tenure[MAX_HOUSES], persons[MAX_HOUSES];
    double weights[MAX_HOUSES], replicates[N_REPLICATES][MAX_HOUSES];
    size_t n;
};

static double read_cell(char **rest)
{
    char *cell = strsep(rest, ",\r\n"), *end;
    double value = cell ? strtod(cell, &end) : NAN;
    return cell && end != cell ? value : NAN;
}

static struct houses *read_houses(void)
{
    FILE *file = open_data("acs-pums/wa_house_2015_hincp_80reps.csv");
    if (!file)
        return NULL;
    struct houses *houses = calloc(1, sizeof *houses);
    char *line = NULL;
    size_t capacity = 0;
    assert_non_null(houses);
    assert_true(getline(&line, &capacity, file) > 0);
    for (; getline(&line, &capacity, file) > 0; houses->n++) {
        assert_true(houses->n < MAX_HOUSES);
        char *rest = line;
        size_t i = houses->n;
        houses->persons[i] = read_cell(&rest);
        read_cell(&rest);
        houses->income[i] = read_cell(&rest);
        houses->vacancy[i] = read_cell(&rest);
        houses->tenure[i] = read_cell(&rest);
        houses->weights[i] = read_cell(&rest);
        for (size_t r = 0; r < N_REPLICATES; r++)
            houses->replicates[r][i] = read_cell(&rest);
    }
    free(line);
    fclose(file);
    return houses;
}

/* Rows chosen by a mark, values and weights gathered. */
struct gathered {
    double *values, *weights, *replicates;
    struct cs_replicated data;
};

static struct gathered gather(const struct houses *houses, const double *values,
                              const unsigned char *chosen)
{
    size_t n = 0;
    struct gathered g = {malloc(houses->n * sizeof(double)),
                         malloc(houses->n * sizeof(double)),
                         malloc(houses->n * N_REPLICATES * sizeof(double)),
                         {0}};
    assert_true(g.values && g.weights && g.replicates);
    for (size_t i = 0; i < houses->n; i++)
        n += chosen[i];
    for (size_t i = 0, k = 0; i < houses->n; i++) {
        if (!chosen[i])
            continue;
        g.values[k] = values ? values[i] : 1;
        g.weights[k] = houses->weights[i];
        for (size_t r = 0; r < N_REPLICATES; r++)
            g.replicates[r * n + k] = houses->replicates[r][i];
        k++;
    }
    g.data = (struct cs_replicated){
        g.values, g.weights, g.replicates, n, {CS_REPLICATE_SDR, 0, N_REPLICATES}};
    return g;
}

static void release(struct gathered *g)
{
    free(g->values);
    free(g->weights);
    free(g->replicates);
}

static int is_one_of(double code, const char *codes)
{
    return code > 0 && strchr(codes, '0' + (int)code) != NULL;
}

/* tenure and vacancy codes: a house is counted when it has one of either. */
static void mark(const struct houses *houses, const char *tenure, const char *vacancy,
                 unsigned char *chosen)
{
    for (size_t i = 0; i < houses->n; i++)
        chosen[i] = is_one_of(houses->tenure[i], tenure) || is_one_of(houses->vacancy[i], vacancy);
}

static void census_verification_totals(void **state)
{
    (void)state;
    static const struct {
        const char *name, *tenure, *vacancy;
        double total, se, moe; /* as printed */
    } rows[] = {
        {"Total housing units", "1234", "1234567", 2991584, 186, 306},
        {"Total occupied units", "1234", "", 2728576, 5151, 8473},
        {"Owner occupied units", "12", "", 1705159, 10411, 17126},
        {"Renter occupied units", "34", "", 1023417, 10413, 17129},
        {"Owned with a mortgage", "1", "", 1170568, 9223, 15172},
        {"Owned free and clear", "2", "", 534591, 6244, 10271},
        {"Rented for cash", "3", "", 984203, 10444, 17181},
        {"No cash rent", "4", "", 39214, 2536, 4171},
        {"Total vacant units", "", "1234567", 263008, 5115, 8414},
        {"For rent", "", "1", 34608, 2769, 4555},
        {"For sale only", "", "3", 28682, 2733, 4497},
        {"All other vacant", "", "24567", 199718, 4996, 8218},
    };
    struct houses *houses = read_houses();
    if (!houses)
        skip();
    unsigned char *chosen = malloc(houses->n);
    assert_non_null(chosen);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mark(houses, rows[i].tenure, rows[i].vacancy, chosen);
        struct gathered g = gather(houses, NULL, chosen);
        struct cs_replicated_estimate found;
        assert_int_equal(cs_replicated_total(&g.data, &found), CS_ABSENT_NOTHING);
        /* The Bureau's margin of error is 1.645 standard errors. */
        double moe = 1.645 * found.se;
        print_message("%s: %.0f, SE %.2f, MOE %.2f\n", rows[i].name, found.estimate, found.se, moe);
        if (found.estimate != rows[i].total || round(found.se) != rows[i].se ||
            round(moe) != rows[i].moe)
            fail_msg("printed %.0f, %.0f, %.0f", rows[i].total, rows[i].se, rows[i].moe);
        release(&g);
    }
    free(chosen);
    free(houses);
}

/* Which houses of `houses` belong to a group of the reference: "all" or "TEN=1". */
static void mark_group(const struct houses *houses, const char *group, unsigned char *chosen)
{
    mark(houses, strcmp(group, "all") == 0 ? "1234" : group + 4, "", chosen);
    for (size_t i = 0; i < houses->n; i++)
        chosen[i] = chosen[i] && !isnan(houses->income[i]);
}

/* svyquantile's names: math is hf1, school is hf2. */
static enum cs_quantile_rule read_rule(const char *name)
{
    enum cs_quantile_rule rule = strcmp(name, "school") == 0 ? CS_HF2 : CS_HF1;
    cs_quantile_rule_parse(cs_span_of(name), &rule);
    return rule;
}

static void check_income(const struct houses *houses, const char *stat, const char *group,
                         const double expected[2])
{
    unsigned char *chosen = malloc(houses->n);
    assert_non_null(chosen);
    mark_group(houses, group, chosen);
    struct gathered g = gather(houses, houses->income, chosen);
    struct cs_replicated_estimate found;
    char rule[16] = "";
    unsigned percent = 0;
    enum cs_absence lack;
    if (sscanf(stat, "HINCP q%u qrule=%15s", &percent, rule) == 2)
        lack = cs_replicated_quantile(&g.data, read_rule(rule), percent / 100.0, &found);
    else
        lack = cs_replicated_mean(&g.data, &found);
    assert_int_equal(lack, CS_ABSENT_NOTHING);
    /* R's hf4 and hf7 with weights depend on the order of equal values; ours do not, so that the
     * errors, which rest on where each replicate's ties lie, differ. */
    double tolerance = strcmp(rule, "hf4") == 0 || strcmp(rule, "hf7") == 0 ? 2e-2 : 1e-9;
    if (fabs(found.estimate / expected[0] - 1) > 1e-11 ||
        fabs(found.se / expected[1] - 1) > tolerance)
        fail_msg("%s %s: %.12g SE %.10g, R has %.12g SE %.10g", stat, group, found.estimate,
                 found.se, expected[0], expected[1]);
    release(&g);
    free(chosen);
}

/* R, survey 4.1.1: household income with svrepdesign(type = "ACS"), quantiles under four rules and
 * means, with their standard errors. */
static void survey_values_of_income(void **state)
{
    (void)state;
    struct houses *houses = read_houses();
    FILE *file = open_data("reference/wa_house_2015_R_survey_reference.csv");
    if (!houses || !file)
        skip();
    char line[256], stat[64], group[32];
    double expected[2];
    size_t n_rows = 0;
    while (fgets(line, sizeof line, file)) {
        int n_read = sscanf(line, "\"%63[^\"]\",\"%31[^\"]\",\"%lf\",\"%lf\"", stat, group,
                            &expected[0], &expected[1]);
        if (n_read != 4 || strncmp(stat, "HINCP", 5) != 0)
            continue;
        check_income(houses, stat, group, expected);
        n_rows++;
    }
    fclose(file);
    free(houses);
    print_message("%zu quantiles and means with their errors equal to R's survey package\n",
                  n_rows);
    assert_true(n_rows >= 29);
}

struct person {
    char state[3];
    double weight, income;
};

/* The reference keeps persons with income and positive weight; what it keeps is found from its n.
 */
static size_t read_persons(FILE *file, struct person *persons)
{
    char *line = NULL;
    size_t capacity = 0, n = 0;
    assert_true(getline(&line, &capacity, file) > 0);
    while (getline(&line, &capacity, file) > 0 && n < MAX_PERSONS) {
        char *rest = line, *cells[16] = {0};
        for (int c = 0; c < 16; c++)
            cells[c] = strsep(&rest, ",\r\n");
        persons[n] =
            (struct person){.weight = strtod(cells[3], NULL), .income = strtod(cells[9], NULL)};
        memcpy(persons[n].state, cells[2], 2);
        n += persons[n].income > 0;
    }
    free(line);
    return n;
}

static void check_state(const char *line, const struct person *persons, size_t n_persons,
                        double *values, double *weights)
{
    char state[8];
    double n, total, mean, q[5], found[5];
    assert_int_equal(sscanf(line, "\"%7[^\"]\",%lf,%lf,\"%lf\",%lf,%lf,%lf,%lf,%lf", state, &n,
                            &total, &mean, &q[0], &q[1], &q[2], &q[3], &q[4]),
                     9);
    static const double shares[] = {0.1, 0.25, 0.5, 0.75, 0.9};
    size_t m = 0;
    for (size_t i = 0; i < n_persons; i++)
        if (strcmp(state, "ALL") == 0 || strcmp(state, persons[i].state) == 0) {
            values[m] = persons[i].income;
            weights[m++] = persons[i].weight;
        }
    struct cs_sample sample = {values, weights, m};
    struct cs_moments moments;
    assert_int_equal(cs_moments_of(&sample, &moments), CS_ABSENT_NOTHING);
    assert_int_equal(cs_quantiles(&sample, CS_HF1, shares, 5, found), CS_ABSENT_NOTHING);
    int is_equal = (double)m == n && moments.weight == total && fabs(moments.mean - mean) < 1e-6;
    for (int p = 0; p < 5; p++)
        is_equal = is_equal && fabs(found[p] / q[p] - 1) < 1e-12;
    if (!is_equal)
        fail_msg("%s: n %zu of %g, mean %.6f of %.6f, median %.4f of %.4f", state, m, n,
                 moments.mean, mean, found[2], q[2]);
}

static void weighted_persons_by_state(void **state)
{
    (void)state;
    FILE *file = open_data("acs-pums/acs_pums_2013-17_persons_100k.csv");
    if (!file)
        skip();
    struct person *persons = calloc(MAX_PERSONS, sizeof *persons);
    double *values = malloc(2 * MAX_PERSONS * sizeof *values);
    assert_true(persons && values);
    size_t n = read_persons(file, persons), n_rows = 0;
    fclose(file);
    FILE *observations = open_data("reference/acs_persons_100k_weighted_quantiles_R.csv");
    char line[512];
    assert_true(observations && fgets(line, sizeof line, observations));
    for (; fgets(line, sizeof line, observations); n_rows++)
        check_state(line, persons, n, values, values + MAX_PERSONS);
    fclose(observations);
    print_message("%zu rows of weighted quantiles equal to R's\n", n_rows);
    assert_true(n_rows > 20);
    free(persons);
    free(values);
}

/* One salary survey by experience level: R's quantile(type = 7) and mean. */
static void salaries_by_experience(void **state)
{
    (void)state;
    static const struct {
        const char *level;
        size_t n;
        double mean, quantiles[5];
    } rows[] = {
        {"EN", 337, 84183.6528189911, {29900.4, 50000, 75000, 115360, 152846}},
        {"EX", 162, 196389.067901235, {115022.2, 145000, 200000, 239000, 300000}},
        {"MI", 989, 109424.202224469, {49850.6, 70139, 100000, 140000, 175000}},
        {"SE", 3445, 158086.991291727, {85820, 120000, 150000, 191475, 237000}},
    };
    static const double shares[] = {0.1, 0.25, 0.5, 0.75, 0.9};
    static double values[5000];
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        FILE *file = open_data("ds-salaries/salaries_2023-06-04.csv");
        if (!file)
            skip();
        struct cs_sample sample = {values, NULL, 0};
        char line[512], *cells[7];
        while (fgets(line, sizeof line, file)) {
            char *rest = line;
            for (int c = 0; c < 7; c++)
                cells[c] = strsep(&rest, ",");
            if (strcmp(cells[1], rows[r].level) == 0)
                values[sample.n++] = strtod(cells[6], NULL);
        }
        fclose(file);
        double found[5];
        struct cs_moments moments;
        assert_int_equal(sample.n, rows[r].n);
        assert_int_equal(cs_moments_of(&sample, &moments), CS_ABSENT_NOTHING);
        assert_float_equal(moments.mean, rows[r].mean, 1e-8);
        assert_int_equal(cs_quantiles(&sample, CS_HF7, shares, 5, found), CS_ABSENT_NOTHING);
        for (int p = 0; p < 5; p++)
            if (fabs(found[p] / rows[r].quantiles[p] - 1) > 1e-12)
                fail_msg("%s p%g: %.17g", rows[r].level, 100 * shares[p], found[p]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(census_verification_totals),
        cmocka_unit_test(survey_values_of_income),
        cmocka_unit_test(weighted_persons_by_state),
        cmocka_unit_test(salaries_by_experience),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

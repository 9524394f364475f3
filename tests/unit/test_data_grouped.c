/* Answers kept by group come out as they went in, from any number of parts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "data/grouped.h"

enum { N_ANSWERS = 70000, N_KEYS = 7 };

/* Which observations are odd: from one on, more or less often. */
struct taste {
    size_t odd_from, odd_values, odd_weights; /* one in so many */
    bool has_cents;                           /* and so have all parts but the second */
};

static double value_of(const struct taste *taste, size_t i)
{
    static const double odd[] = {-1, 0.5, 16777216, 16777215, 0, -0.25, 1e300};
    double usual = (double)(i * 37 % 200000);
    return i >= taste->odd_from && i % taste->odd_values == 0 ? odd[i % 7]
           : taste->has_cents                                 ? usual / 100
                                                              : usual;
}

static double weight_of(const struct taste *taste, size_t i)
{
    static const double odd[] = {0.0001, 1.5, 20000, 0, 16776.999, 1.0 / 3, 2.125};
    return i < taste->odd_from || i % taste->odd_weights ? (double)(i % 300) : odd[i % 7];
}

static int compare_pairs(const void *a, const void *b)
{
    const double *x = a, *y = b;
    if (x[0] != y[0])
        return x[0] < y[0] ? -1 : 1;
    return (x[1] > y[1]) - (x[1] < y[1]);
}

static size_t read_group(const struct cs_grouped *grouped, const struct cs_grouped_group *group,
                         double (*pairs)[2])
{
    size_t n = 0;
    uint32_t *values = malloc(N_ANSWERS * sizeof *values),
             *weights = malloc(N_ANSWERS * sizeof *weights);
    double *wide = malloc(N_ANSWERS * sizeof *wide),
           *wide_weights = malloc(N_ANSWERS * sizeof *wide);
    for (uint32_t at = group->first_piece; at; at = grouped->pieces[at - 1].next) {
        const struct cs_grouped_piece *piece = &grouped->pieces[at - 1];
        const struct cs_grouped_part *part = &grouped->parts[piece->part];
        const struct cs_grouped_slot *slot = &part->slots[piece->slot];
        cs_grouped_read_compact(part, slot, values, grouped->has_weights ? weights : NULL);
        for (size_t i = 0; i < slot->n; i++, n++) {
            pairs[n][0] = cs_grouped_value_of(part->is_of_cents, values[i]);
            pairs[n][1] = grouped->has_weights ? cs_grouped_weight_of(weights[i]) : 1;
        }
        cs_grouped_read_wide(part, slot, wide, wide_weights);
        for (size_t i = 0; i < cs_grouped_n_wide(part, slot); i++, n++) {
            pairs[n][0] = wide[i];
            pairs[n][1] = grouped->has_weights ? wide_weights[i] : 1;
        }
    }
    free(values);
    free(weights);
    free(wide);
    free(wide_weights);
    return n;
}

static void check(size_t n_parts, int has_weights, const struct taste *taste)
{
    struct cs_grouped grouped = {.n_parts = n_parts, .has_weights = has_weights};
    grouped.parts = calloc(n_parts, sizeof *grouped.parts);
    for (size_t p = 0; p < n_parts; p++) {
        cs_grouped_part_init(&grouped.parts[p], has_weights);
        grouped.parts[p].is_of_cents = taste->has_cents && p != 1;
    }
    for (size_t i = 0; i < N_ANSWERS; i++) {
        struct cs_grouped_observation observation = {
            {(uint32_t)(i % N_KEYS), CS_NO_KEY, CS_NO_KEY, CS_NO_KEY, CS_NO_KEY},
            value_of(taste, i),
            weight_of(taste, i)};
        cs_grouped_add(&grouped.parts[i % n_parts], &observation, 1);
    }
    assert_int_equal(cs_grouped_gather(&grouped, NULL, NULL), CS_OK);
    assert_int_equal(grouped.n_groups, N_KEYS);
    assert_int_equal(grouped.n_observations, N_ANSWERS);
    double(*found)[2] = malloc(N_ANSWERS * sizeof *found);
    double(*wanted)[2] = malloc(N_ANSWERS * sizeof *wanted);
    for (size_t g = 0; g < grouped.n_groups; g++) {
        size_t n_wanted = 0;
        size_t n = read_group(&grouped, &grouped.groups[g], found);
        for (size_t i = grouped.groups[g].key[0]; i < N_ANSWERS; i += N_KEYS, n_wanted++) {
            wanted[n_wanted][0] = value_of(taste, i);
            wanted[n_wanted][1] = has_weights ? weight_of(taste, i) : 1;
        }
        assert_int_equal(n, grouped.groups[g].n);
        assert_int_equal(n, n_wanted);
        qsort(found, n, sizeof *found, compare_pairs);
        qsort(wanted, n, sizeof *wanted, compare_pairs);
        for (size_t i = 0; i < n; i++) {
            assert_true(found[i][0] == wanted[i][0]);
            assert_true(found[i][1] == wanted[i][1]);
        }
    }
    free(found);
    free(wanted);
    cs_grouped_clear(&grouped);
}

static void observations_come_back(void **unused)
{
    (void)unused;
    /* Odd at once; never; here and there after many that fit into few bytes; often after many. */
    static const struct taste tastes[] = {
        {0, 11, 5},      {N_ANSWERS, 1, 1},       {15000, 501, 400},
        {15000, 11, 5},  {N_ANSWERS, 1, 1, true}, {15000, 501, 400, true},
        {0, 11, 5, true}};
    for (size_t t = 0; t < sizeof tastes / sizeof *tastes; t++)
        for (size_t n_parts = 1; n_parts <= 3; n_parts++) {
            check(n_parts, 0, &tastes[t]);
            check(n_parts, 1, &tastes[t]);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(observations_come_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

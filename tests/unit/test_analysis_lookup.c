/* analysis/outlook/lookup: what is found among random figures is what a plain search of all of them
 * finds, one period after the other. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/outlook/lookup.h"
#include "data/dataset.h"
#include "data/dict.h"
#include "data/period.h"

enum { N_FIGURES = 400, N_YEARS = 9, N_ROUNDS = 60 };

static uint32_t next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

static uint32_t intern(struct cs_dataset *data, enum cs_dim dim, const char *code)
{
    uint32_t key = cs_dataset_intern(data, dim, cs_span_of(code), cs_span_of(""), 0);
    if (dim == CS_DIM_PERIOD)
        assert_true(cs_period_parse(cs_span_of(code), &data->dicts[dim].keys[key].period));
    return key;
}

/* Of 3 occupations in 2 regions, over years of which some are none, per year or hour, some
 * withheld. */
static struct cs_dataset *random_figures(uint32_t seed)
{
    static const char *const codes[] = {"A", "B", "C"};
    struct cs_dataset *data = cs_dataset_new();
    uint32_t source;
    assert_non_null(data);
    cs_dataset_add_source(data, &source)->id = "made";
    for (size_t i = 0; i < N_FIGURES; i++) {
        struct cs_estimate e = {.measure = CS_WAGE_MEDIAN + (uint8_t)(next(&seed) % 2),
                                .value = 10 + next(&seed) % 50,
                                .line = i + 1,
                                .unit = {.kind = CS_UNIT_MONEY, .currency = "USD"}};
        char year[8];
        snprintf(year, sizeof year, "%u", 2010 + next(&seed) % N_YEARS);
        for (int d = 0; d < CS_N_DIMS; d++)
            e.key[d] = CS_NO_KEY;
        e.key[CS_DIM_OCCUPATION] = intern(data, CS_DIM_OCCUPATION, codes[next(&seed) % 3]);
        e.key[CS_DIM_REGION] = intern(data, CS_DIM_REGION, codes[next(&seed) % 2]);
        if (next(&seed) % 8)
            e.key[CS_DIM_PERIOD] = intern(data, CS_DIM_PERIOD, year);
        e.unit.per = next(&seed) % 2 ? CS_PER_YEAR : CS_PER_HOUR;
        if (next(&seed) % 4 == 0) {
            e.presence = CS_WITHHELD;
            e.value = NAN;
        }
        assert_int_equal(cs_dataset_add_estimate(data, &e), CS_OK);
    }
    return data;
}

static int year_of(const struct cs_dataset *data, const struct cs_estimate *e)
{
    const struct cs_key *key = cs_dataset_key(data, CS_DIM_PERIOD, e->key[CS_DIM_PERIOD]);
    return key ? key->period.start_year : 0;
}

/* The newest year before `end` in which the query has a figure; -1: there is none. */
static int newest_before(const struct cs_dataset *data, const struct cs_query *q, int end)
{
    int newest = -1;
    for (size_t i = 0; i < data->n_estimates; i++) {
        const struct cs_estimate *e = &data->estimates[i];
        int year = year_of(data, e);
        bool is_it = e->measure == q->measure && e->key[CS_DIM_OCCUPATION] == q->occupation &&
                     e->key[CS_DIM_REGION] == q->region &&
                     (q->per == CS_PER_NONE || e->unit.per == q->per) &&
                     (!q->needs_value || e->presence == CS_PRESENT);
        if (is_it && year < end && year > newest)
            newest = year;
    }
    return newest;
}

static void check_query(const struct cs_dataset *data, const struct cs_lookup *lookup,
                        struct cs_query q)
{
    struct cs_found back[N_YEARS + 2], one;
    size_t n = cs_lookup_back(lookup, q, back, N_YEARS + 2);
    int end = 9999;
    for (size_t i = 0; i < n; i++) {
        int year = newest_before(data, &q, end);
        assert_int_equal(back[i].period.start_year, year);
        assert_int_equal(cs_lookup_find(lookup, &q, &one), 1);
        assert_ptr_equal(one.estimate, back[i].estimate);
        assert_int_equal(one.n_others, back[i].n_others);
        q.when = CS_WHEN_EXACT;
        q.period = back[i].period;
        assert_int_equal(cs_lookup_find(lookup, &q, &one), 1);
        assert_ptr_equal(one.estimate, back[i].estimate);
        q.when = CS_WHEN_BEFORE;
        end = year;
    }
    int left = newest_before(data, &q, end);
    assert_true(n ? left <= 0 : left < 0); /* an undated one only where there is no other */
}

static void periods_come_one_after_the_other(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= N_ROUNDS; seed++) {
        struct cs_dataset *data = random_figures(seed);
        struct cs_lookup *lookup = cs_lookup_new(data);
        assert_non_null(lookup);
        for (uint32_t k = 0; k < 3 * 2 * 3 * 2; k++) {
            struct cs_query q = cs_query_of(CS_WAGE_MEDIAN + k % 2, k / 2 % 3, k / 6 % 2);
            static const enum cs_per pers[] = {CS_PER_NONE, CS_PER_YEAR, CS_PER_HOUR};
            q.per = pers[k / 12];
            q.needs_value = seed % 2;
            check_query(data, lookup, q);
        }
        cs_lookup_free(lookup);
        cs_dataset_free(data);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(periods_come_one_after_the_other)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

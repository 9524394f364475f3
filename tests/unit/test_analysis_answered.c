/* Individual observations as figures of a report: the same median as a summary gives, its n with
 * it, and nothing of groups that are too small. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/observed/observed_estimates.h"
#include "analysis/outlook/lookup.h"

static uint32_t intern(struct cs_dataset *data, enum cs_dim dim, const char *code)
{
    uint32_t key = cs_dataset_intern(data, dim, cs_span_of(code), cs_span_of(""), 0);
    if (dim == CS_DIM_PERIOD)
        cs_period_parse(cs_span_of(code), &data->dicts[dim].keys[key].period);
    return key;
}

static void observation(struct cs_dataset *data, const char *level, const char *year, double pay)
{
    struct cs_observation row = {.value = pay};
    row.key[CS_DIM_OCCUPATION] = intern(data, CS_DIM_OCCUPATION, "Analyst");
    row.key[CS_DIM_REGION] = intern(data, CS_DIM_REGION, "US");
    row.key[CS_DIM_LEVEL] = intern(data, CS_DIM_LEVEL, level);
    row.key[CS_DIM_PERIOD] = intern(data, CS_DIM_PERIOD, year);
    row.key[CS_DIM_INDUSTRY] = CS_NO_KEY;
    assert_int_equal(cs_dataset_add_observation(data, &row), CS_OK);
}

static struct cs_found find(const struct cs_lookup *lookup, enum cs_measure measure,
                            const char *level)
{
    struct cs_query query =
        cs_query_of(measure, cs_lookup_key(lookup, CS_DIM_OCCUPATION, "Analyst"),
                    cs_lookup_key(lookup, CS_DIM_REGION, "US"));
    if (level)
        query.level = cs_lookup_key(lookup, CS_DIM_LEVEL, level);
    struct cs_found found;
    cs_lookup_find(lookup, &query, &found);
    return found;
}

static void observations_become_figures(void **state)
{
    static const double pays[] = {50000, 30000, 40000, 20000};
    (void)state;
    struct cs_dataset *data = cs_dataset_new();
    struct cs_diag diag;
    uint32_t source;
    cs_diag_init(&diag);
    cs_dataset_add_source(data, &source)->id = "survey";
    cs_unit_parse(cs_span_of("USD/year"), &data->observations.unit);
    for (size_t i = 0; i < 4; i++)
        observation(data, "senior", "2024", pays[i]);
    observation(data, "junior", "2024", 10000);
    observation(data, "senior", "2020", 1000);
    assert_int_equal(
        cs_observed_estimates_add(data, &(struct cs_observed_estimates_plan){CS_NO_KEY, 1}, &diag),
        CS_OK);
    struct cs_lookup *lookup = cs_lookup_new(data);
    struct cs_found all = find(lookup, CS_WAGE_MEDIAN, NULL);
    assert_float_equal(cs_found_number(&all), 30000, 0);
    assert_string_equal(all.period_text, "2024");
    assert_string_equal(all.note, CS_OBSERVED_NOTE "5 observations");
    assert_string_equal(all.source->id, "survey-computed");
    struct cs_found senior = find(lookup, CS_WAGE_P25, "senior");
    assert_float_equal(cs_found_number(&senior), 27500, 1e-9); /* hf7 */
    struct cs_found junior = find(lookup, CS_WAGE_MEDIAN, "junior");
    assert_int_equal(junior.quantity.presence, CS_BELOW_MINIMUM_N);
    assert_true(isnan(cs_found_number(&junior)));
    assert_null(strstr(junior.note, "1"));
    cs_lookup_free(lookup);
    cs_dataset_free(data);
    cs_diag_clear(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(observations_become_figures)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

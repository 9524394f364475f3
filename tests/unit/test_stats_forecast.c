/* stats/: laws of the forecasts (scaling, shifting, horizon, order of use), hard series, and the
 * scores by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stats/forecast/leap.h"
#include "stats/forecast/score.h"

enum { N = 24, LONG = 10000 };

/* Growth with noise that is the same everywhere. */
static void fill(double *y, size_t n)
{
    uint32_t state = 12345;
    double level = 1000;
    for (size_t i = 0; i < n; i++) {
        state = state * 1664525u + 1013904223u;
        level += 20 + (double)(state >> 20) / 4096 * 60 - 30;
        y[i] = level;
    }
}

static enum cs_absence forecast(const double *y, size_t n, size_t horizon,
                                enum cs_forecast_method method, struct cs_forecast *out)
{
    struct cs_forecaster *forecaster = cs_forecaster_new();
    assert_non_null(forecaster);
    enum cs_absence lack = cs_forecaster_load(forecaster, y, n, horizon);
    if (lack == CS_ABSENT_NOTHING)
        lack = cs_forecaster_give(forecaster, method, out);
    cs_forecaster_free(forecaster);
    return lack;
}

static void assert_near(double a, double b, double tolerance)
{
    if (!(fabs(a - b) <= tolerance * (1 + fabs(b))))
        fail_msg("%.17g is not %.17g", a, b);
}

static void test_scaling(void **state)
{
    (void)state;
    double y[N], scaled[N];
    fill(y, N);
    for (size_t i = 0; i < N; i++)
        scaled[i] = 1024 * y[i];
    for (int m = 0; m < CS_N_FORECAST_METHODS; m++) {
        struct cs_forecast a, b;
        assert_int_equal(forecast(y, N, 8, (enum cs_forecast_method)m, &a), CS_ABSENT_NOTHING);
        assert_int_equal(forecast(scaled, N, 8, (enum cs_forecast_method)m, &b), CS_ABSENT_NOTHING);
        for (size_t h = 0; h < 8; h++) {
            assert_near(b.steps[h].point, 1024 * a.steps[h].point, 1e-9);
            assert_near(b.steps[h].lower_95, 1024 * a.steps[h].lower_95, 1e-9);
            assert_near(b.steps[h].upper_80, 1024 * a.steps[h].upper_80, 1e-9);
        }
    }
}

static void test_shifting(void **state)
{
    (void)state;
    static const enum cs_forecast_method LINEAR[] = {
        CS_FORECAST_NAIVE, CS_FORECAST_DRIFT, CS_FORECAST_MEDIAN_DRIFT, CS_FORECAST_OLS,
        CS_FORECAST_SES,   CS_FORECAST_HOLT,  CS_FORECAST_DAMPED,       CS_FORECAST_THETA,
        CS_FORECAST_DOTM,  CS_FORECAST_ARIMA,
    };
    double y[N], moved[N];
    fill(y, N);
    for (size_t i = 0; i < N; i++)
        moved[i] = y[i] + 4096;
    for (size_t m = 0; m < sizeof LINEAR / sizeof *LINEAR; m++) {
        struct cs_forecast a, b;
        assert_int_equal(forecast(y, N, 6, LINEAR[m], &a), CS_ABSENT_NOTHING);
        assert_int_equal(forecast(moved, N, 6, LINEAR[m], &b), CS_ABSENT_NOTHING);
        for (size_t h = 0; h < 6; h++)
            assert_near(b.steps[h].point, a.steps[h].point + 4096, 1e-9);
    }
}

/* One step is the first of ten, to the last bit. */
static void test_horizon(void **state)
{
    (void)state;
    double y[N];
    fill(y, N);
    for (int m = 0; m < CS_N_FORECAST_METHODS; m++) {
        struct cs_forecast a, b;
        assert_int_equal(forecast(y, N, 1, (enum cs_forecast_method)m, &a), CS_ABSENT_NOTHING);
        assert_int_equal(forecast(y, N, 10, (enum cs_forecast_method)m, &b), CS_ABSENT_NOTHING);
        assert_memory_equal(&a.steps[0], &b.steps[0], sizeof a.steps[0]);
    }
}

/* A forecaster used before observations as a new one. */
static void test_reuse(void **state)
{
    (void)state;
    double y[N], other[5] = {5, 4, 9, -3, 7};
    struct cs_forecast a, b;
    fill(y, N);
    struct cs_forecaster *forecaster = cs_forecaster_new();
    assert_int_equal(cs_forecaster_load(forecaster, other, 5, 30), CS_ABSENT_NOTHING);
    assert_int_equal(cs_forecaster_give(forecaster, CS_FORECAST_DOTM, &a), CS_ABSENT_NOTHING);
    for (int m = 0; m < CS_N_FORECAST_METHODS; m++) {
        assert_int_equal(cs_forecaster_load(forecaster, y, N, 10), CS_ABSENT_NOTHING);
        cs_forecaster_give(forecaster, (enum cs_forecast_method)m, &a);
        forecast(y, N, 10, (enum cs_forecast_method)m, &b);
        assert_memory_equal(a.steps, b.steps, 10 * sizeof a.steps[0]);
    }
    cs_forecaster_free(forecaster);
}

static void check_sane(const double *y, size_t n, size_t horizon)
{
    for (int m = 0; m < CS_N_FORECAST_METHODS; m++) {
        struct cs_forecast f;
        enum cs_absence lack = forecast(y, n, horizon, (enum cs_forecast_method)m, &f);
        if (lack == CS_ABSENT_POSITIVE && (m == CS_FORECAST_LOGLINEAR || m == CS_FORECAST_LGT))
            continue;
        if (lack == CS_ABSENT_AGREEMENT && m == CS_FORECAST_LGT)
            continue; /* of these series that leaps a millionfold: test_agreement has others */
        assert_int_equal(lack, CS_ABSENT_NOTHING);
        for (size_t h = 0; h < horizon; h++) {
            const struct cs_forecast_step *s = &f.steps[h];
            assert_true(isfinite(s->point));
            if (f.interval_lack != CS_ABSENT_NOTHING)
                continue;
            assert_true(s->lower_95 <= s->lower_80 && s->lower_80 <= s->point);
            assert_true(s->point <= s->upper_80 && s->upper_80 <= s->upper_95);
            if (h > 0)
                assert_true(s->upper_95 - s->point >=
                            f.steps[h - 1].upper_95 - f.steps[h - 1].point - 1e-6 * s->upper_95);
        }
    }
}

static void test_hard_series(void **state)
{
    (void)state;
    static double y[LONG];
    fill(y, LONG);
    check_sane(y, 3, 10);
    check_sane(y, 4, 10);
    check_sane(y, 8, 10);
    check_sane(y, LONG, 30);
    y[11] = 1e9;
    check_sane(y, N, 10);
    y[N - 1] = 1e9;
    check_sane(y, N, 10);
    double zeros[N] = {0}, sparse[N] = {0}, negative[N], tiny[N], shift[N];
    check_sane(zeros, N, 10);
    sparse[4] = 1;
    sparse[17] = 3;
    check_sane(sparse, N, 10);
    fill(negative, N);
    fill(tiny, N);
    for (size_t i = 0; i < N; i++) {
        negative[i] -= 1300;
        tiny[i] *= 1e-300;
        shift[i] = i < 12 ? 100 + (double)(i % 3) : 500 + (double)(i % 2);
    }
    check_sane(negative, N, 10);
    check_sane(tiny, N, 10);
    check_sane(shift, N, 10);
}

/* The chains agree on ordinary series, and say how well. */
static void test_agreement(void **state)
{
    (void)state;
    double y[N];
    struct cs_forecast f;
    fill(y, N);
    for (size_t n = 3; n <= N; n++) {
        assert_int_equal(forecast(y, n, 6, CS_FORECAST_LGT, &f), CS_ABSENT_NOTHING);
        assert_true(f.chains.were_run && f.chains.have_agreed);
        assert_true(f.chains.rhat <= 1.05 && f.chains.ess >= 100 && f.chains.n_draws >= 1000);
    }
    assert_int_equal(forecast(y, N, 6, CS_FORECAST_NAIVE, &f), CS_ABSENT_NOTHING);
    assert_false(f.chains.were_run);
    y[0] = 0;
    assert_int_equal(forecast(y, N, 6, CS_FORECAST_LGT, &f), CS_ABSENT_POSITIVE);
    assert_int_equal(forecast(y, N, 6, CS_FORECAST_AUTO, &f), CS_ABSENT_NOTHING);
    assert_false(f.chains.were_run);
}

/* A falling count ends at zero, not below; one leap in the middle moves little. */
static void test_counts_and_outliers(void **state)
{
    (void)state;
    double falling[12], y[N], leaping[N];
    struct cs_forecast a, b;
    for (size_t i = 0; i < 12; i++)
        falling[i] = 130 - 10 * (double)i;
    assert_int_equal(forecast(falling, 12, 10, CS_FORECAST_AUTO, &a), CS_ABSENT_NOTHING);
    assert_true(a.steps[9].point >= 0 && a.steps[9].lower_95 >= 0);
    fill(y, N);
    memcpy(leaping, y, sizeof y);
    leaping[9] = 1e9;
    assert_int_equal(forecast(y, N, 5, CS_FORECAST_AUTO, &a), CS_ABSENT_NOTHING);
    assert_int_equal(forecast(leaping, N, 5, CS_FORECAST_AUTO, &b), CS_ABSENT_NOTHING);
    assert_int_equal(a.n_outliers, 0);
    assert_int_equal(b.n_outliers, 1);
    assert_near(b.steps[4].point, a.steps[4].point, 0.05);
}

/* Three values that double: over ten years auto levels off, its intervals widen little faster than
 * the years, and what is carried on at the pace of the three has none. */
static void test_few_values_far_ahead(void **state)
{
    (void)state;
    static const double Y[][3] = {{100, 200, 400}, {100, 120, 150}, {1e-9, 2e-9, 4e-9}, {5, 3, 1}};
    struct cs_forecast f;
    for (size_t s = 0; s < sizeof Y / sizeof *Y; s++) {
        double first = Y[s][2] - Y[s][1];
        assert_int_equal(forecast(Y[s], 3, 10, CS_FORECAST_AUTO, &f), CS_ABSENT_NOTHING);
        assert_true(fabs(f.steps[9].point - Y[s][2]) < 3 * fabs(first));
        for (size_t h = 3; h < 10; h++)
            assert_true(fabs(f.steps[h].point - f.steps[h - 1].point) <= 0.9 * fabs(first));
        assert_true(f.steps[9].upper_95 - f.steps[9].point <=
                    1.0001 * pow(5, 1.1) * (f.steps[1].upper_95 - f.steps[1].point));
    }
    assert_int_equal(forecast(Y[0], 3, 10, CS_FORECAST_LOGLINEAR, &f), CS_ABSENT_NOTHING);
    assert_int_equal(f.interval_lack, CS_ABSENT_EVIDENCE);
    assert_true(fabs(f.steps[9].point - 409600) < 1e-6 && isnan(f.steps[0].upper_80));
    assert_int_equal(forecast(Y[0], 3, 2, CS_FORECAST_LOGLINEAR, &f), CS_ABSENT_NOTHING);
    assert_int_equal(f.interval_lack, CS_ABSENT_NOTHING);
    assert_int_equal(forecast(Y[3], 3, 10, CS_FORECAST_OLS, &f), CS_ABSENT_NOTHING);
    assert_int_equal(f.interval_lack, CS_ABSENT_NOTHING);
}

static void test_leaps(void **state)
{
    (void)state;
    double y[N], growing[N];
    fill(y, N);
    for (size_t i = 0; i < N; i++)
        growing[i] = 100 * pow(1.5, (double)i) * (1 + 0.02 * (double)(i % 3));
    assert_int_equal(cs_forecast_leap_of(y, N).at, 0);
    assert_int_equal(cs_forecast_leap_of(growing, N).at, 0);
    y[N - 1] += 1000;
    assert_int_equal(cs_forecast_leap_of(y, N).at, N - 1);
    fill(y, N);
    for (size_t i = 9; i < N; i++)
        y[i] -= 700;
    struct cs_forecast_leap leap = cs_forecast_leap_of(y, N);
    assert_int_equal(leap.at, 9);
    assert_true(leap.step < -600 && leap.usual > -50);
    double line[6] = {1, 2, 3, 4, 5, 6}, last[6] = {1, 2, 3, 4, 5, 60};
    assert_int_equal(cs_forecast_leap_of(line, 6).at, 0);
    assert_int_equal(cs_forecast_leap_of(last, 6).at, 5);
    assert_int_equal(cs_forecast_leap_of(last + 2, 4).at, 0);
    double zeros[7] = {0, 0, 0, 0, 0, 0, 5};
    assert_int_equal(cs_forecast_leap_of(zeros, 7).at, 6);
}

static void test_refusals(void **state)
{
    (void)state;
    double y[N];
    struct cs_forecast f;
    fill(y, N);
    assert_int_equal(forecast(y, 2, 1, CS_FORECAST_AUTO, &f), CS_ABSENT_MORE_VALUES);
    assert_int_equal(forecast(y, N, 0, CS_FORECAST_AUTO, &f), CS_ABSENT_RANGE);
    assert_int_equal(forecast(y, N, 31, CS_FORECAST_AUTO, &f), CS_ABSENT_RANGE);
    y[3] = NAN;
    assert_int_equal(forecast(y, N, 1, CS_FORECAST_AUTO, &f), CS_ABSENT_FINITE);
    fill(y, N);
    y[0] = 0;
    assert_int_equal(forecast(y, N, 1, CS_FORECAST_LOGLINEAR, &f), CS_ABSENT_POSITIVE);
    double flat[6] = {7, 7, 7, 7, 7, 7};
    assert_int_equal(forecast(flat, 6, 3, CS_FORECAST_AUTO, &f), CS_ABSENT_NOTHING);
    assert_int_equal(f.interval_lack, CS_ABSENT_VARIATION);
    assert_true(f.steps[2].point == 7 && isnan(f.steps[2].lower_80));
}

/* On a straight line every method with a slope goes on along it. */
static void test_exact_line(void **state)
{
    (void)state;
    static const enum cs_forecast_method SLOPED[] = {CS_FORECAST_DRIFT, CS_FORECAST_MEDIAN_DRIFT,
                                                     CS_FORECAST_OLS, CS_FORECAST_HOLT,
                                                     CS_FORECAST_ARIMA};
    double y[10], doubling[10];
    for (size_t i = 0; i < 10; i++) {
        y[i] = 50 + 5 * (double)i;
        doubling[i] = ldexp(3, (int)i);
    }
    struct cs_forecast f;
    for (size_t m = 0; m < sizeof SLOPED / sizeof *SLOPED; m++) {
        assert_int_equal(forecast(y, 10, 5, SLOPED[m], &f), CS_ABSENT_NOTHING);
        for (size_t h = 0; h < 5; h++)
            assert_near(f.steps[h].point, 100 + 5 * (double)h, 1e-9);
    }
    assert_int_equal(forecast(doubling, 10, 3, CS_FORECAST_LOGLINEAR, &f), CS_ABSENT_NOTHING);
    assert_near(f.steps[2].point, ldexp(3, 12), 1e-9);
}

static void test_scores(void **state)
{
    (void)state;
    struct cs_forecast f = {.horizon = 2};
    f.steps[0] = (struct cs_forecast_step){100, 95, 105, 90, 110};
    f.steps[1] = (struct cs_forecast_step){100, 95, 105, 90, 110};
    double actual[2] = {108, 120}, before[3] = {90, 94, 100};
    struct cs_forecast_score score = {0};
    struct cs_forecast_outcome outcome = {actual, 0, 2, cs_forecast_scale(before, 3)};
    assert_near(outcome.scale, 5, 1e-15);
    cs_forecast_score_add(&score, &f, &outcome);
    struct cs_forecast_grade grade = cs_forecast_grade_of(&score);
    assert_near(grade.smape, (200 * 8.0 / 208 + 200 * 20.0 / 220) / 2, 1e-12);
    assert_near(grade.mase, (8 + 20) / 2.0 / 5, 1e-12);
    assert_near(grade.coverage_95, 0.5, 1e-12);
    assert_near(grade.coverage_80, 0, 1e-12);
    assert_near(grade.msis, (20 + 20 + 40 * 10) / 2.0 / 5, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scaling),     cmocka_unit_test(test_shifting),
        cmocka_unit_test(test_horizon),     cmocka_unit_test(test_reuse),
        cmocka_unit_test(test_hard_series), cmocka_unit_test(test_agreement),
        cmocka_unit_test(test_leaps),       cmocka_unit_test(test_counts_and_outliers),
        cmocka_unit_test(test_refusals),    cmocka_unit_test(test_exact_line),
        cmocka_unit_test(test_scores),      cmocka_unit_test(test_few_values_far_ahead),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Pairs of projection vintages judged by the later one's base year, over all occupations at
 * once. */
#include "analysis/published/official_backtest.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/diag.h"
#include "data/period.h"

static const char *const GUESSES[CS_N_GUESSES] = {"published", "same_share", "trend", "no_change"};
/* A change by half within a few years is more likely one of definition. */
static const double LEAP = 0.5;

const char *cs_official_guess_name(enum cs_official_guess guess)
{
    return GUESSES[guess];
}

/* One occupation in one projection. */
struct figure {
    uint32_t occupation;
    double base, projected;
};
struct vintage {
    struct cs_period period;
    struct figure *figures; /* by occupation */
    size_t n;
};
struct work {
    const struct cs_lookup *lookup;
    struct cs_arena *arena;
    struct vintage *vintages; /* by base year */
    size_t n_vintages;
    struct cs_diag *diag;
};

static enum cs_status read_vintage(struct work *work, struct vintage *vintage, uint32_t region,
                                   const uint32_t *occupations, size_t n)
{
    vintage->figures = cs_arena_alloc(work->arena, (n + 1) * sizeof *vintage->figures);
    if (!vintage->figures)
        return cs_fail_memory(work->diag);
    for (size_t i = 0; i < n; i++) {
        struct cs_query query = cs_query_of(CS_EMPLOYMENT_BASE, occupations[i], region);
        query.when = CS_WHEN_EXACT;
        query.period = vintage->period;
        struct cs_found base = cs_lookup_at(work->lookup, query, CS_EMPLOYMENT_BASE);
        struct cs_found projected = cs_lookup_at(work->lookup, query, CS_EMPLOYMENT_PROJECTED);
        double from = cs_found_number(&base), to = cs_found_number(&projected);
        if (from > 0 && to > 0)
            vintage->figures[vintage->n++] = (struct figure){occupations[i], from, to};
    }
    return CS_OK;
}

static int compare_figures(const void *a, const void *b)
{
    const struct figure *x = a, *y = b;
    return x->occupation < y->occupation ? -1 : x->occupation > y->occupation;
}

static const struct figure *find(const struct vintage *vintage, uint32_t occupation)
{
    struct figure key = {occupation, 0, 0};
    return vintage->n ? bsearch(&key, vintage->figures, vintage->n, sizeof key, compare_figures)
                      : NULL;
}

/* Periods with base employment, and their figures. */
static enum cs_status read_vintages(struct work *work)
{
    uint32_t region = cs_lookup_key(work->lookup, CS_DIM_REGION, "US"), *keys;
    struct cs_key_list occupations = {.arena = work->arena};
    size_t n_keys;
    const struct cs_dataset *data = cs_lookup_dataset(work->lookup);
    enum cs_status status =
        cs_lookup_occupations(work->lookup, CS_EMPLOYMENT_BASE, region, &occupations, work->diag);
    if (status != CS_OK)
        return status;
    work->vintages = cs_arena_alloc(work->arena, (data->dicts[CS_DIM_PERIOD].n_keys + 1) *
                                                     sizeof(struct vintage));
    keys = cs_arena_alloc(work->arena, (data->dicts[CS_DIM_PERIOD].n_keys + 1) * sizeof *keys);
    if (!work->vintages || !keys)
        return cs_fail_memory(work->diag);
    n_keys = data->dicts[CS_DIM_PERIOD].n_keys;
    for (uint32_t k = 0; k < n_keys && status == CS_OK; k++) {
        struct vintage vintage = {.period = data->dicts[CS_DIM_PERIOD].keys[k].period};
        if (vintage.period.start_year == 0 || !cs_period_is_span(vintage.period))
            continue;
        status = read_vintage(work, &vintage, region, occupations.keys, occupations.n);
        if (vintage.n > 0)
            work->vintages[work->n_vintages++] = vintage;
    }
    return status;
}

static int compare_vintages(const void *a, const void *b)
{
    const struct vintage *x = a, *y = b;
    return cs_period_compare(x->period, y->period);
}

static double sum_jobs(const struct vintage *vintage, bool is_projected)
{
    double sum = 0;
    for (size_t i = 0; i < vintage->n; i++)
        sum += is_projected ? vintage->figures[i].projected : vintage->figures[i].base;
    return sum;
}

static double line(const struct vintage *vintage, double base, double projected, int year)
{
    double share = (double)(year - vintage->period.start_year) /
                   (double)(vintage->period.end_year - vintage->period.start_year);
    return base + (projected - base) * share;
}

/* The guesses for one occupation; NaN where there is none. */
static void make_guesses(const struct vintage *before, const struct vintage *earlier,
                         const struct figure *figure, int year, double out[CS_N_GUESSES])
{
    double all = sum_jobs(earlier, 0);
    out[CS_GUESS_PUBLISHED] = line(earlier, figure->base, figure->projected, year);
    out[CS_GUESS_SAME_SHARE] = figure->base * line(earlier, all, sum_jobs(earlier, 1), year) / all;
    out[CS_GUESS_NO_CHANGE] = figure->base;
    out[CS_GUESS_TREND] = NAN;
    const struct figure *last = before ? find(before, figure->occupation) : NULL;
    if (last && fabs(figure->base / last->base - 1) < LEAP)
        out[CS_GUESS_TREND] =
            figure->base *
            pow(figure->base / last->base,
                (double)(year - earlier->period.start_year) /
                    (double)(earlier->period.start_year - before->period.start_year));
}

/* Errors of one guess, gathered. */
struct tally {
    double *absolute;
    double sum, signed_sum, weighted, jobs, right;
    size_t n;
};

static void add(struct tally *tally, double guess, const struct figure *from, double actual)
{
    double error = 100 * (guess / actual - 1);
    if (!isfinite(error))
        return;
    tally->absolute[tally->n++] = fabs(error);
    tally->sum += fabs(error);
    tally->signed_sum += error;
    tally->weighted += fabs(error) * actual;
    tally->jobs += actual;
    tally->right += (guess > from->base) == (actual > from->base);
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static struct cs_official_error grade(struct tally *tally, enum cs_official_guess guess)
{
    struct cs_official_error error = {tally->n, NAN, NAN, NAN, NAN, NAN};
    double n = (double)tally->n;
    if (tally->n == 0)
        return error;
    qsort(tally->absolute, tally->n, sizeof *tally->absolute, compare_doubles);
    error.mean = tally->sum / n;
    error.median = (tally->absolute[(tally->n - 1) / 2] + tally->absolute[tally->n / 2]) / 2;
    error.weighted = tally->weighted / tally->jobs;
    error.bias = tally->signed_sum / n;
    if (guess != CS_GUESS_NO_CHANGE)
        error.right_direction = tally->right / n;
    return error;
}

static enum cs_status judge(struct work *work, size_t e, size_t l, struct cs_official_pair *pair)
{
    const struct vintage *earlier = &work->vintages[e], *later = &work->vintages[l];
    struct tally tallies[CS_N_GUESSES] = {{0}};
    int year = later->period.start_year;
    for (int g = 0; g < CS_N_GUESSES; g++) {
        tallies[g].absolute = cs_arena_alloc(work->arena, (earlier->n + 1) * sizeof(double));
        if (!tallies[g].absolute)
            return cs_fail_memory(work->diag);
    }
    for (size_t i = 0; i < earlier->n; i++) {
        const struct figure *from = &earlier->figures[i], *came = find(later, from->occupation);
        double guesses[CS_N_GUESSES];
        pair->n_only_earlier += came == NULL;
        if (!came)
            continue;
        if (fabs(came->base / from->base - 1) >= LEAP) {
            pair->n_leaps++;
            continue;
        }
        make_guesses(e > 0 ? &work->vintages[e - 1] : NULL, earlier, from, year, guesses);
        for (int g = 0; g < CS_N_GUESSES; g++)
            add(&tallies[g], guesses[g], from, came->base);
    }
    for (int g = 0; g < CS_N_GUESSES; g++)
        pair->errors[g] = grade(&tallies[g], (enum cs_official_guess)g);
    return CS_OK;
}

enum cs_status cs_official_backtest(const struct cs_lookup *lookup, struct cs_arena *arena,
                                    struct cs_official_pair **pairs, size_t *n,
                                    struct cs_diag *diag)
{
    struct work work = {.lookup = lookup, .arena = arena, .diag = diag};
    *n = 0;
    enum cs_status status = read_vintages(&work);
    if (status != CS_OK)
        return status;
    if (work.n_vintages < 2)
        return cs_fail(diag, CS_NO_ANSWER, NULL, "load the tables of at least two vintages",
                       "the data have %zu projection periods with base employment: two are needed",
                       work.n_vintages);
    qsort(work.vintages, work.n_vintages, sizeof *work.vintages, compare_vintages);
    *pairs = cs_arena_alloc(arena, work.n_vintages * work.n_vintages * sizeof **pairs);
    if (!*pairs)
        return cs_fail_memory(diag);
    for (size_t v = 0; v < work.n_vintages; v++)
        if (work.vintages[v].n)
            qsort(work.vintages[v].figures, work.vintages[v].n, sizeof(struct figure),
                  compare_figures);
    for (size_t e = 0; e < work.n_vintages && status == CS_OK; e++)
        for (size_t l = e + 1; l < work.n_vintages && status == CS_OK; l++) {
            const struct cs_period a = work.vintages[e].period, b = work.vintages[l].period;
            if (b.start_year <= a.start_year || b.start_year > a.end_year)
                continue;
            struct cs_official_pair *pair = &(*pairs)[(*n)++];
            *pair = (struct cs_official_pair){
                .earlier = a, .later = b, .years = b.start_year - a.start_year};
            status = judge(&work, e, l, pair);
        }
    return status;
}

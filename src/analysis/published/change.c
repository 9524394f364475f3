/* Rows of two vintages brought together by key through one sort of both. */
#include "analysis/published/change.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/terms/money.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/measure.h"
#include "data/period.h"
#include "data/quantity.h"
#include "data/soc/revisions.h"

struct cs_change_options cs_change_defaults(void)
{
    struct cs_change_options options = {.measure = CS_WAGE_MEDIAN};
    for (int d = 0; d < CS_N_DIMS; d++)
        options.where[d] = CS_NO_KEY;
    return options;
}

static bool is_chosen(const struct cs_estimate *estimate, const struct cs_change_options *options)
{
    if (estimate->measure != options->measure ||
        (options->tier != CS_TIER_UNKNOWN && estimate->tier != options->tier))
        return false;
    if (options->per != CS_PER_NONE && estimate->unit.kind == CS_UNIT_MONEY &&
        estimate->unit.per != options->per)
        return false;
    for (int d = 0; d < CS_N_DIMS; d++)
        if (d != CS_DIM_PERIOD &&
            ((options->where[d] != CS_NO_KEY && options->where[d] != estimate->key[d]) ||
             (options->among &&
              !cs_selection_takes(options->among, (enum cs_dim)d, estimate->key[d]))))
            return false;
    return estimate->key[CS_DIM_PERIOD] != CS_NO_KEY;
}

static const struct cs_key *period_at(const struct cs_dataset *dataset, uint32_t index)
{
    return cs_dataset_key(dataset, CS_DIM_PERIOD, index);
}

static bool is_later(const struct cs_dataset *dataset, uint32_t a, uint32_t b)
{
    return b == CS_NO_KEY ||
           cs_period_compare(period_at(dataset, a)->period, period_at(dataset, b)->period) > 0;
}

/* The last two periods of the measure. */
static void find_last_two(const struct cs_dataset *dataset, const struct cs_change_options *options,
                          uint32_t periods[2])
{
    periods[0] = periods[1] = CS_NO_KEY;
    for (size_t i = 0; i < dataset->n_estimates; i++) {
        if (!is_chosen(&dataset->estimates[i], options))
            continue;
        uint32_t period = dataset->estimates[i].key[CS_DIM_PERIOD];
        if (period == periods[0] || period == periods[1])
            continue;
        if (is_later(dataset, period, periods[1])) {
            periods[0] = periods[1];
            periods[1] = period;
        } else if (is_later(dataset, period, periods[0])) {
            periods[0] = period;
        }
    }
}

static enum cs_status find_period(const struct cs_dataset *dataset, const char *code,
                                  uint32_t *period, struct cs_diag *diag)
{
    *period = cs_dataset_find(dataset, CS_DIM_PERIOD, cs_span_of(code));
    if (*period != CS_NO_KEY)
        return CS_OK;
    return cs_fail(diag, CS_NO_ANSWER, NULL, NULL, "the data have no period '%s'", code);
}

static enum cs_status find_periods(const struct cs_dataset *dataset,
                                   const struct cs_change_options *options, uint32_t periods[2],
                                   struct cs_diag *diag)
{
    enum cs_status status = CS_OK;
    find_last_two(dataset, options, periods);
    if (options->from)
        status = find_period(dataset, options->from, &periods[0], diag);
    if (status == CS_OK && options->to)
        status = find_period(dataset, options->to, &periods[1], diag);
    if (status != CS_OK)
        return status;
    if (periods[0] == CS_NO_KEY || periods[1] == CS_NO_KEY || periods[0] == periods[1])
        return cs_fail(diag, CS_NO_ANSWER, NULL, "load two vintages of the same table",
                       "the data do not have two periods for '%s' to compare",
                       cs_measure_info(options->measure)->name);
    return CS_OK;
}

/* A figure with the side it stands on. */
struct figure {
    const struct cs_estimate *estimate;
    int side; /* 0 from, 1 to */
    size_t order;
};

static int compare_keys(const struct cs_estimate *a, const struct cs_estimate *b)
{
    for (int d = 0; d < CS_N_DIMS; d++)
        if (d != CS_DIM_PERIOD && a->key[d] != b->key[d])
            return a->key[d] < b->key[d] ? -1 : 1;
    return memcmp(&a->unit, &b->unit, sizeof a->unit);
}

/* By key, then side, then the more detailed tier, then the order of the data. */
static int compare_figures(const void *a, const void *b)
{
    const struct figure *x = a, *y = b;
    int by_key = compare_keys(x->estimate, y->estimate);
    if (by_key)
        return by_key;
    if (x->side != y->side)
        return x->side - y->side;
    if (x->estimate->tier != y->estimate->tier)
        return x->estimate->tier > y->estimate->tier ? -1 : 1;
    return x->order < y->order ? -1 : 1;
}

static size_t collect(const struct cs_dataset *dataset, const struct cs_change_options *options,
                      const uint32_t periods[2], struct figure *figures)
{
    size_t n = 0;
    for (size_t i = 0; i < dataset->n_estimates; i++) {
        const struct cs_estimate *estimate = &dataset->estimates[i];
        if (!is_chosen(estimate, options))
            continue;
        for (int side = 0; side < 2; side++)
            if (estimate->key[CS_DIM_PERIOD] == periods[side])
                figures[n++] = (struct figure){estimate, side, i};
    }
    qsort(figures, n, sizeof *figures, compare_figures);
    return n;
}

static struct cs_quantity quantity_of(const struct cs_estimate *estimate)
{
    return (struct cs_quantity){estimate->value, (enum cs_presence)estimate->presence};
}

/* What figures are paired with. */
struct pairing {
    const struct cs_dataset *dataset;
    const struct cs_change_options *options;
    const uint32_t *periods; /* earlier, later */
    struct cs_arena *arena;
};

static const char *find_difference(const struct pairing *pairing, const struct cs_estimate *from,
                                   const struct cs_estimate *to)
{
    const struct cs_key *code =
        cs_dataset_key(pairing->dataset, CS_DIM_OCCUPATION, to->key[CS_DIM_OCCUPATION]);
    enum cs_soc_stage stages[2];
    const struct cs_estimate *ends[2] = {from, to};
    for (int i = 0; i < 2; i++)
        stages[i] = cs_soc_stage_of(
            period_at(pairing->dataset, pairing->periods[i])->period.start_year, ends[i]->note);
    return code ? cs_soc_difference(pairing->options->reference, code->code, stages[0], stages[1],
                                    pairing->arena)
                : NULL;
}

static void fill_row(const struct cs_estimate *from, const struct cs_estimate *to,
                     const struct cs_money_factor *real, struct cs_change_row *row)
{
    *row = (struct cs_change_row){
        .unit = to->unit,
        .from = quantity_of(from),
        .to = quantity_of(to),
        .from_source = from->source,
        .to_source = to->source,
        .percent = NAN,
        .real_change = NAN,
        .real_percent = NAN,
        .difference = row->difference,
    };
    memcpy(row->key, to->key, sizeof row->key);
    row->key[CS_DIM_PERIOD] = CS_NO_KEY;
    if (row->difference) {
        row->change = cs_quantity_missing(CS_NOT_APPLICABLE);
        return;
    }
    /* A floor has moved or not: nobody knows. */
    if (from->presence != CS_PRESENT || to->presence != CS_PRESENT) {
        enum cs_presence reason = from->presence != CS_PRESENT ? from->presence : to->presence;
        row->change = cs_quantity_missing(reason);
        return;
    }
    row->change = cs_quantity_of(to->value - from->value);
    /* A percentage moves by points, not by per cent. */
    if (from->value != 0 && row->unit.kind != CS_UNIT_PERCENT)
        row->percent = 100 * row->change.value / fabs(from->value);
    if (real->n_steps == 0 || row->unit.kind != CS_UNIT_MONEY ||
        strcmp(row->unit.currency, real->currency) != 0)
        return;
    double before = from->value * real->factor;
    row->real_change = to->value - before;
    row->real_percent = before > 0 ? 100 * row->real_change / before : NAN;
}

static void pair_figures(const struct pairing *pairing, const struct figure *figures, size_t n,
                         struct cs_change *out)
{
    out->n_rows = out->n_only_from = out->n_only_to = out->n_absent = out->n_different = 0;
    for (size_t i = 0; i < n;) {
        const struct cs_estimate *ends[2] = {NULL, NULL};
        size_t first = i;
        for (; i < n && compare_keys(figures[first].estimate, figures[i].estimate) == 0; i++)
            if (!ends[figures[i].side])
                ends[figures[i].side] = figures[i].estimate;
        out->n_only_from += ends[0] && !ends[1];
        out->n_only_to += ends[1] && !ends[0];
        if (!ends[0] || !ends[1])
            continue;
        struct cs_change_row *row = &out->rows[out->n_rows++];
        row->difference = find_difference(pairing, ends[0], ends[1]);
        fill_row(ends[0], ends[1], &out->real, row);
        out->n_different += row->difference != NULL;
        out->n_absent += !row->difference && row->change.presence != CS_PRESENT;
    }
}

/* By how much a figure moved: per cent, or points of a percentage; −1 without a change. */
static double move_of(const struct cs_change_row *row)
{
    double move = row->unit.kind == CS_UNIT_PERCENT ? row->change.value : row->percent;
    return isnan(move) ? -1 : fabs(move);
}

/* Biggest mover first; equal ones and rows without a change keep their order by key. */
static int compare_rows(const void *a, const void *b)
{
    const struct cs_change_row *x = a, *y = b;
    double move_x = move_of(x), move_y = move_of(y);
    if (move_x != move_y)
        return move_x > move_y ? -1 : 1;
    for (int d = 0; d < CS_N_DIMS; d++)
        if (x->key[d] != y->key[d])
            return x->key[d] < y->key[d] ? -1 : 1;
    return memcmp(&x->unit, &y->unit, sizeof x->unit);
}

/* The factor from the earlier year's prices to the later one's, of the first currency there is. */
static enum cs_status find_real(const struct cs_dataset *dataset, const struct cs_dataset *prices,
                                const uint32_t periods[2], struct cs_change *out,
                                struct cs_diag *diag)
{
    const struct cs_change_row *row = out->n_rows ? &out->rows[0] : NULL;
    if (!prices || !row || row->unit.kind != CS_UNIT_MONEY)
        return CS_OK;
    struct cs_money_plan plan = {.prices = prices,
                                 .real_year = period_at(dataset, periods[1])->period.end_year};
    struct cs_money_pay pay = {NULL, row->unit.currency, period_at(dataset, periods[0])->period};
    return cs_money_find(&plan, &pay, &out->real, diag);
}

static enum cs_status fill(const struct pairing *pairing, struct cs_change *out,
                           struct cs_diag *diag)
{
    const struct cs_dataset *dataset = pairing->dataset;
    struct figure *figures = malloc((dataset->n_estimates + 1) * sizeof *figures);
    if (!figures)
        return cs_fail_memory(diag);
    size_t n = collect(dataset, pairing->options, pairing->periods, figures);
    pair_figures(pairing, figures, n, out);
    enum cs_status status =
        find_real(dataset, pairing->options->prices, pairing->periods, out, diag);
    if (status == CS_OK && out->real.n_steps > 0)
        pair_figures(pairing, figures, n,
                     out); /* with the factor, now that the currency is known */
    free(figures);
    qsort(out->rows, out->n_rows, sizeof *out->rows, compare_rows);
    return status;
}

enum cs_status cs_change_find(const struct cs_dataset *dataset,
                              const struct cs_change_options *options, struct cs_arena *arena,
                              struct cs_change *out, struct cs_diag *diag)
{
    uint32_t periods[2];
    *out = (struct cs_change){.measure = options->measure, .tier = options->tier, .real.factor = 1};
    enum cs_status status = find_periods(dataset, options, periods, diag);
    if (status != CS_OK)
        return status;
    out->from = period_at(dataset, periods[0])->code;
    out->to = period_at(dataset, periods[1])->code;
    out->rows = cs_arena_alloc(arena, (dataset->n_estimates / 2 + 1) * sizeof *out->rows);
    if (!out->rows)
        return cs_fail_memory(diag);
    struct pairing pairing = {dataset, options, periods, arena};
    status = fill(&pairing, out, diag);
    if (status == CS_OK && out->n_rows == 0)
        return cs_fail(diag, CS_NO_ANSWER, NULL, "codes change in 2000, 2010 and 2018",
                       "no figure for '%s' is in both %s and %s",
                       cs_measure_info(options->measure)->name, out->from, out->to);
    return status;
}

const char *cs_change_caveat(enum cs_measure measure)
{
    bool is_surveyed = cs_measure_info(measure)->unit == CS_UNIT_MONEY || measure == CS_EMPLOYMENT;
    return is_surveyed ? "vintages of pooled surveys share observations: changes are not tested"
                       : NULL;
}

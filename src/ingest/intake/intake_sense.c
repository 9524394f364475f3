/* Published figures that cannot be, or that contradict each other: read as they stand, and told.
 * Each cell is a right number by itself, so nothing else looks at them together. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/buf.h"
#include "base/number.h"
#include "data/dataset.h"
#include "data/load_report.h"
#include "data/measure.h"
#include "data/quantity.h"
#include "ingest/intake/intake_table.h"

/* A figure that has a place in an order. */
struct figure {
    const struct cs_estimate *estimate;
    const struct cs_bound_column *bound;
};

enum { N_PLACES = CS_WAGE_EXPERIENCED - CS_WAGE_MEAN + 1, MOST_UNITS = 8 };

/* The figures of one thing in one unit, by their measures from CS_WAGE_MEAN on. */
struct ladder {
    const struct figure *at[N_PLACES]; /* NULL: there is none */
};

/* The lower one is never above the upper one. */
static const struct {
    enum cs_measure lower, upper;
} orders[] = {
    {CS_WAGE_LOW, CS_WAGE_HIGH},          {CS_WAGE_LOW, CS_WAGE_MEDIAN},
    {CS_WAGE_MEDIAN, CS_WAGE_HIGH},       {CS_WAGE_ENTRY, CS_WAGE_MEAN},
    {CS_WAGE_ENTRY, CS_WAGE_EXPERIENCED}, {CS_WAGE_MEAN, CS_WAGE_EXPERIENCED},
    {CS_WAGE_P10, CS_WAGE_MEAN},          {CS_WAGE_MEAN, CS_WAGE_P90},
};
enum { N_ORDERS = sizeof orders / sizeof *orders };
_Static_assert(CS_WAGE_P25 == CS_WAGE_P10 + 1 && CS_WAGE_MEDIAN == CS_WAGE_P10 + 2 &&
                   CS_WAGE_P75 == CS_WAGE_P10 + 3 && CS_WAGE_P90 == CS_WAGE_P10 + 4,
               "percentiles stand in their order");

static bool has_place(const struct cs_estimate *estimate)
{
    if (estimate->unit.kind != CS_UNIT_MONEY || isnan(estimate->value))
        return false;
    return estimate->measure >= CS_WAGE_MEAN && estimate->measure <= CS_WAGE_EXPERIENCED;
}

static void warn(const struct cs_intake_table *table, const struct figure *figure,
                 const struct cs_row *row, const char *what)
{
    char value[CS_NUMBER_TEXT_BYTES];
    cs_number_format(figure->estimate->value, value);
    cs_intake_tell(table, row, figure->bound, &(struct cs_remark){CS_WARNING, value, what, NULL});
}

/* ---- one figure ---- */

/* Percents of a whole, unlike changes and errors. */
static bool is_share(const struct cs_estimate *estimate)
{
    return estimate->unit.kind == CS_UNIT_PERCENT && estimate->measure != CS_PERCENT_CHANGE &&
           estimate->measure != CS_WAGE_MEAN_RSE && estimate->measure != CS_EMPLOYMENT_RSE;
}

static bool may_be_negative(const struct cs_estimate *estimate)
{
    return estimate->measure == CS_EMPLOYMENT_CHANGE || estimate->measure == CS_PERCENT_CHANGE;
}

/* Why the figure cannot be; NULL when it can. */
static const char *find_nonsense(const struct figure *figure)
{
    const struct cs_estimate *estimate = figure->estimate;
    if (estimate->presence != CS_PRESENT || estimate->unit.kind == CS_UNIT_TEXT)
        return NULL;
    if (is_share(estimate) && estimate->value > 100)
        return "is a share of more than 100 percent";
    if (estimate->measure == CS_PERCENT_CHANGE && estimate->value < -100)
        return "is a fall of more than 100 percent";
    if (estimate->unit.kind == CS_UNIT_JOBS && figure->bound->column->multiplier == 1 &&
        estimate->value != floor(estimate->value))
        return "is no whole number of jobs: thousands have \"multiply\": 1000 in a layout";
    if (estimate->unit.kind == CS_UNIT_MONEY && estimate->value == 0)
        return "is no pay: a figure that is missing has a mark, or a blank";
    return estimate->value < 0 && !may_be_negative(estimate)
               ? "is negative, which such a figure cannot be"
               : NULL;
}

/* ---- figures of one thing ---- */

/* A floor may be any amount above: only as the lower one it contradicts. */
static bool contradicts(const struct figure *lower, const struct figure *upper)
{
    return upper->estimate->presence == CS_PRESENT &&
           lower->estimate->value > upper->estimate->value;
}

static void tell_pair(const struct cs_intake_table *table, const struct figure *lower,
                      const struct figure *upper)
{
    const struct cs_column_report *columns = cs_intake_table_report(table)->columns;
    struct cs_row row = {.line = lower->estimate->line, .sheet = table->sheet};
    char value[CS_NUMBER_TEXT_BYTES], where[120], what[320];
    struct cs_shown header;
    const char *title = columns[upper->bound->index].header;
    cs_number_format(upper->estimate->value, value);
    if (upper->estimate->line == lower->estimate->line)
        snprintf(where, sizeof where, "column '%s'", cs_show(&header, title, strlen(title)));
    else
        snprintf(where, sizeof where, "line %llu", (unsigned long long)upper->estimate->line);
    snprintf(what, sizeof what, "as %s is above %s as %s (%s)",
             cs_measure_info((enum cs_measure)lower->estimate->measure)->words, value,
             cs_measure_info((enum cs_measure)upper->estimate->measure)->words, where);
    warn(table, lower, &row, what);
}

static void check_pair(const struct cs_intake_table *table, const struct figure *lower,
                       const struct figure *upper)
{
    if (lower && upper && contradicts(lower, upper))
        tell_pair(table, lower, upper);
}

static const struct figure *at(const struct ladder *ladder, enum cs_measure measure)
{
    return ladder->at[measure - CS_WAGE_MEAN];
}

static void check_order(const struct cs_intake_table *table, const struct ladder *ladder)
{
    const struct figure *below = NULL;
    for (int m = CS_WAGE_P10; m <= CS_WAGE_P90; m++) {
        const struct figure *figure = at(ladder, (enum cs_measure)m);
        check_pair(table, below, figure);
        below = figure ? figure : below;
    }
    for (size_t k = 0; k < N_ORDERS; k++)
        check_pair(table, at(ladder, orders[k].lower), at(ladder, orders[k].upper));
}

static void put(struct ladder *ladder, const struct figure *figure)
{
    const struct figure **place = &ladder->at[figure->estimate->measure - CS_WAGE_MEAN];
    *place = *place ? *place : figure;
}

/* Figures of one row: hourly and yearly ones, and those of several years or places, are
 * ladders apart. */
static void check_row(const struct cs_intake_table *table, const struct figure *figures, size_t n)
{
    struct ladder ladders[MOST_UNITS];
    const struct cs_estimate *of[MOST_UNITS]; /* the first figure of each */
    size_t n_ladders = 0;
    for (size_t i = 0; i < n; i++) {
        const struct cs_estimate *estimate = figures[i].estimate;
        size_t k = 0;
        while (k < n_ladders && (!cs_unit_equals(of[k]->unit, estimate->unit) ||
                                 memcmp(of[k]->key, estimate->key, sizeof of[k]->key) != 0))
            k++;
        if (k == MOST_UNITS)
            continue;
        if (k == n_ladders) {
            ladders[n_ladders] = (struct ladder){{NULL}};
            of[n_ladders++] = estimate;
        }
        put(&ladders[k], &figures[i]);
    }
    for (size_t k = 0; k < n_ladders; k++)
        check_order(table, &ladders[k]);
}

void cs_intake_check_sense(const struct cs_intake_table *table, const struct cs_row *row)
{
    enum { MOST = 64 };
    struct figure figures[MOST];
    size_t n = 0;
    for (size_t i = 0; i < table->n_drafts; i++) {
        struct figure figure = {&table->drafts[i], table->draft_columns[i]};
        const char *nonsense = find_nonsense(&figure);
        if (nonsense)
            warn(table, &figure, row, nonsense);
        if (has_place(figure.estimate) && n < MOST)
            figures[n++] = figure;
    }
    if (!table->of_role[CS_ROLE_MEASURE] && n > 1)
        check_row(table, figures, n);
}

/* ---- a figure a row ---- */

static int compare_keys(const void *a, const void *b)
{
    const struct cs_estimate *x = ((const struct figure *)a)->estimate;
    const struct cs_estimate *y = ((const struct figure *)b)->estimate;
    int order = memcmp(x->key, y->key, sizeof x->key);
    order = order ? order : memcmp(&x->unit, &y->unit, sizeof x->unit);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

static bool is_same_thing(const struct figure *a, const struct figure *b)
{
    return memcmp(a->estimate->key, b->estimate->key, sizeof a->estimate->key) == 0 &&
           cs_unit_equals(a->estimate->unit, b->estimate->unit);
}

/* Where a measure comes twice, another column tells the rows apart: they are of several things, and
 * none can be held against another. */
static void check_group(const struct cs_intake_table *table, const struct figure *figures, size_t n)
{
    struct ladder ladder = {{NULL}};
    size_t n_kept = 0;
    for (size_t i = 0; i < n; i++)
        put(&ladder, &figures[i]);
    for (size_t m = 0; m < N_PLACES; m++)
        n_kept += ladder.at[m] != NULL;
    if (n_kept == n)
        check_order(table, &ladder);
}

/* The column of values that the figure stands in: that of its period where each has its own. */
static const struct cs_bound_column *column_of(const struct cs_intake_table *table,
                                               const struct cs_estimate *estimate)
{
    for (size_t i = 0; i < table->binding.n_columns; i++)
        if (table->binding.columns[i].column->role == CS_ROLE_VALUE &&
            table->column_periods[i] == estimate->key[CS_DIM_PERIOD])
            return &table->binding.columns[i];
    return table->of_role[CS_ROLE_VALUE];
}

enum cs_status cs_intake_check_tidy_sense(const struct cs_intake_table *table)
{
    const struct cs_dataset *dataset = table->dataset;
    size_t n_all = dataset->n_estimates - table->first_estimate, n = 0;
    if (!table->of_role[CS_ROLE_MEASURE])
        return CS_OK;
    struct figure *figures = malloc((n_all + 1) * sizeof *figures);
    if (!figures)
        return cs_fail_memory(table->diag);
    for (size_t i = table->first_estimate; i < dataset->n_estimates; i++)
        if (has_place(&dataset->estimates[i]))
            figures[n++] =
                (struct figure){&dataset->estimates[i], column_of(table, &dataset->estimates[i])};
    qsort(figures, n, sizeof *figures, compare_keys);
    for (size_t start = 0, end = 0; start < n; start = end) {
        while (end < n && is_same_thing(&figures[start], &figures[end]))
            end++;
        check_group(table, figures + start, end - start);
    }
    free(figures);
    return CS_OK;
}

/* From a layout to the cells that decide a row, or to the answer that this table must be read row
 * by row. */
#include "ingest/grouped/grouped_plan.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "data/dataset.h"
#include "ingest/intake/intake_table.h"

static bool has_column(const struct cs_keys *keys, enum cs_dim dim)
{
    for (int p = 0; p < CS_N_KEY_PARTS; p++)
        if (keys->parts[dim][p])
            return true;
    return false;
}

static struct cs_quick_cells *add_cells(struct cs_quick_plan *plan, size_t first, size_t last)
{
    if (plan->n_looked_up == CS_QUICK_CELLS)
        return NULL;
    struct cs_quick_cells *cells = &plan->cells[plan->n_looked_up++];
    *cells = (struct cs_quick_cells){.first = first, .last = last};
    return cells;
}

/* A code beside a title decides alone, except of regions, whose names are looked up first. */
static bool decides_alone(const struct cs_keys *keys, enum cs_dim dim)
{
    const struct cs_bound_column *const *parts = keys->parts[dim];
    return parts[CS_PART_CODE] && parts[CS_PART_TITLE] && !parts[CS_PART_DEFINITION] &&
           !parts[CS_PART_ALIASES] && dim != CS_DIM_REGION && parts[CS_PART_TITLE]->index > 0 &&
           !parts[CS_PART_TITLE]->column->alias_mark && !parts[CS_PART_TITLE]->column->n_values;
}

static bool add_coded_dim(struct cs_quick_plan *plan, const struct cs_keys *keys, enum cs_dim dim,
                          bool is_grouped)
{
    size_t code = keys->parts[dim][CS_PART_CODE]->index;
    struct cs_quick_cells *cells = add_cells(plan, code, code);
    if (!cells)
        return false;
    cells->is_key = true;
    cells->dim = dim;
    cells->is_grouped = is_grouped;
    cells->has_title = true;
    cells->title = keys->parts[dim][CS_PART_TITLE]->index;
    return true;
}

/* Other columns of a dimension must stand side by side: their bytes are looked up as one text. */
static bool add_dim(struct cs_quick_plan *plan, const struct cs_keys *keys, enum cs_dim dim,
                    bool is_grouped)
{
    size_t first = SIZE_MAX, last = 0, n = 0;
    if (decides_alone(keys, dim))
        return add_coded_dim(plan, keys, dim, is_grouped);
    for (int p = 0; p < CS_N_KEY_PARTS; p++) {
        const struct cs_bound_column *bound = keys->parts[dim][p];
        if (!bound)
            continue;
        first = bound->index < first ? bound->index : first;
        last = bound->index > last ? bound->index : last;
        n++;
    }
    struct cs_quick_cells *cells = last - first + 1 == n ? add_cells(plan, first, last) : NULL;
    if (!cells)
        return false;
    cells->is_key = true;
    cells->dim = dim;
    cells->is_grouped = is_grouped;
    cells->is_dated = dim != CS_DIM_PERIOD && (n > 1 || !keys->parts[dim][CS_PART_CODE]);
    return true;
}

/* Cells that decide whether a row is of the table at all, and in which unit. */
static bool add_members(struct cs_quick_plan *plan, const struct cs_intake_table *table)
{
    for (size_t i = 0; i < table->binding.n_columns; i++) {
        const struct cs_bound_column *bound = &table->binding.columns[i];
        bool is_member =
            bound->column->others_are_skipped || bound->column->role == CS_ROLE_CURRENCY;
        if (is_member && !add_cells(plan, bound->index, bound->index))
            return false;
    }
    const struct cs_bound_column *currency = table->of_role[CS_ROLE_CURRENCY];
    bool is_found = currency && currency == &table->found[1];
    if (is_found && !add_cells(plan, currency->index, currency->index))
        return false;
    return true;
}

/* Whether its observations may be in several currencies, which groups cannot hold. */
static bool may_mix(const struct cs_intake_table *table)
{
    const struct cs_bound_column *value = table->of_role[CS_ROLE_VALUE];
    return table->options->mixes_currencies && value &&
           (table->of_role[CS_ROLE_CURRENCY] || !value->unit.currency[0]);
}

/* What the full reader must see of a column; false when it must see all of it. */
static bool find_care(const struct cs_intake_table *table, const struct cs_bound_column *bound,
                      struct cs_quick_care *care)
{
    const struct cs_column_profile *column = cs_intake_profile_of(table, bound);
    double number;
    *care = (struct cs_quick_care){0};
    if (!column)
        return true;
    care->wants_points = column->decimal == CS_DECIMAL_UNTOLD;
    care->is_of_cents = column->are_cents;
    for (size_t i = 0; i < table->n_markers; i++) {
        if (!cs_number_parse(cs_span_of(table->markers[i].text), &number))
            continue;
        if (care->n_markers == sizeof care->markers / sizeof *care->markers)
            return false;
        care->markers[care->n_markers++] = number;
    }
    return column->decimal != CS_DECIMAL_COMMA;
}

/* Whether cells are not what they seem, by the layout. */
static bool is_rewritten(const struct cs_intake_table *table)
{
    for (size_t i = 0; i < table->binding.n_columns; i++) {
        const struct cs_layout_column *column = table->binding.columns[i].column;
        if (column->until || column->takes_middle || column->fills_down || column->shares_column ||
            column->is_own_words)
            return true;
    }
    return false;
}

static bool needs_rows(const struct cs_intake_table *table)
{
    return is_rewritten(table) || may_mix(table) || !table->layout->is_observations ||
           table->options->is_distinct || table->of_role[CS_ROLE_SOURCE] ||
           table->of_role[CS_ROLE_UNIT] || table->of_role[CS_ROLE_REPLICATE] ||
           table->of_role[CS_ROLE_STRATUM] || table->of_role[CS_ROLE_CLUSTER] ||
           !table->of_role[CS_ROLE_VALUE] || table->sheet != NULL;
}

/* A title beside a code is not: the code may be known, and the row a total. */
static bool is_looked_up(const struct cs_quick_plan *plan, size_t cell)
{
    for (size_t i = 0; i < plan->n_looked_up; i++) {
        if (cell >= plan->cells[i].first && cell <= plan->cells[i].last)
            return true;
    }
    return false;
}

static void add_named(struct cs_quick_plan *plan, size_t cell)
{
    for (size_t i = 0; i < plan->n_named; i++)
        if (plan->named[i] == cell)
            return;
    if (cell != plan->value && !is_looked_up(plan, cell) && plan->n_named < CS_QUICK_CELLS)
        plan->named[plan->n_named++] = cell;
}

/* Cells that nobody asks for may say that a row restates others: names, and the first one. */
static void find_named(struct cs_quick_plan *plan, const struct cs_intake_table *table)
{
    const struct cs_table_report *report = cs_intake_table_report(table);
    add_named(plan, 0);
    for (size_t i = 0; i < table->binding.n_columns; i++)
        if (table->binding.columns[i].column->role == CS_ROLE_KEY)
            add_named(plan, table->binding.columns[i].index);
    for (size_t i = 0; i < report->n_columns; i++)
        if (!report->columns[i].field) /* "Grand Total" beside blank keys */
            add_named(plan, i);
}

/* Between which amounts a row needs no second look. */
static void find_odd(struct cs_quick_plan *plan, struct cs_unit unit)
{
    static const double first_marks[] = {
        [CS_PER_WEEK] = 9999, [CS_PER_DAY] = 9999, [CS_PER_HOUR] = 99};
    enum { LEAST_SIX = 777777 };
    plan->unit = unit;
    plan->likely = cs_intake_likely_pay(unit);
    plan->least = plan->likely.least;
    plan->most = plan->likely.most;
    plan->mark = NAN;
    if (unit.kind != CS_UNIT_MONEY)
        return;
    bool is_short = unit.per == CS_PER_WEEK || unit.per == CS_PER_DAY || unit.per == CS_PER_HOUR;
    double first = is_short ? first_marks[unit.per] : LEAST_SIX;
    plan->mark = is_short ? NAN : 99999;
    plan->most = first < plan->most ? nextafter(first, 0) : plan->most;
}

bool cs_grouped_plan(const struct cs_intake_table *table, const struct cs_load_options *options,
                     char delimiter, struct cs_quick_plan *plan)
{
    unsigned group_dims = options->group_dims, read_dims = group_dims | options->named_dims;
    const struct cs_bound_column *value = table->of_role[CS_ROLE_VALUE];
    const struct cs_bound_column *weight = table->of_role[CS_ROLE_WEIGHT];
    /* A row with nothing but its first cell may be a footnote. */
    if (needs_rows(table) || value->index == 0 || value->column->multiplier != 1 ||
        value->factor != 1)
        return false;
    *plan = (struct cs_quick_plan){.delimiter = delimiter,
                                   .n_cells = cs_intake_table_report(table)->n_columns,
                                   .value = value->index,
                                   .only_positive = value->column->only_positive,
                                   .has_weights = weight != NULL,
                                   .weight = weight ? weight->index : 0};
    find_odd(plan, value->unit);
    if (!find_care(table, value, &plan->value_care) ||
        !find_care(table, weight, &plan->weight_care))
        return false;
    for (int d = 0; d < CS_N_DIMS; d++)
        plan->constants[d] = CS_NO_KEY;
    bool is_possible = true;
    if (has_column(&table->keys, CS_DIM_PERIOD))
        is_possible = add_dim(plan, &table->keys, CS_DIM_PERIOD, group_dims >> CS_DIM_PERIOD & 1);
    for (int d = 0; d < CS_N_DIMS && is_possible; d++)
        if (d != CS_DIM_PERIOD && (read_dims >> d & 1) && has_column(&table->keys, (enum cs_dim)d))
            is_possible = add_dim(plan, &table->keys, (enum cs_dim)d, group_dims >> d & 1);
    is_possible = is_possible && add_members(plan, table);
    find_named(plan, table);
    return is_possible;
}

void cs_grouped_plan_constants(struct cs_quick_plan *plan, const struct cs_intake_table *table,
                               unsigned group_dims, const uint32_t key[CS_N_DIMS])
{
    for (int d = 0; d < CS_N_DIMS; d++)
        if ((group_dims >> d & 1) && !has_column(&table->keys, (enum cs_dim)d))
            plan->constants[d] = key[d];
    const struct cs_key *period = cs_dataset_key(table->dataset, CS_DIM_PERIOD, key[CS_DIM_PERIOD]);
    if (!has_column(&table->keys, CS_DIM_PERIOD) && period)
        plan->year = (int16_t)period->period.end_year;
}

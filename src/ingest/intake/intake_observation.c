/* A row that is one person's observation, with its weights. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "data/dataset.h"
#include "data/pay_period.h"
#include "data/quantity.h"
#include "ingest/intake/intake_row.h"
#include "ingest/intake/intake_table.h"

/* Weights: one number each, never absent. */
static enum cs_row_fate read_weight(const struct cs_row_work *work,
                                    const struct cs_bound_column *bound, double *weight)
{
    struct cs_cell_number number;
    enum cs_row_fate fate = cs_row_parse_number(work, bound, bound->unit, &number);
    if (fate == CS_ROW_TAKEN &&
        (number.kind != CS_CELL_NUMBER || number.currency[0] || number.has_percent_sign))
        return cs_row_refuse(work, bound, NULL, "is not a weight");
    *weight = number.low;
    return fate;
}

static enum cs_row_fate read_weights(const struct cs_row_work *work,
                                     struct cs_observation *observation)
{
    const struct cs_intake_table *table = work->table;
    const struct cs_bound_column *bound = table->of_role[CS_ROLE_WEIGHT];
    enum cs_row_fate fate = CS_ROW_TAKEN;
    observation->has_weight = bound != NULL;
    if (bound)
        fate = read_weight(work, bound, &observation->weight);
    if (fate == CS_ROW_TAKEN && bound && observation->weight < 0)
        return cs_row_refuse(work, bound, NULL, "is a negative weight");
    size_t n = 0;
    for (size_t i = 0; table->binding.n_replicates && i < table->binding.n_columns; i++) {
        double replicate = 0;
        bound = &table->binding.columns[i];
        if (bound->column->role != CS_ROLE_REPLICATE || fate != CS_ROW_TAKEN)
            continue;
        fate = read_weight(work, bound, &replicate);
        table->replicates[n++] = (float)replicate;
    }
    observation->replicates = table->replicates;
    observation->n_replicates = n;
    return fate;
}

static const char *currency_words(const char *currency)
{
    return currency[0] ? currency : "a currency not stated";
}

/* The answer is in another currency than those before it. */
static enum cs_row_fate refuse_currency(const struct cs_row_work *work, struct cs_unit unit)
{
    const struct cs_observations *rows = &work->table->dataset->observations;
    const char *one = rows->unit.currency[0] ? rows->unit.currency : unit.currency;
    char what[120], hint[160];
    snprintf(what, sizeof what, "is in %s, the observations before it are in %s",
             currency_words(unit.currency), currency_words(rows->unit.currency));
    snprintf(hint, sizeof hint,
             "--currency %s converts all at the rates of their years (summarize, compare, chart); "
             "--only-currency %s leaves the others out",
             one, one);
    return cs_row_refuse(work, work->table->of_role[CS_ROLE_VALUE], hint, what);
}

/* The answer is pay for another time, or no pay at all. */
static enum cs_row_fate refuse_unit(const struct cs_row_work *work, struct cs_unit unit)
{
    struct cs_unit before = work->table->dataset->observations.unit;
    struct cs_pay_period this_one = {(enum cs_per)unit.per, 1};
    struct cs_pay_period others = {(enum cs_per)before.per, 1};
    const struct cs_bound_column *value = work->table->of_role[CS_ROLE_VALUE];
    char what[120], hint[120];
    if (!cs_unit_is_money(unit) || !cs_unit_is_money(before))
        return cs_row_refuse(work, value, "observations in one unit are read at a time",
                             "is in another unit than the observations before it");
    snprintf(what, sizeof what, "is pay for %s, the observations before it are pay for %s",
             cs_pay_period_words(this_one), cs_pay_period_words(others));
    snprintf(hint, sizeof hint, "--per %s or --per %s takes those rows alone",
             cs_per_name(others.per), cs_per_name(this_one.per));
    return cs_row_refuse(work, value, hint, what);
}

/* All observations of a dataset share one unit, but for the currency when they will be converted,
 * and one set of replicates. */
static enum cs_row_fate check_company(const struct cs_row_work *work, struct cs_unit unit, size_t n)
{
    struct cs_observations *rows = &work->table->dataset->observations;
    const struct cs_bound_column *value = work->table->of_role[CS_ROLE_VALUE];
    struct cs_unit but_currency = unit;
    memcpy(but_currency.currency, rows->unit.currency, sizeof but_currency.currency);
    if (!rows->has_unit)
        rows->unit = unit;
    else if (!cs_unit_equals(rows->unit, but_currency))
        return refuse_unit(work, unit);
    else if (!cs_unit_equals(rows->unit, unit) && !work->table->options->mixes_currencies)
        return refuse_currency(work, unit);
    else if (rows->n_replicates != n)
        return cs_row_refuse(work, value, NULL,
                             "has other replicate weights than the observations before it");
    return CS_ROW_TAKEN;
}

static bool is_loss(const struct cs_bound_column *value, struct cs_unit unit,
                    struct cs_quantity quantity)
{
    return cs_unit_is_money(unit) && quantity.presence == CS_PRESENT && quantity.value < 0 &&
           !value->column->keeps_losses;
}

static enum cs_row_fate refuse_loss(const struct cs_row_work *work)
{
    return cs_row_refuse(work, work->table->of_role[CS_ROLE_VALUE],
                         "a layout of your own says that it means no answer, \"markers\": "
                         "{\"-99\": \"not_reported\"}, or that losses count, \"keep\": \"all\"; "
                         "--allow-rejects leaves such rows out",
                         "is negative, which pay cannot be");
}

/* Answers that are none, although the row says something of pay. A floor may lie anywhere above. */
static void warn_of_absence(const struct cs_row_work *work, const struct cs_bound_column *value,
                            enum cs_presence presence)
{
    struct cs_intake_table *table = work->table;
    if (presence == CS_NOT_REPORTED && table->n_elsewhere)
        cs_intake_warn_of_pay_elsewhere(table, work->row);
    if (presence == CS_AT_LEAST && (table->n_floors++ == 0 || table->diag->keeps_all))
        cs_row_warn(work, value,
                    "is not an amount but a floor; such answers are left out, so that pay comes "
                    "out too low",
                    NULL);
}

enum cs_row_fate cs_row_read_observation(struct cs_row_work *work)
{
    const struct cs_intake_table *table = work->table;
    const struct cs_bound_column *value = table->of_role[CS_ROLE_VALUE];
    struct cs_observation observation = {.source =
                                             (uint32_t)(work->source - table->dataset->sources)};
    struct cs_unit unit = value->unit;
    struct cs_quantity quantity;
    double high;
    enum cs_row_fate fate = cs_row_read_unit(work, value, &unit);
    if (fate == CS_ROW_TAKEN)
        fate = cs_row_read_number(work, value, &unit, &quantity, &high);
    if (fate != CS_ROW_TAKEN)
        return fate;
    if (!isnan(high) && value->column->takes_middle && quantity.presence == CS_PRESENT) {
        quantity.value = (quantity.value + high) / 2;
        high = NAN;
    }
    if (!isnan(high))
        return cs_row_refuse(work, value, NULL, "is a range; one number is needed");
    if (value->column->only_positive && quantity.presence == CS_PRESENT && !(quantity.value > 0))
        return CS_ROW_OUTSIDE;
    const char *only = table->options->only_currency;
    if (only && cs_unit_is_money(unit) && strcmp(unit.currency, only) != 0)
        return CS_ROW_OUTSIDE;
    enum cs_per only_per = table->options->only_per;
    if (only_per && table->of_role[CS_ROLE_UNIT] && cs_unit_is_money(unit) && unit.per != only_per)
        return CS_ROW_OUTSIDE;
    if (quantity.presence != CS_PRESENT && table->dataset->observations.has_unit)
        unit = table->dataset->observations.unit; /* no value, of no unit */
    if (is_loss(value, unit, quantity))
        return refuse_loss(work);
    observation.currency = unit.currency;
    fate = read_weights(work, &observation);
    if (fate == CS_ROW_TAKEN)
        fate = check_company(work, unit, observation.n_replicates);
    if (fate == CS_ROW_TAKEN)
        fate = cs_row_read_design(work, &observation);
    if (fate != CS_ROW_TAKEN)
        return fate;
    cs_row_count_cell(work, value, quantity.presence);
    warn_of_absence(work, value, quantity.presence);
    memcpy(observation.key, work->key, sizeof observation.key);
    observation.value = quantity.presence == CS_PRESENT ? quantity.value : NAN;
    if (quantity.presence == CS_PRESENT &&
        !cs_intake_note_pay(work->table, work->row, value, unit, quantity.value))
        return CS_ROW_NO_MEMORY;
    cs_intake_table_report(work->table)->n_values += quantity.presence == CS_PRESENT;
    return cs_dataset_add_observation(table->dataset, &observation) == CS_OK ? CS_ROW_TAKEN
                                                                             : CS_ROW_NO_MEMORY;
}

/* A row of published figures: one a column, or, in tidy tables, one that names its measure. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/suggest.h"
#include "base/text.h"
#include "data/currency.h"
#include "data/dataset.h"
#include "data/measure.h"
#include "data/occupation/system.h"
#include "data/pay_period.h"
#include "data/quantity.h"
#include "ingest/intake/intake_row.h"
#include "ingest/intake/intake_table.h"
#include "ingest/intake/keys.h"
#include "ingest/intake/spelling.h"
#include "ingest/profile/pay_words.h"
#include "ingest/source/cell.h"

static bool is_true(struct cs_span cell)
{
    return cs_span_equals_nocase(cell, "true") || cs_span_equals_nocase(cell, "x") ||
           cs_span_equals(cell, "1");
}

static void read_flags(struct cs_row_work *work)
{
    const struct cs_binding *binding = &work->table->binding;
    if (!work->table->of_role[CS_ROLE_FLAG])
        return;
    for (size_t i = 0; i < binding->n_columns; i++)
        if (binding->columns[i].column->role == CS_ROLE_FLAG &&
            is_true(cs_bound_cell(&binding->columns[i], work->row)))
            work->na_per |= 1u << binding->columns[i].column->flag_per;
}

/* What the row says, unless the code tells more: a blank group and "Summary" stand for several. */
static enum cs_row_fate read_tier(struct cs_row_work *work)
{
    const struct cs_bound_column *bound = work->table->of_role[CS_ROLE_TIER];
    const struct cs_key *occupation =
        cs_dataset_key(work->table->dataset, CS_DIM_OCCUPATION, work->key[CS_DIM_OCCUPATION]);
    const struct cs_reference *reference = work->table->keys.reference;
    work->tier = occupation ? cs_tier_of_code(occupation->code) : CS_TIER_UNKNOWN;
    if (occupation && work->tier == CS_TIER_UNKNOWN && reference)
        work->tier = cs_occupation_system_tier(reference, occupation->code);
    if (occupation && work->tier == CS_TIER_UNKNOWN)
        work->tier = work->table->layout->tier;
    struct cs_span cell = cs_bound_cell(bound, work->row);
    if (!bound || (!cell.size && work->tier != CS_TIER_UNKNOWN))
        return CS_ROW_TAKEN;
    const struct cs_layout_value *value = cs_layout_value_of(bound->column, cell);
    if (value)
        cell = cs_layout_value_code(value, cell);
    enum cs_tier said = CS_TIER_UNKNOWN;
    while (said <= CS_TIER_SUMMARY && !cs_span_equals_nocase(cell, cs_tier_name(said)))
        said++;
    if (said > CS_TIER_SUMMARY)
        return cell.size ? cs_row_refuse(work, bound, NULL, "is not a level of the classification")
                         : CS_ROW_TAKEN;
    bool is_vaguer =
        said == CS_TIER_SUMMARY && (work->tier == CS_TIER_TOTAL || work->tier == CS_TIER_MAJOR);
    work->tier = is_vaguer ? work->tier : said;
    return CS_ROW_TAKEN;
}

static const char *keep_text(struct cs_dataset *dataset, struct cs_span text)
{
    return cs_arena_copy(&dataset->arena, text.start, text.size);
}

/* Notes come in runs of the same text. */
void cs_row_read_note(struct cs_row_work *work)
{
    struct cs_intake_table *table = work->table;
    struct cs_span note = cs_row_cell(work, CS_ROLE_NOTE);
    if (!note.size)
        return;
    if (!table->last_note || !cs_span_equals(note, table->last_note))
        table->last_note = keep_text(table->dataset, note);
    work->note = table->last_note;
}

static struct cs_estimate *add_draft(const struct cs_row_work *work,
                                     const struct cs_bound_column *bound, enum cs_measure measure,
                                     uint32_t period, struct cs_unit unit)
{
    work->table->draft_columns[work->table->n_drafts] = bound;
    struct cs_estimate *draft = &work->table->drafts[work->table->n_drafts++];
    memset(draft, 0, sizeof *draft);
    memcpy(draft->key, work->key, sizeof draft->key);
    if (period != CS_NO_KEY)
        draft->key[CS_DIM_PERIOD] = period;
    draft->source = (uint32_t)(work->source - work->table->dataset->sources);
    draft->line = work->row->line;
    draft->measure = (uint8_t)measure;
    draft->tier = (uint8_t)work->tier;
    draft->note = work->note;
    draft->unit = unit;
    draft->value = NAN;
    return draft;
}

/* Where a figure stands and what it measures. */
struct figure_place {
    const struct cs_bound_column *bound;
    enum cs_measure measure;
    uint32_t period;
};

/* A published range is two figures: its ends. */
static void add_number(const struct cs_row_work *work, struct figure_place place,
                       struct cs_unit unit, struct cs_quantity low, double high)
{
    enum cs_measure measure = isnan(high) ? place.measure : CS_WAGE_LOW;
    struct cs_estimate *draft = add_draft(work, place.bound, measure, place.period, unit);
    draft->value = low.value;
    draft->presence = (uint8_t)low.presence;
    if (isnan(high))
        return;
    draft = add_draft(work, place.bound, CS_WAGE_HIGH, place.period, unit);
    draft->value = high;
    draft->presence = CS_PRESENT;
}

/* An occupation's code as the keys have it, so that it meets them: "3344" of ISCO-08 is
 * ISCO08:3344.
 */
static enum cs_row_fate write_code(const struct cs_row_work *work,
                                   const struct cs_bound_column *bound, struct cs_span *cell,
                                   char out[CS_SYSTEM_CODE_BYTES])
{
    const struct cs_keys *keys = &work->table->keys;
    const struct cs_layout_column *column = bound->column;
    char filled[CS_SYSTEM_CODE_BYTES];
    struct cs_span rest;
    if (!column->system) {
        *cell = cs_spell_soc(*cell, out);
        return CS_ROW_TAKEN;
    }
    struct cs_span code = cs_occupation_system_fill(*cell, column->n_digits, filled);
    struct cs_system_clues clues = {keys->file, work->year, code};
    const struct cs_occupation_system *system =
        keys->reference ? cs_occupation_system_choose(keys->reference, column->system, clues)
                        : NULL;
    if (!system || !cs_is_digit(*code.start))
        return cs_row_refuse(work, bound, NULL, "is not a code of its classification");
    *cell = cs_occupation_system_write(system, code, out, &rest);
    return CS_ROW_TAKEN;
}

/* A figure in words; a mark such as "—" stands for none here too. */
static enum cs_row_fate take_text(const struct cs_row_work *work,
                                  const struct cs_bound_column *bound, enum cs_measure measure,
                                  uint32_t period)
{
    static const struct cs_unit text = {.kind = CS_UNIT_TEXT};
    const struct cs_intake_table *table = work->table;
    struct cs_span cell = cs_bound_cell(bound, work->row);
    struct cs_cell_number mark = cs_cell_read_number(cell, table->markers, table->n_markers);
    bool is_missing = mark.kind == CS_CELL_MISSING && mark.presence != CS_AT_LEAST;
    if (!is_missing && cs_cell_is_error(cell))
        return cs_row_refuse_error(work, bound);
    cs_row_count_cell(work, bound, is_missing ? mark.presence : CS_PRESENT);
    if (is_missing)
        return CS_ROW_TAKEN;
    char code[CS_SYSTEM_CODE_BYTES];
    if (measure == CS_COUNTERPART && bound->column->role == CS_ROLE_ESTIMATE &&
        write_code(work, bound, &cell, code) != CS_ROW_TAKEN)
        return CS_ROW_REFUSED;
    struct cs_estimate *draft = add_draft(work, bound, measure, period, text);
    draft->text = keep_text(table->dataset, cell);
    draft->presence = CS_PRESENT;
    return CS_ROW_TAKEN;
}

static enum cs_row_fate read_figure(struct cs_row_work *work, const struct cs_bound_column *bound,
                                    uint32_t period)
{
    struct cs_unit unit = bound->unit;
    enum cs_row_fate fate = cs_row_read_unit(work, bound, &unit);
    if (fate != CS_ROW_TAKEN)
        return fate;
    if (unit.kind == CS_UNIT_TEXT)
        return take_text(work, bound, bound->column->measure, period);
    struct cs_quantity quantity;
    double high;
    fate = cs_row_read_number(work, bound, &unit, &quantity, &high);
    if (fate != CS_ROW_TAKEN)
        return fate;
    if (!isnan(high) && !cs_unit_is_money(unit))
        return cs_row_refuse(work, bound, NULL, "is a range; one number is needed");
    if (work->absence != CS_PRESENT) {
        quantity = cs_quantity_missing(work->absence);
        high = NAN;
    }
    cs_row_count_cell(work, bound, quantity.presence);
    if (quantity.presence != CS_NOT_REPORTED)
        add_number(work, (struct figure_place){bound, bound->column->measure, period}, unit,
                   quantity, high);
    return CS_ROW_TAKEN;
}

/* A row whose own column says why it has no figures: whatever is printed in their place, such as 0,
 * is none. */
static void read_absence(struct cs_row_work *work)
{
    const struct cs_bound_column *bound = work->table->of_role[CS_ROLE_PRESENCE];
    const struct cs_layout_value *value =
        bound ? cs_layout_value_of(bound->column, cs_bound_cell(bound, work->row)) : NULL;
    work->absence = CS_PRESENT;
    if (value)
        (void)cs_presence_parse(cs_span_of(value->code), &work->absence);
}

/* Where a currency is at home, as the keys of rates have it: the first country of its row, or the
 * euro area. */
static struct cs_span home_of(const char *currency)
{
    const struct cs_currency *row = cs_currency_of(currency);
    const char *at = row && row->homes ? row->homes + strspn(row->homes, " ") : currency;
    size_t n = strcspn(at, " ");
    const char *next = at + n + strspn(at + n, " ");
    if (strcmp(currency, "EUR") == 0)
        return cs_span_of("EA");
    if (n == 2 && strcspn(next, " ") == 3)
        return (struct cs_span){next, 3};
    return (struct cs_span){at, n};
}

/* The dollars that a euro is worth in this row; NaN when it does not say. */
static double dollars_of_row(struct cs_row_work *work)
{
    const struct cs_binding *binding = &work->table->binding;
    for (size_t i = 0; i < binding->n_columns; i++) {
        const struct cs_bound_column *bound = &binding->columns[i];
        struct cs_cell_number number;
        if (bound->column->is_cross_rate && strcmp(bound->captures.currency, "USD") == 0 &&
            cs_row_parse_number(work, bound, bound->unit, &number) == CS_ROW_TAKEN &&
            number.kind == CS_CELL_NUMBER)
            return number.low;
    }
    return NAN;
}

static uint32_t home_key(struct cs_intake_table *table, size_t column, const char *currency)
{
    uint32_t *kept = &table->column_regions[column];
    if (*kept == 0)
        *kept = cs_keys_of_country(&table->keys, home_of(currency)) + 1;
    return *kept - 1;
}

/* What was added for a column of rates against the euro, as rates against the dollar; the dollar's
 * own column is the euro's. */
static void cross_rate(struct cs_row_work *work, size_t column)
{
    struct cs_intake_table *table = work->table;
    const struct cs_bound_column *bound = &table->binding.columns[column];
    struct cs_estimate *draft = &table->drafts[table->n_drafts - 1];
    bool is_dollar = strcmp(bound->captures.currency, "USD") == 0;
    if (work->dollars == 0)
        work->dollars = dollars_of_row(work);
    draft->key[CS_DIM_REGION] =
        home_key(table, column, is_dollar ? "EUR" : bound->captures.currency);
    draft->value = is_dollar ? 1 / work->dollars : draft->value / work->dollars;
    bool is_known = draft->key[CS_DIM_REGION] != CS_BAD_KEY;
    if (!is_known || !isfinite(draft->value) || !(draft->value > 0))
        table->n_drafts--;
}

static enum cs_row_fate read_figures(struct cs_row_work *work)
{
    const struct cs_intake_table *table = work->table;
    enum cs_row_fate fate = CS_ROW_TAKEN;
    read_absence(work);
    for (size_t i = 0; i < table->binding.n_columns && fate == CS_ROW_TAKEN; i++) {
        const struct cs_bound_column *bound = &table->binding.columns[i];
        if (bound->column->role != CS_ROLE_ESTIMATE)
            continue;
        int year = work->year;
        const struct cs_key *period =
            cs_dataset_key(table->dataset, CS_DIM_PERIOD, table->column_periods[i]);
        work->year = period ? period->period.end_year : year;
        size_t n_before = table->n_drafts;
        fate = read_figure(work, bound, table->column_periods[i]);
        if (fate == CS_ROW_TAKEN && bound->column->is_cross_rate && table->n_drafts > n_before)
            cross_rate(work, i);
        work->year = year;
    }
    return fate;
}

/* ---- tidy rows: the row names its measure and unit ---- */

static const char *nearest_measure(struct cs_span name)
{
    const char *names[CS_N_MEASURES];
    char word[64];
    for (int i = 0; i < CS_N_MEASURES; i++)
        names[i] = cs_measure_info((enum cs_measure)i)->name;
    size_t n = name.size < sizeof word ? name.size : sizeof word - 1;
    memcpy(word, name.start, n);
    word[n] = '\0';
    return cs_suggest(word, names, CS_N_MEASURES);
}

/* "USD/year", "jobs", and, of pay, "hourly". */
static bool is_unit(const struct cs_row_work *work, struct cs_span cell, struct cs_unit *unit)
{
    const struct cs_bound_column *bound = work->table->of_role[CS_ROLE_UNIT];
    struct cs_pay_period period;
    return cs_unit_parse(cell, unit) ||
           (cs_unit_is_money(*unit) &&
            cs_pay_words_read(
                cell, cs_intake_table_report(work->table)->columns[bound->index].header, &period));
}

/* The cell of a role, through the value map of its column. */
static struct cs_span mapped_cell(const struct cs_row_work *work, enum cs_column_role role)
{
    const struct cs_bound_column *bound = work->table->of_role[role];
    struct cs_span cell = cs_row_cell(work, role);
    const struct cs_layout_value *value = bound ? cs_layout_value_of(bound->column, cell) : NULL;
    return value ? cs_layout_value_code(value, cell) : cell;
}

static enum cs_row_fate read_measure(struct cs_row_work *work,
                                     const struct cs_bound_column *value_column,
                                     enum cs_measure *measure, struct cs_unit *unit)
{
    const struct cs_bound_column *bound = work->table->of_role[CS_ROLE_MEASURE];
    struct cs_span name = cs_bound_cell(bound, work->row);
    const struct cs_layout_value *value = cs_layout_value_of(bound->column, name);
    if (value)
        name = cs_layout_value_code(value, name);
    if (!cs_measure_parse(name, measure)) {
        const char *nearest = nearest_measure(name);
        char hint[96];
        snprintf(hint, sizeof hint, "did you mean '%s'?", nearest ? nearest : "");
        return cs_row_refuse(work, bound, nearest ? hint : NULL, "is not a known measure");
    }
    *unit = value_column->unit;
    unit->kind = (unsigned char)cs_measure_info(*measure)->unit;
    struct cs_span cell = mapped_cell(work, CS_ROLE_UNIT);
    if (cell.size && !is_unit(work, cell, unit))
        return cs_row_refuse(work, work->table->of_role[CS_ROLE_UNIT],
                             "for example USD/year, jobs, percent, index", "is not a known unit");
    return cs_row_read_unit(work, work->table->of_role[CS_ROLE_VALUE], unit);
}

/* The reason given beside an empty value, or the floor beside a full one. */
static enum cs_row_fate read_presence(const struct cs_row_work *work, struct cs_unit unit,
                                      struct cs_quantity *quantity)
{
    const struct cs_bound_column *bound = work->table->of_role[CS_ROLE_PRESENCE];
    struct cs_span cell = mapped_cell(work, CS_ROLE_PRESENCE);
    enum cs_presence presence;
    bool is_mapped = bound && bound->column->n_values > 0;
    if (!cell.size || (is_mapped && !cs_presence_parse(cell, &presence)))
        return CS_ROW_TAKEN; /* of the publisher's marks those that are named tell something */
    if (!cs_presence_parse(cell, &presence))
        return cs_row_refuse(work, bound, NULL, "is not a known reason for a missing value");
    bool has_value = quantity->presence == CS_PRESENT;
    if (has_value && presence != CS_PRESENT && presence != CS_AT_LEAST)
        return cs_row_refuse(work, work->table->of_role[CS_ROLE_PRESENCE], NULL,
                             "says the value is missing, but there is one");
    if (has_value || presence != CS_PRESENT)
        quantity->presence = presence;
    if (!has_value && is_mapped && presence == CS_AT_LEAST)
        quantity->value = cs_cap_floor(work->table->layout, work->year, unit);
    return CS_ROW_TAKEN;
}

/* One of the row's values: the only one, or, in wide tables, that of one year. */
static enum cs_row_fate read_tidy_value(struct cs_row_work *work,
                                        const struct cs_bound_column *bound, uint32_t period)
{
    enum cs_measure measure;
    struct cs_unit unit;
    struct cs_quantity quantity;
    double high;
    enum cs_row_fate fate = read_measure(work, bound, &measure, &unit);
    if (fate != CS_ROW_TAKEN)
        return fate;
    if (unit.kind == CS_UNIT_TEXT)
        return take_text(work, bound, measure, period);
    fate = cs_row_read_number(work, bound, &unit, &quantity, &high);
    if (fate == CS_ROW_TAKEN && !isnan(high) && !cs_unit_is_money(unit))
        fate = cs_row_refuse(work, bound, NULL, "is a range; one number is needed");
    if (fate == CS_ROW_TAKEN)
        fate = read_presence(work, unit, &quantity);
    if (fate != CS_ROW_TAKEN)
        return fate;
    cs_row_count_cell(work, bound, quantity.presence);
    if (period == CS_NO_KEY || quantity.presence != CS_NOT_REPORTED)
        add_number(work, (struct figure_place){bound, measure, period}, unit, quantity, high);
    return CS_ROW_TAKEN;
}

static enum cs_row_fate read_tidy(struct cs_row_work *work)
{
    const struct cs_intake_table *table = work->table;
    enum cs_row_fate fate = CS_ROW_TAKEN;
    for (size_t i = 0; i < table->binding.n_columns && fate == CS_ROW_TAKEN; i++)
        if (table->binding.columns[i].column->role == CS_ROLE_VALUE)
            fate = read_tidy_value(work, &table->binding.columns[i], table->column_periods[i]);
    return fate;
}

static enum cs_row_fate store_drafts(const struct cs_row_work *work)
{
    struct cs_intake_table *table = work->table;
    for (size_t i = 0; i < table->n_drafts; i++) {
        const struct cs_estimate *draft = &table->drafts[i];
        bool is_asked, is_noted = draft->presence != CS_PRESENT ||
                                  cs_intake_note_pay(table, work->row, table->draft_columns[i],
                                                     draft->unit, draft->value);
        if (!is_noted || !cs_row_judge(work, draft->key, &is_asked) ||
            (is_asked && cs_dataset_add_estimate(table->dataset, draft) != CS_OK))
            return CS_ROW_NO_MEMORY;
        table->dataset->n_left_out += !is_asked;
    }
    cs_intake_check_sense(table, work->row);
    cs_intake_table_report(table)->n_values += table->n_drafts;
    return cs_row_note_ownership(work) ? CS_ROW_TAKEN : CS_ROW_NO_MEMORY;
}

enum cs_row_fate cs_row_read_estimates(struct cs_row_work *work)
{
    enum cs_row_fate fate = read_tier(work);
    read_flags(work);
    cs_row_read_note(work);
    work->table->n_drafts = 0;
    if (fate == CS_ROW_TAKEN)
        fate = work->table->of_role[CS_ROLE_MEASURE] ? read_tidy(work) : read_figures(work);
    return fate == CS_ROW_TAKEN ? store_drafts(work) : fate;
}

/* In what a row's pay is: the currency and the time that its own columns give. Apart from the
 * numbers themselves, which are read in the unit found here. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/currency.h"
#include "data/pay_period.h"
#include "data/quantity.h"
#include "ingest/intake/intake_row.h"
#include "ingest/intake/intake_table.h"
#include "ingest/intake/keys.h"
#include "ingest/profile/pay_words.h"
#include "ingest/source/cell.h"

/* ---- columns that the layout does not name ---- */

static const struct cs_layout_column found_rules[] = {
    {.role = CS_ROLE_UNIT, .multiplier = 1},
    {.role = CS_ROLE_CURRENCY, .multiplier = 1},
};
enum { N_FOUND = sizeof found_rules / sizeof *found_rules };

static const char *header_of(const struct cs_intake_table *table, size_t column)
{
    return cs_intake_table_report(table)->columns[column].header;
}

static bool is_bound_money(const struct cs_bound_column *bound)
{
    enum cs_column_role role = bound->column->role;
    return (role == CS_ROLE_VALUE || role == CS_ROLE_ESTIMATE) && cs_unit_is_money(bound->unit);
}

/* Whether the pay columns leave open for what time they are: their headers name none, and the
 * layout does not tell several apart. */
static bool leaves_time_open(const struct cs_intake_table *table)
{
    const struct cs_bound_column *first = NULL;
    for (size_t i = 0; i < table->binding.n_columns; i++) {
        const struct cs_bound_column *bound = &table->binding.columns[i];
        struct cs_pay_period period;
        if (!is_bound_money(bound))
            continue;
        first = first ? first : bound;
        if (bound->unit.per != first->unit.per ||
            cs_pay_period_in_header(cs_span_of(header_of(table, bound->index)), &period))
            return false;
    }
    return first != NULL;
}

/* Pay whose header names its currency is in it, whatever another column says of other pay. */
static bool leaves_currency_open(const struct cs_intake_table *table)
{
    bool has_money = false;
    for (size_t i = 0; i < table->binding.n_columns; i++) {
        const struct cs_bound_column *bound = &table->binding.columns[i];
        if (!is_bound_money(bound))
            continue;
        if (bound->unit.currency[0] || strchr(header_of(table, bound->index), '$'))
            return false;
        has_money = true;
    }
    return has_money;
}

static void take_column(struct cs_intake_table *table, size_t which, size_t column,
                        const char *field)
{
    table->found[which] = (struct cs_bound_column){.column = &found_rules[which], .index = column};
    table->of_role[found_rules[which].role] = &table->found[which];
    cs_intake_table_report(table)->columns[column].field = field;
}

/* What the header of a pay column says of its unit, where the layout says nothing. */
static void complete_unit(struct cs_bound_column *bound, struct cs_span header)
{
    const struct cs_currency *currency = cs_currency_in_header(header);
    struct cs_pay_period period;
    if (!bound->unit.currency[0] && currency)
        memcpy(bound->unit.currency, currency->code, sizeof bound->unit.currency);
    if (bound->unit.per == CS_PER_NONE && cs_pay_period_in_header(header, &period)) {
        bound->unit.per = (unsigned char)period.per;
        bound->factor = period.factor;
    }
}

void cs_intake_complete_units(struct cs_intake_table *table, const struct cs_row *row,
                              const char *const *headers)
{
    for (size_t i = 0; i < table->binding.n_columns; i++) {
        struct cs_bound_column *bound = &table->binding.columns[i];
        if (table->layout->is_observations && bound->column->leaves_unit_open)
            bound->unit.kind = CS_UNIT_MONEY; /* the answers of persons are pay */
        if (!is_bound_money(bound))
            continue;
        complete_unit(bound, row->cells[bound->index].text); /* with its signs */
        complete_unit(bound, cs_span_of(headers[bound->index]));
    }
}

void cs_intake_find_unit_columns(struct cs_intake_table *table)
{
    const struct cs_profile *profile = &table->profile;
    if (profile->pay_period < profile->n_columns && !table->of_role[CS_ROLE_UNIT] &&
        leaves_time_open(table))
        take_column(table, 0, profile->pay_period, "pay period");
    if (profile->currency < profile->n_columns && !table->of_role[CS_ROLE_CURRENCY] &&
        leaves_currency_open(table))
        take_column(table, 1, profile->currency, "currency");
}

/* A header that names another time than the layout has for it, or nothing that names any. */
static void warn_of_header(const struct cs_intake_table *table, const struct cs_bound_column *bound)
{
    struct cs_pay_period period, stated = {(enum cs_per)bound->unit.per, bound->factor};
    const char *header = header_of(table, bound->index);
    struct cs_place place = {.file = table->file,
                             .sheet = table->sheet,
                             .line = cs_intake_table_report(table)->header_line};
    bool is_named = cs_pay_period_in_header(cs_span_of(header), &period);
    struct cs_shown shown;
    cs_show(&shown, header, strlen(header));
    if (stated.per == CS_PER_NONE && !table->of_role[CS_ROLE_UNIT])
        cs_diag_add(table->diag, CS_WARNING, &place,
                    "state it as \"unit\" in a layout: USD/year, /month",
                    "column '%s' (field %zu): nothing says which pay period this is for",
                    shown.text, bound->index + 1);
    else if (is_named && stated.per != CS_PER_NONE &&
             (period.per != stated.per || period.factor != stated.factor))
        cs_diag_add(table->diag, CS_WARNING, &place, NULL,
                    "column '%s' (field %zu): the header says pay for %s; read as pay for %s "
                    "because the layout says so",
                    shown.text, bound->index + 1, cs_pay_period_words(period),
                    cs_pay_period_words(stated));
}

void cs_intake_warn_of_headers(const struct cs_intake_table *table)
{
    for (size_t i = 0; i < table->binding.n_columns; i++)
        if (is_bound_money(&table->binding.columns[i]) &&
            table->binding.columns[i].column->multiplier == 1)
            warn_of_header(table, &table->binding.columns[i]);
}

/* ---- a row ---- */

static bool is_missing(const struct cs_row_work *work, struct cs_span cell)
{
    struct cs_cell_number mark =
        cs_cell_read_number(cell, work->table->markers, work->table->n_markers);
    return mark.kind == CS_CELL_MISSING && mark.presence != CS_AT_LEAST;
}

/* "THB", "Euro", and the code in brackets of "THA - Baht (THB)"; NULL for none, or two. */
static const struct cs_currency *find_currency(struct cs_span cell)
{
    const struct cs_currency *found = cs_currency_named(cell);
    for (size_t i = 0; i + 5 <= cell.size && !found; i++) {
        char code[4] = "";
        if (cell.start[i] != '(' || cell.start[i + 4] != ')')
            continue;
        memcpy(code, cell.start + i + 1, 3);
        found = cs_currency_of(code);
    }
    return found;
}

/* The first of the row's columns of currencies that says one: those that a value map does not know
 * leave it to the next. */
static enum cs_row_fate read_currency_cell(const struct cs_row_work *work,
                                           const struct cs_bound_column *bound,
                                           struct cs_unit *unit, bool *is_said)
{
    struct cs_span cell = cs_bound_cell(bound, work->row);
    const struct cs_layout_value *value = cs_layout_value_of(bound->column, cell);
    *is_said = false;
    if (is_missing(work, cell) ||
        (!value && bound->column->others_are_empty && bound->column->n_values))
        return CS_ROW_TAKEN;
    const struct cs_currency *currency =
        find_currency(value ? cs_layout_value_code(value, cell) : cell);
    if (!currency && bound->column->others_are_empty)
        return CS_ROW_TAKEN;
    if (!currency)
        return cs_row_refuse(work, bound,
                             "for example USD, £ or Euro; --allow-rejects leaves such rows out",
                             "is no currency");
    memcpy(unit->currency, currency->code, sizeof unit->currency);
    *is_said = true;
    return CS_ROW_TAKEN;
}

static enum cs_row_fate read_currency(const struct cs_row_work *work, struct cs_unit *unit)
{
    const struct cs_intake_table *table = work->table;
    const struct cs_bound_column *first = table->of_role[CS_ROLE_CURRENCY];
    bool is_said = false;
    if (!first)
        return CS_ROW_TAKEN;
    enum cs_row_fate fate = read_currency_cell(work, first, unit, &is_said);
    for (size_t i = 0; i < table->binding.n_columns && fate == CS_ROW_TAKEN && !is_said; i++) {
        const struct cs_bound_column *bound = &table->binding.columns[i];
        if (bound != first && bound->column->role == CS_ROLE_CURRENCY)
            fate = read_currency_cell(work, bound, unit, &is_said);
    }
    return fate;
}

static enum cs_row_fate read_time(struct cs_row_work *work, struct cs_unit *unit)
{
    const struct cs_bound_column *bound = work->table->of_role[CS_ROLE_UNIT];
    struct cs_span cell = cs_bound_cell(bound, work->row);
    struct cs_pay_period period;
    struct cs_unit stated;
    if (!bound || is_missing(work, cell))
        return CS_ROW_TAKEN;
    const struct cs_layout_value *value = cs_layout_value_of(bound->column, cell);
    cell = value ? cs_layout_value_code(value, cell) : cell;
    if (cs_unit_parse(cell, &stated) && cs_unit_is_money(stated)) {
        unit->per = stated.per;
        if (stated.currency[0])
            memcpy(unit->currency, stated.currency, sizeof unit->currency);
        return CS_ROW_TAKEN;
    }
    if (!cs_pay_words_read(cell, header_of(work->table, bound->index), &period))
        return cs_row_refuse(
            work, bound,
            "for example hourly, monthly, yearly; --allow-rejects leaves such rows "
            "out",
            "is not a pay period");
    unit->per = (unsigned char)period.per;
    work->pay_factor = period.factor;
    return CS_ROW_TAKEN;
}

enum cs_row_fate cs_row_read_unit(struct cs_row_work *work, const struct cs_bound_column *bound,
                                  struct cs_unit *unit)
{
    work->pay_factor = bound->factor;
    if (!cs_unit_is_money(*unit))
        return CS_ROW_TAKEN;
    enum cs_row_fate fate = read_time(work, unit);
    return fate == CS_ROW_TAKEN ? read_currency(work, unit) : fate;
}

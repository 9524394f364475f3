/* Decimal marks by the evidence of a whole column. One cell of 52.000 tells nothing; a neighbor of
 * 61.250,75, a column of 38,5 hours beside it, or a yearly pay that cannot be 52 do. Where nothing
 * tells, or two things tell differently, the cells are refused: a wrong power of ten is worse than
 * no number. */
#include "ingest/profile/number_form.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "data/currency.h"
#include "data/quantity.h"
#include "ingest/profile/pay_size.h"
#include "ingest/profile/pay_words.h"
#include "ingest/profile/rows.h"
#include "ingest/source/cell.h"

enum { EITHER_BITS = 1u << CS_MARKS_EITHER_POINT | 1u << CS_MARKS_EITHER_COMMA };

const char *cs_form_basis_name(enum cs_form_basis basis)
{
    static const char *const names[] = {"plain",     "stated", "cells", "table",    "size",
                                        "delimiter", "custom", "rows",  "unsettled"};
    return names[basis];
}

/* ---- settling ---- */

static const struct cs_bound_column *rule_of(const struct cs_profile_request *request,
                                             size_t column)
{
    for (size_t i = 0; i < request->binding->n_columns; i++)
        if (request->binding->columns[i].index == column)
            return &request->binding->columns[i];
    return NULL;
}

/* What is known beside a column's own cells. */
struct custom {
    enum cs_decimal table;      /* proven by other columns; UNTOLD: none, or they differ */
    bool is_comma_by_delimiter; /* fields are parted by semicolons */
    bool are_times_mixed;       /* rows are pay for an hour and pay for a year */
};

/* Proof by cells: POINT, COMMA, or UNTOLD where there is none or both. */
static enum cs_decimal proven_by(const struct cs_column_profile *column)
{
    bool is_point = column->n_marked[CS_MARKS_POINT] > 0;
    bool is_comma = column->n_marked[CS_MARKS_COMMA] > 0;
    return is_point == is_comma ? CS_DECIMAL_UNTOLD
           : is_point           ? CS_DECIMAL_POINT
                                : CS_DECIMAL_COMMA;
}

/* Columns of codes and of text hold marks that are no decimal ones. */
static bool is_of_numbers(const struct cs_column_profile *column,
                          const struct cs_bound_column *rule)
{
    enum { MOST_PERCENT = 80 };
    return !(rule && rule->column->role == CS_ROLE_KEY) && column->n_of_type[CS_CELL_TEXT] > 0 &&
           column->n_numbers * 100 >= column->n_of_type[CS_CELL_TEXT] * MOST_PERCENT;
}

static enum cs_decimal proven_by_others(const struct cs_profile *profile, size_t but,
                                        const struct cs_profile_request *request)
{
    enum cs_decimal proven = CS_DECIMAL_UNTOLD;
    for (size_t c = 0; c < profile->n_columns; c++) {
        enum cs_decimal one = proven_by(&profile->columns[c]);
        if (c == but || !one || !is_of_numbers(&profile->columns[c], rule_of(request, c)))
            continue;
        if (proven && proven != one)
            return CS_DECIMAL_UNTOLD;
        proven = one;
    }
    return proven;
}

enum choice { NO_CHOICE, MARK_IS_DECIMAL, MARK_IS_THOUSANDS };

static enum choice choose(bool is_decimal_likely, bool are_thousands_likely)
{
    return is_decimal_likely == are_thousands_likely ? NO_CHOICE
           : is_decimal_likely                       ? MARK_IS_DECIMAL
                                                     : MARK_IS_THOUSANDS;
}

enum { SURE_FACTOR = 5, NEAR_FACTOR = 30 };

static bool is_within(double value, double typical, double factor)
{
    return value * factor >= typical && value <= typical * factor;
}

static bool is_near(double value, double typical)
{
    return is_within(value, typical, NEAR_FACTOR);
}

/* Pay has a size, jobs are whole, percentages and ratios are not in the thousands. `decimal` is the
 * reading where the mark stands before a fraction. */
static enum choice choose_by_unit(struct cs_unit unit, double multiplier, double decimal)
{
    enum { MOST_RATIO = 1000 };
    double thousands = decimal * 1000;
    switch ((enum cs_unit_kind)unit.kind) {
    case CS_UNIT_MONEY:
        return choose(cs_pay_is_likely(unit, decimal * multiplier),
                      cs_pay_is_likely(unit, thousands * multiplier));
    case CS_UNIT_JOBS:
        return multiplier == 1 && decimal != floor(decimal) ? MARK_IS_THOUSANDS : NO_CHOICE;
    case CS_UNIT_PERCENT:
    case CS_UNIT_RATIO:
        return choose(true, fabs(thousands) < MOST_RATIO);
    default:
        return NO_CHOICE;
    }
}

/* Which reading of the cells is of a likely size beside the column's other numbers, or as what it
 * measures. */
static enum choice choose_by_size(const struct cs_column_profile *column,
                                  const struct cs_bound_column *rule)
{
    double decimal = column->example, thousands = decimal * 1000;
    bool is_figure =
        rule && (rule->column->role == CS_ROLE_VALUE || rule->column->role == CS_ROLE_ESTIMATE);
    if (is_figure && rule->unit.kind == CS_UNIT_JOBS) {
        enum choice choice = choose_by_unit(rule->unit, rule->column->multiplier, decimal);
        if (choice != NO_CHOICE)
            return choice;
    }
    if (isfinite(column->typical) && column->typical > 0) {
        enum choice choice =
            choose(is_near(decimal, column->typical), is_near(thousands, column->typical));
        if (choice != NO_CHOICE)
            return choice;
    }
    if (!is_figure)
        return NO_CHOICE;
    return choose_by_unit(rule->unit, rule->column->multiplier * rule->factor, decimal);
}

static bool has_comma_currency(const struct cs_bound_column *rule)
{
    const struct cs_currency *currency =
        rule && rule->unit.kind == CS_UNIT_MONEY ? cs_currency_of(rule->unit.currency) : NULL;
    return currency && currency->has_decimal_comma;
}

static bool is_amount(const struct cs_bound_column *rule)
{
    return rule && (rule->unit.kind == CS_UNIT_MONEY || rule->unit.kind == CS_UNIT_JOBS);
}

static void set_form(struct cs_column_profile *column, enum cs_decimal decimal,
                     enum cs_form_basis basis)
{
    column->decimal = decimal;
    column->basis = basis;
}

/* The cells that may be read either way all have the same mark. */
static void settle_either(struct cs_column_profile *column, const struct cs_bound_column *rule,
                          const struct custom *custom)
{
    bool is_point = column->n_marked[CS_MARKS_EITHER_POINT] > 0;
    enum cs_decimal mark = is_point ? CS_DECIMAL_POINT : CS_DECIMAL_COMMA;
    enum cs_decimal other = is_point ? CS_DECIMAL_COMMA : CS_DECIMAL_POINT;
    enum choice choice = choose_by_size(column, rule);
    enum cs_decimal by_size = choice == MARK_IS_DECIMAL     ? mark
                              : choice == MARK_IS_THOUSANDS ? other
                                                            : CS_DECIMAL_UNTOLD;
    /* A comma is no decimal mark on the word of its size alone. */
    bool is_bold = by_size == CS_DECIMAL_COMMA && !is_point && !custom->is_comma_by_delimiter;
    if (by_size && custom->table ? by_size != custom->table : is_bold)
        set_form(column, CS_DECIMAL_UNTOLD, CS_FORM_UNSETTLED);
    else if (custom->table)
        set_form(column, custom->table, CS_FORM_TABLE);
    else if (by_size)
        set_form(column, by_size,
                 is_point || choice == MARK_IS_DECIMAL ? CS_FORM_SIZE : CS_FORM_CUSTOM);
    else if (custom->is_comma_by_delimiter || has_comma_currency(rule))
        set_form(column, CS_DECIMAL_COMMA, CS_FORM_DELIMITER);
    else if (is_point && is_amount(rule))
        set_form(column, CS_DECIMAL_UNTOLD, CS_FORM_UNSETTLED);
    else
        set_form(column, CS_DECIMAL_POINT, CS_FORM_CUSTOM);
}

/* Whether cells that may be read either way are no likely pay, or no whole jobs, under the mark
 * that other cells of the column prove: one 52,5 among 52,000 is a slip, not a decimal comma in
 * all. */
static bool belies_proof(const struct cs_column_profile *column, const struct cs_bound_column *rule,
                         enum cs_decimal proven)
{
    bool is_point = column->n_marked[CS_MARKS_EITHER_POINT] > 0;
    bool is_comma = column->n_marked[CS_MARKS_EITHER_COMMA] > 0;
    if (is_point == is_comma || !is_amount(rule))
        return false;
    enum choice choice =
        choose_by_unit(rule->unit, rule->column->multiplier * rule->factor, column->example);
    bool is_decimal = is_point == (proven == CS_DECIMAL_POINT);
    return choice != NO_CHOICE && is_decimal != (choice == MARK_IS_DECIMAL);
}

static void settle(struct cs_column_profile *column, const struct cs_bound_column *rule,
                   const struct custom *custom)
{
    /* In tidy tables each row measures something else, or is pay for another time. */
    bool is_by_row = rule && rule->column->role == CS_ROLE_VALUE &&
                     (rule->unit.kind != CS_UNIT_MONEY || custom->are_times_mixed);
    bool has_points = column->n_marked[CS_MARKS_EITHER_POINT] > 0;
    bool has_commas = column->n_marked[CS_MARKS_EITHER_COMMA] > 0;
    bool is_contradictory =
        column->n_marked[CS_MARKS_POINT] > 0 && column->n_marked[CS_MARKS_COMMA] > 0;
    enum cs_decimal proven = proven_by(column);
    if (proven && !is_by_row && belies_proof(column, rule, proven))
        set_form(column, CS_DECIMAL_UNTOLD, CS_FORM_UNSETTLED);
    else if (proven)
        set_form(column, proven, CS_FORM_CELLS);
    else if (is_contradictory || (has_points && has_commas))
        set_form(column, CS_DECIMAL_UNTOLD, CS_FORM_UNSETTLED);
    else if (is_by_row && !custom->table)
        set_form(column, CS_DECIMAL_UNTOLD, CS_FORM_ROWS);
    else if (has_points || has_commas)
        settle_either(column, rule, custom);
}

/* A pay column whose rows say what its layout leaves open; another time than the layout's is that
 * of the rows. */
static struct cs_bound_column with_unit(const struct cs_bound_column *rule, struct cs_unit common)
{
    struct cs_bound_column known = *rule;
    if (known.unit.kind == CS_UNIT_MONEY && !known.unit.currency[0])
        memcpy(known.unit.currency, common.currency, sizeof known.unit.currency);
    if (known.unit.kind == CS_UNIT_MONEY && common.per != CS_PER_NONE)
        known.unit.per = common.per;
    return known;
}

void cs_number_form_settle(struct cs_profile *profile, const struct cs_profile_rows *rows,
                           const struct cs_profile_request *request)
{
    enum cs_decimal stated = request->binding->layout->decimal;
    struct custom custom = {.is_comma_by_delimiter = rows->n && rows->items[0].delimiter == ';'};
    struct cs_unit common = cs_pay_words_common(profile, rows, request);
    custom.are_times_mixed = common.per == CS_PER_NONE && profile->pay_period < profile->n_columns;
    for (size_t c = 0; c < profile->n_columns; c++) {
        const struct cs_bound_column *rule = rule_of(request, c);
        struct cs_bound_column known;
        custom.table = proven_by_others(profile, c, request);
        if (rule)
            known = with_unit(rule, common);
        if (rule && known.unit.kind == CS_UNIT_MONEY && !known.unit.currency[0])
            memcpy(known.unit.currency, profile->columns[c].currency, sizeof known.unit.currency);
        if (stated)
            set_form(&profile->columns[c], stated, CS_FORM_STATED);
        else
            settle(&profile->columns[c], rule ? &known : NULL, &custom);
    }
}

/* ---- reading ---- */

static bool has_mark(struct cs_span text)
{
    return memchr(text.start, '.', text.size) || memchr(text.start, ',', text.size);
}

/* Of the two readings of a cell that of the choice. */
static enum cs_form_match take_choice(enum choice choice, bool is_point, struct cs_span text,
                                      struct cs_cell_number *number)
{
    bool reads_point = is_point == (choice == MARK_IS_DECIMAL);
    if (choice == NO_CHOICE)
        return CS_FORM_AMBIGUOUS;
    *number = cs_cell_read(text, reads_point ? CS_DECIMAL_POINT : CS_DECIMAL_COMMA, NULL, 0);
    return CS_FORM_FITS;
}

/* A column told of no decimal mark meets a cell of one mark and three digits: what the row
 * measures, or the column's other numbers, tell by their size if anything does. */
static enum cs_form_match read_by_size(const struct cs_form_question *question,
                                       struct cs_cell_number *number)
{
    const struct cs_column_profile *column = question->column;
    struct cs_span text = question->cell->text;
    bool is_point = number->marks_seen >> CS_MARKS_EITHER_POINT & 1;
    struct cs_cell_number as_decimal =
        cs_cell_read(text, is_point ? CS_DECIMAL_POINT : CS_DECIMAL_COMMA, NULL, 0);
    enum choice choice = NO_CHOICE;
    if (column->basis == CS_FORM_UNSETTLED || (number->marks_seen & EITHER_BITS) == EITHER_BITS)
        return CS_FORM_AMBIGUOUS;
    if (column->basis == CS_FORM_ROWS)
        choice = choose_by_unit(question->unit, question->multiplier, as_decimal.low);
    else if (column->typical > 0)
        choice = choose(is_near(as_decimal.low, column->typical),
                        is_near(as_decimal.low * 1000, column->typical));
    if (column->basis != CS_FORM_ROWS && choice == MARK_IS_THOUSANDS && is_point &&
        !is_within(as_decimal.low * 1000, column->typical, SURE_FACTOR))
        return CS_FORM_AMBIGUOUS; /* nobody is told of a single cell */
    if (!is_point && choice == MARK_IS_DECIMAL)
        return CS_FORM_AMBIGUOUS; /* a comma is none on the word of its size alone */
    if (choice == NO_CHOICE && column->basis == CS_FORM_ROWS &&
        question->unit.kind != CS_UNIT_MONEY && question->unit.kind != CS_UNIT_JOBS)
        choice = is_point ? MARK_IS_DECIMAL : MARK_IS_THOUSANDS;
    else if (choice == NO_CHOICE && !is_point && !(column->typical > 0))
        choice = MARK_IS_THOUSANDS;
    return take_choice(choice, is_point, text, number);
}

enum cs_form_match cs_number_form_read(const struct cs_form_question *question,
                                       struct cs_cell_number *number)
{
    const struct cs_column_profile *column = question->column;
    const struct cs_cell *cell = question->cell;
    enum cs_decimal decimal = column ? column->decimal : CS_DECIMAL_POINT;
    if (cell->type != CS_CELL_TEXT || (!decimal && !has_mark(cell->text)))
        decimal = CS_DECIMAL_POINT;
    *number = cs_cell_read(cell->text, decimal, question->markers, question->n_markers);
    if (decimal && number->kind == CS_CELL_BAD) {
        struct cs_cell_number other = cs_cell_read(cell->text, CS_DECIMAL_UNTOLD, NULL, 0);
        return cs_cell_is_number(&other) ? CS_FORM_CONTRADICTS : CS_FORM_FITS;
    }
    if (decimal || !(number->marks_seen & EITHER_BITS) || !cs_cell_is_number(number))
        return CS_FORM_FITS;
    return read_by_size(question, number);
}

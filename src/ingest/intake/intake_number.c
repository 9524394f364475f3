/* Numbers of a row: the cell, its unit, its reason when there is none. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/buf.h"
#include "base/number.h"
#include "base/text.h"
#include "data/currency.h"
#include "data/quantity.h"
#include "ingest/intake/intake_row.h"
#include "ingest/intake/intake_table.h"
#include "ingest/intake/keys.h"
#include "ingest/profile/number_form.h"
#include "ingest/profile/profile.h"
#include "ingest/source/cell.h"
#include "ingest/source/digits.h"
#include "ingest/source/table.h"

struct cs_span cs_row_cell(const struct cs_row_work *work, enum cs_column_role role)
{
    return cs_bound_cell(work->table->of_role[role], work->row);
}

static void tell(const struct cs_row_work *work, const struct cs_bound_column *bound,
                 enum cs_severity severity, const char *hint, const char *what)
{
    struct cs_buf value;
    struct cs_span cell = cs_bound_cell(bound, work->row);
    cs_buf_init(&value);
    cs_buf_put(&value, cell.start, cell.size);
    cs_intake_tell(work->table, work->row, bound,
                   &(struct cs_remark){severity, cs_buf_text(&value), what, hint});
    cs_buf_clear(&value);
}

enum cs_row_fate cs_row_refuse(const struct cs_row_work *work, const struct cs_bound_column *bound,
                               const char *hint, const char *what)
{
    tell(work, bound, CS_ERROR, hint, what);
    return CS_ROW_REFUSED;
}

enum cs_row_fate cs_row_refuse_error(const struct cs_row_work *work,
                                     const struct cs_bound_column *bound)
{
    return cs_row_refuse(work, bound,
                         work->row->sheet
                             ? "fix the formula in the workbook"
                             : "fix it in the spreadsheet that the file was saved from",
                         "is a spreadsheet error, not a value");
}

void cs_row_warn(const struct cs_row_work *work, const struct cs_bound_column *bound,
                 const char *what, const char *read_as)
{
    char text[240];
    struct cs_shown shown;
    if (read_as)
        snprintf(text, sizeof text, "%s '%s'", what, cs_show(&shown, read_as, strlen(read_as)));
    else
        snprintf(text, sizeof text, "%s", what);
    tell(work, bound, CS_WARNING, NULL, text);
}

bool cs_unit_is_money(struct cs_unit unit)
{
    return unit.kind == CS_UNIT_MONEY;
}

double cs_cap_floor(const struct cs_layout *layout, int year, struct cs_unit unit)
{
    for (size_t i = 0; i < layout->n_caps; i++)
        if (year >= layout->caps[i].from_year && year <= layout->caps[i].to_year &&
            cs_unit_equals(unit, layout->caps[i].unit))
            return layout->caps[i].floor;
    return NAN;
}

/* Published thousands and the like to plain units, without the binary noise of the product. */
static double scale_up(double value, double multiplier)
{
    if (multiplier == 1 || !isfinite(value))
        return value;
    char text[CS_NUMBER_TEXT_BYTES];
    double product = value * multiplier;
    if (!isfinite(product))
        return product;
    cs_number_format_rounded(product, 6, text);
    double clean = product;
    return cs_number_parse(cs_span_of(text), &clean) ? clean : product;
}

/* Of published pay the currency that other cells of the column name, where this one names none
 * (told with the profile); of any pay that dollar, where it has "$" alone. */
static void take_column_currency(const struct cs_row_work *work,
                                 const struct cs_bound_column *bound,
                                 const struct cs_cell_number *number, struct cs_unit *unit)
{
    const struct cs_column_profile *column = cs_intake_profile_of(work->table, bound);
    if (!column || !column->currency[0] || !cs_unit_is_money(*unit) || unit->currency[0])
        return;
    bool is_alike = number->currency[0]
                        ? number->is_bare_dollar && cs_currency_is_dollar(column->currency)
                        : !work->table->layout->is_observations;
    if (is_alike)
        memcpy(unit->currency, column->currency, sizeof unit->currency);
}

/* Whether what the cell says of its unit fits. A sign other than "$", which stands for any
 * country's dollar, fills in a currency that nobody stated. */
static enum cs_row_fate check_unit(const struct cs_row_work *work,
                                   const struct cs_bound_column *bound,
                                   const struct cs_cell_number *number, struct cs_unit *unit)
{
    take_column_currency(work, bound, number, unit);
    if (number->has_percent_sign && unit->kind != CS_UNIT_PERCENT)
        return cs_row_refuse(work, bound, NULL, "is a percentage, which this column does not hold");
    if (!number->currency[0] || !cs_unit_is_money(*unit))
        return CS_ROW_TAKEN;
    if (number->is_bare_dollar && (!unit->currency[0] || cs_currency_is_dollar(unit->currency)))
        return CS_ROW_TAKEN;
    if (!unit->currency[0])
        memcpy(unit->currency, number->currency, sizeof unit->currency);
    if (strcmp(unit->currency, number->currency) != 0)
        return cs_row_refuse(work, bound, NULL, "is not in the column's currency");
    return CS_ROW_TAKEN;
}

/* Why nothing tells; where one cell tells what the size of the others belies, that one. */
static void put_ambiguity(char *out, size_t size, const struct cs_column_profile *column)
{
    static const char either[] = "could have a decimal mark or a thousands mark";
    const uint64_t *first = column->first_marked;
    uint64_t point = first[CS_MARKS_POINT], comma = first[CS_MARKS_COMMA];
    if (!point == !comma || column->basis != CS_FORM_UNSETTLED)
        snprintf(out, size, "%s: nothing tells which", either);
    else
        snprintf(out, size, "%s: line %llu has a decimal %s, which makes others of no likely size",
                 either, (unsigned long long)(point ? point : comma), point ? "point" : "comma");
}

/* "is 52 or 52,000: …": a cell that its column does not settle. */
static enum cs_row_fate refuse_form(const struct cs_row_work *work,
                                    const struct cs_bound_column *bound, enum cs_form_match match)
{
    static const char hint[] = "a layout of your own with \"decimal\": \"comma\" or \"point\" "
                               "settles it: inspect --suggest-layout drafts one";
    const struct cs_column_profile *column = cs_intake_profile_of(work->table, bound);
    char what[200];
    if (match == CS_FORM_AMBIGUOUS) {
        put_ambiguity(what, sizeof what, column);
        return cs_row_refuse(work, bound, hint, what);
    }
    snprintf(what, sizeof what, "is not a number with a decimal %s, as %s",
             cs_decimal_name(column->decimal),
             column->basis == CS_FORM_STATED ? "the layout says" : "this column has");
    return cs_row_refuse(work, bound, hint, what);
}

/* "$137K-$171K (Glassdoor est.)" without what stands from " (" on. */
static struct cs_span cut_at(struct cs_span text, const char *mark)
{
    const char *at = memmem(text.start, text.size, mark, strlen(mark));
    return at ? cs_span_trim((struct cs_span){text.start, (size_t)(at - text.start)}) : text;
}

/* "$25.50/hr", "4,200 per month": an amount with its time behind it. */
static bool has_time_behind(struct cs_span text)
{
    static const char *const marks[] = {"/", " per ", " a ", " an ", " p.a", " pa", " each "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const char *at = memmem(text.start, text.size, marks[i], strlen(marks[i]));
        struct cs_span before = {text.start, at ? (size_t)(at - text.start) : 0};
        struct cs_cell_number number = cs_cell_read(before, CS_DECIMAL_UNTOLD, NULL, 0);
        if (before.size && cs_cell_is_number(&number))
            return true;
    }
    return false;
}

static enum cs_row_fate refuse_words(const struct cs_row_work *work,
                                     const struct cs_bound_column *bound, struct cs_span text)
{
    return cs_row_refuse(work, bound,
                         has_time_behind(text) ? "put the time it is for into a column of its own: "
                                                 "hour, week, month, year"
                                               : NULL,
                         "is not a number");
}

enum cs_row_fate cs_row_parse_number(const struct cs_row_work *work,
                                     const struct cs_bound_column *bound, struct cs_unit unit,
                                     struct cs_cell_number *out)
{
    const struct cs_intake_table *table = work->table;
    struct cs_cell cell = {.type = CS_CELL_BLANK};
    if (bound->index < work->row->n_cells)
        cell = work->row->cells[bound->index];
    cell.text = cs_bound_cell(bound, work->row);
    if (bound->column->until)
        cell.text = cut_at(cell.text, bound->column->until);
    struct cs_form_question question = {.column = cs_intake_profile_of(table, bound),
                                        .cell = &cell,
                                        .unit = unit,
                                        .multiplier = bound->column->multiplier,
                                        .markers = table->markers,
                                        .n_markers = table->n_markers};
    enum cs_form_match match = cs_number_form_read(&question, out);
    if (match != CS_FORM_FITS)
        return refuse_form(work, bound, match);
    if (out->kind == CS_CELL_BAD && cs_cell_is_error(cell.text))
        return cs_row_refuse_error(work, bound);
    if (out->kind != CS_CELL_BAD)
        return CS_ROW_TAKEN;
    return out->is_reversed ? cs_row_refuse(work, bound, "put the lower amount first",
                                            "is a range whose first end is above the other")
                            : refuse_words(work, bound, cell.text);
}

enum cs_row_fate cs_row_read_number(const struct cs_row_work *work,
                                    const struct cs_bound_column *bound, struct cs_unit *unit,
                                    struct cs_quantity *out, double *high)
{
    const struct cs_intake_table *table = work->table;
    struct cs_cell_number number;
    double multiplier = bound->column->multiplier;
    if (cs_unit_is_money(*unit))
        multiplier *= work->pay_factor;
    *high = NAN;
    enum cs_row_fate fate = cs_row_parse_number(work, bound, *unit, &number);
    if (fate == CS_ROW_TAKEN)
        fate = check_unit(work, bound, &number, unit);
    if (fate != CS_ROW_TAKEN)
        return fate;
    out->presence = number.presence;
    out->value = scale_up(number.low, multiplier);
    if (number.kind == CS_CELL_RANGE)
        *high = scale_up(number.high, multiplier);
    if (isinf(out->value) || isinf(*high))
        return cs_row_refuse(work, bound, NULL, "is too large");
    if (number.presence == CS_AT_LEAST && isnan(out->value))
        out->value = cs_cap_floor(table->layout, work->year, *unit);
    if (number.kind == CS_CELL_MISSING && number.presence != CS_AT_LEAST &&
        cs_unit_is_money(*unit) && (work->na_per >> unit->per & 1))
        out->presence = CS_NOT_APPLICABLE;
    return CS_ROW_TAKEN;
}

void cs_row_count_cell(const struct cs_row_work *work, const struct cs_bound_column *bound,
                       enum cs_presence presence)
{
    struct cs_table_report *report = cs_intake_table_report(work->table);
    struct cs_column_report *column = &report->columns[bound->index];
    column->has_counts = true;
    column->n_cells += presence != CS_NOT_REPORTED;
    column->n_missing += presence != CS_PRESENT;
    report->n_missing[presence] += presence != CS_PRESENT;
    work->source->n_missing[presence] += presence != CS_PRESENT;
}

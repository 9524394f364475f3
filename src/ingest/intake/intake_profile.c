/* The profile of the table under way: made from its first rows, told to the user, kept in the
 * report. Apart from intake_table.c, which binds headers before any row is there. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/buf.h"
#include "base/number.h"
#include "base/text.h"
#include "data/load_report.h"
#include "ingest/intake/intake_line.h"
#include "ingest/intake/intake_table.h"
#include "ingest/intake/keys.h"
#include "ingest/profile/profile.h"
#include "ingest/profile/rows.h"
#include "ingest/source/cell.h"
#include "ingest/source/date.h"
#include "ingest/source/digits.h"
#include "ingest/source/table.h"

const struct cs_column_profile *cs_intake_profile_of(const struct cs_intake_table *table,
                                                     const struct cs_bound_column *bound)
{
    return bound && bound->index < table->profile.n_columns ? &table->profile.columns[bound->index]
                                                            : NULL;
}

/* ---- the report ---- */

static void report_facts(const struct cs_column_profile *column, struct cs_column_facts *facts)
{
    const uint32_t *n = column->n_of_type;
    *facts = (struct cs_column_facts){.n_cells = column->n_filled,
                                      .n_text = n[CS_CELL_TEXT],
                                      .n_numeric = n[CS_CELL_NUMERIC],
                                      .n_date = n[CS_CELL_DATE],
                                      .n_other =
                                          n[CS_CELL_BOOL] + n[CS_CELL_ERROR] + n[CS_CELL_FORMULA]};
    if (column->n_numbers == 0 || column->basis == CS_FORM_PLAIN)
        return;
    facts->decimal = column->decimal ? cs_decimal_name(column->decimal) : NULL;
    facts->decimal_from = cs_form_basis_name(column->basis);
}

/* ---- what a careful reader would be told ---- */

/* The first text cell of the sample, from `line` on, whose marks have the bit. */
static struct cs_span find_example(const struct cs_intake_table *table, size_t column,
                                   enum cs_marks marks)
{
    uint64_t line = table->profile.columns[column].first_marked[marks];
    for (size_t r = 0; r < table->sample->n; r++)
        if (table->sample->items[r].line == line)
            return cs_profile_rows_cell(table->sample, r, column).text;
    return cs_span_of("");
}

static void warn(const struct cs_intake_table *table, const struct cs_bound_column *bound,
                 uint64_t line, const char *hint, const char *what)
{
    struct cs_row row = {.line = line, .sheet = table->sheet};
    cs_intake_tell(table, &row, bound, &(struct cs_remark){CS_WARNING, NULL, what, hint});
}

static const char state_decimal[] =
    "\"decimal\": \"comma\" or \"point\" in a layout of your own states it";

/* Numbers of one mark and three digits, read the one way because the other is no likely size. */
static void warn_of_guess(const struct cs_intake_table *table, const struct cs_bound_column *bound,
                          const struct cs_column_profile *column)
{
    bool is_point = column->n_marked[CS_MARKS_EITHER_POINT] > 0;
    enum cs_marks marks = is_point ? CS_MARKS_EITHER_POINT : CS_MARKS_EITHER_COMMA;
    struct cs_span text = find_example(table, bound->index, marks);
    struct cs_cell_number taken = cs_cell_read(text, column->decimal, NULL, 0);
    struct cs_shown shown;
    char number[CS_NUMBER_TEXT_BYTES], what[320];
    if (!isfinite(taken.low))
        return;
    cs_show(&shown, text.start, text.size);
    cs_number_format(taken.low, number);
    snprintf(what, sizeof what, "'%s' is taken for %s, %s", shown.text, number,
             column->basis == CS_FORM_SIZE
                 ? "because the other reading would be an implausible amount"
                 : "as is usual with this delimiter or currency");
    warn(table, bound, column->first_marked[marks], state_decimal, what);
}

static void warn_of_both(const struct cs_intake_table *table, const struct cs_bound_column *bound,
                         const struct cs_column_profile *column)
{
    char what[200];
    if (!column->n_marked[CS_MARKS_POINT] || !column->n_marked[CS_MARKS_COMMA])
        return;
    snprintf(what, sizeof what,
             "some numbers have a decimal point (line %llu), some a decimal comma (line %llu)",
             (unsigned long long)column->first_marked[CS_MARKS_POINT],
             (unsigned long long)column->first_marked[CS_MARKS_COMMA]);
    warn(table, bound, column->first_marked[CS_MARKS_COMMA], state_decimal, what);
}

/* Published pay of which some cells name a currency, and others none. */
static void warn_of_currency(const struct cs_intake_table *table,
                             const struct cs_bound_column *bound,
                             const struct cs_column_profile *column)
{
    char what[120];
    if (table->layout->is_observations || !column->currency[0] || !column->no_currency ||
        bound->unit.kind != CS_UNIT_MONEY || bound->unit.currency[0])
        return;
    snprintf(what, sizeof what, "numbers without a currency are read as %s, which others name",
             column->currency);
    warn(table, bound, column->no_currency,
         "\"unit\" in a layout of your own states it, as in \"USD/year\"", what);
}

/* Whether rows with a blank cell in the column are outside of what the layout reads. */
static bool are_blanks_outside(const struct cs_intake_table *table,
                               const struct cs_bound_column *bound)
{
    const struct cs_layout *layout = table->layout;
    for (size_t i = 0; i < layout->n_conditions; i++)
        if (layout->conditions[i].is_not && !*layout->conditions[i].cell &&
            table->binding.conditions[i] == bound->index)
            return true;
    return false;
}

/* Whether a blank stands for the cell above it is for the user to say. What occupations are like is
 * told with rows that have no date, or are of no one occupation. */
static void warn_of_blanks(const struct cs_intake_table *table, const struct cs_bound_column *bound,
                           const struct cs_column_profile *column)
{
    if (column->blank_below && !table->layout->is_descriptive && !are_blanks_outside(table, bound))
        warn(table, bound, column->blank_below,
             "where a blank stands for the cell above it, fill the column down",
             "a blank cell; rows with one are read without this key");
}

/* "CA" beside US occupation codes may yet be Canada. */
static void warn_of_states(const struct cs_intake_table *table, const struct cs_bound_column *bound,
                           const struct cs_column_profile *column)
{
    const struct cs_layout_column *rule = bound->column;
    bool is_guess = column->are_states_by_codes && column->regions && !rule->regions;
    if (rule->role == CS_ROLE_KEY && rule->dim == CS_DIM_REGION && is_guess && table->sample->n)
        warn(
            table, bound, table->sample->items[0].line,
            "call the column state or country, or say \"regions\": \"state\" or \"country\" in a "
            "layout",
            "codes of states and of countries alike are read as states, since the occupations have "
            "US codes");
}

/* A program that reads months first makes 1 February of 02/01/2023, and leaves 13/01/2023 a text.
 */
static void warn_of_turned_dates(const struct cs_intake_table *table,
                                 const struct cs_bound_column *bound,
                                 const struct cs_column_profile *column)
{
    bool is_month_first = column->date_orders == CS_MONTH_FIRST;
    char what[160];
    if (!column->turned_date || bound->column->resolution == CS_TO_YEAR)
        return;
    snprintf(what, sizeof what,
             "a date cell beside dates as texts, which have the %s first: such cells may have day "
             "and month the other way round",
             is_month_first ? "month" : "day");
    warn(table, bound, column->turned_date,
         "compare them with the file they were saved from, and make all cells dates there", what);
}

static bool holds_numbers(const struct cs_layout_column *rule)
{
    return rule->role == CS_ROLE_VALUE || rule->role == CS_ROLE_WEIGHT ||
           (rule->role == CS_ROLE_ESTIMATE && rule->unit.kind != CS_UNIT_TEXT);
}

static void tell(const struct cs_intake_table *table)
{
    for (size_t i = 0; i < table->binding.n_columns; i++) {
        const struct cs_bound_column *bound = &table->binding.columns[i];
        const struct cs_column_profile *column = cs_intake_profile_of(table, bound);
        if (column)
            warn_of_blanks(table, bound, column);
        if (column)
            warn_of_states(table, bound, column);
        if (column)
            warn_of_turned_dates(table, bound, column);
        if (!column || !holds_numbers(bound->column))
            continue;
        if (column->basis == CS_FORM_SIZE || column->basis == CS_FORM_DELIMITER)
            warn_of_guess(table, bound, column);
        warn_of_both(table, bound, column);
        warn_of_currency(table, bound, column);
    }
}

/* ---- numbers cut in two ---- */

/* How many digits the text starts with, when nothing but a sign or words follow them. */
static size_t leading_digits(struct cs_span text)
{
    size_t n = 0;
    while (n < text.size && cs_is_digit(text.start[n]))
        n++;
    return n;
}

/* Whether the numbers of a column go on in the next one, as nobody put their commas in quotes: that
 * one holds thousands alone, and has no header or zeros in front; without a header, cents as well.
 * *row is one of them. */
static bool is_cut(const struct cs_intake_table *table, size_t column, size_t *row)
{
    const struct cs_profile_rows *rows = table->sample;
    const char *header = cs_intake_table_report(table)->columns[column + 1].header;
    bool is_strange = !header || !header[0], has_no_name = is_strange;
    size_t n = 0;
    for (size_t r = 0; r < rows->n; r++) {
        struct cs_span number = cs_profile_rows_cell(rows, r, column).text;
        struct cs_span rest = cs_profile_rows_cell(rows, r, column + 1).text;
        if (!rest.size)
            continue;
        size_t n_digits = leading_digits(rest);
        bool is_rest = n_digits == 3 || (has_no_name && (n_digits == 1 || n_digits == 2));
        if (rows->items[r].delimiter != ',' || !is_rest || !number.size ||
            !cs_is_digit(number.start[number.size - 1]))
            return false;
        is_strange |= rest.start[0] == '0';
        *row = n++ ? *row : r;
    }
    return n > 0 && is_strange;
}

static bool is_bound(const struct cs_intake_table *table, size_t column)
{
    for (size_t i = 0; i < table->binding.n_columns; i++)
        if (table->binding.columns[i].index == column)
            return true;
    return false;
}

static enum cs_status check_cut_numbers(const struct cs_intake_table *table)
{
    for (size_t i = 0; i < table->binding.n_columns; i++) {
        size_t column = table->binding.columns[i].index, row = 0;
        if (!holds_numbers(table->binding.columns[i].column) ||
            column + 1 >= table->profile.n_columns || is_bound(table, column + 1) ||
            !is_cut(table, column, &row))
            continue;
        struct cs_shown number, rest;
        struct cs_span cells[2] = {cs_profile_rows_cell(table->sample, row, column).text,
                                   cs_profile_rows_cell(table->sample, row, column + 1).text};
        struct cs_place place = {.file = table->file, .line = table->sample->items[row].line};
        cs_show(&number, cells[0].start, cells[0].size);
        cs_show(&rest, cells[1].start, cells[1].size);
        return cs_fail(table->diag, CS_IO, &place,
                       "put numbers with commas in quotes, or save the file with semicolons",
                       "field %zu: '%s' goes on in field %zu: '%s'", column + 1, number.text,
                       column + 2, rest.text);
    }
    return CS_OK;
}

/* The rows of the sample that are data: headers again, totals and notes tell nothing of columns.
 * Their cells stay the sample's. */
static void pick_data(const struct cs_intake_table *table, struct cs_profile_rows *out)
{
    const struct cs_profile_rows *sample = table->sample;
    memset(out, 0, sizeof *out);
    for (size_t i = 0; i < sample->n; i++)
        if (cs_intake_line_kind(table, &sample->items[i]) == CS_LINE_DATA)
            out->items[out->n++] = sample->items[i];
}

enum cs_status cs_intake_make_profile(struct cs_intake_table *table)
{
    struct cs_profile_rows data;
    struct cs_table_report *report = cs_intake_table_report(table);
    const char **headers = cs_arena_alloc(&table->arena, (report->n_columns + 1) * sizeof *headers);
    if (!headers)
        return cs_fail_memory(table->diag);
    for (size_t i = 0; i < report->n_columns; i++)
        headers[i] = report->columns[i].header;
    struct cs_profile_request request = {.headers = headers,
                                         .binding = &table->binding,
                                         .markers = table->markers,
                                         .n_markers = table->n_markers,
                                         .n_columns = report->n_columns,
                                         .reference = table->options->reference};
    pick_data(table, &data);
    enum cs_status status = cs_profile_make(&table->profile, &data, &request, table->diag);
    if (status != CS_OK)
        return status;
    for (size_t i = 0; i < table->profile.n_columns; i++)
        report_facts(&table->profile.columns[i], &report->columns[i].facts);
    tell(table);
    cs_keys_use_profile(&table->keys, &table->profile);
    status = cs_intake_check_scales(table);
    return status == CS_OK ? check_cut_numbers(table) : status;
}

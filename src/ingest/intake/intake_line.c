/* Lines that are no data. Apart from intake.c, which decides what becomes of them. */
#include "ingest/intake/intake_line.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "data/currency.h"
#include "ingest/intake/intake_table.h"
#include "ingest/intake/keys.h"
#include "ingest/layout/layout.h"
#include "ingest/source/cell.h"
#include "ingest/source/totals.h"

/* Filled cells, counted up to `enough`. */
static size_t count_filled(const struct cs_row *row, size_t enough)
{
    size_t n = 0;
    for (size_t i = 0; i < row->n_cells && n < enough; i++)
        n += row->cells[i].text.size > 0 && cs_span_trim(row->cells[i].text).size > 0;
    return n;
}

/* How footnotes begin. */
static bool starts_like_note(struct cs_span text)
{
    static const char *const starts[] = {"note",  "source", "footnote",    "legend",
                                         "data ", "last ",  "updated",     "*",
                                         "(",     "[",      "\xE2\x80\xA0"};
    size_t n_digits = 0;
    while (n_digits < text.size && cs_is_digit(text.start[n_digits]))
        n_digits++;
    if (n_digits && n_digits + 1 < text.size && strchr("/)", text.start[n_digits]) &&
        text.start[n_digits + 1] == ' ') /* "1/ Includes part time" */
        return true;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t n = strlen(starts[i]);
        if (text.size >= n && cs_span_equals_nocase((struct cs_span){text.start, n}, starts[i]))
            return true;
    }
    return false;
}

/* The columns with a header, from the first to behind the last; a blank one may stand before. */
static void find_named(const struct cs_intake_table *table, size_t *first, size_t *end)
{
    const struct cs_table_report *report = cs_intake_table_report(table);
    *first = 0;
    *end = report->n_columns;
    while (*end && !(report->columns[*end - 1].header && report->columns[*end - 1].header[0]))
        --*end;
    while (*first < *end && !(report->columns[*first].header && report->columns[*first].header[0]))
        ++*first;
}

static bool has_digit(struct cs_span text)
{
    for (size_t i = 0; i < text.size; i++)
        if (cs_is_digit(text.start[i]))
            return true;
    return false;
}

/* Words where pay, a currency or a time should be. */
static bool is_out_of_place(const struct cs_intake_table *table, size_t column, struct cs_span text)
{
    static const enum cs_column_role roles[] = {CS_ROLE_VALUE, CS_ROLE_CURRENCY, CS_ROLE_UNIT,
                                                CS_ROLE_WEIGHT};
    const struct cs_bound_column *period = table->keys.parts[CS_DIM_PERIOD][CS_PART_CODE];
    if (period && period->index == column)
        return memchr(text.start, ' ', text.size) != NULL &&
               (!has_digit(text) || memchr(text.start, '.', text.size));
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        const struct cs_bound_column *bound = table->of_role[roles[i]];
        if (bound && bound->index == column)
            return memchr(text.start, ' ', text.size) != NULL && !cs_currency_named(text) &&
                   cs_cell_read(text, CS_DECIMAL_UNTOLD, NULL, 0).kind == CS_CELL_BAD;
    }
    return false;
}

/* A line of text in the first column alone, where the table has more columns. In a table of figures
 * it holds none; where rows are observations, it may be one that lacks its value. */
static bool is_lone_text(const struct cs_intake_table *table, const struct cs_row *row)
{
    size_t first, end;
    find_named(table, &first, &end);
    struct cs_span text = cs_span_of("");
    if (first < row->n_cells)
        text = cs_span_trim(row->cells[first].text);
    if (end - first < 2 || text.size == 0)
        return false;
    if (starts_like_note(text) || is_out_of_place(table, first, text))
        return true;
    if (!row->sheet && row->n_cells == first + 1)
        return memchr(text.start, ' ', text.size) != NULL;
    return end - first > 2 && !table->layout->is_observations;
}

/* "Source: Office of Statistics" is no name of an occupation, though a year behind its comma looks
 * like pay. */
static bool is_note_by_name(struct cs_span text)
{
    static const char *const words[] = {"note",   "notes",    "source",       "sources",
                                        "legend", "footnote", "last updated", "updated"};
    const char *colon = text.size ? memchr(text.start, ':', text.size) : NULL;
    for (size_t i = 0; colon && i < sizeof words / sizeof *words; i++)
        if (cs_span_equals_nocase((struct cs_span){text.start, (size_t)(colon - text.start)},
                                  words[i]))
            return true;
    return false;
}

/* A sentence with commas in it, parted by them: "Source: survey, own answers". */
static bool is_parted_note(const struct cs_intake_table *table, const struct cs_row *row)
{
    const struct cs_bound_column *value = table->of_role[CS_ROLE_VALUE];
    struct cs_span first = cs_span_trim(row->cells[0].text);
    bool lacks_value =
        value && first.size &&
        (value->index == 0 ? cs_is_alpha(first.start[0]) : cs_bound_cell(value, row).size == 0);
    if (!table->layout->is_observations)
        return is_note_by_name(first);
    return value &&
           (lacks_value ? starts_like_note(first) &&
                              (memchr(first.start, ':', first.size) || !cs_is_alpha(first.start[0]))
                        : is_note_by_name(first));
}

/* ---- the header again ---- */

static struct cs_span header_cell(const struct cs_row *row, size_t i)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* of a file that was appended */
    struct cs_span cell = cs_cell_text(row->cells[i].text);
    bool is_marked = i == 0 && cell.size >= 3 && memcmp(cell.start, mark, 3) == 0;
    return is_marked ? cs_cell_text((struct cs_span){cell.start + 3, cell.size - 3}) : cell;
}

/* Whether the cell is the name of the column, whatever its blanks and line ends. */
static bool names_column(const struct cs_table_report *report, struct cs_span cell, size_t column)
{
    enum { BYTES = 160 };
    char folded[BYTES], header[BYTES];
    if (column >= report->n_columns || !cell.size)
        return false;
    cs_fold_name(cell, folded, sizeof folded);
    cs_fold_name(cs_span_of(report->columns[column].header), header, sizeof header);
    return folded[0] && strcmp(folded, header) == 0;
}

static bool is_same_header(const struct cs_intake_table *table, const struct cs_row *row)
{
    const struct cs_table_report *report = cs_intake_table_report(table);
    size_t n = 0;
    for (size_t i = 0; i < row->n_cells; i++) {
        struct cs_span cell = header_cell(row, i);
        if (!names_column(report, cell, i) &&
            (cell.size || (i < report->n_columns && report->columns[i].header[0])))
            return false;
        n += cell.size > 0;
    }
    return n > 1;
}

/* Whether the cell that should hold a figure holds the name of some column. */
static bool holds_a_name(const struct cs_intake_table *table, const struct cs_row *row)
{
    const struct cs_table_report *report = cs_intake_table_report(table);
    const struct cs_bound_column *value = table->of_role[CS_ROLE_VALUE];
    struct cs_span cell = cs_bound_cell(value ? value : table->of_role[CS_ROLE_ESTIMATE], row);
    size_t letter = 0;
    while (letter < cell.size && !cs_is_alpha(cell.start[letter]))
        letter++;
    if (letter == cell.size)
        return false;
    for (size_t i = 0; i < report->n_columns; i++)
        if (names_column(report, cell, i))
            return true;
    return false;
}

static bool fits_layout(const struct cs_intake_table *table, const struct cs_row *row)
{
    enum { MOST_CELLS = 64, BYTES = 96 };
    char folded[MOST_CELLS][BYTES];
    const char *names[MOST_CELLS];
    size_t n = row->n_cells < MOST_CELLS ? row->n_cells : MOST_CELLS;
    for (size_t i = 0; i < n; i++) {
        cs_header_fold(header_cell(row, i), folded[i], BYTES);
        names[i] = folded[i];
    }
    return cs_layout_matches(table->layout, names, n);
}

/* ---- totals ---- */

/* Whether nothing but this cell, numbers and the pay with its currency is filled. */
static bool stands_alone(const struct cs_intake_table *table, const struct cs_row *row, size_t cell)
{
    const struct cs_bound_column *value = table->of_role[CS_ROLE_VALUE];
    size_t pay = value ? value->index : cell;
    for (size_t i = 0; i < row->n_cells; i++) {
        struct cs_span other = cs_span_trim(row->cells[i].text);
        for (size_t k = 0; i != cell && i != pay && k < other.size; k++)
            if (cs_is_alpha(other.start[k]))
                return false;
    }
    return true;
}

static bool is_total_cell(const struct cs_intake_table *table, const struct cs_row *row,
                          size_t index)
{
    struct cs_span cell = cs_span_of("");
    if (index < row->n_cells)
        cell = cs_cell_text(row->cells[index].text);
    return cs_may_be_total(cell) &&
           (cs_is_total(cell) || (cs_is_summary(cell) && stands_alone(table, row, index)));
}

/* Rows of published figures have totals of their own: the whole of a classification. */
static bool is_total(const struct cs_intake_table *table, const struct cs_row *row)
{
    if (!table->layout->is_observations)
        return false;
    bool has_key = false;
    for (size_t i = 0; i < table->binding.n_columns; i++) {
        const struct cs_bound_column *bound = &table->binding.columns[i];
        if (bound->column->role != CS_ROLE_KEY)
            continue;
        if (is_total_cell(table, row, bound->index))
            return true;
        has_key |= cs_bound_cell(bound, row).size > 0;
    }
    if (is_total_cell(table, row, 0))
        return true;
    for (size_t i = 1; i < row->n_cells && !has_key; i++) /* beside blank keys, in any column */
        if (is_total_cell(table, row, i))
            return true;
    return false;
}

/* ---- width ---- */

/* The last column that the layout uses. */
static size_t last_bound(const struct cs_intake_table *table)
{
    size_t last = 0;
    for (size_t i = 0; i < table->binding.n_columns; i++)
        if (table->binding.columns[i].index > last)
            last = table->binding.columns[i].index;
    return last;
}

/* The blank column that ends the table: of the header, or the one behind it. */
static size_t blank_behind(const struct cs_intake_table *table)
{
    const struct cs_table_report *report = cs_intake_table_report(table);
    size_t i = last_bound(table) + 1;
    while (i < report->n_columns && report->columns[i].header && report->columns[i].header[0])
        i++;
    return i;
}

size_t cs_intake_line_beside(const struct cs_intake_table *table, const struct cs_row *row)
{
    size_t blank = row->sheet ? blank_behind(table) : row->n_cells, i = blank;
    while (i < row->n_cells && cs_span_trim(row->cells[i].text).size == 0)
        i++;
    return i < row->n_cells && i > blank ? i : 0;
}

/* Text files have a field for every header that is there; sheets leave out blank cells at the end.
 */
static bool is_ragged(const struct cs_intake_table *table, const struct cs_row *row)
{
    size_t n = cs_intake_table_report(table)->n_columns, filled = row->n_cells, first, end;
    if (cs_intake_line_beside(table, row))
        return false;
    find_named(table, &first, &end);
    while (filled > n && cs_span_trim(row->cells[filled - 1].text).size == 0)
        filled--;
    return filled > n || (!row->sheet && row->n_cells < end);
}

enum cs_line_kind cs_intake_line_kind(const struct cs_intake_table *table, const struct cs_row *row)
{
    size_t n_filled = count_filled(row, 2);
    if (n_filled == 0)
        return CS_LINE_BLANK;
    if (n_filled == 1 && is_lone_text(table, row))
        return row->sheet || row->n_cells == cs_intake_table_report(table)->n_columns
                   ? CS_LINE_NOTE
                   : CS_LINE_MAYBE_NOTE;
    if (holds_a_name(table, row) && fits_layout(table, row))
        return is_same_header(table, row) ? CS_LINE_HEADER : CS_LINE_OTHER_HEADER;
    if (is_total(table, row))
        return CS_LINE_TOTAL;
    if (is_parted_note(table, row))
        return CS_LINE_NOTE;
    return is_ragged(table, row) ? CS_LINE_RAGGED : CS_LINE_DATA;
}

/* The forms of keys. Apart from number_form.c: a key is told by what it names, not by its marks.
 * Regions, which other columns help to tell, are in region_form.c. */
#include "ingest/profile/key_form.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "data/occupation/system.h"
#include "data/period.h"
#include "ingest/profile/region_form.h"
#include "ingest/profile/rows.h"
#include "ingest/source/cell.h"
#include "ingest/source/date.h"

/* ---- periods ---- */

/* "2002-12": two digits behind a year. */
static bool is_short(struct cs_span cell)
{
    return cell.size == 7 && cs_is_digit(cell.start[3]) && !cs_is_digit(cell.start[4]);
}

struct shorts {
    size_t n_months, n_spans, n_either;
    bool is_monthly; /* one year has several of them */
    bool is_decades; /* every one may be of ten years */
};

static void look_at_short(struct shorts *shorts, struct cs_span cell, struct cs_period *before,
                          size_t n_before)
{
    struct cs_period period, span;
    if (!cs_period_parse(cell, &period))
        return;
    shorts->n_spans += cs_period_is_span(period);
    if (!is_short(cell) || !period.month)
        return;
    bool is_either = cs_period_as_span(period, &span);
    shorts->n_months += !is_either;
    shorts->n_either += is_either;
    shorts->is_decades &= !is_either || span.end_year - span.start_year == 10;
    for (size_t i = 0; i < n_before; i++)
        shorts->is_monthly |=
            before[i].start_year == period.start_year && before[i].month != period.month;
    before[n_before] = period;
}

/* Spans beside it make "2002-12" a span, other months a month; alone it may be a projection. */
static enum cs_short_form settle_shorts(const struct shorts *shorts)
{
    bool is_month = shorts->n_months > 0 || shorts->is_monthly;
    if (!shorts->n_either)
        return CS_SHORT_MONTH;
    if (shorts->n_spans > 0)
        return is_month ? CS_SHORT_UNSETTLED : CS_SHORT_SPAN;
    return is_month || !shorts->is_decades ? CS_SHORT_MONTH : CS_SHORT_UNSETTLED;
}

/* The line of the first date cell that would be another day with the day and the month the other
 * way round; 0 none. */
static uint64_t find_turned(const struct cs_profile_rows *rows, size_t column)
{
    struct cs_period date;
    for (size_t r = 0; r < rows->n; r++) {
        struct cs_cell cell = cs_profile_rows_cell(rows, r, column);
        if (cell.type == CS_CELL_DATE && cs_date_read(cell.text, 0, &date) == CS_DATE_READ &&
            date.day && date.day <= 12 && date.day != date.month)
            return rows->items[r].line;
    }
    return 0;
}

/* Texts of dates that have one order only, beside date cells, are those that the program which
 * saved the file could not read: it may have turned round the others. */
static uint64_t find_turned_round(const struct cs_profile_rows *rows, size_t column)
{
    unsigned orders = CS_ALL_ORDERS;
    for (size_t r = 0; r < rows->n; r++) {
        struct cs_cell cell = cs_profile_rows_cell(rows, r, column);
        if (cell.type == CS_CELL_TEXT)
            orders &= cs_date_orders(cell.text);
    }
    bool is_one = orders == CS_DAY_FIRST || orders == CS_MONTH_FIRST;
    return is_one ? find_turned(rows, column) : 0;
}

static void settle_period(struct cs_column_profile *out, const struct cs_profile_rows *rows,
                          size_t column)
{
    struct shorts shorts = {.is_decades = true};
    struct cs_period before[CS_PROFILE_ROWS] = {{0}};
    unsigned orders = CS_ALL_ORDERS;
    out->turned_date = find_turned_round(rows, column);
    for (size_t r = 0; r < rows->n; r++) {
        struct cs_span cell = cs_profile_rows_cell(rows, r, column).text;
        orders &= cs_date_orders(cell);
        look_at_short(&shorts, cell, before, r);
    }
    out->date_orders = orders ? orders : CS_ALL_ORDERS; /* they contradict: each for itself */
    out->shorts = settle_shorts(&shorts);
}

/* ---- codes of occupations ---- */

static bool are_soc_codes(const struct cs_profile_rows *rows, size_t column, size_t n_filled)
{
    size_t n = 0;
    for (size_t r = 0; r < rows->n; r++)
        n += cs_is_soc_code(cs_profile_rows_cell(rows, r, column).text);
    return n > 0 && 4 * n >= n_filled;
}

/* ---- keys written once, above the rows that they are of ---- */

/* Rows with a cell for the column, and more than words in one other: no notes. */
static bool is_row_of_data(const struct cs_row *row, size_t column)
{
    size_t n = 0;
    bool has_number = false;
    for (size_t i = 0; i < row->n_cells; i++) {
        struct cs_span cell = cs_span_trim(row->cells[i].text);
        n += cell.size > 0;
        struct cs_cell_number number = cs_cell_read(cell, CS_DECIMAL_UNTOLD, NULL, 0);
        has_number |= cell.size > 0 && cs_cell_is_number(&number);
    }
    return (n > 1 || has_number) && (row->sheet || column < row->n_cells);
}

/* The column that a title's code is in, which says all; its own where there is none. (A code is
 * missed beside a title: the row would stand apart from those that have both.) */
static size_t sibling_of(const struct cs_binding *binding, const struct cs_bound_column *bound)
{
    for (size_t i = 0; i < binding->n_columns; i++) {
        const struct cs_layout_column *other = binding->columns[i].column;
        if (other->role == CS_ROLE_KEY && other->dim == bound->column->dim &&
            other->part == CS_PART_CODE && bound->column->part == CS_PART_TITLE)
            return binding->columns[i].index;
    }
    return bound->index;
}

/* Of a column of codes that of its titles; SIZE_MAX none. */
static size_t title_of(const struct cs_binding *binding, const struct cs_bound_column *bound)
{
    for (size_t i = 0; i < binding->n_columns; i++) {
        const struct cs_layout_column *other = binding->columns[i].column;
        if (other->role == CS_ROLE_KEY && other->dim == bound->column->dim &&
            other->part == CS_PART_TITLE && bound->column->part == CS_PART_CODE)
            return binding->columns[i].index;
    }
    return SIZE_MAX;
}

/* Where a key is sought: a column, and that of its other part. */
struct sought {
    size_t column, sibling;
    size_t title; /* of a code: the column of titles; SIZE_MAX none */
    bool
        is_optional; /* a row without it is about the whole, unless no cell repeats the one above */
};

static bool is_same(struct cs_span a, struct cs_span b)
{
    return a.size == b.size && memcmp(a.start, b.start, a.size) == 0;
}

/* The line of the first row without a code whose title has one elsewhere: the row would stand apart
 * from those. */
static uint64_t find_lone_title(const struct cs_profile_rows *rows, const struct sought *sought)
{
    for (size_t r = 0; sought->title != SIZE_MAX && r < rows->n; r++) {
        struct cs_span title = cs_span_trim(cs_profile_rows_cell(rows, r, sought->title).text);
        if (!title.size || cs_span_trim(cs_profile_rows_cell(rows, r, sought->column).text).size)
            continue;
        for (size_t k = 0; k < rows->n; k++)
            if (is_same(title, cs_span_trim(cs_profile_rows_cell(rows, k, sought->title).text)) &&
                cs_span_trim(cs_profile_rows_cell(rows, k, sought->column).text).size)
                return rows->items[r].line;
    }
    return 0;
}

/* The line of the first row without the key below one that has it. */
static uint64_t find_blank_below(const struct cs_profile_rows *rows, const struct sought *sought)
{
    struct cs_span above = cs_span_of(""), before = above;
    uint64_t first = 0;
    if (sought->is_optional)
        first = find_lone_title(rows, sought);
    if (first)
        return first;
    for (size_t r = 0; r < rows->n; r++) {
        struct cs_span cell = cs_span_trim(cs_profile_rows_cell(rows, r, sought->column).text);
        struct cs_span other = cs_span_trim(cs_profile_rows_cell(rows, r, sought->sibling).text);
        if (!is_row_of_data(&rows->items[r], sought->column))
            continue;
        bool repeats = cell.size && is_same(cell, before);
        if (sought->is_optional && (repeats || cell.size + above.size == 0))
            return 0;
        if (!first && above.size && cell.size + other.size == 0)
            first = rows->items[r].line;
        above = cell.size ? cell : above;
        before = cell;
    }
    return first;
}

/* Persons have all keys; a published figure without a level may be of all of them, its occupation
 * may have no code in the system, and a row that names its measure may leave out the others. */
static bool is_needed(const struct cs_profile_request *request, const struct cs_bound_column *bound)
{
    const struct cs_binding *binding = request->binding;
    bool names_measure = false;
    for (size_t i = 0; i < binding->n_columns; i++)
        names_measure |= binding->columns[i].column->role == CS_ROLE_MEASURE;
    bool names_occupation =
        bound->column->dim == CS_DIM_OCCUPATION &&
        (bound->column->part == CS_PART_TITLE || title_of(binding, bound) == SIZE_MAX);
    return binding->layout->is_observations || names_occupation ||
           (bound->column->dim != CS_DIM_LEVEL && bound->column->part == CS_PART_CODE &&
            bound->column->dim != CS_DIM_OCCUPATION && !names_measure);
}

void cs_key_form_settle(struct cs_profile *profile, const struct cs_profile_rows *rows,
                        const struct cs_profile_request *request)
{
    for (size_t i = 0; i < request->binding->n_columns; i++) {
        const struct cs_bound_column *bound = &request->binding->columns[i];
        struct cs_column_profile *out = &profile->columns[bound->index];
        if (bound->column->role != CS_ROLE_KEY)
            continue;
        bool names = bound->column->part == CS_PART_CODE || bound->column->part == CS_PART_TITLE;
        if (names && out->n_filled < rows->n)
            out->blank_below = find_blank_below(
                rows, &(struct sought){.column = bound->index,
                                       .sibling = sibling_of(request->binding, bound),
                                       .title = title_of(request->binding, bound),
                                       .is_optional = !is_needed(request, bound)});
        if (bound->column->dim == CS_DIM_OCCUPATION && !bound->column->system)
            out->are_soc_codes = are_soc_codes(rows, bound->index, out->n_filled);
        if (bound->column->dim == CS_DIM_PERIOD)
            settle_period(out, rows, bound->index);
        if (bound->column->dim == CS_DIM_REGION && request->reference)
            cs_region_form_settle(profile, rows, request, bound->index);
    }
}

/* What the marks of a column's cells prove, counted. Apart from number_form.c, which decides by the
 * counts of all columns. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ingest/profile/number_form.h"
#include "ingest/profile/rows.h"
#include "ingest/source/cell.h"

enum { EITHER_BITS = 1u << CS_MARKS_EITHER_POINT | 1u << CS_MARKS_EITHER_COMMA };

struct counting {
    struct cs_column_profile *column;
    const struct cs_profile_request *request;
    double plain[CS_PROFILE_ROWS], either[CS_PROFILE_ROWS];
    size_t n_plain, n_either;
    struct cs_span last; /* the cell before that may have been one, and what it was */
    struct cs_cell_number last_number;
    bool is_key; /* holds names and codes */
};

static void count_marks(struct counting *counting, const struct cs_cell_number *number,
                        uint64_t line)
{
    struct cs_column_profile *column = counting->column;
    for (int m = 0; m < CS_N_MARKS; m++)
        if (number->marks_seen >> m & 1) {
            if (column->n_marked[m]++ == 0)
                column->first_marked[m] = line;
        }
}

static void note_currency(struct cs_column_profile *column, const struct cs_cell_number *number,
                          uint64_t line)
{
    if (!number->currency[0] && !column->no_currency)
        column->no_currency = line;
    if (!number->currency[0] || number->is_bare_dollar || column->has_currencies)
        return;
    column->has_currencies = column->currency[0] && strcmp(column->currency, number->currency) != 0;
    memcpy(column->currency, column->has_currencies ? "" : number->currency,
           column->has_currencies ? 1 : sizeof column->currency);
}

/* Names and codes are most cells of most tables: they are told apart before anything is tried. */
static bool may_be_number(struct cs_span text, bool *is_plain)
{
    enum { LONGEST = 48 };
    size_t n_digits = 0;
    for (size_t i = 0; i < text.size && i < LONGEST; i++)
        n_digits += cs_is_digit(text.start[i]);
    *is_plain = n_digits == text.size;
    return n_digits > 0 && text.size < LONGEST;
}

static void count_text(struct counting *counting, struct cs_span text, uint64_t line)
{
    const struct cs_profile_request *request = counting->request;
    bool is_plain;
    if (!may_be_number(text, &is_plain))
        return;
    bool is_again = counting->last.size == text.size &&
                    memcmp(counting->last.start, text.start, text.size) == 0;
    struct cs_cell_number number =
        is_again ? counting->last_number
                 : cs_cell_read(text, is_plain ? CS_DECIMAL_POINT : CS_DECIMAL_UNTOLD,
                                request->markers, request->n_markers);
    counting->last = text;
    counting->last_number = number;
    if (!cs_cell_is_number(&number))
        return;
    counting->column->n_numbers++;
    note_currency(counting->column, &number, line);
    count_marks(counting, &number, line);
    if (!(number.marks_seen & EITHER_BITS)) {
        counting->plain[counting->n_plain++] = number.low;
        return;
    }
    enum cs_decimal mark =
        number.marks_seen >> CS_MARKS_EITHER_POINT & 1 ? CS_DECIMAL_POINT : CS_DECIMAL_COMMA;
    number = cs_cell_read(text, mark, NULL, 0);
    if (cs_cell_is_number(&number))
        counting->either[counting->n_either++] = number.low;
}

/* A number cell of a workbook, with the currency that it is shown with. */
static void count_stored(struct counting *counting, struct cs_span text, uint64_t line)
{
    struct cs_cell_number number = cs_cell_read_number(text, NULL, 0);
    if (number.kind != CS_CELL_NUMBER)
        return;
    counting->plain[counting->n_plain++] = number.low;
    note_currency(counting->column, &number, line);
}

static void count_cell(struct counting *counting, const struct cs_cell *cell, uint64_t line)
{
    if (cell->text.size == 0)
        return;
    counting->column->n_filled++;
    counting->column->n_of_type[cell->type]++;
    if (cell->type == CS_CELL_TEXT && !counting->is_key)
        count_text(counting, cell->text, line);
    else if (cell->type == CS_CELL_NUMERIC)
        count_stored(counting, cell->text, line);
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median_of(double *values, size_t n)
{
    qsort(values, n, sizeof *values, compare_doubles);
    return n ? values[n / 2] : NAN;
}

/* Whether half of the numbers or more are hundredths but not whole, and all others whole. */
static bool are_cents(const double *values, size_t n)
{
    size_t n_parts = 0;
    for (size_t i = 0; i < n; i++) {
        double cents = nearbyint(values[i] * 100);
        if (cents / 100 != values[i])
            return false;
        n_parts += values[i] != floor(values[i]);
    }
    return n_parts > 0 && n_parts >= n / 2;
}

static bool is_key(const struct cs_profile_request *request, size_t column)
{
    for (size_t i = 0; i < request->binding->n_columns; i++)
        if (request->binding->columns[i].index == column)
            return request->binding->columns[i].column->role == CS_ROLE_KEY;
    return false;
}

bool cs_number_form_count(struct cs_profile *profile, const struct cs_profile_rows *rows,
                          const struct cs_profile_request *request)
{
    struct counting *counting = malloc(sizeof *counting);
    for (size_t c = 0; counting && c < profile->n_columns; c++) {
        counting->column = &profile->columns[c];
        counting->request = request;
        counting->n_plain = counting->n_either = 0;
        counting->last = (struct cs_span){"", 0};
        counting->is_key = is_key(request, c);
        for (size_t r = 0; r < rows->n; r++) {
            struct cs_cell cell = cs_profile_rows_cell(rows, r, c);
            count_cell(counting, &cell, rows->items[r].line);
        }
        counting->column->are_cents = are_cents(counting->plain, counting->n_plain);
        counting->column->typical = median_of(counting->plain, counting->n_plain);
        counting->column->example = median_of(counting->either, counting->n_either);
    }
    free(counting);
    return counting != NULL;
}

/* Rows that quotes hide. A quote that nobody closed, and the next one that somebody opened, make
 * one cell of all that stands between: the row reads well, and those between are gone. Apart from
 * text/quotes.c, which follows quotes and knows nothing of columns. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "ingest/intake/intake_row.h"
#include "ingest/source/cell.h"
#include "ingest/intake/intake_table.h"

/* A line inside a cell. */
struct inner_line {
    size_t n_delimiters;
    bool has_number, is_empty;
};

static bool is_number(struct cs_span text)
{
    struct cs_cell_number number = cs_cell_read_number(cs_span_trim(text), NULL, 0);
    return number.kind == CS_CELL_NUMBER;
}

/* Reads to the end of the line, or of the text; returns what follows it. */
static struct cs_span read_line(struct cs_span text, char delimiter, struct inner_line *line)
{
    size_t start = 0, i = 0;
    *line = (struct inner_line){0};
    for (; i < text.size && text.start[i] != '\n' && text.start[i] != '\r'; i++) {
        if (text.start[i] != delimiter)
            continue;
        line->has_number |= is_number((struct cs_span){text.start + start, i - start});
        line->n_delimiters++;
        start = i + 1;
    }
    if (line->n_delimiters)
        line->has_number |= is_number((struct cs_span){text.start + start, i - start});
    line->is_empty = i == 0;
    i += i + 1 < text.size && text.start[i] == '\r' && text.start[i + 1] == '\n';
    i += i < text.size;
    return (struct cs_span){text.start + i, text.size - i};
}

/* Whether rows of n cells hide in a cell behind `before` others: its first line ends a row, its
 * last one begins another, and each between that is not empty is one. There is a number in them:
 * prose may have as many commas. */
static bool hides_rows(struct cs_span cell, char delimiter, size_t before, size_t n)
{
    struct inner_line first, line = {0};
    struct cs_span rest = read_line(cell, delimiter, &first);
    bool has_number = first.has_number;
    if (before + first.n_delimiters + 1 != n)
        return false;
    while (rest.size) {
        rest = read_line(rest, delimiter, &line);
        has_number |= line.has_number;
        if (rest.size && !line.is_empty && line.n_delimiters + 1 != n)
            return false;
    }
    return line.n_delimiters == before && has_number;
}

enum cs_row_fate cs_row_check_quotes(const struct cs_row_work *work)
{
    static const struct cs_remark remark = {
        CS_ERROR, NULL,
        "a quoted cell runs over the end of a line that looks like a row of its own",
        "a quote is missing at its end, or in the row before"};
    const struct cs_row *row = work->row;
    size_t n = cs_intake_table_report(work->table)->n_columns;
    for (size_t i = 0; row->runs_on && row->delimiter && i < row->n_cells && i < n; i++) {
        struct cs_span cell = row->cells[i].text;
        struct cs_bound_column bound = {.index = i};
        bool is_long = memchr(cell.start, '\n', cell.size) || memchr(cell.start, '\r', cell.size);
        if (!is_long || n < 2 || !hides_rows(cell, row->delimiter, i, n))
            continue;
        cs_intake_tell(work->table, row, &bound, &remark);
        return CS_ROW_REFUSED;
    }
    return CS_ROW_TAKEN;
}

/* Tables inside guides, as Markdown and HTML. Apart from render/write/table.c, which prints
 * results and is not known here. */
#include "guide/figure/figure_table.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/markup.h"
#include "base/number.h"

void cs_figure_rows_begin(struct cs_figure_rows *rows, struct cs_figure_table *table,
                          struct cs_arena *arena, struct cs_figure_shape shape)
{
    size_t n = strlen(shape.columns), n_cells = shape.capacity * n + 1;
    const char **names = cs_arena_alloc(arena, n * sizeof *names);
    const char **cells = cs_arena_alloc(arena, n_cells * sizeof *cells);
    double *values = cs_arena_alloc(arena, n_cells * sizeof *values);
    uint8_t *is_number = cs_arena_alloc(arena, n), *is_code = cs_arena_alloc(arena, n);
    *rows = (struct cs_figure_rows){arena, table, shape.capacity,
                                    !names || !cells || !values || !is_number || !is_code};
    *table = (struct cs_figure_table){.headers = names,
                                      .is_number = is_number,
                                      .is_code = is_code,
                                      .cells = cells,
                                      .values = values,
                                      .n_columns = n};
    if (rows->has_failed)
        return;
    for (size_t i = 0; i < n; i++) {
        names[i] = shape.headers[i];
        is_number[i] = shape.columns[i] == 'n';
        is_code[i] = shape.columns[i] == 'c';
    }
    for (size_t i = 0; i < n_cells; i++) {
        cells[i] = "";
        values[i] = NAN;
    }
}

static size_t cell_at(const struct cs_figure_rows *rows, size_t column)
{
    return rows->table->n_rows * rows->table->n_columns + column;
}

static bool is_open(const struct cs_figure_rows *rows)
{
    return !rows->has_failed && rows->table->n_rows < rows->capacity;
}

void cs_figure_rows_words(struct cs_figure_rows *rows, size_t column, const char *text)
{
    if (is_open(rows) && text)
        rows->table->cells[cell_at(rows, column)] = text;
}

void cs_figure_rows_number(struct cs_figure_rows *rows, size_t column, double value,
                           const char *text)
{
    if (!is_open(rows) || !text || isnan(value))
        return;
    rows->table->cells[cell_at(rows, column)] = text;
    rows->table->values[cell_at(rows, column)] = value;
}

void cs_figure_rows_cite(struct cs_figure_rows *rows, const struct cs_source *source)
{
    struct cs_figure_table *table = rows->table;
    size_t n = table->n_sources;
    for (size_t i = 0; i < n; i++)
        if (table->sources[i] == source)
            return;
    if (!source || !is_open(rows))
        return;
    if ((n & (n - 1)) == 0) { /* full: a power of two */
        const struct cs_source **more = cs_arena_alloc(rows->arena, (n ? 2 * n : 1) * sizeof *more);
        rows->has_failed |= !more;
        if (!more)
            return;
        if (n)
            memcpy(more, table->sources, n * sizeof *more);
        table->sources = more;
    }
    table->sources[table->n_sources++] = source;
}

void cs_figure_rows_end(struct cs_figure_rows *rows)
{
    if (is_open(rows))
        rows->table->n_rows++;
}

static bool is_empty(const struct cs_figure_table *table, size_t column)
{
    for (size_t r = 0; r < table->n_rows; r++)
        if (table->cells[r * table->n_columns + column][0])
            return false;
    return true;
}

void cs_figure_rows_drop_empty(struct cs_figure_rows *rows)
{
    struct cs_figure_table *table = rows->table;
    size_t n = table->n_columns, n_kept = 0;
    if (rows->has_failed || n > 32)
        return;
    size_t kept[32];
    for (size_t c = 0; c < n; c++)
        if (!is_empty(table, c))
            kept[n_kept++] = c;
    for (size_t r = 0; r < table->n_rows; r++)
        for (size_t c = 0; c < n_kept; c++) {
            table->cells[r * n_kept + c] = table->cells[r * n + kept[c]];
            table->values[r * n_kept + c] = table->values[r * n + kept[c]];
        }
    for (size_t c = 0; c < n_kept; c++) {
        table->headers[c] = table->headers[kept[c]];
        table->is_number[c] = table->is_number[kept[c]];
        table->is_code[c] = table->is_code[kept[c]];
    }
    table->n_columns = n_kept;
}

bool cs_figure_table_mark_empty(struct cs_figure_table *table)
{
    bool is_any = false;
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++)
        if (table->is_number[i % table->n_columns] && !table->cells[i][0]) {
            table->cells[i] = "—";
            is_any = true;
        }
    return is_any;
}

void cs_figure_table_markdown(const struct cs_figure_table *t, struct cs_buf *out)
{
    for (size_t c = 0; c < t->n_columns; c++) {
        cs_buf_puts(out, c ? " | " : "| ");
        cs_markdown_put(out, t->headers[c]);
    }
    cs_buf_puts(out, " |\n");
    for (size_t c = 0; c < t->n_columns; c++)
        cs_buf_puts(out, t->is_number[c] ? "|---:" : "|---");
    cs_buf_puts(out, "|\n");
    for (size_t i = 0; i < t->n_rows * t->n_columns; i++) {
        cs_buf_puts(out, i % t->n_columns ? " | " : "| ");
        cs_markdown_put(out, t->cells[i]);
        if ((i + 1) % t->n_columns == 0)
            cs_buf_puts(out, " |\n");
    }
}

static void put_cell(const struct cs_figure_table *t, size_t row, size_t column, struct cs_buf *out)
{
    size_t i = row * t->n_columns + column;
    char number[CS_NUMBER_TEXT_BYTES];
    cs_buf_puts(out, column ? "<td" : "<th scope=\"row\"");
    if (t->is_number[column] || t->is_code[column])
        cs_buf_printf(out, " class=\"%c\"", t->is_number[column] ? 'n' : 'c');
    if (!isnan(t->values[i])) {
        cs_number_format_rounded(t->values[i], 4, number);
        cs_buf_printf(out, " data-value=\"%s\"", number);
    }
    cs_buf_putc(out, '>');
    cs_html_put(out, t->cells[i]);
    cs_buf_puts(out, column ? "</td>" : "</th>");
}

void cs_figure_table_html(const struct cs_figure_table *t, const char *attributes,
                          struct cs_buf *out)
{
    cs_buf_printf(out, "<table%s>\n", attributes);
    if (t->caption) {
        cs_buf_puts(out, "<caption>");
        cs_html_put(out, t->caption);
        cs_buf_puts(out, "</caption>\n");
    }
    cs_buf_puts(out, "<thead><tr>");
    for (size_t c = 0; c < t->n_columns; c++) {
        bool is_named = *t->headers[c]; /* an empty cell heads nothing */
        cs_buf_printf(out, "<%s%s>", is_named ? "th scope=\"col\"" : "td",
                      t->is_number[c] ? " class=\"n\"" : "");
        cs_html_put(out, t->headers[c]);
        cs_buf_puts(out, is_named ? "</th>" : "</td>");
    }
    cs_buf_puts(out, "</tr></thead>\n<tbody>\n");
    for (size_t r = 0; r < t->n_rows; r++) {
        cs_buf_puts(out, "<tr>");
        for (size_t c = 0; c < t->n_columns; c++)
            put_cell(t, r, c, out);
        cs_buf_puts(out, "</tr>\n");
    }
    cs_buf_puts(out, "</tbody>\n</table>");
}

#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "render/inspect.h"

enum { LABEL_COLUMNS = 10, HEADER_COLUMNS = 34, FIELD_COLUMNS = 32, SHOWN_BYTES = 60 };

static void put_padded(struct cs_buf *out, const char *text, size_t columns)
{
    size_t start = out->size;
    cs_buf_put_visible(out, text, strlen(text), SHOWN_BYTES);
    size_t width = cs_utf8_width(cs_buf_text(out) + start, out->size - start);
    for (; width < columns; width++)
        cs_buf_putc(out, ' ');
}

static void put_count(struct cs_buf *out, uint64_t count)
{
    char text[64];
    cs_number_format_grouped((double)count, 0, text, sizeof text);
    cs_buf_puts(out, text);
}

static void begin_line(struct cs_buf *out, const char *label)
{
    cs_buf_puts(out, "  ");
    put_padded(out, label, LABEL_COLUMNS);
}

/* "12 refused", after a comma when something stands before it on the line. */
static void put_part(struct cs_buf *out, int *is_first, uint64_t count, const char *words)
{
    cs_buf_puts(out, *is_first ? "" : ", ");
    *is_first = 0;
    put_count(out, count);
    cs_buf_putc(out, ' ');
    cs_buf_puts(out, words);
}

static void put_rows(struct cs_buf *out, const struct cs_table_report *table)
{
    int is_first = 1;
    begin_line(out, "rows");
    put_part(out, &is_first, table->n_rows, "read");
    put_part(out, &is_first, table->n_rejected, "refused");
    if (table->n_outside)
        put_part(out, &is_first, table->n_outside, "outside the table's universe");
    if (table->n_repeats != CS_NOT_COUNTED)
        put_part(out, &is_first, table->n_repeats, "exact repeats");
    cs_buf_putc(out, '\n');
    begin_line(out, table->is_observations ? "answers" : "figures");
    put_count(out, table->n_values);
    cs_buf_putc(out, '\n');
}

/* A reason a line. */
static void put_missing(struct cs_buf *out, const struct cs_table_report *table)
{
    const char *label = "missing";
    for (int p = CS_PRESENT + 1; p < CS_N_PRESENCES; p++) {
        if (!table->n_missing[p])
            continue;
        begin_line(out, label);
        label = "";
        put_count(out, table->n_missing[p]);
        cs_buf_printf(out, " %s\n", cs_presence_words((enum cs_presence)p));
    }
}

static void put_period(struct cs_buf *out, const struct cs_table_report *table)
{
    begin_line(out, "period");
    if (table->period)
        cs_buf_printf(out, "%s, from ", table->period);
    else
        cs_buf_puts(out, table->period_from ? "from " : "none found: give it with --period");
    if (table->period_from)
        cs_buf_put_visible(out, table->period_from, strlen(table->period_from), SHOWN_BYTES);
    cs_buf_putc(out, '\n');
}

static void put_lines(struct cs_buf *out, const char *label, const struct cs_line_report *lines,
                      uint64_t n)
{
    if (n == 0)
        return;
    begin_line(out, label);
    put_count(out, n);
    cs_buf_puts(out, n == 1 ? " line\n" : " lines\n");
    for (uint64_t i = 0; i < n && i < CS_REPORTED_LINES; i++) {
        cs_buf_printf(out, "    %4u: ", (unsigned)lines[i].line);
        cs_buf_put_visible(out, lines[i].text, strlen(lines[i].text), SHOWN_BYTES);
        cs_buf_putc(out, '\n');
    }
    if (n > CS_REPORTED_LINES)
        cs_buf_puts(out, "          …\n");
}

static void put_column(struct cs_buf *out, const struct cs_column_report *column)
{
    struct cs_buf field;
    cs_buf_init(&field);
    cs_buf_puts(&field, column->field);
    if (column->unit[0])
        cs_buf_printf(&field, ", %s", column->unit);
    if (column->period)
        cs_buf_printf(&field, ", %s", column->period);
    cs_buf_puts(out, "    ");
    put_padded(out, column->header, HEADER_COLUMNS);
    cs_buf_putc(out, ' ');
    put_padded(out, cs_buf_text(&field), column->has_counts ? FIELD_COLUMNS : 0);
    if (column->has_counts) {
        cs_buf_putc(out, ' ');
        put_count(out, column->n_cells);
    }
    if (column->n_missing) {
        cs_buf_puts(out, ", missing ");
        put_count(out, column->n_missing);
    }
    cs_buf_putc(out, '\n');
    cs_buf_clear(&field);
}

/* How many columns from the first on are replicate weights. */
static size_t count_replicates(const struct cs_table_report *table, size_t first)
{
    size_t n = 0;
    while (first + n < table->n_columns && table->columns[first + n].field &&
           strcmp(table->columns[first + n].field, "replicate weight") == 0)
        n++;
    return n;
}

/* Dozens of them are one line. */
static void put_replicates(struct cs_buf *out, const struct cs_column_report *columns, size_t n)
{
    struct cs_buf headers;
    cs_buf_init(&headers);
    cs_buf_printf(&headers, "%s … %s", columns[0].header, columns[n - 1].header);
    cs_buf_puts(out, "    ");
    put_padded(out, cs_buf_text(&headers), HEADER_COLUMNS);
    cs_buf_printf(out, " %zu replicate weights\n", n);
    cs_buf_clear(&headers);
}

static void put_columns(struct cs_buf *out, const struct cs_table_report *table)
{
    size_t n_unused = 0;
    begin_line(out, "columns");
    cs_buf_puts(out, "of the file, what they are read as, filled cells\n");
    for (size_t i = 0; i < table->n_columns; i++) {
        size_t n_replicates = count_replicates(table, i);
        n_unused += !table->columns[i].field;
        if (n_replicates > 1) {
            put_replicates(out, &table->columns[i], n_replicates);
            i += n_replicates - 1;
        } else if (table->columns[i].field) {
            put_column(out, &table->columns[i]);
        }
    }
    if (!n_unused)
        return;
    begin_line(out, "not used");
    for (size_t i = 0, n = 0; i < table->n_columns; i++) {
        const char *header = table->columns[i].header;
        if (table->columns[i].field)
            continue;
        cs_buf_puts(out, n == 0 ? "" : n % 6 == 0 ? ",\n            " : ", ");
        cs_buf_put_visible(out, header, strlen(header), SHOWN_BYTES);
        n++;
    }
    cs_buf_putc(out, '\n');
}

static void put_table(struct cs_buf *out, const struct cs_table_report *table)
{
    cs_buf_put_visible(out, table->file, strlen(table->file), 4096);
    if (table->sheet) {
        cs_buf_puts(out, ", sheet ");
        cs_buf_put_visible(out, table->sheet, strlen(table->sheet), SHOWN_BYTES);
    }
    cs_buf_putc(out, '\n');
    if (!table->layout) {
        cs_buf_puts(out, "  no layout fits\n");
        put_lines(out, "lines", table->preamble, table->n_preamble);
        return;
    }
    begin_line(out, "layout");
    cs_buf_printf(out, "%s: %s\n", table->layout, table->title);
    put_period(out, table);
    put_rows(out, table);
    put_missing(out, table);
    put_columns(out, table);
    put_lines(out, "preamble", table->preamble, table->n_preamble);
    put_lines(out, "footnotes", table->footnotes, table->n_footnotes);
}

void cs_inspect_text(const struct cs_load_report *report, struct cs_buf *out)
{
    for (size_t i = 0; i < report->n_tables; i++) {
        if (i)
            cs_buf_putc(out, '\n');
        put_table(out, &report->tables[i]);
    }
}

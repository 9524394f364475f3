/* The same for people: aligned, counted, and shortened where many columns are alike. */
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/text.h"
#include "data/quantity.h"
#include "render/inspect/inspect.h"

enum {
    LABEL_COLUMNS = 10,
    MAX_HEADER_BYTES = 48,
    LINE_COLUMNS = 80,
    SHOWN_BYTES = 60,
    SHOWN_LINES_UNREAD = 4, /* of a table that no layout fits */
};

/* Widths of the columns of the list of columns. */
struct widths {
    size_t header, field;
};

/* Appends text for people; returns its width. */
static size_t put_visible(struct cs_buf *out, const char *text, size_t max_bytes)
{
    size_t start = out->size;
    cs_buf_put_visible(out, text, strlen(text), max_bytes);
    return cs_utf8_width(cs_buf_text(out) + start, out->size - start);
}

static void put_padded(struct cs_buf *out, const char *text, size_t columns)
{
    for (size_t width = put_visible(out, text, MAX_HEADER_BYTES); width < columns; width++)
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
static void put_part(struct cs_buf *out, bool *is_first, uint64_t count, const char *words)
{
    cs_buf_puts(out, *is_first ? "" : ", ");
    *is_first = false;
    put_count(out, count);
    cs_buf_putc(out, ' ');
    cs_buf_puts(out, words);
}

static void put_rows(struct cs_buf *out, const struct cs_table_report *table)
{
    bool is_first = true;
    begin_line(out, "rows");
    put_part(out, &is_first, table->n_rows, "read");
    put_part(out, &is_first, table->n_rejected, "refused");
    if (table->n_outside)
        put_part(out, &is_first, table->n_outside, "outside the table's universe");
    if (table->n_repeats != CS_NOT_COUNTED)
        put_part(out, &is_first, table->n_repeats, "exact repeats");
    cs_buf_putc(out, '\n');
    begin_line(out, table->is_observations ? "observed" : "figures");
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
                      uint64_t n, uint64_t n_shown)
{
    if (n == 0)
        return;
    begin_line(out, label);
    put_count(out, n);
    cs_buf_puts(out, n == 1 ? " line\n" : " lines\n");
    for (uint64_t i = 0; i < n && i < n_shown; i++) {
        cs_buf_printf(out, "    %4u: ", (unsigned)lines[i].line);
        cs_buf_put_visible(out, lines[i].text, strlen(lines[i].text), SHOWN_BYTES);
        cs_buf_putc(out, '\n');
    }
    if (n > n_shown)
        cs_buf_puts(out, "          …\n");
}

/* What is unlike a plain column: ", decimal comma (by its cells)". */
static void put_form(struct cs_buf *out, const struct cs_column_facts *facts)
{
    static const struct {
        const char *from, *words;
    } rows[] = {{"cells", "by its cells"},
                {"table", "by other columns"},
                {"size", "by size"},
                {"delimiter", "by custom"},
                {"stated", "by the layout"}};
    const char *words = NULL;
    bool is_told = facts->decimal && facts->decimal_from;
    for (size_t i = 0; is_told && i < sizeof rows / sizeof *rows; i++)
        if (strcmp(facts->decimal_from, rows[i].from) == 0)
            words = rows[i].words;
    bool is_plain =
        is_told && strcmp(facts->decimal, "point") == 0 && strcmp(facts->decimal_from, "size") != 0;
    if (words && !is_plain)
        cs_buf_printf(out, ", decimal %s (%s)", facts->decimal, words);
    else if (facts->decimal_from && strcmp(facts->decimal_from, "unsettled") == 0)
        cs_buf_puts(out, ", decimal mark not settled");
}

/* "wage_median, USD/year, 2023". */
static void put_field(struct cs_buf *out, const struct cs_column_report *column)
{
    cs_buf_puts(out, column->field);
    if (column->unit[0])
        cs_buf_printf(out, ", %s", column->unit);
    if (column->period)
        cs_buf_printf(out, ", %s", column->period);
    put_form(out, &column->facts);
}

static struct widths measure_columns(const struct cs_table_report *table)
{
    struct widths widths = {0, 0};
    struct cs_buf text;
    cs_buf_init(&text);
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct cs_column_report *column = &table->columns[i];
        if (!column->field)
            continue;
        size_t width = put_visible(&text, column->header, MAX_HEADER_BYTES);
        widths.header = width > widths.header ? width : widths.header;
        cs_buf_reset(&text);
        put_field(&text, column);
        widths.field = text.size > widths.field ? text.size : widths.field;
        cs_buf_reset(&text);
    }
    cs_buf_clear(&text);
    return widths;
}

static void put_column(struct cs_buf *out, const struct cs_column_report *column,
                       struct widths widths)
{
    struct cs_buf field;
    cs_buf_init(&field);
    put_field(&field, column);
    cs_buf_puts(out, "    ");
    put_padded(out, column->header, widths.header);
    cs_buf_puts(out, "  ");
    put_padded(out, cs_buf_text(&field), column->has_counts ? widths.field : 0);
    if (column->has_counts) {
        cs_buf_puts(out, "  ");
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
static void put_replicates(struct cs_buf *out, const struct cs_column_report *columns, size_t n,
                           struct widths widths)
{
    struct cs_buf headers;
    cs_buf_init(&headers);
    cs_buf_printf(&headers, "%s … %s", columns[0].header, columns[n - 1].header);
    cs_buf_puts(out, "    ");
    put_padded(out, cs_buf_text(&headers), widths.header);
    cs_buf_printf(out, "  %zu replicate weights\n", n);
    cs_buf_clear(&headers);
}

/* Headers one after the other, broken into lines. */
static void put_unused(struct cs_buf *out, const struct cs_table_report *table)
{
    size_t width = 0;
    for (size_t i = 0; i < table->n_columns; i++) {
        const char *header = table->columns[i].header;
        if (table->columns[i].field || !*header)
            continue;
        if (width == 0)
            begin_line(out, "not used");
        else if (width + strlen(header) + 2 > LINE_COLUMNS)
            cs_buf_puts(out, ",\n            ");
        else
            cs_buf_puts(out, ", ");
        bool is_start = width == 0 || width + strlen(header) + 2 > LINE_COLUMNS;
        width = (is_start ? LABEL_COLUMNS + 2 : width + 2) + put_visible(out, header, SHOWN_BYTES);
    }
    if (width)
        cs_buf_putc(out, '\n');
}

static void put_columns(struct cs_buf *out, const struct cs_table_report *table)
{
    struct widths widths = measure_columns(table);
    begin_line(out, "columns");
    cs_buf_puts(out, "of the file, what they are read as, filled cells\n");
    for (size_t i = 0; i < table->n_columns; i++) {
        size_t n_replicates = count_replicates(table, i);
        if (n_replicates > 1) {
            put_replicates(out, &table->columns[i], n_replicates, widths);
            i += n_replicates - 1;
        } else if (table->columns[i].field) {
            put_column(out, &table->columns[i], widths);
        }
    }
    put_unused(out, table);
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
        if (table->title)
            cs_buf_printf(out, "  passed over: %s\n", table->title);
        else
            cs_buf_puts(out, "  passed over: no layout fits\n");
        if (!table->title)
            put_lines(out, "lines", table->preamble, table->n_preamble, SHOWN_LINES_UNREAD);
        return;
    }
    begin_line(out, "layout");
    cs_buf_printf(out, "%s: %s\n", table->layout, table->title);
    put_period(out, table);
    put_rows(out, table);
    put_missing(out, table);
    put_columns(out, table);
    put_lines(out, "preamble", table->preamble, table->n_preamble, CS_REPORTED_LINES);
    put_lines(out, "footnotes", table->footnotes, table->n_footnotes, CS_REPORTED_LINES);
}

/* What the readers noticed: hidden rows, encodings, sheets that were left out. */
static void put_notes(struct cs_buf *out, const struct cs_diag *diag)
{
    static const char head[] = "\nnotes\n";
    bool is_begun = false;
    for (size_t i = 0; i < diag->n_messages; i++) {
        const struct cs_message *message = &diag->messages[i];
        if (message->severity != CS_NOTE || !message->file)
            continue;
        cs_buf_puts(out, is_begun ? "" : head);
        is_begun = true;
        cs_buf_puts(out, "  ");
        cs_buf_put_visible(out, message->file, strlen(message->file), 4096);
        if (message->sheet) {
            cs_buf_puts(out, ", sheet ");
            cs_buf_put_visible(out, message->sheet, strlen(message->sheet), SHOWN_BYTES);
        }
        cs_buf_printf(out, ": %s\n", message->text);
    }
}

void cs_inspect_text(const struct cs_load_report *report, const struct cs_diag *diag,
                     struct cs_buf *out)
{
    for (size_t i = 0; i < report->n_tables; i++) {
        if (i)
            cs_buf_putc(out, '\n');
        put_table(out, &report->tables[i]);
    }
    put_notes(out, diag);
}

/* A table kept as cells until its widths are known, then printed in one of four forms. */
#include "render/write/table.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/grow.h"
#include "base/number.h"
#include "base/text.h"
#include "render/write/csv.h"
#include "data/quantity.h"
#include "render/write/json.h"

enum { PAGE_WIDTH = 80, GAP = 2, MOST_WORD_WIDTH = 24, CELL_BYTES = 64 };

bool cs_table_format_parse(const char *word, enum cs_table_format *format)
{
    static const struct {
        const char *word;
        enum cs_table_format format;
    } forms[] = {{"table", CS_TABLE_TEXT},
                 {"csv", CS_TABLE_CSV},
                 {"ndjson", CS_TABLE_NDJSON},
                 {"markdown", CS_TABLE_MARKDOWN},
                 {"csv-guarded", CS_TABLE_CSV_GUARDED},
                 {"xlsx", CS_TABLE_WORKBOOK}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(word, forms[i].word) == 0) {
            *format = forms[i].format;
            return true;
        }
    return false;
}

void cs_table_init(struct cs_table *table, struct cs_arena *arena,
                   const struct cs_table_column *columns, size_t n_columns)
{
    *table = (struct cs_table){.arena = arena, .columns = columns, .n_columns = n_columns};
}

static void add_cell(struct cs_table *table, struct cs_table_cell cell)
{
    struct cs_table_cell *grown =
        cs_arena_grown(table->arena, table->cells, table->n_cells, &table->capacity, sizeof *grown);
    if (!grown) {
        table->has_failed = true;
        return;
    }
    table->cells = grown;
    table->cells[table->n_cells++] = cell;
}

void cs_table_add_text(struct cs_table *table, const char *text)
{
    if (text)
        add_cell(table, (struct cs_table_cell){.kind = CS_TABLE_TEXT_CELL, .text = text});
    else
        cs_table_add_absent(table, CS_NOT_REPORTED);
}

void cs_table_add_absent(struct cs_table *table, enum cs_presence reason)
{
    add_cell(table, (struct cs_table_cell){.kind = CS_TABLE_ABSENT, .presence = reason});
}

void cs_table_add_quantity(struct cs_table *table, struct cs_quantity quantity, int decimals)
{
    if (!isfinite(quantity.value))
        cs_table_add_absent(table, quantity.presence);
    else
        add_cell(table, (struct cs_table_cell){.kind = CS_TABLE_NUMBER_CELL,
                                               .presence = quantity.presence,
                                               .value = quantity.value,
                                               .decimals = decimals});
}

void cs_table_add_number(struct cs_table *table, double value, int decimals)
{
    if (!isfinite(value))
        cs_table_add_absent(table, CS_NOT_AVAILABLE);
    else
        add_cell(table, (struct cs_table_cell){.kind = CS_TABLE_NUMBER_CELL,
                                               .presence = CS_PRESENT,
                                               .value = value,
                                               .decimals = decimals});
}

/* The words of a cell for people; `storage` holds numbers. */
static const char *show_cell(const struct cs_table_cell *cell, int decimals,
                             char storage[CELL_BYTES])
{
    if (cell->kind == CS_TABLE_TEXT_CELL)
        return cell->text;
    if (cell->kind == CS_TABLE_ABSENT)
        return "–";
    const char *sign = cell->presence == CS_AT_LEAST ? "≥" : "";
    size_t n = strlen(sign);
    memcpy(storage, sign, n);
    if (decimals == CS_TABLE_SIGNIFICANT)
        cs_number_format_significant(cell->value, storage + n);
    else
        cs_number_format_grouped(cell->value, decimals, storage + n, CELL_BYTES - n);
    return storage;
}

static const struct cs_table_cell *cell_at(const struct cs_table *table, size_t row, size_t column)
{
    return &table->cells[row * table->n_columns + column];
}

static size_t width_of(const char *text)
{
    return cs_utf8_width(text, strlen(text));
}

static size_t longest_word(const char *text)
{
    size_t longest = 0;
    while (*text) {
        size_t n = strcspn(text, " ");
        size_t width = cs_utf8_width(text, n);
        longest = width > longest ? width : longest;
        text += n + (text[n] == ' ');
    }
    return longest;
}

/* What a column would like, and the least it can do with: no word of reasonable length is cut. */
struct width {
    size_t wanted, least;
    bool is_dropped;
};

static struct width measure_column(const struct cs_table *table, size_t column, size_t n_rows)
{
    const struct cs_table_column *info = &table->columns[column];
    size_t least_heading = longest_word(info->heading);
    struct width width = {info->is_number ? least_heading : width_of(info->heading), least_heading};
    for (size_t row = 0; row < n_rows; row++) {
        char storage[CELL_BYTES];
        const char *text = show_cell(cell_at(table, row, column), info->decimals, storage);
        size_t wanted = width_of(text);
        size_t least = info->is_number ? wanted : longest_word(text);
        least = !info->is_number && least > MOST_WORD_WIDTH ? MOST_WORD_WIDTH : least;
        width.wanted = wanted > width.wanted ? wanted : width.wanted;
        width.least = least > width.least ? least : width.least;
    }
    if (info->is_whole)
        width.least = width.wanted;
    return width;
}

/* What a column takes of the page; one that stays whole may reach beyond it. */
static size_t share_of_page(const struct cs_table *table, size_t column, size_t width)
{
    bool may_overflow = table->columns[column].is_whole && width > MOST_WORD_WIDTH;
    return (may_overflow ? MOST_WORD_WIDTH : width) + GAP;
}

/* Leaves out columns that may go until the least widths fit the page; the heading names them after
 * the table. */
static void drop_columns(const struct cs_table *table, struct width *widths)
{
    for (;;) {
        size_t total = 0, first = table->n_columns;
        for (size_t i = 0; i < table->n_columns; i++) {
            if (widths[i].is_dropped)
                continue;
            total += share_of_page(table, i, widths[i].least);
            if (table->columns[i].drop &&
                (first == table->n_columns || table->columns[i].drop > table->columns[first].drop))
                first = i;
        }
        if (total <= PAGE_WIDTH + GAP || first == table->n_columns)
            return;
        widths[first].is_dropped = true;
    }
}

/* Takes from the column that can give most until the page is wide enough, or none can. */
static void fit_widths(const struct cs_table *table, struct width *widths)
{
    for (;;) {
        size_t total = 0, most = table->n_columns;
        for (size_t i = 0; i < table->n_columns; i++) {
            if (widths[i].is_dropped)
                continue;
            total += share_of_page(table, i, widths[i].wanted);
            if (most == table->n_columns ||
                widths[i].wanted - widths[i].least > widths[most].wanted - widths[most].least)
                most = i;
        }
        if (total <= PAGE_WIDTH + GAP || widths[most].wanted == widths[most].least)
            return;
        widths[most].wanted--;
    }
}

/* Bytes of the text that fit a width, broken at a blank where there is one. */
static size_t fit_line(const char *text, size_t width)
{
    size_t used = 0, i = 0, last_blank = 0;
    while (text[i]) {
        size_t n = cs_utf8_length(text + i, strlen(text + i));
        n = n ? n : 1;
        size_t w = cs_utf8_width(text + i, n);
        if (used + w > width)
            return last_blank ? last_blank : (i ? i : n);
        if (text[i] == ' ' && i)
            last_blank = i;
        used += w;
        i += n;
    }
    return i;
}

static void put_padded(struct cs_buf *out, struct cs_span text, size_t width, bool is_right)
{
    size_t used = cs_utf8_width(text.start, text.size);
    int pad = used < width ? (int)(width - used) : 0;
    if (is_right)
        cs_buf_printf(out, "%*s", pad, "");
    cs_buf_put(out, text.start, text.size);
    if (!is_right)
        cs_buf_printf(out, "%*s", pad, "");
}

static void trim_line_end(struct cs_buf *out)
{
    while (out->size && out->data[out->size - 1] == ' ')
        out->data[--out->size] = '\0';
}

/* Prints one row of words, wrapping what does not fit. `words` is used up. */
static void put_text_row(const struct cs_table *table, const char **words,
                         const struct width *widths, struct cs_buf *out)
{
    for (bool has_more = true; has_more;) {
        bool is_first = true;
        has_more = false;
        for (size_t i = 0; i < table->n_columns; i++) {
            if (widths[i].is_dropped)
                continue;
            size_t n = fit_line(words[i], widths[i].wanted);
            if (!is_first)
                cs_buf_puts(out, "  ");
            is_first = false;
            put_padded(out, (struct cs_span){words[i], n}, widths[i].wanted,
                       table->columns[i].is_number);
            words[i] += n;
            while (*words[i] == ' ')
                words[i]++;
            has_more |= *words[i] != '\0';
        }
        if (!out->failed)
            trim_line_end(out);
        cs_buf_putc(out, '\n');
    }
}

static void name_dropped(const struct cs_table *table, const struct width *widths,
                         struct cs_buf *out)
{
    size_t n = 0;
    for (size_t i = 0; i < table->n_columns; i++)
        if (widths[i].is_dropped)
            cs_buf_printf(out, "%s%s", n++ ? ", " : "\nNot on this page, for lack of room: ",
                          table->columns[i].heading);
    if (n)
        cs_buf_puts(out, " (in --format csv and json)\n");
}

static enum cs_status print_text(const struct cs_table *table, size_t n_rows, struct cs_buf *out,
                                 struct cs_diag *diag)
{
    size_t n = table->n_columns;
    struct width *widths = cs_arena_alloc(table->arena, n * sizeof *widths);
    const char **words = cs_arena_alloc(table->arena, n * sizeof *words);
    char(*storage)[CELL_BYTES] = cs_arena_alloc(table->arena, n * sizeof *storage);
    if (!widths || !words || !storage)
        return cs_fail_memory(diag);
    for (size_t i = 0; i < n; i++) {
        widths[i] = measure_column(table, i, n_rows);
        words[i] = table->columns[i].heading;
    }
    drop_columns(table, widths);
    fit_widths(table, widths);
    put_text_row(table, words, widths, out);
    for (size_t row = 0; row < n_rows; row++) {
        for (size_t i = 0; i < n; i++)
            words[i] = show_cell(cell_at(table, row, i), table->columns[i].decimals, storage[i]);
        put_text_row(table, words, widths, out);
    }
    name_dropped(table, widths, out);
    return CS_OK;
}

static enum cs_status print_ndjson(const struct cs_table *table, size_t n_rows, struct cs_buf *out,
                                   struct cs_diag *diag)
{
    enum cs_status status = CS_OK;
    for (size_t row = 0; row < n_rows && status == CS_OK; row++) {
        struct cs_json json;
        cs_json_init(&json, out, CS_JSON_COMPACT);
        cs_json_begin_object(&json);
        for (size_t i = 0; i < table->n_columns; i++) {
            const struct cs_table_cell *cell = cell_at(table, row, i);
            const char *name = table->columns[i].name;
            if (cell->kind == CS_TABLE_NUMBER_CELL)
                cs_json_put_number(&json, name, cell->value,
                                   cell->decimals == CS_TABLE_SIGNIFICANT ? CS_JSON_EXACT
                                                                          : cell->decimals);
            else
                cs_json_put_string_or_null(&json, name,
                                           cell->kind == CS_TABLE_TEXT_CELL ? cell->text : NULL);
        }
        cs_json_end_object(&json);
        status = cs_json_finish(&json, diag);
    }
    return status;
}

/* Text inside a Markdown table cell: nothing in it may end the cell or start markup. */
static void put_markdown_text(struct cs_buf *out, const char *text)
{
    for (const char *p = text; *p; p++) {
        if (strchr("\\`*_{}[]<>#|~", *p))
            cs_buf_putc(out, '\\');
        cs_buf_putc(out, *p == '\n' || *p == '\r' ? ' ' : *p);
    }
}

static void print_markdown(const struct cs_table *table, size_t n_rows, struct cs_buf *out)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        cs_buf_puts(out, i ? " | " : "| ");
        put_markdown_text(out, table->columns[i].heading);
    }
    cs_buf_puts(out, " |\n");
    for (size_t i = 0; i < table->n_columns; i++)
        cs_buf_puts(out, table->columns[i].is_number ? "| ---: " : "| --- ");
    cs_buf_puts(out, "|\n");
    for (size_t row = 0; row < n_rows; row++) {
        for (size_t i = 0; i < table->n_columns; i++) {
            char storage[CELL_BYTES];
            cs_buf_puts(out, i ? " | " : "| ");
            put_markdown_text(
                out, show_cell(cell_at(table, row, i), table->columns[i].decimals, storage));
        }
        cs_buf_puts(out, " |\n");
    }
}

/* Texts of cells for people: what a terminal would act on is made visible. */
static enum cs_status make_visible(const struct cs_table *table, struct cs_diag *diag)
{
    struct cs_buf visible;
    cs_buf_init(&visible);
    for (size_t i = 0; i < table->n_cells; i++) {
        struct cs_table_cell *cell = &table->cells[i];
        if (cell->kind != CS_TABLE_TEXT_CELL)
            continue;
        cs_buf_reset(&visible);
        cs_buf_put_page(&visible, cell->text, strlen(cell->text), false);
        if (strcmp(cs_buf_text(&visible), cell->text) != 0)
            cell->text = cs_arena_copy(table->arena, cs_buf_text(&visible), visible.size);
        if (!cell->text)
            break;
    }
    bool has_failed = visible.failed;
    cs_buf_clear(&visible);
    return has_failed ? cs_fail_memory(diag) : CS_OK;
}

enum cs_status cs_table_print(const struct cs_table *table, enum cs_table_format format,
                              struct cs_buf *out, struct cs_diag *diag)
{
    if (table->has_failed)
        return cs_fail_memory(diag);
    if (table->n_columns == 0 || table->n_cells % table->n_columns)
        return cs_fail(diag, CS_INTERNAL, NULL, NULL, "a table has a row that is not whole");
    size_t n_rows = table->n_cells / table->n_columns;
    bool is_for_people = format == CS_TABLE_TEXT || format == CS_TABLE_MARKDOWN;
    if (is_for_people && make_visible(table, diag) != CS_OK)
        return CS_INTERNAL;
    switch (format) {
    case CS_TABLE_TEXT:
        return print_text(table, n_rows, out, diag);
    case CS_TABLE_NDJSON:
        return print_ndjson(table, n_rows, out, diag);
    case CS_TABLE_CSV:
    case CS_TABLE_CSV_GUARDED:
    case CS_TABLE_WORKBOOK:
        return cs_csv_print(table, format, out, diag);
    case CS_TABLE_MARKDOWN:
        print_markdown(table, n_rows, out);
        break;
    }
    return CS_OK;
}

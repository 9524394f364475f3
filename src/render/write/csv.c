/* CSV, apart from the forms for people: programs and spreadsheets read it, and what a spreadsheet
 * does with a cell is not what stands in it. */
#include "render/write/csv.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/text.h"

void cs_csv_put(struct cs_buf *out, const char *text)
{
    static const unsigned char is_special[256] = {[','] = 1, ['"'] = 1, ['\r'] = 1, ['\n'] = 1};
    size_t n = 0;
    while (text[n] && !is_special[(unsigned char)text[n]])
        n++;
    if (!text[n]) {
        cs_buf_put(out, text, n);
        return;
    }
    cs_buf_putc(out, '"');
    for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
        cs_buf_put(out, text, (size_t)(quote - text) + 1);
        cs_buf_putc(out, '"');
    }
    cs_buf_puts(out, text);
    cs_buf_putc(out, '"');
}

/* Whether spreadsheets run a text of this beginning, unless the whole text is a number. */
static bool is_formula(const char *text)
{
    static const unsigned char begins[256] = {
        ['='] = 1, ['+'] = 1, ['-'] = 1, ['@'] = 1, ['\t'] = 1, ['\r'] = 1};
    double ignored;
    return begins[(unsigned char)*text] && !cs_number_parse(cs_span_of(text), &ignored);
}

/* Tables come in pieces, and the warning once. */
static void warn_of_formulas(struct cs_diag *diag)
{
    static const char words[] = "there is text that begins with =, +, - or @: a spreadsheet that "
                                "opens this CSV runs it as a formula";
    if (cs_diag_has(diag, words))
        return;
    cs_diag_add(diag, CS_WARNING, NULL, "--format csv-guarded puts an apostrophe before it", "%s",
                words);
}

static void put_text(const char *text, enum cs_table_format format, struct cs_buf *out,
                     struct cs_diag *diag)
{
    if (format == CS_TABLE_WORKBOOK || !is_formula(text)) {
        cs_csv_put(out, text);
        return;
    }
    if (format != CS_TABLE_CSV_GUARDED) {
        warn_of_formulas(diag);
        cs_csv_put(out, text);
        return;
    }
    struct cs_buf guarded;
    cs_buf_init(&guarded);
    cs_buf_printf(&guarded, "'%s", text);
    cs_csv_put(out, cs_buf_text(&guarded));
    out->failed |= guarded.failed;
    cs_buf_clear(&guarded);
}

static void put_header(const struct cs_table *table, struct cs_buf *out)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        if (i)
            cs_buf_putc(out, ',');
        cs_csv_put(out, table->columns[i].name);
    }
    cs_buf_putc(out, '\n');
}

enum cs_status cs_csv_print(const struct cs_table *table, enum cs_table_format format,
                            struct cs_buf *out, struct cs_diag *diag)
{
    char number[CS_NUMBER_TEXT_BYTES];
    if (!table->is_continued)
        put_header(table, out);
    size_t column = 0;
    for (size_t i = 0; i < table->n_cells; i++) {
        const struct cs_table_cell *cell = &table->cells[i];
        if (cell->kind == CS_TABLE_TEXT_CELL)
            put_text(cell->text, format, out, diag);
        else if (cell->kind == CS_TABLE_NUMBER_CELL)
            cs_buf_put(out, number,
                       cell->decimals == CS_TABLE_SIGNIFICANT
                           ? cs_number_format_significant(cell->value, number)
                           : cs_number_format_rounded(cell->value, cell->decimals, number));
        column = column + 1 < table->n_columns ? column + 1 : 0;
        cs_buf_putc(out, column ? ',' : '\n');
    }
    return out->failed ? cs_fail_memory(diag) : CS_OK;
}

/* One sheet of an .xlsx, row by row. Reference: ECMA-376 part 1, 18.3. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/text.h"
#include "ingest/workbook/sheetrows.h"
#include "ingest/workbook/texts.h"
#include "ingest/workbook/xlsx.h"
#include "ingest/workbook/xml.h"

enum { MAX_CELL_BYTES = 1 << 20 };

struct sheet {
    struct cs_sheet_rows rows;
    const struct cs_xlsx_book *book;
    struct cs_buf value; /* of the present cell */
    char type[12];       /* t="…" of the present cell */
    size_t style;
    int is_in_cell, is_in_value, is_in_phonetic;
};

static enum cs_status put_shared(struct sheet *sheet, struct cs_span value)
{
    const struct cs_texts *strings = &sheet->book->strings;
    int64_t index;
    if (!cs_integer_parse(cs_span_trim(value), &index) || index < 0 ||
        (uint64_t)index >= strings->n)
        return cs_sheet_rows_fail(&sheet->rows,
                                  "the cell names a text that the workbook does not have");
    cs_sheet_rows_put_lasting(&sheet->rows, CS_CELL_TEXT, cs_texts_get(strings, (size_t)index));
    return CS_OK;
}

static enum cs_status put_number(struct sheet *sheet, struct cs_span value)
{
    const struct cs_xlsx_styles *styles = &sheet->book->styles;
    double number;
    if (!cs_number_parse(cs_span_trim(value), &number))
        return cs_sheet_rows_fail(&sheet->rows, "the cell says that it is a number and is none");
    cs_sheet_rows_put_number(&sheet->rows, number,
                             sheet->style < styles->n
                                 ? (enum cs_number_style)styles->kinds[sheet->style]
                                 : CS_STYLE_PLAIN);
    return CS_OK;
}

/* The cell has ended: its value becomes text by its type. Reference: 18.18.11. */
static enum cs_status finish_cell(struct sheet *sheet)
{
    static const struct {
        const char *type;
        uint8_t becomes;
    } kinds[] = {{"e", CS_CELL_ERROR},
                 {"d", CS_CELL_DATE},
                 {"str", CS_CELL_TEXT},
                 {"inlineStr", CS_CELL_TEXT}};
    if (sheet->value.failed)
        return cs_fail_memory(sheet->rows.reading->diag);
    struct cs_span value = {cs_buf_text(&sheet->value), sheet->value.size};
    if (value.size == 0)
        return CS_OK;
    if (strcmp(sheet->type, "s") == 0)
        return put_shared(sheet, value);
    if (strcmp(sheet->type, "b") == 0) {
        cs_sheet_rows_put(&sheet->rows, CS_CELL_BOOL,
                          cs_span_of(*value.start == '0' ? "FALSE" : "TRUE"));
        return CS_OK;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(sheet->type, kinds[i].type) == 0) {
            cs_sheet_rows_put(&sheet->rows, kinds[i].becomes, value);
            return CS_OK;
        }
    return put_number(sheet, value);
}

static enum cs_status start_row(struct sheet *sheet, const char *const *attributes)
{
    const char *reference = cs_xml_attribute(attributes, "r");
    int64_t row = (int64_t)sheet->rows.row + 1;
    if (reference && !cs_integer_parse(cs_span_of(reference), &row))
        row = 0;
    return cs_sheet_rows_begin(&sheet->rows, row);
}

static enum cs_status start_cell(struct sheet *sheet, const char *const *attributes)
{
    const char *type = NULL, *style = NULL, *reference = NULL;
    for (; *attributes; attributes += 2)
        switch (attributes[0][1] ? '?' : attributes[0][0]) {
        case 'r':
            reference = attributes[1];
            break;
        case 's':
            style = attributes[1];
            break;
        case 't':
            type = attributes[1];
            break;
        }
    struct cs_range cell = {.column = sheet->rows.column + 1};
    if (reference && !cs_xlsx_range_parse(reference, &cell))
        cell.column = 0;
    sheet->style = style ? (size_t)strtoul(style, NULL, 10) : 0;
    size_t n = type ? strnlen(type, sizeof sheet->type - 1) : 0;
    memcpy(sheet->type, type ? type : "", n);
    sheet->type[n] = '\0';
    cs_buf_reset(&sheet->value);
    sheet->is_in_cell = 1;
    return cs_sheet_rows_reach(&sheet->rows, cell.column);
}

static enum cs_status start_element(void *context, const char *name, const char *const *attributes)
{
    struct sheet *sheet = context;
    if (strcmp(name, "c") == 0)
        return start_cell(sheet, attributes);
    if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
        sheet->is_in_value = sheet->is_in_cell && !sheet->is_in_phonetic;
    else if (strcmp(name, "rPh") == 0)
        sheet->is_in_phonetic = 1;
    else if (strcmp(name, "row") == 0)
        return start_row(sheet, attributes);
    return CS_OK;
}

static enum cs_status end_element(void *context, const char *name)
{
    struct sheet *sheet = context;
    if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0) {
        sheet->is_in_value = 0;
    } else if (strcmp(name, "c") == 0) {
        sheet->is_in_cell = 0;
        return finish_cell(sheet);
    } else if (strcmp(name, "rPh") == 0) {
        sheet->is_in_phonetic = 0;
    } else if (strcmp(name, "row") == 0) {
        return cs_sheet_rows_end(&sheet->rows);
    }
    return CS_OK;
}

static enum cs_status add_text(void *context, const char *bytes, size_t size)
{
    struct sheet *sheet = context;
    if (!sheet->is_in_value)
        return CS_OK;
    if (sheet->value.size + size > MAX_CELL_BYTES)
        return cs_sheet_rows_fail(&sheet->rows, "the text of this cell is longer than 1 MB");
    cs_buf_put(&sheet->value, bytes, size);
    return CS_OK;
}

enum cs_status cs_xlsx_sheet_read(struct cs_reading *reading, const struct cs_xlsx_book *book,
                                  const char *name, const struct cs_ranges *merges,
                                  struct cs_byte_source *part)
{
    struct sheet sheet = {.book = book};
    cs_sheet_rows_init(&sheet.rows, reading, book->name, name);
    sheet.rows.merges = merges;
    sheet.rows.is_1904 = book->is_1904;
    struct cs_xml_handler handler = {&sheet, start_element, end_element, add_text};
    enum cs_status status = cs_xml_read(part, &handler, reading->diag);
    cs_sheet_rows_clear(&sheet.rows);
    cs_buf_clear(&sheet.value);
    return status;
}

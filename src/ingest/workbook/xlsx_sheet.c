/* One sheet of an .xlsx, row by row. Reference: ECMA-376 part 1, 18.3. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/text.h"
#include "ingest/workbook/celltext.h"
#include "ingest/workbook/hidden.h"
#include "ingest/workbook/sheetrows.h"
#include "ingest/workbook/texts.h"
#include "ingest/workbook/xlsx.h"
#include "ingest/workbook/xml.h"
#include "ingest/workbook/xml_scan.h"

enum { MAX_CELL_BYTES = 1 << 20 };

struct sheet {
    struct cs_sheet_rows rows;
    const struct cs_xlsx_book *book;
    struct cs_buf value, formula; /* of the present cell */
    char type[12];                /* t="…" of the present cell */
    size_t style;
    struct cs_range range; /* that its formula fills; row 0: none */
    struct cs_buf *text;   /* what characters belong to; NULL: nothing */
    bool is_in_cell, is_in_phonetic, is_raised, is_struck, has_formula, has_value;
};

static enum cs_status put_shared(struct sheet *sheet, struct cs_span value)
{
    const struct cs_texts *strings = &sheet->book->strings;
    int64_t index;
    if (!cs_integer_parse(cs_span_trim(value), &index) || index < 0 ||
        (uint64_t)index >= strings->n)
        return cs_sheet_rows_fail(&sheet->rows,
                                  "the cell refers to a text that is not in the workbook");
    struct cs_span text = cs_texts_get(strings, (size_t)index);
    return text.size ? cs_sheet_rows_put_lasting(&sheet->rows, CS_CELL_TEXT, text) : CS_OK;
}

/* Programs that cannot compute leave formulas without a value, or with a zero and the wish that
 * whoever opens the workbook works all of them out. */
static bool is_never_computed(const struct sheet *sheet, struct cs_span value)
{
    if (!sheet->has_formula)
        return false;
    if (value.size == 0)
        return !(sheet->has_value && strcmp(sheet->type, "str") == 0);
    return sheet->book->is_uncomputed && cs_span_equals(value, "0") &&
           (!sheet->type[0] || strcmp(sheet->type, "n") == 0);
}

static enum cs_status put_number(struct sheet *sheet, struct cs_span value)
{
    const struct cs_xlsx_styles *styles = &sheet->book->styles;
    double number;
    if (!cs_number_parse(cs_span_trim(value), &number))
        return cs_sheet_rows_fail(&sheet->rows, "the cell claims to be a number but is not one");
    return cs_sheet_rows_put_number(&sheet->rows, number,
                                    sheet->style < styles->n
                                        ? styles->formats[sheet->style]
                                        : (struct cs_number_format){CS_STYLE_PLAIN, 0});
}

static enum cs_status put_date(struct sheet *sheet, struct cs_span value)
{
    char text[CS_CELL_TEXT_BYTES];
    size_t n = cs_cell_iso_text(value, text);
    return cs_sheet_rows_put(&sheet->rows, CS_CELL_DATE, n ? (struct cs_span){text, n} : value);
}

static enum cs_status put_truth(struct sheet *sheet, struct cs_span value)
{
    bool is_false = cs_span_equals(value, "0") || cs_span_equals_nocase(value, "false");
    return cs_sheet_rows_put(&sheet->rows, CS_CELL_BOOL, cs_span_of(is_false ? "FALSE" : "TRUE"));
}

static enum cs_status put_error(struct sheet *sheet, struct cs_span value)
{
    return cs_sheet_rows_put(&sheet->rows, CS_CELL_ERROR, value);
}

static enum cs_status put_text(struct sheet *sheet, struct cs_span value)
{
    value.size = cs_cell_unescape(sheet->value.data, value.size);
    return value.size ? cs_sheet_rows_put(&sheet->rows, CS_CELL_TEXT, value) : CS_OK;
}

/* The cell has ended: its value becomes text by its type. Reference: 18.18.11. */
static enum cs_status finish_cell(struct sheet *sheet, struct cs_span value)
{
    static const struct {
        const char *type;
        enum cs_status (*put)(struct sheet *sheet, struct cs_span value);
    } kinds[] = {{"s", put_shared}, {"", put_number}, {"n", put_number},       {"str", put_text},
                 {"b", put_truth},  {"e", put_error}, {"inlineStr", put_text}, {"d", put_date}};
    if (sheet->value.failed || sheet->formula.failed)
        return cs_fail_memory(sheet->rows.reading->diag);
    if (is_never_computed(sheet, value))
        return cs_sheet_rows_put_formula(
            &sheet->rows, (struct cs_span){cs_buf_text(&sheet->formula), sheet->formula.size},
            sheet->range.row ? &sheet->range : NULL);
    if (value.size == 0)
        return CS_OK;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(sheet->type, kinds[i].type) == 0)
            return kinds[i].put(sheet, value);
    return put_number(sheet, value);
}

/* Whether an attribute says yes, or a measure nothing. Reference: xsd:boolean. */
static bool is_on(const char *const *attributes, const char *name)
{
    const char *text = cs_xml_attribute(attributes, name);
    return text && (*text == '1' || *text == 't');
}
static bool is_zero(const char *const *attributes, const char *name)
{
    const char *text = cs_xml_attribute(attributes, name);
    double size;
    return text && cs_number_parse(cs_span_of(text), &size) && size == 0;
}

static enum cs_status start_row(struct sheet *sheet, const char *const *attributes)
{
    const char *reference = cs_xml_attribute(attributes, "r");
    int64_t row = (int64_t)sheet->rows.row + 1;
    if (reference && !cs_integer_parse(cs_span_of(reference), &row))
        row = 0;
    enum cs_status status = cs_sheet_rows_begin(&sheet->rows, row);
    sheet->rows.is_row_hidden = is_on(attributes, "hidden") || is_zero(attributes, "ht");
    return status;
}

/* Columns that share a width and more. */
static void add_columns(struct sheet *sheet, const char *const *attributes)
{
    const char *first = cs_xml_attribute(attributes, "min"),
               *last = cs_xml_attribute(attributes, "max");
    int64_t from, to;
    bool is_hidden = is_on(attributes, "hidden") || is_zero(attributes, "width");
    if (is_hidden && first && last && cs_integer_parse(cs_span_of(first), &from) &&
        cs_integer_parse(cs_span_of(last), &to) && from > 0 && to < UINT32_MAX && from <= to)
        cs_hidden_add_columns(&sheet->rows.hidden, (uint32_t)from, (uint32_t)to);
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
    sheet->is_in_cell = true;
    sheet->is_raised = sheet->is_struck = false;
    sheet->has_formula = sheet->has_value = false;
    return cs_sheet_rows_reach(&sheet->rows, cell.column);
}

/* One of an array or a data table fills all of its range. */
static void start_formula(struct sheet *sheet, const char *const *attributes)
{
    const char *type = cs_xml_attribute(attributes, "t"),
               *range = cs_xml_attribute(attributes, "ref");
    bool fills = type && (strcmp(type, "array") == 0 || strcmp(type, "dataTable") == 0);
    sheet->range.row = 0;
    if (fills && range && !cs_xlsx_range_parse(range, &sheet->range))
        sheet->range.row = 0;
    cs_buf_reset(&sheet->formula);
    sheet->has_formula = true;
    sheet->text = &sheet->formula;
}

static enum cs_status start_element(void *context, const char *name, const char *const *attributes)
{
    struct sheet *sheet = context;
    if (strcmp(name, "c") == 0)
        return start_cell(sheet, attributes);
    if (strcmp(name, "row") == 0)
        return start_row(sheet, attributes);
    if (strcmp(name, "col") == 0)
        add_columns(sheet, attributes);
    else if (strcmp(name, "rPh") == 0)
        sheet->is_in_phonetic = true;
    else if (strcmp(name, "r") == 0)
        sheet->is_raised = sheet->is_struck = false;
    else if (cs_xlsx_is_struck(name, attributes))
        sheet->is_struck = true;
    else if (cs_xlsx_is_raised(name, attributes))
        sheet->is_raised = sheet->value.size > 0;
    if (!sheet->is_in_cell)
        return CS_OK;
    if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0) {
        sheet->has_value = true;
        sheet->text = sheet->is_in_phonetic || sheet->is_raised ? NULL : &sheet->value;
    } else if (strcmp(name, "f") == 0) {
        start_formula(sheet, attributes);
    }
    return CS_OK;
}

static enum cs_status end_element(void *context, const char *name)
{
    struct sheet *sheet = context;
    if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0 || strcmp(name, "f") == 0) {
        sheet->text = NULL;
    } else if (strcmp(name, "c") == 0) {
        sheet->is_in_cell = false;
        return finish_cell(sheet, (struct cs_span){cs_buf_text(&sheet->value), sheet->value.size});
    } else if (strcmp(name, "rPh") == 0) {
        sheet->is_in_phonetic = false;
    } else if (strcmp(name, "row") == 0) {
        return cs_sheet_rows_end(&sheet->rows);
    }
    return CS_OK;
}

/* As its start, the value and its end. Texts of the cell's own are put in order where they stand.
 */
static enum cs_status take_cell(void *context, const char *const *attributes, struct cs_span text)
{
    struct sheet *sheet = context;
    enum cs_status status = start_cell(sheet, attributes);
    sheet->is_in_cell = false;
    sheet->has_value = true;
    sheet->text = NULL;
    if (status != CS_OK || sheet->is_in_phonetic)
        return status;
    if (strcmp(sheet->type, "str") == 0 || strcmp(sheet->type, "inlineStr") == 0) {
        cs_buf_put(&sheet->value, text.start, text.size);
        text.start = cs_buf_text(&sheet->value);
    }
    return finish_cell(sheet, text);
}

static enum cs_status add_text(void *context, const char *bytes, size_t size)
{
    struct sheet *sheet = context;
    if (!sheet->text)
        return CS_OK;
    if (sheet->text->size + size > MAX_CELL_BYTES)
        return cs_sheet_rows_fail(&sheet->rows, "the text of this cell is longer than 1 MB");
    if (sheet->is_struck && sheet->text == &sheet->value)
        cs_cell_strike(sheet->text, bytes, size);
    else
        cs_buf_put(sheet->text, bytes, size);
    return CS_OK;
}

enum cs_status cs_xlsx_sheet_read(struct cs_reading *reading, const struct cs_xlsx_book *book,
                                  const char *name, const struct cs_xlsx_ranges *ranges,
                                  struct cs_byte_source *part)
{
    struct sheet sheet = {.book = book};
    cs_sheet_rows_init(&sheet.rows, reading, book->name, name);
    sheet.rows.merges = &ranges->merges;
    sheet.rows.left_out = &ranges->pivots;
    sheet.rows.is_1904 = book->is_1904;
    struct cs_xml_handler handler = {&sheet, start_element, end_element, add_text, take_cell};
    enum cs_status status = cs_xml_scan(part, &handler, reading->diag);
    if (status == CS_OK)
        cs_sheet_rows_finish(&sheet.rows);
    cs_sheet_rows_clear(&sheet.rows);
    cs_buf_clear(&sheet.value);
    cs_buf_clear(&sheet.formula);
    return status;
}

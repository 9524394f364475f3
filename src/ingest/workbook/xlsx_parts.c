/* sharedStrings.xml and styles.xml. Reference: ECMA-376 part 1, 18.4 and 18.8. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "ingest/workbook/celltext.h"
#include "ingest/workbook/sheetrows.h"
#include "ingest/workbook/texts.h"
#include "ingest/workbook/xlsx.h"
#include "ingest/workbook/xml.h"

enum { MAX_FORMATS = 4096, MAX_CELL_FORMATS = 65536 };

struct strings_reading {
    struct cs_texts *strings;
    const char *name;
    struct cs_diag *diag;
    bool is_in_text, is_in_phonetic, is_raised, is_struck;
};

bool cs_xlsx_is_raised(const char *name, const char *const *attributes)
{
    const char *where = strcmp(name, "vertAlign") == 0 ? cs_xml_attribute(attributes, "val") : NULL;
    return where && strcmp(where, "superscript") == 0;
}

bool cs_xlsx_is_struck(const char *name, const char *const *attributes)
{
    const char *on = strcmp(name, "strike") == 0 ? cs_xml_attribute(attributes, "val") : "0";
    return !on || (strcmp(on, "0") != 0 && strcmp(on, "false") != 0);
}

static enum cs_status start_string(void *context, const char *name, const char *const *attributes)
{
    struct strings_reading *reading = context;
    reading->is_raised |= cs_xlsx_is_raised(name, attributes);
    reading->is_struck |= cs_xlsx_is_struck(name, attributes);
    reading->is_in_phonetic |= strcmp(name, "rPh") == 0;
    reading->is_in_text = strcmp(name, "t") == 0 && !reading->is_in_phonetic;
    return strcmp(name, "si") == 0 ? cs_texts_begin(reading->strings, reading->diag) : CS_OK;
}

static enum cs_status end_string(void *context, const char *name)
{
    struct strings_reading *reading = context;
    reading->is_in_text &= strcmp(name, "t") != 0;
    reading->is_in_phonetic &= strcmp(name, "rPh") != 0;
    reading->is_raised &= strcmp(name, "r") != 0;
    reading->is_struck &= strcmp(name, "r") != 0;
    if (strcmp(name, "si") == 0)
        cs_texts_unescape(reading->strings);
    return CS_OK;
}

static enum cs_status add_string_text(void *context, const char *bytes, size_t size)
{
    struct strings_reading *reading = context;
    const struct cs_texts *strings = reading->strings;
    bool is_mark = reading->is_raised && cs_texts_get(strings, strings->n - 1).size > 0;
    if (!reading->is_in_text || is_mark)
        return CS_OK;
    if (!reading->is_struck)
        return cs_texts_append(reading->strings, reading->name, bytes, size, reading->diag);
    struct cs_buf struck;
    cs_buf_init(&struck);
    cs_cell_strike(&struck, bytes, size);
    enum cs_status status = struck.failed
                                ? cs_fail_memory(reading->diag)
                                : cs_texts_append(reading->strings, reading->name,
                                                  cs_buf_text(&struck), struck.size, reading->diag);
    cs_buf_clear(&struck);
    return status;
}

enum cs_status cs_xlsx_strings_read(struct cs_texts *strings, struct cs_byte_source *part,
                                    struct cs_diag *diag)
{
    struct strings_reading reading = {.strings = strings, .name = part->name, .diag = diag};
    struct cs_xml_handler handler = {&reading, start_string, end_string, add_string_text};
    return cs_xml_read(part, &handler, diag);
}

struct styles_reading {
    struct cs_xlsx_styles *styles;
    struct cs_diag *diag;
    struct {
        long id;
        struct cs_number_format format;
    } formats[MAX_FORMATS];
    size_t n_formats;
    int in_cell_formats;
};

static struct cs_number_format find_format(const struct styles_reading *reading, long id)
{
    for (size_t i = 0; i < reading->n_formats; i++)
        if (reading->formats[i].id == id)
            return reading->formats[i].format;
    return cs_number_format_built_in(id);
}

static long integer_attribute(const char *const *attributes, const char *name)
{
    const char *text = cs_xml_attribute(attributes, name);
    return text ? strtol(text, NULL, 10) : 0;
}

static enum cs_status start_style(void *context, const char *name, const char *const *attributes)
{
    struct styles_reading *reading = context;
    if (strcmp(name, "cellXfs") == 0) {
        reading->in_cell_formats = 1;
    } else if (strcmp(name, "numFmt") == 0 && reading->n_formats < MAX_FORMATS) {
        const char *code = cs_xml_attribute(attributes, "formatCode");
        reading->formats[reading->n_formats].id = integer_attribute(attributes, "numFmtId");
        reading->formats[reading->n_formats++].format =
            cs_number_format_of(code ? code : "", code ? strlen(code) : 0);
    } else if (strcmp(name, "xf") == 0 && reading->in_cell_formats) {
        struct cs_xlsx_styles *styles = reading->styles;
        if (styles->n < MAX_CELL_FORMATS)
            styles->formats[styles->n++] =
                find_format(reading, integer_attribute(attributes, "numFmtId"));
    }
    return CS_OK;
}

static enum cs_status end_style(void *context, const char *name)
{
    struct styles_reading *reading = context;
    if (strcmp(name, "cellXfs") == 0)
        reading->in_cell_formats = 0;
    return CS_OK;
}

enum cs_status cs_xlsx_styles_read(struct cs_xlsx_styles *styles, struct cs_byte_source *part,
                                   struct cs_diag *diag)
{
    styles->formats = calloc(MAX_CELL_FORMATS, sizeof *styles->formats);
    struct styles_reading *reading = calloc(1, sizeof *reading);
    if (!styles->formats || !reading) {
        free(reading);
        return cs_fail_memory(diag);
    }
    reading->styles = styles;
    reading->diag = diag;
    struct cs_xml_handler handler = {reading, start_style, end_style, NULL};
    enum cs_status status = cs_xml_read(part, &handler, diag);
    free(reading);
    return status;
}

/* sharedStrings.xml and styles.xml. Reference: ECMA-376 part 1, 18.4 and 18.8. */
#include <stdlib.h>
#include <string.h>

#include "ingest/xlsx.h"

enum { MAX_STRINGS_BYTES = 64 << 20, MAX_FORMATS = 4096, MAX_CELL_FORMATS = 65536 };

struct strings_reading {
    struct cs_xlsx_strings *strings;
    const char *name;
    struct cs_diag *diag;
    int in_text, in_phonetic;
};

static int grow(void *pointer_to_array, size_t *capacity, size_t needed, size_t element_bytes)
{
    void **array = pointer_to_array;
    if (needed <= *capacity)
        return 1;
    size_t larger = *capacity ? *capacity : 1024;
    while (larger < needed)
        larger *= 2;
    void *grown = realloc(*array, larger * element_bytes);
    if (!grown)
        return 0;
    *array = grown;
    *capacity = larger;
    return 1;
}

static enum cs_status start_string(void *context, const char *name, const char *const *attributes)
{
    (void)attributes;
    struct strings_reading *reading = context;
    struct cs_xlsx_strings *strings = reading->strings;
    reading->in_phonetic |= strcmp(name, "rPh") == 0;
    reading->in_text = strcmp(name, "t") == 0 && !reading->in_phonetic;
    if (strcmp(name, "si") != 0)
        return CS_OK;
    if (!grow(&strings->starts, &strings->capacity, strings->n + 2, sizeof *strings->starts))
        return cs_fail_memory(reading->diag);
    strings->starts[strings->n++] = strings->n_bytes;
    strings->starts[strings->n] = strings->n_bytes;
    return CS_OK;
}

static enum cs_status end_string(void *context, const char *name)
{
    struct strings_reading *reading = context;
    struct cs_xlsx_strings *strings = reading->strings;
    if (strcmp(name, "t") == 0)
        reading->in_text = 0;
    else if (strcmp(name, "rPh") == 0)
        reading->in_phonetic = 0;
    else if (strcmp(name, "si") == 0 && strings->n)
        strings->starts[strings->n] = strings->n_bytes;
    return CS_OK;
}

static enum cs_status add_string_text(void *context, const char *bytes, size_t size)
{
    struct strings_reading *reading = context;
    struct cs_xlsx_strings *strings = reading->strings;
    if (!reading->in_text)
        return CS_OK;
    if (strings->n_bytes + size > MAX_STRINGS_BYTES)
        return cs_fail(reading->diag, CS_IO, &(struct cs_place){.file = reading->name}, NULL,
                       "holds more than %d MB of texts", MAX_STRINGS_BYTES >> 20);
    if (!grow(&strings->text, &strings->text_capacity, strings->n_bytes + size, 1))
        return cs_fail_memory(reading->diag);
    memcpy(strings->text + strings->n_bytes, bytes, size);
    strings->n_bytes += size;
    return CS_OK;
}

enum cs_status cs_xlsx_strings_read(struct cs_xlsx_strings *strings, struct cs_byte_source *part,
                                    struct cs_diag *diag)
{
    struct strings_reading reading = {.strings = strings, .name = part->name, .diag = diag};
    struct cs_xml_handler handler = {&reading, start_string, end_string, add_string_text};
    return cs_xml_read(part, &handler, diag);
}

void cs_xlsx_strings_clear(struct cs_xlsx_strings *strings)
{
    free(strings->text);
    free(strings->starts);
    memset(strings, 0, sizeof *strings);
}

enum cs_xlsx_style cs_xlsx_style_of(const char *code)
{
    int is_percent = 0;
    for (const char *p = code; *p && *p != ';'; p++) {
        if (*p == '"')
            p += 1 + strcspn(p + 1, "\"");
        else if (*p == '[' && !strchr("hHmMsS", p[1]))
            p += strcspn(p, "]");
        else if ((*p == '\\' || *p == '_' || *p == '*') && p[1])
            p++;
        else if (strchr("yYmMdDhHsS", *p))
            return CS_XLSX_DATE;
        else if (*p == '%')
            is_percent = 1;
        if (!*p)
            break;
    }
    return is_percent ? CS_XLSX_PERCENT : CS_XLSX_PLAIN;
}

struct styles_reading {
    struct cs_xlsx_styles *styles;
    struct cs_diag *diag;
    struct { long id; enum cs_xlsx_style style; } formats[MAX_FORMATS];
    size_t n_formats;
    int in_cell_formats;
};

/* Formats that every program knows by number. Reference: ECMA-376 part 1, 18.8.30. */
static enum cs_xlsx_style built_in_style(long id)
{
    if (id == 9 || id == 10)
        return CS_XLSX_PERCENT;
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
                   (id >= 50 && id <= 58)
               ? CS_XLSX_DATE
               : CS_XLSX_PLAIN;
}

static enum cs_xlsx_style find_style(const struct styles_reading *reading, long id)
{
    for (size_t i = 0; i < reading->n_formats; i++)
        if (reading->formats[i].id == id)
            return reading->formats[i].style;
    return built_in_style(id);
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
        reading->formats[reading->n_formats++].style = cs_xlsx_style_of(code ? code : "");
    } else if (strcmp(name, "xf") == 0 && reading->in_cell_formats) {
        struct cs_xlsx_styles *styles = reading->styles;
        if (styles->n < MAX_CELL_FORMATS)
            styles->kinds[styles->n++] =
                (unsigned char)find_style(reading, integer_attribute(attributes, "numFmtId"));
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
    styles->kinds = calloc(MAX_CELL_FORMATS, 1);
    struct styles_reading *reading = calloc(1, sizeof *reading);
    if (!styles->kinds || !reading) {
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

void cs_xlsx_styles_clear(struct cs_xlsx_styles *styles)
{
    free(styles->kinds);
    memset(styles, 0, sizeof *styles);
}

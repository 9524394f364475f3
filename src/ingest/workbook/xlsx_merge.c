/* Merged ranges of a sheet. Reference: ECMA-376 part 1, 18.3.1.55. */
#include <string.h>

#include "base/text.h"
#include "ingest/workbook/sheetrows.h"
#include "ingest/workbook/xlsx.h"
#include "ingest/workbook/xml.h"

/* "AB12" → column 28, row 12; returns the rest of the text, or NULL. */
static const char *parse_cell_name(const char *text, uint32_t *row, uint32_t *column)
{
    *row = *column = 0;
    while (cs_is_alpha(*text) && *column < 17000)
        *column = *column * 26 + (uint32_t)(cs_to_lower(*text++) - 'a' + 1);
    while (cs_is_digit(*text) && *row < 10000000)
        *row = *row * 10 + (uint32_t)(*text++ - '0');
    return *row && *column ? text : NULL;
}

int cs_xlsx_range_parse(const char *text, struct cs_range *range)
{
    text = parse_cell_name(text, &range->row, &range->column);
    if (!text)
        return 0;
    range->last_row = range->row;
    range->last_column = range->column;
    if (*text == ':')
        text = parse_cell_name(text + 1, &range->last_row, &range->last_column);
    return text && !*text && range->last_row >= range->row && range->last_column >= range->column;
}

struct merges_reading {
    struct cs_ranges *merges;
    struct cs_diag *diag;
};

static enum cs_status start_element(void *context, const char *name, const char *const *attributes)
{
    struct merges_reading *reading = context;
    struct cs_range range;
    const char *reference = strcmp(name, "mergeCell") ? NULL : cs_xml_attribute(attributes, "ref");
    return reference && cs_xlsx_range_parse(reference, &range)
               ? cs_ranges_add(reading->merges, range, reading->diag)
               : CS_OK;
}

enum cs_status cs_xlsx_merges_read(struct cs_ranges *merges, struct cs_byte_source *part,
                                   struct cs_diag *diag)
{
    struct merges_reading reading = {merges, diag};
    struct cs_xml_handler handler = {&reading, start_element, NULL, NULL};
    enum cs_status status = cs_xml_read(part, &handler, diag);
    cs_ranges_sort(merges);
    return status;
}

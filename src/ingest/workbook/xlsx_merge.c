/* Ranges of a sheet that stand outside of its cells: merged ones, and those of pivot tables.
 * Reference: ECMA-376 part 1, 18.3.1.55 and 18.10.1.49. */
#include <stdbool.h>
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

bool cs_xlsx_range_parse(const char *text, struct cs_range *range)
{
    text = parse_cell_name(text, &range->row, &range->column);
    if (!text)
        return false;
    range->last_row = range->row;
    range->last_column = range->column;
    if (*text == ':')
        text = parse_cell_name(text + 1, &range->last_row, &range->last_column);
    return text && !*text && range->last_row >= range->row && range->last_column >= range->column;
}

struct ranges_reading {
    const char *element; /* whose "ref" is a range */
    struct cs_ranges *ranges;
    struct cs_diag *diag;
};

static enum cs_status start_element(void *context, const char *name, const char *const *attributes)
{
    struct ranges_reading *reading = context;
    struct cs_range range;
    const char *reference =
        strcmp(name, reading->element) == 0 ? cs_xml_attribute(attributes, "ref") : NULL;
    return reference && cs_xlsx_range_parse(reference, &range)
               ? cs_ranges_add(reading->ranges, range, reading->diag)
               : CS_OK;
}

static enum cs_status read_ranges(const char *element, struct cs_ranges *ranges,
                                  struct cs_byte_source *part, struct cs_diag *diag)
{
    struct ranges_reading reading = {element, ranges, diag};
    struct cs_xml_handler handler = {&reading, start_element, NULL, NULL};
    return cs_xml_read(part, &handler, diag);
}

enum cs_status cs_xlsx_merges_read(struct cs_ranges *merges, struct cs_byte_source *part,
                                   struct cs_diag *diag)
{
    enum cs_status status = read_ranges("mergeCell", merges, part, diag);
    cs_ranges_sort(merges);
    return status;
}

enum cs_status cs_xlsx_pivot_read(struct cs_ranges *pivots, struct cs_byte_source *part,
                                  struct cs_diag *diag)
{
    return read_ranges("location", pivots, part, diag);
}

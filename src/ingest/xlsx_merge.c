/* Merged ranges of a sheet. Reference: ECMA-376 part 1, 18.3.1.55. */
#include <stdlib.h>
#include <string.h>

#include "ingest/xlsx.h"

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

int cs_xlsx_range_parse(const char *text, struct cs_xlsx_range *range)
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

static enum cs_status start_element(void *context, const char *name, const char *const *attributes)
{
    struct cs_xlsx_ranges *merges = context;
    struct cs_xlsx_range range;
    const char *reference = strcmp(name, "mergeCell") ? NULL : cs_xml_attribute(attributes, "ref");
    if (!reference || !cs_xlsx_range_parse(reference, &range))
        return CS_OK;
    if (merges->n == merges->capacity) {
        size_t larger = merges->capacity ? 2 * merges->capacity : 64;
        struct cs_xlsx_range *grown = realloc(merges->items, larger * sizeof *grown);
        if (!grown)
            return CS_INTERNAL;
        merges->items = grown;
        merges->capacity = larger;
    }
    merges->items[merges->n++] = range;
    return CS_OK;
}

static int compare_ranges(const void *left, const void *right)
{
    const struct cs_xlsx_range *a = left, *b = right;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

enum cs_status cs_xlsx_merges_read(struct cs_xlsx_ranges *merges, struct cs_byte_source *part,
                                   struct cs_diag *diag)
{
    struct cs_xml_handler handler = {merges, start_element, NULL, NULL};
    enum cs_status status = cs_xml_read(part, &handler, diag);
    if (merges->n)
        qsort(merges->items, merges->n, sizeof *merges->items, compare_ranges);
    return status;
}

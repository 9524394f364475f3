/* Merged ranges and number formats, alike in old and new workbooks. */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "ingest/workbook/sheetrows.h"

enum cs_status cs_ranges_add(struct cs_ranges *ranges, struct cs_range range, struct cs_diag *diag)
{
    if (ranges->n == ranges->capacity) {
        size_t larger = ranges->capacity ? 2 * ranges->capacity : 64;
        struct cs_range *grown = realloc(ranges->items, larger * sizeof *grown);
        if (!grown)
            return cs_fail_memory(diag);
        ranges->items = grown;
        ranges->capacity = larger;
    }
    ranges->items[ranges->n++] = range;
    return CS_OK;
}

static int compare_ranges(const void *left, const void *right)
{
    const struct cs_range *a = left, *b = right;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

void cs_ranges_sort(struct cs_ranges *ranges)
{
    if (ranges->n)
        qsort(ranges->items, ranges->n, sizeof *ranges->items, compare_ranges);
}

enum cs_number_style cs_number_style_of(const char *code, size_t size)
{
    const char *end = code + size;
    int is_percent = 0;
    for (const char *p = code; p < end && *p != ';'; p++) {
        const char *close = NULL;
        if (*p == '"')
            close = memchr(p + 1, '"', (size_t)(end - p - 1));
        else if (*p == '[' && p + 1 < end && !strchr("hHmMsS", p[1]))
            close = memchr(p, ']', (size_t)(end - p));
        else if (*p == '\\' || *p == '_' || *p == '*')
            close = p + 1;
        else if (strchr("yYmMdDhHsS", *p))
            return CS_STYLE_DATE;
        else if (*p == '%')
            is_percent = 1;
        if (close)
            p = close;
    }
    return is_percent ? CS_STYLE_PERCENT : CS_STYLE_PLAIN;
}

/* Reference: ECMA-376 part 1, 18.8.30. */
enum cs_number_style cs_number_style_built_in(long id)
{
    static const struct {
        long from, to;
        enum cs_number_style style;
    } known[] = {{9, 10, CS_STYLE_PERCENT},
                 {14, 22, CS_STYLE_DATE},
                 {27, 36, CS_STYLE_DATE},
                 {45, 47, CS_STYLE_DATE},
                 {50, 58, CS_STYLE_DATE}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (id >= known[i].from && id <= known[i].to)
            return known[i].style;
    return CS_STYLE_PLAIN;
}

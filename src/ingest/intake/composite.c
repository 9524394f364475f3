/* Eurostat's text form. Reference: Eurostat, "Dissemination API: TSV" (dimensions parted by commas
 * in the first column, the time dimension named behind a backslash; ":" is not available, flags
 * stand behind a blank). */
#include "ingest/intake/composite.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ingest/source/table.h"

void cs_composite_clear(struct cs_composite *composite)
{
    free(composite->cells);
    *composite = (struct cs_composite){0};
}

static size_t count_commas(struct cs_span text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.size; i++)
        n += text.start[i] == ',';
    return n;
}

static bool is_composite_header(const struct cs_row *row)
{
    struct cs_span first = row->n_cells ? row->cells[0].text : cs_span_of("");
    return row->delimiter == '\t' && row->n_cells > 1 && count_commas(first) > 0 &&
           memchr(first.start, '\\', first.size);
}

/* "68123 b" → "68123"; ": u" → ":"; ": c", which is withheld, → ":c". */
static struct cs_span without_flags(struct cs_span text)
{
    text = cs_span_trim(text);
    size_t n = text.size;
    while (n > 0 && cs_is_alpha(text.start[n - 1]))
        n--;
    if (n == text.size || n == 0)
        return text;
    bool is_withheld = text.start[0] == ':' && memchr(text.start + n, 'c', text.size - n);
    bool is_flag = text.start[n - 1] == ' ' || text.start[n - 1] == ':';
    if (!is_flag)
        return text;
    return is_withheld ? cs_span_of(":c") : cs_span_trim((struct cs_span){text.start, n});
}

static bool make_room(struct cs_composite *composite, size_t n)
{
    if (n <= composite->capacity)
        return true;
    struct cs_cell *grown = realloc(composite->cells, n * sizeof *grown);
    if (!grown)
        return false;
    composite->cells = grown;
    composite->capacity = n;
    return true;
}

static void split_first(struct cs_composite *composite, struct cs_span text)
{
    for (size_t i = 0; i < composite->n_parts; i++) {
        const char *comma = memchr(text.start, ',', text.size);
        bool is_last = i + 1 == composite->n_parts || !comma;
        size_t n = is_last ? text.size : (size_t)(comma - text.start);
        composite->cells[i].text = (struct cs_span){text.start, n};
        n += n < text.size;
        text = (struct cs_span){text.start + n, text.size - n};
    }
}

bool cs_composite_row(struct cs_composite *composite, const struct cs_row *row, bool is_header,
                      struct cs_row *out)
{
    *out = *row;
    if (is_header && is_composite_header(row))
        composite->n_parts = count_commas(row->cells[0].text) + 1;
    if (!composite->n_parts || !row->n_cells ||
        count_commas(row->cells[0].text) + 1 != composite->n_parts)
        return true;
    size_t n = row->n_cells - 1 + composite->n_parts;
    if (!make_room(composite, n))
        return false;
    split_first(composite, row->cells[0].text);
    for (size_t i = 1; i < row->n_cells; i++)
        composite->cells[composite->n_parts + i - 1].text =
            is_header ? row->cells[i].text : without_flags(row->cells[i].text);
    for (size_t i = 0; i < n; i++) {
        composite->cells[i].column = (uint32_t)i + 1;
        composite->cells[i].type = CS_CELL_TEXT;
    }
    out->cells = composite->cells;
    out->n_cells = n;
    return true;
}

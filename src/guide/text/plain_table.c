/* Where the tables of plain text are. What each kind looks like is known by its own reader
 * (plain_aligned.c, plain_boxed.c, rst_table.c); this one walks the lines and passes over code. */
#include "guide/text/plain_table.h"

#include <string.h>

#include "base/text.h"
#include "guide/text/document_build.h"
#include "guide/text/plain_part.h"

/* The fence of a code block: ``` or ~~~; 0 for none. */
static char fence_of(struct cs_span line)
{
    struct cs_span text = cs_span_trim(line);
    bool is_fence = text.size >= 3 && (text.start[0] == '`' || text.start[0] == '~') &&
                    text.start[1] == text.start[0] && text.start[2] == text.start[0];
    return is_fence ? text.start[0] : 0;
}

static bool begins_at(const struct cs_document *d, size_t at, struct cs_plain_table *out)
{
    out->start = at;
    if ((out->end = cs_rst_table_end(d, at, &out->kind)) > at)
        return true;
    out->kind = CS_PLAIN_BOXED;
    if ((out->end = cs_plain_boxed_end(d, at)) > at)
        return true;
    out->kind = CS_PLAIN_ALIGNED;
    if ((out->end = cs_plain_aligned_end(d, at)) > at)
        return true;
    out->kind = CS_PLAIN_RECORD;
    if ((out->end = cs_plain_record_end(d, at)) > at)
        return true;
    out->kind = CS_PLAIN_TITLE;
    return (out->end = cs_plain_title_end(d, at)) > at;
}

bool cs_plain_table_next(const struct cs_document *document, size_t at, struct cs_plain_table *out)
{
    char fence = 0;
    for (size_t next; at < document->n_bytes; at = next) {
        char mark = fence_of(cs_plain_line(document, at, &next));
        if (mark && (!fence || fence == mark))
            fence = fence ? 0 : mark;
        else if (!fence && begins_at(document, at, out))
            return true;
    }
    return false;
}

void cs_plain_table_read(struct cs_build *build, const struct cs_plain_table *table)
{
    switch (table->kind) {
    case CS_PLAIN_ALIGNED:
        cs_plain_aligned_read(build, table);
        break;
    case CS_PLAIN_BOXED:
        cs_plain_boxed_read(build, table);
        break;
    case CS_PLAIN_LIST_DIRECTIVE:
    case CS_PLAIN_CSV_DIRECTIVE:
        cs_rst_table_read(build, table);
        break;
    case CS_PLAIN_RECORD:
        cs_plain_record_read(build, table);
        break;
    case CS_PLAIN_TITLE:
        cs_plain_title_read(build, table);
        break;
    }
}

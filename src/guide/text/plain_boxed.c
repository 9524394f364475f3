/* Tables drawn with dashes and bars: "+------+------+" over "| a    | b    |", as reStructuredText
 * and database shells write them. */
#include <string.h>

#include "base/text.h"
#include "guide/text/document_build.h"
#include "guide/text/plain_part.h"

static bool is_rule(struct cs_span line)
{
    struct cs_span text = cs_span_trim(line);
    size_t n = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (!strchr("+-=:", text.start[i]))
            return false;
        n += text.start[i] == '+';
    }
    return n >= 3 && text.start[0] == '+';
}

static bool is_row(struct cs_span line)
{
    struct cs_span text = cs_span_trim(line);
    return text.size > 2 && text.start[0] == '|' && text.start[text.size - 1] == '|';
}

size_t cs_plain_boxed_end(const struct cs_document *document, size_t at)
{
    size_t next, end = at;
    if (!is_rule(cs_plain_line(document, at, &next)))
        return at;
    bool was_rule = false;
    for (size_t n_rows = 0; at < document->n_bytes; at = next) {
        struct cs_span line = cs_plain_line(document, at, &next);
        if ((!is_rule(line) && !is_row(line)) || (was_rule && is_rule(line)))
            break;
        was_rule = is_rule(line);
        n_rows += is_row(line);
        end = n_rows > 1 && is_rule(line) ? next : end;
    }
    return end;
}

void cs_plain_boxed_read(struct cs_build *build, const struct cs_plain_table *table)
{
    size_t n_rows = 0;
    cs_build_table_begin(build, 0);
    for (size_t at = table->start, next; at < table->end; at = next) {
        struct cs_span line = cs_span_trim(cs_plain_line(build->document, at, &next));
        if (!is_row(line))
            continue;
        cs_build_row(build);
        for (size_t i = 1, start = 1; i < line.size; i++) {
            if (line.start[i] != '|')
                continue;
            cs_build_cell(build, n_rows == 0, 1, 1);
            cs_plain_put(build, cs_span_trim((struct cs_span){line.start + start, i - start}));
            start = i + 1;
        }
        n_rows++;
    }
    cs_build_table_end(build);
}

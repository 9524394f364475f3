/* The directives of reStructuredText that hold tables: "list-table", a list of lists, and
 * "csv-table", lines of comma-separated fields. Reference: docutils, reStructuredText Directives,
 * "Table". */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "guide/text/document_build.h"
#include "guide/text/plain_part.h"

static size_t indent_of(struct cs_span line)
{
    size_t n = 0;
    while (n < line.size && (line.start[n] == ' ' || line.start[n] == '\t'))
        n++;
    return n;
}

static bool starts_with(struct cs_span text, const char *word)
{
    size_t n = strlen(word);
    return text.size >= n && !memcmp(text.start, word, n);
}

size_t cs_rst_table_end(const struct cs_document *document, size_t at,
                        enum cs_plain_table_kind *kind)
{
    size_t next;
    struct cs_span line = cs_plain_line(document, at, &next), text = cs_span_trim(line);
    bool is_csv = starts_with(text, ".. csv-table::");
    if (!is_csv && !starts_with(text, ".. list-table::"))
        return at;
    *kind = is_csv ? CS_PLAIN_CSV_DIRECTIVE : CS_PLAIN_LIST_DIRECTIVE;
    size_t own = indent_of(line), end = next;
    for (at = next; at < document->n_bytes; at = next) {
        line = cs_plain_line(document, at, &next);
        if (line.size && indent_of(line) <= own)
            break;
        end = line.size ? next : end;
    }
    return end;
}

/* ":header-rows: 2", ":header: a, b": what stands behind the name; empty when it is none. */
static bool read_option(struct cs_span text, const char *name, struct cs_span *value)
{
    size_t n = strlen(name);
    if (!starts_with(text, name))
        return false;
    *value = cs_span_trim((struct cs_span){text.start + n, text.size - n});
    return true;
}

/* A field of a line of CSV from *i on, without its quotes. */
static struct cs_span next_field(struct cs_span line, size_t *i)
{
    while (*i < line.size && line.start[*i] == ' ')
        ++*i;
    bool is_quoted = *i < line.size && line.start[*i] == '"';
    size_t start = *i + is_quoted, end = start;
    while (end < line.size && line.start[end] != (is_quoted ? '"' : ','))
        end++;
    *i = end;
    while (*i < line.size && line.start[*i] != ',')
        ++*i;
    ++*i;
    return cs_span_trim((struct cs_span){line.start + start, end - start});
}

static void read_csv_line(struct cs_build *build, struct cs_span line, bool is_header)
{
    cs_build_row(build);
    for (size_t i = 0; i < line.size;) {
        struct cs_span field = next_field(line, &i);
        cs_build_cell(build, is_header, 1, 1);
        cs_plain_put(build, field);
    }
}

/* "* - Occupation" begins a row, "- Pay" a cell, anything else goes on. */
static void read_list_line(struct cs_build *build, struct cs_span text, size_t *n_rows,
                           size_t n_headers)
{
    if (starts_with(text, "* -")) {
        cs_build_row(build);
        ++*n_rows;
        text = cs_span_trim((struct cs_span){text.start + 1, text.size - 1});
    }
    if (starts_with(text, "-") && (text.size == 1 || text.start[1] == ' ')) {
        cs_build_cell(build, *n_rows <= n_headers, 1, 1);
        text = cs_span_trim((struct cs_span){text.start + 1, text.size - 1});
    } else {
        build->wants_blank = CS_BLANK;
    }
    cs_plain_put(build, text);
}

/* The directive's own line: what stands behind "::" is the table's title. */
static size_t read_title(struct cs_build *build, const struct cs_plain_table *table)
{
    size_t next;
    struct cs_span line = cs_plain_line(build->document, table->start, &next);
    const char *colons = memmem(line.start, line.size, "::", 2);
    cs_build_begin(build, CS_BLOCK_PARAGRAPH, 0);
    if (colons)
        cs_plain_put(build,
                     (struct cs_span){colons + 2, (size_t)(line.start + line.size - colons) - 2});
    return next;
}

void cs_rst_table_read(struct cs_build *build, const struct cs_plain_table *table)
{
    size_t n_rows = 0, n_headers = 0, next, at = read_title(build, table);
    cs_build_table_begin(build, 0);
    for (; at < table->end; at = next) {
        struct cs_span text = cs_span_trim(cs_plain_line(build->document, at, &next)), value;
        if (read_option(text, ":header-rows:", &value))
            n_headers =
                value.size == 1 && value.start[0] >= '1' ? (size_t)(value.start[0] - '0') : 0;
        else if (read_option(text, ":header:", &value))
            read_csv_line(build, value, true);
        else if (!text.size || text.start[0] == ':')
            continue;
        else if (table->kind == CS_PLAIN_CSV_DIRECTIVE)
            read_csv_line(build, text, n_rows++ < n_headers);
        else
            read_list_line(build, text, &n_rows, n_headers);
    }
    cs_build_table_end(build);
}

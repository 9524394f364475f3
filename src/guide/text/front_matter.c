/* Front matter: facts about the guide before its content, in YAML (---), TOML (+++) or JSON ({).
 * Only the title is said to the reader. Apart because CommonMark knows nothing of it. */
#include <string.h>

#include "base/text.h"
#include "guide/text/document_build.h"
#include "guide/text/mdx.h"

static size_t line_end(const struct cs_document *d, size_t at)
{
    const char *newline = memchr(d->bytes + at, '\n', d->n_bytes - at);
    return newline ? (size_t)(newline - d->bytes) : d->n_bytes;
}

/* The line at `at` without blanks at its end. */
static struct cs_span line_at(const struct cs_document *d, size_t at)
{
    size_t end = line_end(d, at);
    while (end > at && cs_is_space(d->bytes[end - 1]))
        end--;
    return (struct cs_span){d->bytes + at, end - at};
}

static size_t next_line(const struct cs_document *d, size_t at)
{
    size_t end = line_end(d, at);
    return end < d->n_bytes ? end + 1 : end;
}

/* Past the line that closes what the line at `start` opens; `start` when there is none. */
static size_t fence_end(const struct cs_document *d, size_t start)
{
    struct cs_span first = line_at(d, start);
    bool is_yaml = cs_span_equals(first, "---");
    if (!is_yaml && !cs_span_equals(first, "+++"))
        return start;
    for (size_t at = next_line(d, start); at < d->n_bytes; at = next_line(d, at)) {
        struct cs_span line = line_at(d, at);
        if (cs_span_equals(line, is_yaml ? "---" : "+++") ||
            (is_yaml && cs_span_equals(line, "...")))
            return next_line(d, at);
    }
    return start;
}

static size_t json_end(const struct cs_document *d, size_t start)
{
    int n_missing = 0;
    size_t i = start + 1;
    if (start >= d->n_bytes || d->bytes[start] != '{')
        return start;
    while (i < d->n_bytes && cs_is_space(d->bytes[i]))
        i++;
    if (i >= d->n_bytes || d->bytes[i] != '"')
        return start;
    size_t end = cs_mdx_expression_end(d, start, &n_missing);
    return n_missing || line_at(d, end).size ? start : next_line(d, end);
}

/* Where the value of "title" begins on a line; 0 when the line is about something else. */
static size_t title_start(const struct cs_document *d, size_t at, size_t end, bool is_json)
{
    static const char key[] = "title";
    size_t n = sizeof key - 1;
    while (is_json && at < end && (cs_is_space(d->bytes[at]) || strchr("{,\"", d->bytes[at])))
        at++;
    if (at + n >= end || memcmp(d->bytes + at, key, n))
        return 0;
    at += n;
    while (at < end && strchr("\" \t", d->bytes[at]))
        at++;
    if (at >= end || !strchr(":=", d->bytes[at]))
        return 0;
    at++;
    while (at < end && (d->bytes[at] == ' ' || d->bytes[at] == '\t'))
        at++;
    return at;
}

static void take_title(struct cs_build *build, size_t start, size_t end)
{
    const struct cs_document *d = build->document;
    char quote = start < end && strchr("\"'", d->bytes[start]) ? d->bytes[start] : 0;
    const char *close = quote ? memrchr(d->bytes + start + 1, quote, end - start - 1) : NULL;
    start += close != NULL;
    end = close ? (size_t)(close - d->bytes) : end;
    cs_build_begin(build, CS_BLOCK_TITLE, 0);
    while (start < end)
        start += cs_build_character(build, start);
    cs_build_begin(build, CS_BLOCK_PARAGRAPH, 0);
}

void cs_build_front_matter(struct cs_build *build)
{
    struct cs_document *d = build->document;
    size_t start = d->n_bytes >= 3 && !memcmp(d->bytes, "\xEF\xBB\xBF", 3) ? 3 : 0;
    size_t end = fence_end(d, start);
    bool is_json = end == start;
    if (is_json)
        end = json_end(d, start);
    d->front_end = end;
    for (size_t at = start; at < end; at = next_line(d, at)) {
        struct cs_span line = line_at(d, at);
        size_t line_stop = at + line.size, title = title_start(d, at, line_stop, is_json);
        if (!title)
            continue;
        take_title(build, title, line_stop);
        return;
    }
}

/* The slow, exact way through quotes, for records on which the scanner gives up. */
#include "ingest/text/quotes.h"

#include <stdbool.h>
#include <string.h>

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* After the line end at `i`; SIZE_MAX when its second half may still come. */
static size_t pass_line_end(const char *text, size_t n_bytes, size_t i)
{
    if (text[i] == '\n')
        return i + 1;
    if (i + 1 == n_bytes)
        return SIZE_MAX;
    return text[i + 1] == '\n' ? i + 2 : i + 1;
}

/* After the closing quote of a cell whose text starts at `i`; n_bytes when it stays open. */
static size_t pass_quoted(const char *text, size_t n_bytes, size_t i)
{
    for (;;) {
        const char *quote = i < n_bytes ? memchr(text + i, '"', n_bytes - i) : NULL;
        if (!quote)
            return n_bytes;
        i = (size_t)(quote - text) + 1;
        if (i >= n_bytes || text[i] != '"')
            return i;
        i++;
    }
}

size_t cs_record_end(const char *text, size_t n_bytes, size_t start, char delimiter)
{
    size_t i = start;
    while (i < n_bytes) {
        while (i < n_bytes && (text[i] == ' ' || text[i] == '\t') && text[i] != delimiter)
            i++;
        if (i < n_bytes && text[i] == '"')
            i = pass_quoted(text, n_bytes, i + 1);
        while (i < n_bytes && text[i] != delimiter && !is_line_end(text[i]))
            i++;
        if (i < n_bytes && is_line_end(text[i]))
            return pass_line_end(text, n_bytes, i);
        i++;
    }
    return SIZE_MAX;
}

uint64_t cs_count_lines(const char *text, size_t n_bytes)
{
    const char *end = text + n_bytes, *at;
    uint64_t n = 0;
    for (at = text; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
        n++;
    for (at = text; (at = memchr(at, '\r', (size_t)(end - at))) != NULL; at++)
        n += at + 1 == end || at[1] != '\n';
    return n;
}

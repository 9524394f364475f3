/* Brackets, strings and comments of the JavaScript in an MDX file. */
#include "guide/text/mdx.h"

#include <stdbool.h>
#include <string.h>

#include "guide/text/document.h"

/* A longer expression is an unclosed brace: it would take the rest of the guide with it. */
enum { LONGEST_EXPRESSION = 64 * 1024, MOST_MISSING = 48 };

static bool is_at(const struct cs_document *d, size_t i, const char *text)
{
    size_t n = strlen(text);
    return i + n <= d->n_bytes && !memcmp(d->bytes + i, text, n);
}

/* Code under way: up to where it is read, and what it was found to lack from here on. */
struct code {
    const struct cs_document *document;
    size_t limit;
    bool has_no_comment_end, has_no_backtick;
};

/* Past the string or comment at `i`; `i` when there is neither. */
static size_t skip_opaque(struct code *code, size_t i)
{
    const struct cs_document *d = code->document;
    char quote = d->bytes[i];
    if (!code->has_no_comment_end && is_at(d, i, "/*")) {
        const char *end =
            i + 2 < code->limit ? memmem(d->bytes + i + 2, code->limit - i - 2, "*/", 2) : NULL;
        code->has_no_comment_end = !end;
        return end ? (size_t)(end - d->bytes) + 2 : i;
    }
    if (quote != '"' && quote != '\'' && (quote != '`' || code->has_no_backtick))
        return i;
    for (size_t k = i + 1; k < code->limit; k++) {
        if (d->bytes[k] == quote)
            return k + 1;
        if (d->bytes[k] == '\n' && quote != '`')
            return i; /* an apostrophe */
        k += d->bytes[k] == '\\';
    }
    code->has_no_backtick |= quote == '`';
    return i;
}

size_t cs_mdx_expression_end(const struct cs_document *document, size_t at, int *n_missing)
{
    const struct cs_document *d = document;
    size_t limit = d->n_bytes - at > LONGEST_EXPRESSION ? at + LONGEST_EXPRESSION : d->n_bytes;
    struct code code = {.document = d, .limit = limit};
    int depth = 0;
    if (*n_missing >= MOST_MISSING)
        return at + 1;
    for (size_t i = at; i < limit;) {
        size_t past = skip_opaque(&code, i);
        if (past > i) {
            i = past;
            continue;
        }
        depth += (d->bytes[i] == '{') - (d->bytes[i] == '}');
        i++;
        if (depth == 0)
            return i;
    }
    ++*n_missing;
    return at + 1;
}

size_t cs_mdx_module_end(const struct cs_document *document, size_t at)
{
    const struct cs_document *d = document;
    struct code code = {.document = d, .limit = d->n_bytes};
    int depth = 0, was_break = false;
    if ((at && d->bytes[at - 1] != '\n') || (!is_at(d, at, "import ") && !is_at(d, at, "export ")))
        return at;
    for (size_t i = at; i < d->n_bytes;) {
        size_t past = skip_opaque(&code, i);
        char c = d->bytes[i];
        if (past > i) {
            was_break = false;
            i = past;
            continue;
        }
        depth += (c == '{' || c == '(' || c == '[') - (c == '}' || c == ')' || c == ']');
        if (c == '\n' && was_break && depth <= 0)
            return i;
        was_break = c == '\n' || (was_break && (c == ' ' || c == '\t' || c == '\r'));
        i++;
    }
    return depth > 0 ? at : d->n_bytes;
}

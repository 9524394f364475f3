/* Tags, character by character. Apart from the blocks they make: HTML inside Markdown and JSX need
 * the same. Reference: WHATWG HTML, "Tokenization", as far as guides go. */
#include "guide/text/html_tag.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "guide/text/document.h"
#include "guide/text/mdx.h"

enum { MOST_MISSING = 48, LONGEST_STYLE = 400 };

/* ---- where a tag ends ---- */

/* At the quote that closes the one at `i`; `i` when there is none. */
static size_t skip_quoted(const struct cs_document *d, struct cs_html_missing *missing, size_t i)
{
    int which = d->bytes[i] == '\'';
    const char *close =
        missing->quote[which] ? NULL : memchr(d->bytes + i + 1, d->bytes[i], d->n_bytes - i - 1);
    missing->quote[which] |= !close;
    return close ? (size_t)(close - d->bytes) : i;
}

static bool is_blank_line(const struct cs_document *d, size_t i)
{
    while (i < d->n_bytes && (d->bytes[i] == ' ' || d->bytes[i] == '\t' || d->bytes[i] == '\r'))
        i++;
    return i == d->n_bytes || d->bytes[i] == '\n';
}

/* Past the '>'; an unfinished tag ends before the next one, in Markdown with its paragraph. */
static size_t end_of_tag(const struct cs_document *d, struct cs_html_missing *missing, size_t i)
{
    char before = 0; /* the last that was no blank */
    for (; i < d->n_bytes; i++) {
        char c = d->bytes[i];
        if (c == '>')
            return i + 1;
        if (c == '<' || (!d->is_html && !d->is_mdx && c == '\n' && is_blank_line(d, i + 1)))
            return i;
        if ((c == '"' || c == '\'') && before == '=')
            i = skip_quoted(d, missing, i);
        else if (c == '{' && d->is_mdx)
            i = cs_mdx_expression_end(d, i, &missing->n_braces) - 1;
        before = cs_is_space(c) ? before : c;
    }
    return d->n_bytes;
}

static bool is_name_character(char c)
{
    return cs_is_alnum(c) || c == '-' || c == ':' || c == '.' || c == '_';
}

bool cs_html_tag_read(const struct cs_document *document, struct cs_html_missing *missing,
                      size_t at, struct cs_html_tag *tag)
{
    const struct cs_document *d = document;
    size_t i = at + 1;
    tag->is_end = i < d->n_bytes && d->bytes[i] == '/';
    i += (size_t)tag->is_end;
    size_t start = i;
    if (d->is_mdx && i < d->n_bytes && d->bytes[i] == '>') { /* a fragment */
        *tag = (struct cs_html_tag){.is_end = tag->is_end, .size = i + 1 - at};
        return true;
    }
    while (i < d->n_bytes && is_name_character(d->bytes[i]))
        i++;
    if (i == start || !cs_is_alpha(d->bytes[start]))
        return false;
    if (i < d->n_bytes && !cs_is_space(d->bytes[i]) && d->bytes[i] != '>' && d->bytes[i] != '/')
        return false; /* an address in angle brackets, or arithmetic */
    tag->name = (struct cs_span){d->bytes + start, i - start};
    size_t end = end_of_tag(d, missing, i);
    size_t close = end > i && d->bytes[end - 1] == '>' ? end - 1 : end;
    tag->is_empty = close > i && d->bytes[close - 1] == '/';
    tag->attributes = (struct cs_span){d->bytes + i, close - i};
    tag->size = end - at;
    return true;
}

/* ---- attributes ---- */

/* The attribute at `i` of the text; returns where it ends. */
static size_t read_attribute(struct cs_span text, size_t i, struct cs_span *name,
                             struct cs_span *value)
{
    size_t start = i;
    while (i < text.size && text.start[i] != '=' && text.start[i] != '/' &&
           !cs_is_space(text.start[i]))
        i++;
    *name = (struct cs_span){text.start + start, i - start};
    *value = (struct cs_span){text.start + i, 0};
    size_t k = i;
    while (k < text.size && cs_is_space(text.start[k]))
        k++;
    if (k >= text.size || text.start[k] != '=')
        return i + (i == start); /* a '/' stands alone */
    k++;
    while (k < text.size && cs_is_space(text.start[k]))
        k++;
    char quote = k < text.size && strchr("\"'", text.start[k]) ? text.start[k] : 0;
    char close = k < text.size && text.start[k] == '{' ? '}' : quote;
    size_t first = close ? k + 1 : k, end = first;
    while (end < text.size && (close ? text.start[end] != close : !cs_is_space(text.start[end])))
        end++;
    *value = (struct cs_span){text.start + first, end - first};
    return end + (close && end < text.size);
}

bool cs_html_next_attribute(const struct cs_html_tag *tag, size_t *i, struct cs_span *name,
                            struct cs_span *value)
{
    struct cs_span text = tag->attributes;
    while (*i < text.size && cs_is_space(text.start[*i]))
        ++*i;
    if (*i >= text.size)
        return false;
    *i = read_attribute(text, *i, name, value);
    return true;
}

/* The value of an attribute ("" without one) without quotes. Returns whether it is there. */
bool cs_html_attribute(const struct cs_html_tag *tag, const char *name, struct cs_span *value)
{
    struct cs_span found;
    for (size_t i = 0; cs_html_next_attribute(tag, &i, &found, value);) {
        if (cs_span_equals_nocase(found, name))
            return true;
    }
    return false;
}

unsigned cs_html_span_attribute(const struct cs_html_tag *tag, const char *name)
{
    struct cs_span text;
    unsigned value = 0;
    if (!cs_html_attribute(tag, name, &text))
        return 1;
    for (size_t i = 0; i < text.size && i < 5; i++) {
        if (cs_is_digit(text.start[i]))
            value = value * 10 + (unsigned)(text.start[i] - '0');
        else if (value || text.start[i] != '{')
            break;
    }
    return value >= 1 && value <= 40 ? value : 1;
}

/* The letters, digits and colons of a style in lower case: CSS and JSX write the same. */
static void fold_style(struct cs_span style, char out[LONGEST_STYLE])
{
    size_t n = 0;
    for (size_t i = 0; i < style.size && n + 1 < LONGEST_STYLE; i++) {
        if (cs_is_alnum(style.start[i]) || style.start[i] == ':')
            out[n++] = cs_to_lower(style.start[i]);
    }
    out[n] = 0;
}

/* A word of a class attribute; "hidden md:block" is hidden on small screens only. */
static bool has_hiding_class(struct cs_span classes)
{
    static const char *const words[] = {"line-through", "strikethrough", "d-none", "hidden"};
    bool is_found = false;
    if (memchr(classes.start, ':', classes.size) ||
        memmem(classes.start, classes.size, "d-", 2) !=
            memmem(classes.start, classes.size, "d-none", 6))
        return false;
    for (size_t i = 0, end; i < classes.size && !is_found; i = end + 1) {
        for (end = i; end < classes.size && !cs_is_space(classes.start[end]);)
            end++;
        for (size_t w = 0; w < sizeof words / sizeof *words; w++)
            is_found |= cs_span_equals((struct cs_span){classes.start + i, end - i}, words[w]);
    }
    return is_found;
}

/* Whether the value that begins at `at` is that of an attribute, or the part of an address, by
 * which a control names an element: "#tab-2", aria-controls="tab-2", "?inlineId=tab-2". */
static bool is_named_by_control(const struct cs_document *d, size_t at)
{
    static const char *const others[] = {"id", "class", "name", "for"};
    size_t end = at, start;
    if (!end || d->bytes[end - 1] == '#')
        return end != 0;
    end -= d->bytes[end - 1] == '"' || d->bytes[end - 1] == '\'';
    if (!end || d->bytes[end - 1] != '=')
        return false;
    for (start = --end; start && is_name_character(d->bytes[start - 1]);)
        start--;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (cs_span_equals_nocase((struct cs_span){d->bytes + start, end - start}, others[i]))
            return false;
    }
    return end > start;
}

/* Whether a control of the page names the element of an id, as that of a tab does. */
static bool has_control(const struct cs_document *d, struct cs_html_missing *missing,
                        struct cs_span id)
{
    if (!id.size || missing->n_controls >= MOST_MISSING)
        return false;
    for (size_t at = 0; at + id.size < d->n_bytes; at += id.size) {
        const char *found = memmem(d->bytes + at, d->n_bytes - at, id.start, id.size);
        if (!found)
            break;
        at = (size_t)(found - d->bytes);
        if (at + id.size < d->n_bytes && !is_name_character(found[id.size]) &&
            is_named_by_control(d, at))
            return true;
    }
    missing->n_controls++;
    return false;
}

bool cs_html_is_opened(const struct cs_document *document, struct cs_html_missing *missing,
                       const struct cs_html_tag *tag, size_t start, size_t end)
{
    const struct cs_document *d = document;
    struct cs_span id;
    if (cs_html_attribute(tag, "id", &id) && has_control(d, missing, id))
        return true;
    for (size_t i = start; i + 4 < end; i++) {
        const char *found = memmem(d->bytes + i, end - i, "id=\"", 4);
        if (!found)
            break;
        i = (size_t)(found - d->bytes) + 4;
        const char *close = memchr(d->bytes + i, '"', end - i);
        id = (struct cs_span){d->bytes + i, close ? (size_t)(close - d->bytes) - i : 0};
        if (has_control(d, missing, id))
            return true;
    }
    return false;
}

enum cs_html_showing cs_html_showing_of(const struct cs_html_tag *tag)
{
    static const char *const styles[] = {"visibility:hidden", "linethrough", "msohide:all"};
    struct cs_span value;
    char style[LONGEST_STYLE];
    if (!tag->attributes.size)
        return CS_HTML_SHOWN;
    if ((cs_html_attribute(tag, "class", &value) || cs_html_attribute(tag, "className", &value)) &&
        has_hiding_class(value))
        return CS_HTML_CLOSED;
    bool is_off = cs_html_attribute(tag, "hidden", &value) && !cs_span_equals(value, "false");
    if (cs_html_attribute(tag, "style", &value)) {
        fold_style(value, style);
        is_off |= strstr(style, "display:none") != NULL;
        for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
            if (strstr(style, styles[i]))
                return CS_HTML_STRUCK;
        }
    }
    return is_off ? CS_HTML_CLOSED : CS_HTML_SHOWN;
}

/* ---- what an element holds ---- */

static bool is_tag_of(const struct cs_document *d, size_t i, struct cs_span name)
{
    return i + name.size <= d->n_bytes && !strncasecmp(d->bytes + i, name.start, name.size) &&
           !(i + name.size < d->n_bytes && is_name_character(d->bytes[i + name.size]));
}

/* Elements whose end tag may be left out end with the next of their kind. */
static bool ends_unsaid(struct cs_span name)
{
    static const char *const names[] = {"p", "dt", "dd", "option", "td", "th", NULL};
    return cs_span_is_any(name, names);
}

size_t cs_html_past_end_tag(const struct cs_document *document, struct cs_html_missing *missing,
                            const struct cs_html_tag *tag, size_t after_tag)
{
    const struct cs_document *d = document;
    int depth = 1, stops_at_next = ends_unsaid(tag->name);
    if (missing->n_end_tags >= MOST_MISSING)
        return 0;
    for (size_t i = after_tag; i < d->n_bytes; i++) {
        const char *p = memchr(d->bytes + i, '<', d->n_bytes - i);
        if (!p)
            break;
        i = (size_t)(p - d->bytes);
        bool is_end = i + 1 < d->n_bytes && d->bytes[i + 1] == '/';
        if (!is_tag_of(d, i + 1 + (size_t)is_end, tag->name))
            continue;
        if (!is_end && stops_at_next)
            return i;
        depth += is_end ? -1 : 1;
        if (depth == 0)
            return end_of_tag(d, missing, i + 2);
    }
    missing->n_end_tags++;
    return 0;
}

size_t cs_html_content_end(const struct cs_document *document, struct cs_span name, size_t i)
{
    const struct cs_document *d = document;
    for (; i < d->n_bytes; i++) {
        const char *next = memchr(d->bytes + i, '<', d->n_bytes - i);
        if (!next)
            break;
        i = (size_t)(next - d->bytes);
        if (i + 1 < d->n_bytes && d->bytes[i + 1] == '/' && is_tag_of(d, i + 2, name))
            return i;
    }
    return d->n_bytes;
}

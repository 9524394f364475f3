/* Where comments of Markdown and HTML stand, byte by byte, as edits need exact places. */
#include "guide/text/comments.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "guide/text/document.h"

enum { LONGEST_RUN = 80, DEEPEST_LINK = 32, LONGEST_LEAD = 400 };

struct scan {
    const struct cs_document *document;
    void (*take)(void *context, const struct cs_comment *comment);
    void *context;
    int is_markdown;
    struct link_state { /* of the line under way, read up to `at` */
        size_t at;
        int depth, in_address, is_image[DEEPEST_LINK]; /* of the brackets that are open */
        size_t next_address;                           /* the next "](", when it is behind `at` */
    } links;
    size_t paragraph_end;           /* of the paragraph last looked for; 0 none */
    size_t no_run[LONGEST_RUN + 1]; /* up to there no run of so many backticks closes a span */
    int no_quote[2];                /* of " and ': none is left in the file */
};

static const struct form {
    const char *open, *close;
    size_t n_open, n_close;
} html_form = {"<!--", "-->", 4, 3}, mdx_form = {"{/*", "*/}", 3, 3};

static int is_at(const struct cs_document *d, size_t i, const char *text, size_t n)
{
    return i + n <= d->n_bytes && !memcmp(d->bytes + i, text, n);
}

static size_t line_end(const struct cs_document *d, size_t i)
{
    const char *newline = memchr(d->bytes + i, '\n', d->n_bytes - i);
    return newline ? (size_t)(newline - d->bytes) : d->n_bytes;
}

/* ---- comments ---- */

static void start_line(struct scan *s, size_t i)
{
    s->links = (struct link_state){.at = i, .next_address = i};
}

/* Reads the brackets of the line up to a byte. */
static void read_links(struct link_state *links, const char *bytes, size_t end)
{
    size_t i = links->at, start = i;
    for (; i < end; i++) {
        char c = bytes[i];
        if (c == '\\')
            i++;
        else if (links->in_address)
            links->in_address += (c == '(') - (c == ')');
        else if (c == '[' && links->depth < DEEPEST_LINK)
            links->is_image[links->depth++] = i > start && bytes[i - 1] == '!';
        else if (c == ']' && links->depth) {
            links->depth--;
            links->in_address = i + 1 < end && bytes[i + 1] == '(';
            i += (size_t)links->in_address;
        }
    }
    links->at = i > end ? i : end;
}

/* Where a byte of a Markdown line stands among the links and images before it. */
static enum cs_comment_place place_in_line(struct scan *s, size_t at)
{
    const char *bytes = s->document->bytes;
    struct link_state *links = &s->links;
    read_links(links, bytes, at);
    if (links->in_address)
        return CS_COMMENT_IN_LINK;
    if (!links->depth || !links->is_image[links->depth - 1])
        return CS_COMMENT_FREE;
    if (links->next_address < at) {
        size_t end = line_end(s->document, at);
        const char *next = memmem(bytes + at, end - at, "](", 2);
        links->next_address = next ? (size_t)(next - bytes) : SIZE_MAX;
    }
    return links->next_address != SIZE_MAX ? CS_COMMENT_IN_IMAGE : CS_COMMENT_FREE;
}

/* Hands over the comment at `i` and returns past it. */
static size_t take_comment(struct scan *s, size_t i, const struct form *form,
                           enum cs_comment_place place)
{
    const struct cs_document *d = s->document;
    size_t start = i + form->n_open;
    const char *close = memmem(d->bytes + start, d->n_bytes - start, form->close, form->n_close);
    size_t end = close ? (size_t)(close - d->bytes) : line_end(d, i);
    struct cs_comment comment = {
        .start = i,
        .end = close ? end + form->n_close : 0,
        .place = place,
        .text = cs_span_trim((struct cs_span){d->bytes + start, end > start ? end - start : 0})};
    if (place == CS_COMMENT_FREE && s->is_markdown)
        comment.place = place_in_line(s, i);
    s->take(s->context, &comment);
    return close ? comment.end : d->n_bytes;
}

static void take_all(struct scan *s, size_t i, size_t end, enum cs_comment_place place)
{
    for (; i < end; i++)
        if (is_at(s->document, i, html_form.open, html_form.n_open))
            i = take_comment(s, i, &html_form, place) - 1;
}

/* ---- tags ---- */

/* Past the quote that closes the one at `i`; `i` when there is none. */
static size_t skip_quoted(struct scan *s, size_t i)
{
    const struct cs_document *d = s->document;
    int which = d->bytes[i] == '\'';
    const char *close =
        s->no_quote[which] ? NULL : memchr(d->bytes + i + 1, d->bytes[i], d->n_bytes - i - 1);
    s->no_quote[which] |= !close;
    return close ? (size_t)(close - d->bytes) : i;
}

static int is_blank_line(const struct cs_document *d, size_t i)
{
    while (i < d->n_bytes && (d->bytes[i] == ' ' || d->bytes[i] == '\t' || d->bytes[i] == '\r'))
        i++;
    return i == d->n_bytes || d->bytes[i] == '\n';
}

/* Past the tag that opens at `i`; 0 when it is none or is never finished. */
static size_t tag_end(struct scan *s, size_t i)
{
    const struct cs_document *d = s->document;
    size_t k = i + 1;
    char before = 0; /* the last that was no blank */
    k += k < d->n_bytes && d->bytes[k] == '/';
    if (k >= d->n_bytes || !cs_is_alpha(d->bytes[k]))
        return 0;
    for (; k < d->n_bytes; k++) {
        char c = d->bytes[k];
        if (c == '>')
            return k + 1;
        if (c == '<' || (s->is_markdown && c == '\n' && is_blank_line(d, k + 1)))
            return 0;
        if ((c == '"' || c == '\'') && before == '=')
            k = skip_quoted(s, k);
        before = cs_is_space(c) ? before : c;
    }
    return 0;
}

/* Where the end tag of an element begins whose content is no markup; the end of the file without
 * one. */
static size_t content_end(const struct cs_document *d, size_t i, const char *name)
{
    size_t n = strlen(name);
    for (; i < d->n_bytes; i++) {
        const char *next = memchr(d->bytes + i, '<', d->n_bytes - i);
        if (!next)
            break;
        i = (size_t)(next - d->bytes);
        if (i + 2 + n <= d->n_bytes && d->bytes[i + 1] == '/' &&
            !strncasecmp(d->bytes + i + 2, name, n))
            return i;
    }
    return d->n_bytes;
}

static int is_named(const struct cs_document *d, size_t i, const char *name)
{
    size_t n = strlen(name);
    return i + 1 + n < d->n_bytes && !strncasecmp(d->bytes + i + 1, name, n) &&
           !cs_is_alnum(d->bytes[i + 1 + n]) && d->bytes[i + 1 + n] != '-';
}

static size_t skip_tag(struct scan *s, size_t i)
{
    static const char *const no_markup[] = {"script", "style", "textarea", "xmp"};
    const struct cs_document *d = s->document;
    size_t end = tag_end(s, i);
    if (!end)
        return i + 1;
    take_all(s, i, end, CS_COMMENT_IN_TAG);
    for (size_t k = 0; k < sizeof no_markup / sizeof *no_markup; k++)
        if (is_named(d, i, no_markup[k]))
            return content_end(d, end, no_markup[k]);
    if (s->is_markdown || !is_named(d, i, "title"))
        return end;
    size_t after = content_end(d, end, "title");
    take_all(s, end, after, CS_COMMENT_IN_TITLE);
    return after;
}

/* ---- code spans ---- */

static size_t run_length(const struct cs_document *d, size_t i)
{
    size_t n = 1;
    while (i + n < d->n_bytes && d->bytes[i + n] == d->bytes[i])
        n++;
    return n;
}

static size_t find_paragraph_end(struct scan *s, size_t i)
{
    if (i < s->paragraph_end)
        return s->paragraph_end;
    size_t end = line_end(s->document, i);
    while (end < s->document->n_bytes && !is_blank_line(s->document, end + 1))
        end = line_end(s->document, end + 1);
    return s->paragraph_end = end;
}

/* Past the code span that opens at `i`, or past its backticks when it is none. */
static size_t skip_code_span(struct scan *s, size_t i)
{
    const struct cs_document *d = s->document;
    size_t n = run_length(d, i), end = find_paragraph_end(s, i);
    if (n > LONGEST_RUN || s->no_run[n] >= end)
        return i + n;
    for (size_t k = i + n; k < end;) {
        const char *next = memchr(d->bytes + k, '`', end - k);
        if (!next)
            break;
        k = (size_t)(next - d->bytes);
        size_t run = run_length(d, k);
        k += run;
        if (run == n)
            return k;
    }
    s->no_run[n] = end;
    return i + n;
}

/* ---- lines ---- */

/* What stands at `i`; returns where reading goes on. */
static size_t read_inline(struct scan *s, size_t i)
{
    const struct cs_document *d = s->document;
    char c = d->bytes[i];
    if (s->is_markdown && c == '\\' && i + 1 < d->n_bytes && d->bytes[i + 1] != '\n')
        return i + 2;
    if (s->is_markdown && c == '`')
        return skip_code_span(s, i);
    if (s->is_markdown && is_at(d, i, mdx_form.open, mdx_form.n_open))
        return take_comment(s, i, &mdx_form, CS_COMMENT_FREE);
    if (is_at(d, i, html_form.open, html_form.n_open))
        return take_comment(s, i, &html_form, CS_COMMENT_FREE);
    return c == '<' ? skip_tag(s, i) : i + 1;
}

/* Reads from `i` to the end of the line in which reading ends, which is returned. */
static size_t read_lines(struct scan *s, size_t i)
{
    size_t end;
    do {
        start_line(s, i);
        end = line_end(s->document, i);
        while (i < end)
            i = read_inline(s, i);
    } while (i > end);
    return end;
}

/* What the lines before say about the next one. */
struct lines {
    char fence; /* of the code block under way, or 0 */
    size_t fence_length;
    int was_blank, in_list;
};

static size_t list_mark_length(const struct cs_document *d, size_t i)
{
    size_t k = i;
    while (k < d->n_bytes && k < i + 9 && cs_is_digit(d->bytes[k]))
        k++;
    if (k + 1 >= d->n_bytes || !strchr(k > i ? ".)" : "-*+", d->bytes[k]) ||
        (d->bytes[k + 1] != ' ' && d->bytes[k + 1] != '\t'))
        return 0;
    return k + 2 - i;
}

/* Whether the line is a fence or lies between two. `i` is past its indentation. */
static int is_fenced(const struct cs_document *d, size_t i, struct lines *lines)
{
    size_t end = line_end(d, i);
    char c = i < end ? d->bytes[i] : 0;
    size_t n = c == '`' || c == '~' ? run_length(d, i) : 0;
    if (lines->fence) {
        if (c == lines->fence && n >= lines->fence_length && is_blank_line(d, i + n))
            lines->fence = 0;
        return 1;
    }
    if (n < 3 || (c == '`' && memchr(d->bytes + i + n, '`', end - i - n)))
        return 0;
    lines->fence = c;
    lines->fence_length = n;
    return 1;
}

/* A line past its '>' and the marks of lists. */
struct content {
    size_t at, indent; /* blanks before it, behind the last mark */
    int is_quoted, is_item;
};

static struct content content_of(const struct cs_document *d, size_t i, int in_fence)
{
    struct content c = {i, 0, 0, 0};
    while (c.at < d->n_bytes) {
        char byte = d->bytes[c.at];
        size_t mark = in_fence || c.indent >= 4 ? 0 : list_mark_length(d, c.at);
        if (byte == ' ' || byte == '\t') {
            c.indent += byte == '\t' ? 4 : 1;
            c.at++;
        } else if (byte == '>' || mark) {
            c.is_quoted |= byte == '>';
            c.is_item |= byte != '>';
            c.indent = 0;
            c.at += mark ? mark : 1;
        } else {
            break;
        }
    }
    return c;
}

/* Whether the line is code: fenced, or indented behind a blank line outside lists. */
static int is_code_line(const struct cs_document *d, size_t start, struct lines *lines)
{
    struct content c = content_of(d, start, lines->fence != 0);
    if (is_fenced(d, c.at, lines))
        return 1;
    if (is_blank_line(d, c.at)) {
        lines->was_blank = 1;
        return 0;
    }
    int is_indented = c.indent >= (c.is_quoted ? 5 : 4);
    if (is_indented && lines->was_blank && !lines->in_list && !c.is_item)
        return 1;
    if (c.is_item)
        lines->in_list = 1;
    else if (c.indent == 0 && lines->was_blank)
        lines->in_list = 0;
    lines->was_blank = 0;
    return 0;
}

static void read_markdown(struct scan *s, size_t i)
{
    const struct cs_document *d = s->document;
    struct lines lines = {.was_blank = 1};
    while (i < d->n_bytes) {
        i = (is_code_line(d, i, &lines) ? line_end(d, i) : read_lines(s, i)) + 1;
    }
}

void cs_comments_find(const struct cs_document *document, size_t from,
                      void (*take)(void *context, const struct cs_comment *comment), void *context)
{
    struct scan scan = {
        .document = document, .take = take, .context = context, .is_markdown = !document->is_html};
    if (scan.is_markdown)
        read_markdown(&scan, from);
    else
        while (from < document->n_bytes)
            from = read_inline(&scan, from);
}

size_t cs_markdown_content(const struct cs_document *document, size_t byte)
{
    struct cs_span line = cs_document_line(document, byte);
    size_t i = (size_t)(line.start - document->bytes), end = i + line.size;
    size_t limit = i + LONGEST_LEAD; /* deeper nesting is no writing */
    while (i < end && i < limit) {
        char c = document->bytes[i];
        size_t n = c == ' ' || c == '\t' || c == '>' ? 1 : list_mark_length(document, i);
        if (!n || i + n > end)
            break;
        i += n;
    }
    return i;
}

/* Markdown (CommonMark with tables) as far as blocks of text go, line by line; HTML in it as
 * HTML. */
#include <string.h>

#include "base/text.h"
#include "guide/text/document_build.h"

enum { LONGEST_LINK = 2000 };

struct line {
    size_t start, end, next;
}; /* bytes; end without blanks and line end */

struct reader {
    struct cs_build *build;
    const struct cs_document *document;
    int in_table;
    char fence; /* of the code block under way, or 0 */
    int in_paragraph;
};

static struct line line_at(const struct cs_document *d, size_t start)
{
    const char *newline = memchr(d->bytes + start, '\n', d->n_bytes - start);
    size_t end = newline ? (size_t)(newline - d->bytes) : d->n_bytes;
    size_t next = newline ? end + 1 : end;
    while (end > start && cs_is_space(d->bytes[end - 1]))
        end--;
    return (struct line){start, end, next};
}

static size_t skip_blanks(const struct cs_document *d, size_t i, size_t end)
{
    while (i < end && (d->bytes[i] == ' ' || d->bytes[i] == '\t'))
        i++;
    return i;
}

static int is_only(const struct cs_document *d, struct line line, const char *characters,
                   size_t at_least)
{
    size_t n = 0;
    for (size_t i = line.start; i < line.end; i++) {
        if (d->bytes[i] == ' ' || d->bytes[i] == '\t')
            continue;
        if (!strchr(characters, d->bytes[i]))
            return 0;
        n++;
    }
    return n >= at_least;
}

/* `[words](address)`: returns past the ')' when `i` stands at the ']', else 0. */
static size_t link_end(const struct cs_document *d, size_t i, size_t end)
{
    if (i + 1 >= end || d->bytes[i + 1] != '(')
        return 0;
    int depth = 0;
    for (size_t k = i + 1; k < end && k < i + LONGEST_LINK; k++) {
        depth += d->bytes[k] == '(';
        depth -= d->bytes[k] == ')';
        if (depth == 0)
            return k + 1;
    }
    return 0;
}

/* `![words](address)`: past it when `i` stands at the '[', else 0. */
static size_t image_end(const struct cs_document *d, size_t i, size_t end)
{
    for (size_t k = i + 1; k < end && k < i + LONGEST_LINK; k++) {
        if (d->bytes[k] == ']' && link_end(d, k, end))
            return link_end(d, k, end);
    }
    return 0;
}

/* A run of '*', '_', '~' or '`' that marks text and is no text itself. */
static int is_mark(const struct cs_document *d, size_t i, size_t start, size_t end)
{
    char c = d->bytes[i];
    if (c == '`' || c == '~')
        return c == '`' || (i + 1 < end && d->bytes[i + 1] == '~') ||
               (i > start && d->bytes[i - 1] == '~');
    if (c == '*')
        return !(i + 1 < end && i > start && d->bytes[i + 1] == ' ' && d->bytes[i - 1] == ' ');
    return c == '_' && !(i > start && i + 1 < end && cs_is_alnum(d->bytes[i - 1]) &&
                         cs_is_alnum(d->bytes[i + 1]));
}

/* What stands at `i` of a line; returns the bytes taken. */
static size_t read_inline(struct cs_build *build, size_t i, size_t start, size_t end)
{
    const struct cs_document *d = build->document;
    char c = d->bytes[i];
    size_t n = 0;
    if (c == '\\' && i + 1 < end && strchr("\\`*_{}[]()#+-.!|$~<>&%", d->bytes[i + 1]))
        return 1 + cs_build_character(build, i + 1);
    if (c == '<')
        n = cs_build_tag(build, i);
    else if (c == '&')
        n = cs_build_entity(build, i);
    else if (c == ']' && link_end(d, i, end))
        return link_end(d, i, end) - i;
    else if (c == '!' && i + 1 < end && d->bytes[i + 1] == '[' && image_end(d, i + 1, end))
        return image_end(d, i + 1, end) - i; /* its words describe a picture */
    else if (c == '[' || c == ']' || (c == '!' && i + 1 < end && d->bytes[i + 1] == '['))
        return 1;
    else if (is_mark(d, i, start, end))
        return 1;
    return n ? n : cs_build_character(build, i);
}

/* Returns where reading goes on: past the line, or past a comment that ran over its end. */
static size_t read_text(struct cs_build *build, size_t start, struct line line)
{
    size_t i = start;
    while (i < line.end)
        i += read_inline(build, i, start, line.end);
    return i > line.end ? i : line.next;
}

static int is_list_mark(const struct cs_document *d, size_t i, size_t end, size_t *after)
{
    size_t k = i;
    if (k < end && strchr("-*+", d->bytes[k])) {
        k++;
    } else {
        while (k < end && k < i + 9 && cs_is_digit(d->bytes[k]))
            k++;
        if (k == i || k >= end || (d->bytes[k] != '.' && d->bytes[k] != ')'))
            return 0;
        k++;
    }
    if (k >= end || (d->bytes[k] != ' ' && d->bytes[k] != '\t'))
        return 0;
    *after = skip_blanks(d, k, end);
    return 1;
}

static int has_pipe(const struct cs_document *d, struct line line)
{
    for (size_t i = line.start; i < line.end; i++) {
        if (d->bytes[i] == '|' && (i == line.start || d->bytes[i - 1] != '\\'))
            return 1;
    }
    return 0;
}

static void read_row(struct cs_build *build, struct line line, int is_header)
{
    const struct cs_document *d = build->document;
    size_t i = skip_blanks(d, line.start, line.end);
    cs_build_row(build);
    if (i < line.end && d->bytes[i] == '|')
        i++;
    while (i < line.end) {
        size_t start = i;
        cs_build_cell(build, is_header, 1, 1);
        while (i < line.end && d->bytes[i] != '|')
            i += read_inline(build, i, start, line.end);
        i++;
    }
    cs_build_cell_end(build);
}

/* A line over a line of dashes and pipes begins a table. Returns where reading goes on, or 0. */
static size_t read_table(struct reader *r, struct line line)
{
    struct line rule = line_at(r->document, line.next);
    if (line.next >= r->document->n_bytes || !has_pipe(r->document, line) ||
        !has_pipe(r->document, rule) || !is_only(r->document, rule, "-:|", 3))
        return 0;
    cs_build_table_begin(r->build, 0);
    read_row(r->build, line, 1);
    size_t at = rule.next;
    while (at < r->document->n_bytes) {
        struct line row = line_at(r->document, at);
        if (row.start == row.end || !has_pipe(r->document, row))
            break;
        read_row(r->build, row, 0);
        at = row.next;
    }
    cs_build_table_end(r->build);
    r->in_paragraph = 0;
    return at;
}

/* `# Heading`. Returns where reading goes on, or 0. */
static size_t read_heading(struct reader *r, size_t i, struct line line)
{
    const struct cs_document *d = r->document;
    int level = 0;
    while (i < line.end && d->bytes[i] == '#' && level < 7) {
        i++;
        level++;
    }
    if (level < 1 || level > 6 || (i < line.end && d->bytes[i] != ' ' && d->bytes[i] != '\t'))
        return 0;
    struct line text = line;
    while (text.end > i && d->bytes[text.end - 1] == '#')
        text.end--;
    cs_build_begin(r->build, CS_BLOCK_HEADING, level);
    size_t next = read_text(r->build, skip_blanks(d, i, text.end), text);
    cs_build_begin(r->build, CS_BLOCK_PARAGRAPH, 0);
    r->in_paragraph = 0;
    return next;
}

/* A line under a paragraph that makes it a heading. */
static int is_underline(const struct reader *r, struct line line)
{
    return r->in_paragraph && line.end > line.start && r->build->next.kind == CS_BLOCK_PARAGRAPH &&
           (is_only(r->document, line, "=", 1) || is_only(r->document, line, "-", 3));
}

/* "**Job growth:** 5%" under another such line: to its author a line of its own. */
static int is_labelled_line(const struct reader *r, size_t i, struct line line)
{
    const char *bytes = r->document->bytes;
    size_t close = i + 2;
    if (!r->in_paragraph || line.end < i + 6 || memcmp(bytes + i, "**", 2))
        return 0;
    while (close + 2 < line.end && memcmp(bytes + close, "**", 2))
        close++;
    return close + 2 < line.end && (bytes[close - 1] == ':' || bytes[close + 2] == ':');
}

static size_t read_paragraph_line(struct reader *r, size_t i, struct line line)
{
    size_t after;
    if (is_list_mark(r->document, i, line.end, &after)) {
        cs_build_begin(r->build, CS_BLOCK_ITEM, 0);
        r->in_paragraph = 1;
        return read_text(r->build, after, line);
    }
    int breaks = line.next > line.end + 2 && r->document->bytes[line.end] == ' ' &&
                 r->document->bytes[line.end + 1] == ' ';
    if (is_labelled_line(r, i, line))
        cs_build_break(r->build);
    r->build->wants_blank = 1;
    r->in_paragraph = 1;
    size_t next = read_text(r->build, i, line);
    if (breaks)
        cs_build_break(r->build);
    return next;
}

static size_t read_line(struct reader *r, struct line line)
{
    const struct cs_document *d = r->document;
    size_t i = skip_blanks(d, line.start, line.end);
    while (i < line.end && d->bytes[i] == '>')
        i = skip_blanks(d, i + 1, line.end);
    struct line inner = {i, line.end, line.next};
    int is_fence = line.end >= i + 3 && (d->bytes[i] == '`' || d->bytes[i] == '~') &&
                   d->bytes[i + 1] == d->bytes[i] && d->bytes[i + 2] == d->bytes[i];
    if (r->fence || is_fence) {
        if (is_fence && (!r->fence || r->fence == d->bytes[i])) {
            r->fence = r->fence ? 0 : d->bytes[i];
            cs_build_begin(r->build, CS_BLOCK_PARAGRAPH, 0);
            r->in_paragraph = 0;
        }
        return line.next;
    }
    if (i == line.end) {
        cs_build_boundary(r->build);
        r->in_paragraph = 0;
        return line.next;
    }
    if (is_underline(r, inner)) {
        r->build->next.kind = CS_BLOCK_HEADING;
        r->build->next.level = d->bytes[i] == '=' ? 1 : 2;
        cs_build_begin(r->build, CS_BLOCK_PARAGRAPH, 0);
        r->in_paragraph = 0;
        return line.next;
    }
    if (is_only(d, inner, "-", 3) || is_only(d, inner, "*", 3) || is_only(d, inner, "_", 3)) {
        cs_build_boundary(r->build);
        return line.next;
    }
    size_t next = d->bytes[i] == '#' ? read_heading(r, i, inner) : 0;
    if (!next)
        next = read_table(r, inner);
    return next ? next : read_paragraph_line(r, i, inner);
}

/* Front matter between two lines of ---: its title is the guide's. Returns where it ends. */
static size_t read_front_matter(struct reader *r)
{
    const struct cs_document *d = r->document;
    size_t start = d->n_bytes >= 3 && !memcmp(d->bytes, "\xEF\xBB\xBF", 3) ? 3 : 0;
    struct line first = line_at(d, start);
    if (first.end - first.start != 3 || memcmp(d->bytes + first.start, "---", 3))
        return start;
    size_t title = 0, title_end = 0;
    for (size_t at = first.next; at < d->n_bytes;) {
        struct line line = line_at(d, at);
        size_t n = line.end - line.start;
        if (n == 3 && !memcmp(d->bytes + line.start, "---", 3)) {
            cs_build_begin(r->build, CS_BLOCK_TITLE, 0);
            for (size_t i = title; i < title_end;)
                i += cs_build_character(r->build, i);
            cs_build_begin(r->build, CS_BLOCK_PARAGRAPH, 0);
            return line.next;
        }
        if (n > 6 && !memcmp(d->bytes + line.start, "title:", 6)) {
            title = skip_blanks(d, line.start + 6, line.end);
            title_end = line.end;
            if (title_end > title + 1 && strchr("\"'", d->bytes[title])) {
                title++;
                title_end--;
            }
        }
        at = line.next;
    }
    return start;
}

void cs_build_markdown(struct cs_build *build)
{
    struct reader reader = {.build = build, .document = build->document};
    size_t at = read_front_matter(&reader);
    while (at < build->document->n_bytes && !build->failed)
        at = read_line(&reader, line_at(build->document, at));
    while (build->n_tables)
        cs_build_table_end(build);
    cs_build_begin(build, CS_BLOCK_PARAGRAPH, 0);
}

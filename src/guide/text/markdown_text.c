/* Text that md4c hands back, character by character, and what CommonMark takes for text but is not
 * said to the reader: comments, templates, code of MDX, marks of notes; notes are put by. Apart
 * from document_markdown.c, which knows blocks and spans. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/text/document_build.h"
#include "guide/text/markdown_line.h"
#include "guide/text/markdown_read.h"
#include "guide/text/mdx.h"

enum { MOST_NOTES = 4096, LONGEST_TEMPLATE = 400 };

/* ---- notes ---- */

static size_t paragraph_end(struct cs_markdown_reader *r, size_t i)
{
    if (i >= r->paragraph_end)
        r->paragraph_end = cs_markdown_paragraph_end(r->document, i);
    return r->paragraph_end;
}

/* `^[a note]` at `i`: it is read behind the block under way. Returns past it, `i` when it is none.
 */
static size_t take_note(struct cs_markdown_reader *r, size_t i)
{
    const struct cs_document *d = r->document;
    int depth = 0;
    if (r->is_note || r->n_notes >= MOST_NOTES || i < r->no_note_end)
        return i;
    size_t end = paragraph_end(r, i);
    for (size_t k = i + 1; k < end; k++) {
        depth += (d->bytes[k] == '[') - (d->bytes[k] == ']');
        if (depth)
            continue;
        struct cs_markdown_note *notes =
            cs_build_grow(r->build, r->notes, r->n_notes, &r->notes_capacity, sizeof *notes);
        if (!notes)
            return i;
        r->notes = notes;
        notes[r->n_notes++] = (struct cs_markdown_note){i + 2, k};
        return k + 1;
    }
    r->no_note_end = end;
    return i;
}

/* ---- lines of a paragraph that are more than its lines ---- */

/* The pipe at `i` of a table's line ends a cell. */
static void take_pipe(struct cs_markdown_reader *r)
{
    if (!r->is_row_new || r->build->text.size)
        cs_build_cell(r->build, 0, 1, 1);
    r->is_row_new = false;
}

static void begin_row(struct cs_markdown_reader *r, bool is_header)
{
    cs_build_row(r->build);
    cs_build_cell(r->build, is_header, 1, 1);
    r->is_row_new = true;
}

void cs_markdown_end_lines(struct cs_markdown_reader *r)
{
    if (r->lines == CS_LINES_TABLE)
        cs_build_table_end(r->build);
    else if (r->lines == CS_LINES_DEFINITIONS)
        cs_build_begin(r->build, CS_BLOCK_PARAGRAPH, 0);
    r->lines = CS_LINES_PLAIN;
}

/* A line of a table that stands right under the lines of a paragraph. */
static bool read_table_line(struct cs_markdown_reader *r, size_t line)
{
    const struct cs_document *d = r->document;
    if (r->lines == CS_LINES_PLAIN && !r->build->n_tables && cs_markdown_begins_table(d, line)) {
        cs_build_table_begin(r->build, 0);
        begin_row(r, 1);
        r->lines = CS_LINES_TABLE;
        return true;
    }
    if (r->lines != CS_LINES_TABLE)
        return false;
    if (cs_markdown_is_rule(d, line)) {
        size_t end = cs_markdown_line_end(d, line);
        r->resume = end > r->resume ? end : r->resume;
    } else {
        begin_row(r, 0);
    }
    return true;
}

/* The line of a paragraph that begins at `line`, after one that began at `before`. */
static void read_line_break(struct cs_markdown_reader *r, size_t before, size_t line)
{
    const struct cs_document *d = r->document;
    struct cs_build *build = r->build;
    if (read_table_line(r, line))
        return;
    if (cs_markdown_is_columns(d, line)) {
        size_t end = cs_markdown_line_end(d, line);
        r->resume = end > r->resume ? end : r->resume;
        return;
    }
    if (cs_markdown_is_definition(d, line)) {
        r->lines = CS_LINES_DEFINITIONS;
        cs_build_definition(build);
        r->resume = line + 1 > r->resume ? line + 1 : r->resume;
    } else if (r->lines == CS_LINES_DEFINITIONS && cs_markdown_is_before_definition(d, line)) {
        cs_build_begin(build, CS_BLOCK_PARAGRAPH, 0);
    } else if (cs_markdown_is_note(d, line)) {
        cs_build_boundary(build);
    } else if (cs_markdown_is_capital_line(d, line)) {
        cs_build_boundary(build); /* a heading of plain text: "BARBERS" */
    } else if (cs_markdown_is_labelled(d, line)) {
        cs_build_break(build);
    } else if (cs_markdown_are_facts(d, before, line, r->lines == CS_LINES_FACTS)) {
        r->lines = CS_LINES_FACTS;
        cs_build_break(build);
    }
}

/* ---- text ---- */

/* A template's braces: `{{ … }}`, `{% … %}`, `{#id .class}`. Returns past them, `i` for others. */
static size_t skip_template(const struct cs_document *d, size_t i)
{
    if (i + 1 >= d->n_bytes || !strchr("{%#.:", d->bytes[i + 1]))
        return i;
    size_t end = i + LONGEST_TEMPLATE < d->n_bytes ? i + LONGEST_TEMPLATE : d->n_bytes;
    const char *close = memchr(d->bytes + i, '}', end - i);
    if (!close || memchr(d->bytes + i, '\n', (size_t)(close - d->bytes) - i))
        return i;
    size_t past = (size_t)(close - d->bytes) + 1;
    return past + (past < end && d->bytes[past] == '}');
}

size_t cs_markdown_take_comment(struct cs_markdown_reader *r, size_t i, bool is_mdx)
{
    const struct cs_document *d = r->document;
    const char *close = is_mdx ? "*/}" : "-->";
    size_t n_open = is_mdx ? 3 : 4, start = i + n_open;
    size_t end = is_mdx || d->is_mdx ? d->n_bytes : paragraph_end(r, i);
    const char *found = NULL;
    if (end > start && i >= r->no_close[is_mdx])
        found = memmem(d->bytes + start, end - start, close, 3);
    size_t past = found ? (size_t)(found - d->bytes) + 3 : 0;
    if (found || i >= r->no_close[is_mdx])
        cs_build_comment(r->build, i, past, n_open, 3);
    if (!found)
        r->no_close[is_mdx] = end;
    return found ? past : start;
}

/* A comment or code of MDX, a template. */
static size_t read_brace(struct cs_markdown_reader *r, size_t i)
{
    const struct cs_document *d = r->document;
    if (i + 3 <= d->n_bytes && !memcmp(d->bytes + i, "{/*", 3))
        return cs_markdown_take_comment(r, i, 1);
    size_t end = skip_template(d, i);
    if (end > i || !d->is_mdx)
        return end;
    end = cs_mdx_expression_end(d, i, &r->build->missing.n_braces);
    return end > i + 1 ? end : i;
}

static size_t read_bracket(struct cs_markdown_reader *r, size_t i)
{
    const struct cs_document *d = r->document;
    size_t n = cs_build_note_mark(r->build, i);
    bool is_target = n && d->bytes[i + 1] == '^' && i + n < d->n_bytes && d->bytes[i + n] == ':';
    return i + n + (size_t)is_target;
}

/* What begins at `i` of plain text and is none: returns where text goes on, `i` when it is text. */
static size_t skip_special(struct cs_markdown_reader *r, size_t i, bool is_escaped)
{
    const struct cs_document *d = r->document;
    char next = i + 1 < d->n_bytes ? d->bytes[i + 1] : 0;
    if (is_escaped)
        return i;
    switch (d->bytes[i]) {
    case '<':
        if (next == '!' && i + 4 <= d->n_bytes && !memcmp(d->bytes + i, "<!--", 4))
            return cs_markdown_take_comment(r, i, 0);
        return d->is_mdx ? i + cs_build_tag(r->build, i) : i;
    case '{':
        return read_brace(r, i);
    case '^':
        return next == '[' ? take_note(r, i) : i;
    case '[':
        return read_bracket(r, i);
    case ' ':
    case '.': {
        size_t end = next == ' ' || next == '.' ? cs_markdown_leader_end(d, i) : i;
        if (end > i)
            cs_build_put(r->build, ":", 1, i); /* "Jobs in 2024 ....... 129,800" */
        r->build->wants_blank = end > i ? CS_BLANK : r->build->wants_blank;
        return end;
    }
    case '|':
        if (r->lines != CS_LINES_TABLE)
            return i;
        take_pipe(r);
        return i + 1;
    default:
        return i;
    }
}

static void read_plain(struct cs_markdown_reader *r, size_t start, size_t end)
{
    const struct cs_document *d = r->document;
    if (start < end && d->bytes[start] == '^' && start && d->bytes[start - 1] == '[')
        start = end; /* a note's mark that was taken for a link */
    for (size_t i = start; i < end && !r->build->failed;) {
        bool is_escaped = i == start && i && d->bytes[i - 1] == '\\';
        size_t past = skip_special(r, i, is_escaped);
        i = past > i ? past : i + cs_build_character(r->build, i);
        r->resume = i;
    }
}

static void read_html(struct cs_markdown_reader *r, size_t start, size_t end)
{
    const struct cs_document *d = r->document;
    for (size_t i = start; i < end && !r->build->failed;) {
        size_t n = 0;
        if (d->bytes[i] == '<')
            n = cs_build_tag(r->build, i);
        else if (d->bytes[i] == '&')
            n = cs_build_entity(r->build, i);
        else if (d->bytes[i] == '[')
            n = cs_build_note_mark(r->build, i);
        i += n ? n : cs_build_character(r->build, i);
        r->resume = i;
    }
}

/* One tilde is no strikethrough but "about": GitHub's strikes out what stands between two. */
static void begin_struck(struct cs_markdown_reader *r, size_t start)
{
    const char *bytes = r->document->bytes;
    size_t i = start;
    while (i && strchr("*_[", bytes[i - 1]))
        i--;
    r->is_struck = i >= 2 && bytes[i - 1] == '~' && bytes[i - 2] == '~' ? 2 : 0;
    if (r->is_struck)
        r->build->n_muted++;
    else if (i && bytes[i - 1] == '~')
        cs_build_character(r->build, i - 1);
}

static void take_line_end(struct cs_markdown_reader *r)
{
    size_t line = cs_markdown_next_line(r->document, r->last);
    if (r->last && line >= r->resume)
        read_line_break(r, r->last - 1, line);
    if (!r->build->wants_blank)
        r->build->wants_blank = CS_BLANK;
}

/* The first text of a paragraph of MDX may be code. */
static void skip_module(struct cs_markdown_reader *r, size_t start)
{
    if (r->is_new && r->document->is_mdx && start >= r->resume) {
        size_t past = cs_mdx_module_end(r->document, start);
        r->resume = past > start ? past : r->resume;
    }
    r->is_new = false;
}

void cs_markdown_take_text(struct cs_markdown_reader *r, enum cs_markdown_piece kind, size_t start,
                           size_t end)
{
    struct cs_build *build = r->build;
    if (kind == CS_PIECE_LINE_END) {
        take_line_end(r);
        return;
    }
    if (kind == CS_PIECE_BREAK) {
        cs_build_break(build);
        return;
    }
    r->last = end;
    if (kind == CS_PIECE_CODE) {
        build->wants_blank = CS_BLANK;
        return;
    }
    if (r->is_struck == 1)
        begin_struck(r, start);
    if (r->is_new && !r->is_note && start >= r->resume)
        read_table_line(r, start); /* of one or two dashes a column: CommonMark wants three */
    skip_module(r, start);
    size_t n = kind == CS_PIECE_ENTITY && start >= r->resume ? cs_build_entity(build, start) : 0;
    start = start < r->resume ? r->resume : start + n;
    if (kind == CS_PIECE_HTML)
        read_html(r, start, end);
    else
        read_plain(r, start, end);
}

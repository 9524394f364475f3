/* Finding and reading markers. Whether they are up to date is refresh.c's. */
#include "guide/refresh/marker.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/grow.h"
#include "base/text.h"
#include "guide/figure/figure.h"
#include "guide/refresh/marker_typing.h"
#include "guide/text/comments.h"
#include "guide/text/document.h"

struct search {
    const struct cs_document *document;
    struct cs_guide_markers *markers;
    struct cs_arena *arena;
    struct cs_diag *diag;
    enum cs_status status;
    bool is_open; /* the last marker waits for its close */
};

static void complain(struct search *s, size_t byte, const char *hint, const char *text)
{
    struct cs_place place = cs_document_place(s->document, byte);
    s->status = cs_fail(s->diag, CS_USAGE, &place, hint, "%s", text);
}

/* An error of reading a call gets the place of its marker. */
static void complain_call(struct search *s, size_t byte, struct cs_diag *inner)
{
    struct cs_place place = cs_document_place(s->document, byte);
    s->status = CS_USAGE;
    for (size_t i = 0; i < inner->n_messages; i++)
        cs_diag_add(s->diag, inner->messages[i].severity, &place, inner->messages[i].hint, "%s",
                    inner->messages[i].text);
}

/* ---- defaults ---- */

/* "occupation=43-6013 region=US", words with or without quotes. */
static void read_defaults(struct search *s, struct cs_span text, size_t byte)
{
    struct cs_buf call;
    struct cs_diag inner;
    struct cs_figure_call read = {0};
    cs_buf_init(&call);
    cs_diag_init(&inner);
    cs_buf_puts(&call, "salary.median ");
    cs_buf_put(&call, text.start, text.size);
    struct cs_span whole = {cs_buf_text(&call), call.size};
    if (cs_figure_call_parse(whole, s->arena, &read, &inner) != CS_OK)
        complain_call(s, byte, &inner);
    read.name = NULL;
    cs_figure_call_default(&read, &s->markers->defaults);
    read.name = NULL;
    s->markers->defaults = read;
    cs_diag_clear(&inner);
    cs_buf_clear(&call);
}

/* `key: value` of the nested form of front matter. */
static void read_nested(struct search *s, struct cs_span line, size_t byte)
{
    struct cs_diag inner;
    const char *colon = memchr(line.start, ':', line.size);
    if (!colon)
        return;
    struct cs_span key = cs_span_trim((struct cs_span){line.start, (size_t)(colon - line.start)});
    struct cs_span value =
        cs_span_trim((struct cs_span){colon + 1, (size_t)(line.start + line.size - colon - 1)});
    if (value.size >= 2 && (value.start[0] == '"' || value.start[0] == '\'') &&
        value.start[value.size - 1] == value.start[0])
        value = (struct cs_span){value.start + 1, value.size - 2};
    const char *name = cs_arena_copy(s->arena, key.start, key.size);
    const char *word = cs_arena_copy(s->arena, value.start, value.size);
    cs_diag_init(&inner);
    if (!name || !word)
        s->status = cs_fail_memory(s->diag);
    else if (cs_figure_call_set(&s->markers->defaults, name, word, &inner) != CS_OK)
        complain_call(s, byte, &inner);
    cs_diag_clear(&inner);
}

static bool starts_with(struct cs_span text, const char *word)
{
    size_t n = strlen(word);
    return text.size >= n && !memcmp(text.start, word, n);
}

/* Front matter: `careerstat: occupation=43-6013 region=US`, or its keys indented below. */
static void read_front_matter(struct search *s)
{
    const struct cs_document *d = s->document;
    bool is_nested = false;
    for (size_t line = 1; line < d->n_lines && d->lines[line] < d->front_end; line++) {
        size_t at = d->lines[line];
        struct cs_span text = cs_document_line(d, at);
        const char *marker = memmem(text.start, text.size, "<!-- cs:", 8);
        if (marker)
            complain(s, (size_t)(marker - d->bytes), "markers belong in text",
                     "a marker in front matter is text, not a comment");
        bool is_indented = text.size && (text.start[0] == ' ' || text.start[0] == '\t');
        if (is_nested && is_indented) {
            read_nested(s, text, at);
            continue;
        }
        size_t n = starts_with(text, "careerstat:") ? 11 : starts_with(text, "cs:") ? 3 : 0;
        struct cs_span rest = cs_span_trim((struct cs_span){text.start + n, text.size - n});
        if (n && rest.size)
            read_defaults(s, rest, at);
        is_nested = n && !rest.size;
    }
}

/* ---- markers ---- */

static void add_marker(struct search *s, const struct cs_guide_marker *marker)
{
    struct cs_guide_markers *m = s->markers;
    struct cs_guide_marker *grown = cs_grown(m->items, m->n, &m->capacity, sizeof *grown);
    if (!grown) {
        s->status = cs_fail_memory(s->diag);
        return;
    }
    m->items = grown;
    m->items[m->n++] = *marker;
    s->is_open = true;
}

static void close_marker(struct search *s, size_t start, size_t end)
{
    if (!s->is_open) {
        complain(s, start, "markers are <!-- cs:NAME … -->text<!-- /cs -->",
                 "a marker is closed that was never opened");
        return;
    }
    s->markers->items[s->markers->n - 1].text_end = start;
    s->markers->items[s->markers->n - 1].end = end;
    s->is_open = false;
}

/* A comment that readers would see: refused, since its author takes it for a marker. */
static bool refuse_place(struct search *s, const struct cs_comment *comment)
{
    static const char *const where[] = {
        [CS_COMMENT_IN_TAG] = "a marker inside a tag is part of it, not a comment",
        [CS_COMMENT_IN_TITLE] = "a marker inside <title> is text, not a comment",
        [CS_COMMENT_IN_LINK] = "a marker inside the address of a link is part of it, not a comment",
        [CS_COMMENT_IN_IMAGE] = "a marker inside the words of an image is shown to readers",
    };
    if (comment->place == CS_COMMENT_FREE)
        return false;
    if (starts_with(comment->text, "cs:"))
        complain(s, comment->start, "markers belong in text", where[comment->place]);
    return true;
}

static void open_marker(struct search *s, const struct cs_comment *comment, struct cs_span call)
{
    if (s->is_open) {
        complain(s, comment->start, "close the marker before it with <!-- /cs -->",
                 "a marker is opened inside another");
        s->is_open = false;
        s->markers->n--;
    }
    struct cs_guide_marker marker = {comment->start, comment->end, comment->end, comment->end,
                                     call};
    add_marker(s, &marker);
}

/* ---- what only looks like a marker ---- */

/* Faults of a comment's own letters; false when there are none. */
static bool refuse_letters(struct search *s, const struct cs_comment *comment)
{
    if (!cs_marker_looks_ours(comment->text) || comment->place != CS_COMMENT_FREE)
        return false;
    bool is_small =
        !memcmp(comment->text.start, "cs:", 3) || !memcmp(comment->text.start, "/cs", 3);
    if (!is_small)
        complain(s, comment->start, "write cs: and /cs in small letters",
                 "a marker is written in capitals");
    else if (cs_marker_ends_with_dash(comment->text))
        complain(s, comment->start, "write --> with two hyphens, and turn off typographic dashes",
                 "a marker ends with a dash instead of two hyphens");
    else
        return false;
    return true;
}

static void take_comment(void *context, const struct cs_comment *comment)
{
    struct search *s = context;
    bool is_close = cs_span_equals(comment->text, "/cs");
    if (refuse_letters(s, comment) || (!is_close && !starts_with(comment->text, "cs:")) ||
        refuse_place(s, comment))
        return;
    if (!comment->end || memmem(comment->text.start, comment->text.size, "<!--", 4)) {
        complain(s, comment->start, NULL, "the marker's comment has no end (-->)");
        return;
    }
    if (is_close) {
        close_marker(s, comment->start, comment->end);
        return;
    }
    struct cs_span call =
        cs_span_trim((struct cs_span){comment->text.start + 3, comment->text.size - 3});
    if (starts_with(call, "defaults") && (call.size == 8 || cs_is_space(call.start[8])))
        read_defaults(s, (struct cs_span){call.start + 8, call.size - 8}, comment->start);
    else
        open_marker(s, comment, call);
}

static void take_mistyped(void *context, size_t byte)
{
    complain(context, byte, "write <!-- with two hyphens, and turn off typographic dashes",
             "a marker begins with a dash instead of two hyphens");
}

enum cs_status cs_markers_find(struct cs_guide_markers *markers, const struct cs_document *document,
                               struct cs_arena *arena, struct cs_diag *diag)
{
    struct search s = {document, markers, arena, diag, CS_OK, 0};
    memset(markers, 0, sizeof *markers);
    read_front_matter(&s);
    cs_comments_find(document, document->front_end, take_comment, &s);
    cs_markers_find_mistyped(document, take_mistyped, &s);
    if (s.is_open) {
        complain(&s, markers->items[markers->n - 1].start, "write <!-- /cs --> after its text",
                 "the marker is never closed");
        markers->n--;
    }
    return s.status;
}

void cs_markers_clear(struct cs_guide_markers *markers)
{
    free(markers->items);
    memset(markers, 0, sizeof *markers);
}

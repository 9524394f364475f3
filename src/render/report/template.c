/* The template language: marks are found and filled in one pass, with no syntax tree. What a call
 * means is the host's business (report.c's). */
#include "render/report/template.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"

/* A template that takes in others again and again would fill the memory: each twice, 24 deep, is
 * sixteen million. A report takes in some thirty and is half a megabyte. */
enum { MAX_DEPTH = 24, MAX_FILES = 1000, MAX_FILLED_BYTES = 64 << 20, FILE_NAME_BYTES = 128 };

enum mark {
    MARK_TEXT,
    MARK_VALUE,
    MARK_OPEN,
    MARK_OPEN_NOT,
    MARK_CLOSE,
    MARK_FILE,
    MARK_COMMENT,
    MARK_PART,
    MARK_PART_END,
    MARK_END
};

struct piece {
    enum mark mark;
    struct cs_span words; /* of a text: itself; else the call */
    const char *start;    /* of the whole mark */
};

struct filler {
    const char *text, *at; /* at: what is read next */
    const char *name;
    const struct cs_template_host *host;
    struct cs_buf *out;
    struct cs_diag *diag;
    int depth;
    size_t *n_files;   /* taken in so far, by all of them */
    size_t most_bytes; /* of out */
};

static enum cs_status fail_at(const struct filler *f, const char *where, const char *what,
                              struct cs_span words)
{
    struct cs_place place = {.file = f->name, .line = 1, .column = 1};
    for (const char *c = f->text; c < where; c++) {
        place.column = *c == '\n' ? 1 : place.column + 1;
        place.line += *c == '\n';
    }
    struct cs_shown shown;
    return cs_fail(f->diag, CS_USAGE, &place, NULL, "%s%s%s%s", what, words.size ? " '" : "",
                   words.size ? cs_show(&shown, words.start, words.size) : "",
                   words.size ? "'" : "");
}

static bool is_line_start(const struct filler *f, const char *at)
{
    while (at > f->text && (at[-1] == ' ' || at[-1] == '\t'))
        at--;
    return at == f->text || at[-1] == '\n';
}

/* The end of the line after at, when only blanks stand between; else NULL. */
static const char *line_end(const char *at)
{
    at += strspn(at, " \t\r");
    return *at == '\n' ? at + 1 : *at == '\0' ? at : NULL;
}

static bool leaves_no_line(enum mark mark)
{
    return mark == MARK_OPEN || mark == MARK_OPEN_NOT || mark == MARK_CLOSE || mark == MARK_COMMENT;
}

static enum mark mark_of(char c)
{
    switch (c) {
    case '#':
        return MARK_OPEN;
    case '^':
        return MARK_OPEN_NOT;
    case '/':
        return MARK_CLOSE;
    case '>':
        return MARK_FILE;
    case '!':
        return MARK_COMMENT;
    default:
        return MARK_VALUE;
    }
}

/* Reads `{{…}}` at f->at. */
static enum cs_status read_mark(struct filler *f, struct piece *piece)
{
    const char *start = f->at, *end = strstr(start, "}}");
    if (!end)
        return fail_at(f, start, "'{{' without '}}'", cs_span_of(""));
    piece->start = start;
    piece->mark = mark_of(start[2]);
    const char *words = start + 2 + (piece->mark != MARK_VALUE);
    piece->words = cs_span_trim((struct cs_span){words, (size_t)(end - words)});
    f->at = end + 2;
    if (leaves_no_line(piece->mark) && is_line_start(f, start) && line_end(f->at))
        f->at = line_end(f->at);
    return CS_OK;
}

/* Blanks before a mark that leaves no line belong to that line. */
static size_t without_indent(const struct filler *f, const char *start, const char *end)
{
    const char *mark = end;
    if (strncmp(end, "{{", 2) != 0 || !leaves_no_line(mark_of(end[2])))
        return (size_t)(end - start);
    const char *close = strstr(end, "}}");
    if (!close || !is_line_start(f, mark) || !line_end(close + 2))
        return (size_t)(end - start);
    while (end > start && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    return (size_t)(end - start);
}

static enum cs_status next_piece(struct filler *f, struct piece *piece)
{
    const char *start = f->at;
    if (*start == '\0') {
        *piece = (struct piece){MARK_END, {start, 0}, start};
        return CS_OK;
    }
    if (strncmp(start, "{{", 2) == 0)
        return read_mark(f, piece);
    bool is_part = strncmp(start, "[[", 2) == 0, is_end = strncmp(start, "]]", 2) == 0;
    if (is_part || is_end) {
        f->at += 2;
        *piece = (struct piece){is_part ? MARK_PART : MARK_PART_END, {start, 2}, start};
        return CS_OK;
    }
    const char *end = start + 1;
    while (*end && strncmp(end, "{{", 2) != 0 && strncmp(end, "[[", 2) != 0 &&
           strncmp(end, "]]", 2) != 0)
        end++;
    f->at = end;
    *piece = (struct piece){MARK_TEXT, {start, without_indent(f, start, end)}, start};
    return CS_OK;
}

/* Fills up to the mark that ends this level. is_complete turns 0 when a value is absent. */
static enum cs_status fill_until(struct filler *f, enum mark end, bool is_shown, bool *is_complete);

static void cut_back(struct cs_buf *out, size_t size)
{
    if (out->data && out->size > size) {
        out->size = size;
        out->data[size] = '\0';
    }
}

static enum cs_status fill_value(struct filler *f, const struct piece *piece, bool is_shown,
                                 bool *is_complete)
{
    bool is_present = false;
    if (!is_shown)
        return CS_OK;
    enum cs_status status =
        f->host->value(f->host->context, piece->words, f->out, &is_present, f->diag);
    *is_complete &= is_present;
    if (status == CS_USAGE)
        return fail_at(f, piece->start, "wrong call", piece->words);
    return status;
}

static enum cs_status fill_section(struct filler *f, const struct piece *piece, bool is_shown)
{
    bool is_present = false, ignored = true;
    enum cs_status status =
        is_shown ? f->host->value(f->host->context, piece->words, NULL, &is_present, f->diag)
                 : CS_OK;
    if (status == CS_USAGE)
        return fail_at(f, piece->start, "wrong call", piece->words);
    if (status != CS_OK)
        return status;
    int keeps = piece->mark == MARK_OPEN ? is_present : !is_present;
    return fill_until(f, MARK_CLOSE, is_shown && keeps, &ignored);
}

static enum cs_status fill_part(struct filler *f, bool is_shown)
{
    size_t size = f->out->size;
    bool is_complete = true;
    enum cs_status status = fill_until(f, MARK_PART_END, is_shown, &is_complete);
    if (!is_complete)
        cut_back(f->out, size);
    return status;
}

static enum cs_status fill_file(struct filler *f, const struct piece *piece, bool is_shown,
                                bool *is_complete)
{
    char name[FILE_NAME_BYTES];
    snprintf(name, sizeof name, "%.*s", (int)piece->words.size, piece->words.start);
    if (!is_shown)
        return CS_OK;
    const char *text = strchr(name, '/') ? NULL : f->host->file(f->host->context, name);
    if (!text)
        return fail_at(f, piece->start, "no template", piece->words);
    if (++*f->n_files > MAX_FILES)
        return fail_at(f, piece->start, "more than 1000 templates are taken in, the last is",
                       piece->words);
    struct filler inner = *f;
    inner.text = inner.at = text;
    inner.name = name;
    inner.depth = f->depth + 1;
    return fill_until(&inner, MARK_END, 1, is_complete);
}

static enum cs_status fill_piece(struct filler *f, const struct piece *piece, bool is_shown,
                                 bool *is_complete)
{
    switch (piece->mark) {
    case MARK_TEXT:
        if (is_shown)
            cs_buf_put(f->out, piece->words.start, piece->words.size);
        return CS_OK;
    case MARK_VALUE:
        return fill_value(f, piece, is_shown, is_complete);
    case MARK_OPEN:
    case MARK_OPEN_NOT:
        return fill_section(f, piece, is_shown);
    case MARK_PART:
        return fill_part(f, is_shown);
    case MARK_FILE:
        return fill_file(f, piece, is_shown, is_complete);
    case MARK_CLOSE:
        return fail_at(f, piece->start, "nothing to close", piece->words);
    case MARK_PART_END:
        return fail_at(f, piece->start, "']]' without '[['", cs_span_of(""));
    default:
        return CS_OK;
    }
}

static enum cs_status fill_until(struct filler *f, enum mark end, bool is_shown, bool *is_complete)
{
    const char *opened = f->at;
    if (f->depth >= MAX_DEPTH)
        return fail_at(f, opened, "marks are nested too deeply", cs_span_of(""));
    f->depth++;
    for (;;) {
        struct piece piece = {MARK_END, {f->at, 0}, f->at};
        enum cs_status status = next_piece(f, &piece);
        if (status != CS_OK)
            return status;
        if (piece.mark == end)
            break;
        if (piece.mark == MARK_END)
            return fail_at(f, opened,
                           end == MARK_PART_END ? "'[[' is never closed"
                                                : "a section is never closed",
                           cs_span_of(""));
        status = fill_piece(f, &piece, is_shown, is_complete);
        if (status != CS_OK)
            return status;
        if (f->out->size > f->most_bytes)
            return fail_at(f, piece.start, "more than 64 MiB are filled in", cs_span_of(""));
    }
    f->depth--;
    return CS_OK;
}

enum cs_status cs_template_fill(const char *text, const char *name,
                                const struct cs_template_host *host, struct cs_buf *out,
                                struct cs_diag *diag)
{
    size_t n_files = 0;
    struct filler filler = {.text = text,
                            .at = text,
                            .name = name,
                            .host = host,
                            .out = out,
                            .diag = diag,
                            .n_files = &n_files,
                            .most_bytes = out->size + MAX_FILLED_BYTES};
    bool is_complete = true;
    enum cs_status status = fill_until(&filler, MARK_END, 1, &is_complete);
    return status == CS_OK && out->failed ? cs_fail_memory(diag) : status;
}

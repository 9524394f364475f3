/* Reading a guide: what kind of file it is, and where each byte stands. */
#include "guide/text/document.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "guide/text/comments.h"
#include "guide/text/document_build.h"

static bool looks_like_html(const char *bytes, size_t n_bytes)
{
    size_t i = 0;
    if (n_bytes >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3))
        i = 3;
    while (i < n_bytes && cs_is_space(bytes[i]))
        i++;
    static const char *const starts[] = {"<!doctype", "<html", "<?xml", "<head", "<body"};
    for (size_t k = 0; k < sizeof starts / sizeof starts[0]; k++) {
        size_t n = strlen(starts[k]);
        if (n_bytes - i >= n && cs_span_equals_nocase((struct cs_span){bytes + i, n}, starts[k]))
            return true;
    }
    return false;
}

/* Whether the name of a file says MDX (.mdx). */
static bool is_mdx(const char *file)
{
    return file && cs_ends_with_nocase(file, ".mdx");
}

/* Whether the name of a file says HTML (.html .htm .xhtml); otherwise it is looked at. */
static bool is_html(const char *file, const char *bytes, size_t n_bytes)
{
    if (file && (cs_ends_with_nocase(file, ".html") || cs_ends_with_nocase(file, ".htm") ||
                 cs_ends_with_nocase(file, ".xhtml")))
        return true;
    if (file && (cs_ends_with_nocase(file, ".md") || cs_ends_with_nocase(file, ".markdown") ||
                 is_mdx(file)))
        return false;
    return looks_like_html(bytes, n_bytes);
}

static enum cs_status refuse_no_text(const char *file, const char *bytes, size_t n_bytes,
                                     struct cs_diag *diag)
{
    struct cs_place place = {.file = file};
    if (n_bytes > CS_GUIDE_MAX_BYTES)
        return cs_fail(diag, CS_IO, &place, "guides are text of at most 16 MB",
                       "the file is too large for a guide (%zu bytes)", n_bytes);
    if (n_bytes >= 2 && (!memcmp(bytes, "\xFF\xFE", 2) || !memcmp(bytes, "\xFE\xFF", 2)))
        return cs_fail(diag, CS_IO, &place, "save it as UTF-8", "the file is UTF-16, not UTF-8");
    const char *zero = n_bytes ? memchr(bytes, 0, n_bytes) : NULL;
    if (zero)
        return cs_fail(diag, CS_IO, &place, "guides are HTML or Markdown",
                       "the file is binary (a zero byte at byte %zu)", (size_t)(zero - bytes) + 1);
    return CS_OK;
}

static enum cs_status find_lines(struct cs_document *d, struct cs_diag *diag)
{
    size_t n = 1;
    for (const char *p = d->bytes, *end = p + d->n_bytes;
         p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
        n++;
    d->lines = cs_arena_alloc(&d->arena, n * sizeof *d->lines);
    if (!d->lines)
        return cs_fail_memory(diag);
    d->lines[d->n_lines++] = 0;
    for (size_t i = 0; i < d->n_bytes; i++) {
        if (d->bytes[i] == '\n')
            d->lines[d->n_lines++] = (uint32_t)(i + 1);
    }
    return CS_OK;
}

static int compare_comments(const void *a, const void *b)
{
    const struct cs_comment *x = a, *y = b;
    return (x->start > y->start) - (x->start < y->start);
}

/* Those of notes were found behind their block. */
static void order_comments(struct cs_document *d)
{
    if (d->n_comments)
        qsort(d->comments, d->n_comments, sizeof *d->comments, compare_comments);
}

/* A definition that says nothing makes no block, though its list was told of one. */
static void keep_tables_within(struct cs_document *document)
{
    for (size_t i = 0; i < document->n_tables; i++)
        if (document->tables[i].last > document->n_blocks)
            document->tables[i].last = (uint32_t)document->n_blocks;
}

/* Several headings of the first level are sections, as where only a line of other signs marks the
 * title (reStructuredText). The first of them stays the title unless text stands before it. */
static void settle_levels(struct cs_document *d)
{
    enum { DEEPEST = 6 };
    uint32_t above[DEEPEST + 2], n = 0;
    for (size_t i = 0; i < d->n_blocks; i++)
        n += d->blocks[i].kind == CS_BLOCK_HEADING && d->blocks[i].level == 1;
    for (size_t i = 0; i < DEEPEST + 2; i++)
        above[i] = CS_NO_BLOCK;
    bool is_title = !d->n_blocks || d->blocks[0].kind != CS_BLOCK_PARAGRAPH;
    for (uint32_t i = 0; n > 1 && i < d->n_blocks; i++) {
        struct cs_block *b = &d->blocks[i];
        bool is_heading = b->kind == CS_BLOCK_HEADING;
        if (is_heading && !is_title && b->level < DEEPEST)
            b->level++;
        is_title &= !is_heading;
        int level = is_heading ? b->level : DEEPEST + 1;
        b->heading = above[level];
        for (int k = level + 1; is_heading && k < DEEPEST + 2; k++)
            above[k] = i;
    }
}

enum cs_status cs_document_read(struct cs_document *document, const char *file, const char *bytes,
                                size_t n_bytes, struct cs_diag *diag)
{
    memset(document, 0, sizeof *document);
    cs_arena_init(&document->arena);
    document->file = file;
    document->bytes = bytes;
    document->n_bytes = n_bytes;
    enum cs_status status = refuse_no_text(file, bytes, n_bytes, diag);
    if (status == CS_OK)
        status = find_lines(document, diag);
    if (status != CS_OK)
        return status;
    document->is_html = is_html(file, bytes, n_bytes);
    document->is_mdx = !document->is_html && is_mdx(file);
    struct cs_build build;
    cs_build_init(&build, document);
    if (document->is_html)
        cs_build_html(&build);
    else
        status = cs_build_markdown(&build, diag);
    keep_tables_within(document);
    settle_levels(document);
    if (status == CS_OK && !build.failed && !build.text.failed)
        cs_build_cards(&build);
    if (status == CS_OK && (build.failed || build.text.failed))
        status = cs_fail_memory(diag);
    cs_build_clear(&build);
    order_comments(document);
    return status;
}

void cs_document_clear(struct cs_document *document)
{
    cs_arena_clear(&document->arena);
    memset(document, 0, sizeof *document);
}

static size_t find_line(const struct cs_document *d, size_t byte)
{
    size_t low = 0, high = d->n_lines;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (d->lines[middle] <= byte)
            low = middle;
        else
            high = middle;
    }
    return low;
}

struct cs_place cs_document_place(const struct cs_document *document, size_t byte)
{
    size_t line = find_line(document, byte);
    return (struct cs_place){
        .file = document->file, .line = line + 1, .column = byte - document->lines[line] + 1};
}

struct cs_span cs_document_line(const struct cs_document *document, size_t byte)
{
    size_t line = find_line(document, byte);
    size_t start = document->lines[line];
    size_t end = line + 1 < document->n_lines ? document->lines[line + 1] : document->n_bytes;
    while (end > start && (document->bytes[end - 1] == '\n' || document->bytes[end - 1] == '\r'))
        end--;
    return (struct cs_span){document->bytes + start, end - start};
}

/* Bytes of the character or entity at a byte of the file. */
static size_t unit_length(const struct cs_document *d, size_t at)
{
    if (d->bytes[at] == '&') {
        for (size_t i = at + 1; i < d->n_bytes && i < at + 12; i++) {
            if (d->bytes[i] == ';')
                return i + 1 - at;
        }
    }
    size_t n = cs_utf8_length(d->bytes + at, d->n_bytes - at);
    return n ? n : 1;
}

struct cs_span cs_document_source(const struct cs_document *document, const struct cs_block *block,
                                  size_t start, size_t end)
{
    if (end > block->size)
        end = block->size;
    if (start >= end)
        return (struct cs_span){document->bytes, 0};
    size_t first = block->from[start], last = block->from[end - 1];
    return (struct cs_span){document->bytes + first, last + unit_length(document, last) - first};
}

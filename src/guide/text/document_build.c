/* Blocks, gathered a character at a time with the place of each, and the comments between them. */
#include "guide/text/document_build.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/grow.h"
#include "base/text.h"

void cs_build_init(struct cs_build *build, struct cs_document *document)
{
    memset(build, 0, sizeof *build);
    build->document = document;
    cs_buf_init(&build->text);
    for (size_t i = 0; i < 7; i++)
        build->headings[i] = CS_NO_BLOCK;
    build->next = (struct cs_block){.kind = CS_BLOCK_PARAGRAPH, .table = CS_NO_BLOCK};
}

void cs_build_clear(struct cs_build *build)
{
    cs_buf_clear(&build->text);
    free(build->from);
    build->from = NULL;
}

static uint32_t heading_above(const struct cs_build *build, int level)
{
    for (int i = level - 1; i >= 1; i--) {
        if (build->headings[i] != CS_NO_BLOCK)
            return build->headings[i];
    }
    return CS_NO_BLOCK;
}

void *cs_build_grow(struct cs_build *build, void *old, size_t n, size_t *capacity, size_t size)
{
    void *grown = cs_arena_grown(&build->document->arena, old, n, capacity, size);
    build->failed |= grown == NULL;
    return grown;
}

static void note_heading(struct cs_build *build, uint32_t index, int level)
{
    build->headings[level] = index;
    for (int i = level + 1; i < 7; i++)
        build->headings[i] = CS_NO_BLOCK;
}

/* A blank that cannot break (CS_JOINT) is a thousands mark where three digits follow, as often as
 * there are such blanks; else it is a blank. */
static void settle_joints(char *text, size_t size)
{
    size_t digits = 0; /* right before */
    for (size_t i = 0; i < size; i++) {
        if (text[i] == CS_JOINT) {
            size_t n = 0;
            while (i + 1 + n < size && cs_is_digit(text[i + 1 + n]))
                n++;
            text[i] = digits >= 1 && digits <= 3 && n == 3 ? ',' : ' ';
        }
        digits = cs_is_digit(text[i]) ? digits + 1 : 0;
    }
}

static void add_block(struct cs_build *build, size_t size)
{
    struct cs_document *d = build->document;
    struct cs_block *blocks =
        cs_build_grow(build, d->blocks, d->n_blocks, &d->blocks_capacity, sizeof *d->blocks);
    char *text = cs_arena_copy(&d->arena, build->text.data, size);
    uint32_t *from = cs_arena_alloc(&d->arena, size * sizeof *from);
    if (!blocks || !text || !from) {
        build->failed = 1;
        return;
    }
    memcpy(from, build->from, size * sizeof *from);
    d->blocks = blocks;
    struct cs_block *block = &blocks[d->n_blocks];
    *block = build->next;
    settle_joints(text, size);
    block->text = text;
    block->size = size;
    block->from = from;
    block->heading = heading_above(build, block->kind == CS_BLOCK_HEADING ? block->level : 7);
    if (block->kind == CS_BLOCK_HEADING)
        note_heading(build, (uint32_t)d->n_blocks, block->level);
    if (block->kind == CS_BLOCK_CAPTION && build->n_tables)
        d->tables[build->tables[build->n_tables - 1].index].lead = (uint32_t)d->n_blocks;
    d->n_blocks++;
}

void cs_build_begin(struct cs_build *build, enum cs_block_kind kind, int level)
{
    size_t size = build->text.size;
    while (size && cs_is_space(build->text.data[size - 1]))
        size--;
    if (size && !build->failed && !build->text.failed)
        add_block(build, size);
    cs_buf_reset(&build->text);
    build->wants_blank = 0;
    build->next = (struct cs_block){.kind = kind, .level = level, .table = CS_NO_BLOCK};
}

void cs_build_boundary(struct cs_build *build)
{
    if (build->next.kind == CS_BLOCK_CELL || build->next.kind == CS_BLOCK_CAPTION)
        cs_build_break(build);
    else
        cs_build_begin(build, CS_BLOCK_PARAGRAPH, 0);
}

void cs_build_put(struct cs_build *build, const char *bytes, size_t n, size_t at)
{
    size_t needed = build->text.size + n + 1;
    if (needed > build->from_capacity) {
        size_t capacity = build->from_capacity ? build->from_capacity : 1024;
        while (capacity < needed)
            capacity *= 2;
        uint32_t *grown = realloc(build->from, capacity * sizeof *grown);
        if (!grown) {
            build->failed = 1;
            return;
        }
        build->from = grown;
        build->from_capacity = capacity;
    }
    for (size_t i = 0; i < n; i++)
        build->from[build->text.size + i] = (uint32_t)at;
    cs_buf_put(&build->text, bytes, n);
}

void cs_build_break(struct cs_build *build)
{
    size_t size = build->text.size;
    build->wants_blank = 0;
    if (!build->failed && size && build->text.data[size - 1] != '\n')
        cs_build_put(build, "\n", 1, build->from[size - 1]);
}

void cs_build_comment(struct cs_build *build, size_t start, size_t end, size_t n_open,
                      size_t n_close)
{
    struct cs_document *d = build->document;
    struct cs_comment *comments = cs_build_grow(build, d->comments, d->n_comments,
                                                &d->comments_capacity, sizeof *d->comments);
    if (!comments)
        return;
    const char *newline = memchr(d->bytes + start, '\n', d->n_bytes - start);
    size_t text = start + n_open;
    size_t text_end = end ? end - n_close : newline ? (size_t)(newline - d->bytes) : d->n_bytes;
    d->comments = comments;
    comments[d->n_comments++] = (struct cs_comment){
        .start = start,
        .end = end,
        .place = start < build->title_until ? CS_COMMENT_IN_TITLE : build->place,
        .text =
            cs_span_trim((struct cs_span){d->bytes + text, text_end > text ? text_end - text : 0})};
}

/* Markdown by libmd4c (CommonMark with tables, task lists, strikethrough), which hands back pieces
 * of the file: so each character's place is known, and blocks and comments are read by one reader.
 * Ours are the things CommonMark has no word for: notes, definition lists, tables right under a
 * paragraph, labelled lines, templates, MDX. HTML in it is read by document_html.c, which may run
 * on past the piece (`resume`): what stands before that byte is done with. */
#include <stdbool.h>
#include <string.h>

#include <md4c.h>

#include "base/diag.h"
#include "base/dynamic.h"
#include "base/text.h"
#include "guide/text/comments.h"
#include "guide/text/document_build.h"
#include "guide/text/markdown_read.h"
#include "guide/text/plain_table.h"

/* Loaded with the first guide, not with the program (docs/decisions/0008). */
static const char LIBRARY[] = "libmd4c.so.0";

enum { LONGEST_LINK = 2000 };

static void read_notes(struct cs_markdown_reader *r);

/* ---- text ---- */

static int take_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *context)
{
    static const enum cs_markdown_piece kinds[] = {
        [MD_TEXT_NORMAL] = CS_PIECE_PLAIN,  [MD_TEXT_NULLCHAR] = CS_PIECE_CODE,
        [MD_TEXT_BR] = CS_PIECE_BREAK,      [MD_TEXT_SOFTBR] = CS_PIECE_LINE_END,
        [MD_TEXT_ENTITY] = CS_PIECE_ENTITY, [MD_TEXT_CODE] = CS_PIECE_CODE,
        [MD_TEXT_HTML] = CS_PIECE_HTML,     [MD_TEXT_LATEXMATH] = CS_PIECE_CODE};
    struct cs_markdown_reader *r = context;
    const struct cs_document *d = r->document;
    bool is_ours = text >= d->bytes && text + size <= d->bytes + d->n_bytes;
    size_t start = is_ours ? (size_t)(text - d->bytes) : 0;
    if (is_ours || type == MD_TEXT_BR || type == MD_TEXT_SOFTBR)
        cs_markdown_take_text(r, kinds[type], start, start + size);
    else
        r->build->wants_blank = CS_BLANK; /* md4c's own blanks and line ends in HTML and code */
    return r->build->failed;
}

/* ---- spans ---- */

static bool has_comment(const MD_ATTRIBUTE *a, const MD_ATTRIBUTE *b)
{
    return (a->text && memmem(a->text, a->size, "<!--", 4)) ||
           (b->text && memmem(b->text, b->size, "<!--", 4));
}

/* What an author takes for a comment is part of the address or title behind the link's words. */
static void find_comments_in_link(struct cs_markdown_reader *r)
{
    const struct cs_document *d = r->document;
    size_t start = r->last, limit = r->last + LONGEST_LINK;
    size_t end = limit < d->n_bytes ? limit : d->n_bytes;
    int depth = 0;
    while (start < end && d->bytes[start] != '(')
        start++;
    for (size_t i = start; i < end; i++) {
        depth += (d->bytes[i] == '(') - (d->bytes[i] == ')');
        if (depth == 0)
            return;
        if (i + 4 > end || memcmp(d->bytes + i, "<!--", 4))
            continue;
        r->build->place = CS_COMMENT_IN_LINK;
        i = cs_markdown_take_comment(r, i, 0) - 1;
    }
}

static int enter_span(MD_SPANTYPE type, void *detail, void *context)
{
    struct cs_markdown_reader *r = context;
    if (type == MD_SPAN_A) {
        const MD_SPAN_A_DETAIL *link = detail;
        r->has_comment_in_link = has_comment(&link->href, &link->title);
    } else if (type == MD_SPAN_IMG) {
        const MD_SPAN_IMG_DETAIL *image = detail;
        r->has_comment_in_link = has_comment(&image->src, &image->title);
        r->build->n_muted++;
        r->n_images++;
        r->build->place = CS_COMMENT_IN_IMAGE;
    } else if (type == MD_SPAN_DEL && !r->is_struck) {
        r->is_struck = 1;
    }
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *context)
{
    struct cs_markdown_reader *r = context;
    (void)detail;
    if (type == MD_SPAN_IMG) {
        r->build->n_muted--;
        r->n_images--;
    }
    if ((type == MD_SPAN_A || type == MD_SPAN_IMG) && r->has_comment_in_link) {
        find_comments_in_link(r);
        r->has_comment_in_link = false;
    }
    r->build->place = r->n_images ? CS_COMMENT_IN_IMAGE : CS_COMMENT_FREE;
    if (type == MD_SPAN_DEL) {
        r->build->n_muted -= r->is_struck == 2;
        if (!r->is_struck && r->last < r->document->n_bytes && r->document->bytes[r->last] == '~' &&
            r->last >= r->resume)
            cs_build_character(r->build, r->last);
        r->is_struck = 0;
    }
    return 0;
}

/* ---- blocks ---- */

static void enter_paragraph(struct cs_markdown_reader *r)
{
    if (!r->is_item_new || r->build->text.size)
        cs_build_boundary(r->build);
    r->is_item_new = false;
    r->is_new = true;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    struct cs_markdown_reader *r = context;
    struct cs_build *build = r->build;
    switch (type) {
    case MD_BLOCK_H:
        cs_build_begin(build, CS_BLOCK_HEADING, (int)((MD_BLOCK_H_DETAIL *)detail)->level);
        break;
    case MD_BLOCK_LI:
        cs_build_begin(build, CS_BLOCK_ITEM, 0);
        r->is_item_new = true;
        break;
    case MD_BLOCK_P:
        enter_paragraph(r);
        break;
    case MD_BLOCK_TABLE:
        cs_build_table_begin(build, 0);
        r->n_blocks++;
        break;
    case MD_BLOCK_TR:
        cs_build_row(build);
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        cs_build_cell(build, type == MD_BLOCK_TH, 1, 1);
        break;
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    case MD_BLOCK_DOC:
        break;
    default:
        if (!r->is_item_new)
            cs_build_boundary(build);
    }
    return build->failed;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    struct cs_markdown_reader *r = context;
    (void)detail;
    switch (type) {
    case MD_BLOCK_P:
        cs_markdown_end_lines(r);
        break;
    case MD_BLOCK_H:
        cs_build_begin(r->build, CS_BLOCK_PARAGRAPH, 0);
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        cs_build_cell_end(r->build);
        break;
    case MD_BLOCK_TABLE:
        cs_build_table_end(r->build);
        r->n_blocks--;
        break;
    case MD_BLOCK_LI:
        r->is_item_new = false;
        cs_build_boundary(r->build);
        break;
    case MD_BLOCK_QUOTE:
        cs_build_boundary(r->build);
        break;
    default:
        break;
    }
    if (r->n_notes && !r->n_blocks && !r->build->n_tables)
        read_notes(r);
    return r->build->failed;
}

static int parse(struct cs_markdown_reader *r, size_t start, size_t end)
{
    unsigned flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS;
    if (r->document->is_mdx)
        flags |= MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_NOHTMLBLOCKS;
    if (r->document->file && cs_ends_with_nocase(r->document->file, ".txt"))
        flags |= MD_FLAG_NOINDENTEDCODEBLOCKS; /* blanks center a title there */
    MD_PARSER parser = {.flags = flags,
                        .enter_block = enter_block,
                        .leave_block = leave_block,
                        .enter_span = enter_span,
                        .leave_span = leave_span,
                        .text = take_text};
    __typeof__(md_parse) *call = (__typeof__(md_parse) *)r->parse;
    return call(r->document->bytes + start, (MD_SIZE)(end - start), &parser, r);
}

/* The notes of the block that was read, each as a paragraph. */
static void read_notes(struct cs_markdown_reader *r)
{
    for (size_t i = 0; i < r->n_notes && !r->build->failed; i++) {
        struct cs_markdown_reader inner = {
            .build = r->build, .document = r->document, .parse = r->parse, .is_note = true};
        cs_build_begin(r->build, CS_BLOCK_PARAGRAPH, 0);
        if (parse(&inner, r->notes[i].start, r->notes[i].end))
            r->build->failed = 1;
        cs_build_begin(r->build, CS_BLOCK_PARAGRAPH, 0);
    }
    r->n_notes = 0;
}

/* Tables of plain text are cut out of what libmd4c reads: it knows no such thing. */
static void read_content(struct cs_markdown_reader *r, size_t at)
{
    const struct cs_document *d = r->document;
    struct cs_plain_table table;
    while (!r->build->failed && cs_plain_table_next(d, at, &table)) {
        r->build->failed |= parse(r, at, table.start) != 0;
        cs_plain_table_read(r->build, &table);
        r->resume = at = table.end;
    }
    if (!r->build->failed && parse(r, at, d->n_bytes))
        r->build->failed = 1;
}

enum cs_status cs_build_markdown(struct cs_build *build, struct cs_diag *diag)
{
    struct cs_markdown_reader reader = {.build = build, .document = build->document};
    static const struct cs_dynamic_call wanted = {"md_parse", 0};
    if (!cs_dynamic_load(LIBRARY, &wanted, 1, &reader.parse))
        return cs_fail(diag, CS_IO, &(struct cs_place){.file = build->document->file},
                       "install it (Debian: libmd4c0)",
                       "is Markdown, and libmd4c is not installed to read it: %s",
                       cs_dynamic_reason());
    cs_build_front_matter(build);
    reader.resume = build->document->front_end;
    read_content(&reader, build->document->front_end);
    while (build->n_tables)
        cs_build_table_end(build);
    cs_build_begin(build, CS_BLOCK_PARAGRAPH, 0);
    return CS_OK;
}

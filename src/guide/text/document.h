/* A guide as text with places. Answers for: taking HTML, Markdown or MDX apart into headings,
 * paragraphs, list items and table cells; each byte of their text knows the byte of the file it
 * came from. What is not said to the reader is no text: tags, scripts, styles, navigation,
 * comments, code of every form, what is hidden or struck out, front matter but its title, words of
 * images, footnote marks. Entities are decoded, runs of blanks made one, dashes and quotes made
 * plain, blanks that cannot break inside a number made commas. Notes are blocks of their own behind
 * the block that holds them. Broken markup is read as far as it goes, never refused. Does not know
 * what the text says. */
#ifndef CS_GUIDE_DOCUMENT_H
#define CS_GUIDE_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"

enum { CS_NO_BLOCK = 0xFFFFFFFFu };
/* Larger files are no guides; offsets are 32 bits wide. */
enum { CS_GUIDE_MAX_BYTES = 16 * 1024 * 1024 };

enum cs_block_kind {
    CS_BLOCK_TITLE, /* of the page or its front matter */
    CS_BLOCK_HEADING,
    CS_BLOCK_PARAGRAPH,
    CS_BLOCK_ITEM,
    CS_BLOCK_CELL, /* of a table or a definition list */
    CS_BLOCK_CAPTION,
};

struct cs_block {
    enum cs_block_kind kind;
    int level;        /* of a heading, 1..6 */
    const char *text; /* NUL-terminated; '\n' only where the author broke the line */
    size_t size;
    const uint32_t *from; /* size entries: the byte of the file each byte of text came from */
    uint32_t heading;     /* the heading it stands under, of a heading its parent; CS_NO_BLOCK */
    uint32_t table;       /* index of its table, or CS_NO_BLOCK */
    uint32_t row, column, n_columns; /* of a cell; n_columns it spans */
    bool is_header;                  /* of a cell */
};

struct cs_block_table {
    uint32_t lead;        /* caption, or the paragraph or heading before it; CS_NO_BLOCK */
    uint32_t first, last; /* its cells lie in [first, last) of the blocks, others may too */
    uint32_t n_header_rows;
    uint32_t n_rows;
    bool is_list; /* a definition list: term and value */
};

struct cs_document {
    struct cs_arena arena;
    const char *file;  /* as named by the user; borrowed */
    const char *bytes; /* borrowed */
    size_t n_bytes;
    bool is_html; /* else Markdown */
    bool is_mdx;
    bool is_windows_1252;
    size_t front_end; /* bytes of front matter (and of a byte order mark) before the content */
    struct cs_block *blocks;
    size_t n_blocks, blocks_capacity;
    struct cs_block_table *tables;
    size_t n_tables, tables_capacity;
    struct cs_comment *comments; /* guide/text/comments.h; in order */
    size_t n_comments, comments_capacity;
    uint32_t *lines; /* byte at which each line starts */
    size_t n_lines;
};

/* Reads a guide. The bytes stay the caller's and must outlive the document. Errors: CS_IO for
 * binary files, files past CS_GUIDE_MAX_BYTES and Markdown where libmd4c is missing; CS_INTERNAL.
 * Clear it in every case. */
CS_MUST_USE enum cs_status cs_document_read(struct cs_document *document, const char *file,
                                            const char *bytes, size_t n_bytes,
                                            struct cs_diag *diag);
void cs_document_clear(struct cs_document *document);

/* Line and column (from 1, in bytes) of a byte of the file. */
struct cs_place cs_document_place(const struct cs_document *document, size_t byte);
/* The line of the file that holds a byte, without its end. */
struct cs_span cs_document_line(const struct cs_document *document, size_t byte);
/* The bytes of the file behind text [start, end) of a block; end > start. */
struct cs_span cs_document_source(const struct cs_document *document, const struct cs_block *block,
                                  size_t start, size_t end);

#endif

/* Blocks of a document while they are put together; shared by the HTML and the Markdown reader. */
#ifndef CS_GUIDE_DOCUMENT_BUILD_H
#define CS_GUIDE_DOCUMENT_BUILD_H

#include <stdbool.h>
#include "base/buf.h"
#include "guide/text/comments.h"
#include "guide/text/document.h"
#include "guide/text/html_style.h"
#include "guide/text/html_tag.h"

enum { CS_TABLE_DEPTH = 6, CS_TABLE_COLUMNS = 48 };
/* The blank that is due before the next character; one that cannot break stands in the text as
 * CS_JOINT until its block is done. */
enum { CS_NO_BLANK, CS_BLANK, CS_BLANK_JOINT };
enum { CS_JOINT = 0x1F };

/* A table that is open. */
struct cs_open_table {
    uint32_t index;
    uint32_t row, column;
    int in_row, in_head;
    int row_has_plain;                /* a cell of this row is no header */
    uint16_t taken[CS_TABLE_COLUMNS]; /* rows below that a row-spanning cell still covers */
};

struct cs_build {
    struct cs_document *document;
    struct cs_buf text;
    uint32_t *from;
    size_t from_capacity;
    int wants_blank;
    struct cs_block next; /* what the text gathered so far will become */
    uint32_t headings[7]; /* last heading by level */
    struct cs_open_table tables[CS_TABLE_DEPTH];
    size_t n_tables;
    size_t hidden_until; /* what stands before that byte is not said to the reader */
    int n_muted;         /* > 0: neither is what comes now */
    size_t title_until;  /* the content of <title> ends there */
    bool has_unclosed_comment;
    enum cs_comment_place place; /* of the comments that come now */
    struct cs_html_missing missing;
    struct cs_html_style style;
    int failed;
};

void cs_build_init(struct cs_build *build, struct cs_document *document);
void cs_build_clear(struct cs_build *build);

/* Ends the block under way (dropped when empty) and begins one. */
void cs_build_begin(struct cs_build *build, enum cs_block_kind kind, int level);
/* A paragraph, unless a cell is open: then a broken line. */
void cs_build_boundary(struct cs_build *build);
void cs_build_break(struct cs_build *build);
/* Bytes of text that all came from the byte `at` of the file. */
void cs_build_put(struct cs_build *build, const char *bytes, size_t n, size_t at);
/* Room for one more in an array of the document's arena: it grows by doubling, and the old ones
 * stay until the arena goes. NULL when out of memory (build->failed). */
void *cs_build_grow(struct cs_build *build, void *old, size_t n, size_t *capacity, size_t size);

/* One character of the file at `at`; blanks are run together. Returns the bytes it took. */
size_t cs_build_character(struct cs_build *build, size_t at);
/* An entity at `at` ("&amp;"), decoded; returns its length, or 0 when it is none. */
size_t cs_build_entity(struct cs_build *build, size_t at);
/* The length of a footnote's mark in brackets at `at` ("[1]", "[^a]", "[2, 3]"), or 0: it is no
 * text. */
size_t cs_build_note_mark(const struct cs_build *build, size_t at);

/* A comment of the file: bytes [start, end), its text without `n_open` bytes before it and
 * `n_close` behind; end 0: never closed. */
void cs_build_comment(struct cs_build *build, size_t start, size_t end, size_t n_open,
                      size_t n_close);

/* A new table of the document before the block `first`; NULL when out of memory. */
struct cs_block_table *cs_build_add_table(struct cs_build *build, uint32_t first, bool is_list);
/* Tables and definition lists; cells outside a table are paragraphs. */
void cs_build_table_begin(struct cs_build *build, bool is_list);
void cs_build_table_end(struct cs_build *build);
void cs_build_row(struct cs_build *build);
void cs_build_cell(struct cs_build *build, bool is_header, unsigned columns, unsigned rows);
void cs_build_cell_end(struct cs_build *build);
/* The text gathered so far was a term: it becomes the first cell of a definition list, and what
 * comes now the second. */
void cs_build_definition(struct cs_build *build);

/* Takes the tag, comment or declaration at `at` (a '<'): opens and closes blocks, passes over what
 * is not text. Returns its length, or 0 when it is a plain '<'. */
size_t cs_build_tag(struct cs_build *build, size_t at);

/* Labels and values that stand alone, over or under each other, become definition lists. */
void cs_build_cards(struct cs_build *build);

/* Front matter: its title becomes a block; sets document->front_end. */
void cs_build_front_matter(struct cs_build *build);
/* The whole document, in either language. Errors: CS_IO without libmd4c. */
void cs_build_html(struct cs_build *build);
CS_MUST_USE enum cs_status cs_build_markdown(struct cs_build *build, struct cs_diag *diag);

#endif

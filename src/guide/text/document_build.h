/* Blocks of a document while they are put together; shared by the HTML and the Markdown reader. */
#ifndef CS_GUIDE_DOCUMENT_BUILD_H
#define CS_GUIDE_DOCUMENT_BUILD_H

#include "base/buf.h"
#include "guide/text/document.h"

enum { CS_TABLE_DEPTH = 6, CS_TABLE_COLUMNS = 48 };

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
    int has_unclosed_comment, has_unclosed_part; /* seen: the same is not searched for again */
    int failed;
};

void cs_build_init(struct cs_build *build, struct cs_document *document);
void cs_build_clear(struct cs_build *build);

/* Ends the block under way (dropped when empty) and begins one. */
void cs_build_begin(struct cs_build *build, enum cs_block_kind kind, int level);
/* A paragraph, unless a cell is open: then a broken line. */
void cs_build_boundary(struct cs_build *build);
void cs_build_break(struct cs_build *build);

/* One character of the file at `at`; blanks are run together. Returns the bytes it took. */
size_t cs_build_character(struct cs_build *build, size_t at);
/* An entity at `at` ("&amp;"), decoded; returns its length, or 0 when it is none. */
size_t cs_build_entity(struct cs_build *build, size_t at);
void cs_build_code_point(struct cs_build *build, uint32_t code_point, size_t at);

/* Tables and definition lists; cells outside a table are paragraphs. */
void cs_build_table_begin(struct cs_build *build, int is_list);
void cs_build_table_end(struct cs_build *build);
void cs_build_row(struct cs_build *build);
void cs_build_cell(struct cs_build *build, int is_header, unsigned columns, unsigned rows);
void cs_build_cell_end(struct cs_build *build);

/* Takes the tag, comment or declaration at `at` (a '<'): opens and closes blocks, passes over what
 * is not text. Returns its length, or 0 when it is a plain '<'. */
size_t cs_build_tag(struct cs_build *build, size_t at);

/* The whole document, in either language. */
void cs_build_html(struct cs_build *build);
void cs_build_markdown(struct cs_build *build);

#endif

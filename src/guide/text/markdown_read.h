/* Between the parts of the Markdown reader: blocks and spans, and the text in them. */
#ifndef CS_GUIDE_MARKDOWN_READ_H
#define CS_GUIDE_MARKDOWN_READ_H

#include <stdbool.h>
#include "guide/text/document_build.h"

enum cs_markdown_lines { CS_LINES_PLAIN, CS_LINES_TABLE, CS_LINES_DEFINITIONS, CS_LINES_FACTS };

struct cs_markdown_note {
    size_t start, end;
};

struct cs_markdown_reader {
    struct cs_build *build;
    const struct cs_document *document;
    void (*parse)(void);  /* libmd4c's md_parse */
    size_t resume;        /* what stands before is done with */
    size_t last;          /* where the last piece of text ended */
    int n_blocks;         /* blocks under way in which a note may not become a block: tables */
    bool is_item_new;     /* its first paragraph is the item itself */
    bool is_new;          /* the paragraph has no text yet */
    int n_images, n_code; /* spans that are open */
    int is_struck;        /* 1: a struck-out span begins; 2: it is one */
    bool has_comment_in_link;
    enum cs_markdown_lines lines; /* of the paragraph: more than its lines */
    bool is_row_new;
    size_t paragraph_end; /* of the paragraph last looked for */
    size_t no_note_end;   /* up to there no bracket closes a note */
    size_t no_close[2];   /* up to there no comment is closed, of HTML and of MDX */
    struct cs_markdown_note *notes;
    size_t n_notes, notes_capacity;
    bool is_note; /* reading one: it holds no others */
};

/* A piece of text of the file; a break has no place of its own. */
enum cs_markdown_piece {
    CS_PIECE_PLAIN,
    CS_PIECE_ENTITY,
    CS_PIECE_HTML,
    CS_PIECE_CODE,
    CS_PIECE_LINE_END, /* where the author's line ends, or a blank stands for something */
    CS_PIECE_BREAK,
};
void cs_markdown_take_text(struct cs_markdown_reader *r, enum cs_markdown_piece kind, size_t start,
                           size_t end);
/* The comment at `i`, an HTML one within its paragraph; only its opening when it has no end.
 * Returns where text goes on. */
size_t cs_markdown_take_comment(struct cs_markdown_reader *r, size_t i, bool is_mdx);
/* The paragraph ends, and with it a table or list made of its lines. */
void cs_markdown_end_lines(struct cs_markdown_reader *r);

#endif

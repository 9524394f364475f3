/* What the lines of a Markdown paragraph look like, beyond CommonMark. Answers for: labelled lines,
 * rules of tables, definitions, notes. Knows no blocks; asks the bytes of the file. */
#ifndef CS_GUIDE_MARKDOWN_LINE_H
#define CS_GUIDE_MARKDOWN_LINE_H

#include <stdbool.h>

#include "guide/text/document.h"

/* The content of the line after the one that holds a byte, behind blanks and '>'; the end of the
 * file when there is none. */
size_t cs_markdown_next_line(const struct cs_document *document, size_t byte);
/* The end of the line that holds a byte. */
size_t cs_markdown_line_end(const struct cs_document *document, size_t byte);
/* The blank line that ends the paragraph of a byte, or the end of the file. */
size_t cs_markdown_paragraph_end(const struct cs_document *document, size_t byte);

/* Whether the line whose content begins at `line` … */
/* is the header of a table: one of dashes and pipes follows. */
bool cs_markdown_begins_table(const struct cs_document *document, size_t line);
/* is a line of dashes and pipes. */
bool cs_markdown_is_rule(const struct cs_document *document, size_t line);
/* is a definition (": …"), or the term before one. */
bool cs_markdown_is_definition(const struct cs_document *document, size_t line);
bool cs_markdown_is_before_definition(const struct cs_document *document, size_t line);
/* is a footnote ("[^1]: …"). */
bool cs_markdown_is_note(const struct cs_document *document, size_t line);
/* begins with a label in bold ("**Job growth:** 5%"): to its author a line of its own. */
bool cs_markdown_is_labelled(const struct cs_document *document, size_t line);
/* is a heading of plain text: nothing but capitals. */
bool cs_markdown_is_capital_line(const struct cs_document *document, size_t line);
/* is a row of columns that blanks align: which column is which cannot be told. */
bool cs_markdown_is_columns(const struct cs_document *document, size_t line);
/* stands under a short line (that holds the byte `before`), and one of the two is nothing but a
 * value, as where cards were copied into plain text; is_card: two such lines were met before. */
bool cs_markdown_are_facts(const struct cs_document *document, size_t before, size_t line,
                           bool is_card);

/* Past the dots or wide blank at `byte` that lead from a label to its value; `byte` for none. */
size_t cs_markdown_leader_end(const struct cs_document *document, size_t byte);

#endif

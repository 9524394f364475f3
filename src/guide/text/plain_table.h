/* Tables that plain text draws: columns that blanks align, boxes of dashes and bars, the directives
 * of reStructuredText. Answers for: finding the next one in a file that is read as Markdown, and
 * reading it into a table. Takes nothing for a table whose columns cannot be told apart. */
#ifndef CS_GUIDE_PLAIN_TABLE_H
#define CS_GUIDE_PLAIN_TABLE_H

#include "guide/text/document_build.h"

enum cs_plain_table_kind {
    CS_PLAIN_ALIGNED,
    CS_PLAIN_BOXED,
    CS_PLAIN_LIST_DIRECTIVE, /* ".. list-table::" */
    CS_PLAIN_CSV_DIRECTIVE,  /* ".. csv-table::" */
    CS_PLAIN_RECORD,         /* "field_median_wage: $95,410" */
    CS_PLAIN_TITLE,          /* capitals with a code: no table, but as foreign to Markdown */
};
struct cs_plain_table {
    enum cs_plain_table_kind kind;
    size_t start, end; /* bytes, whole lines */
};
/* The next table from byte `at` on, a line's start; false when none is left. Fenced code holds
 * none. */
bool cs_plain_table_next(const struct cs_document *document, size_t at, struct cs_plain_table *out);
void cs_plain_table_read(struct cs_build *build, const struct cs_plain_table *table);

#endif

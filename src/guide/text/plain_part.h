/* Between the readers of plain text's tables: lines of the file, and text of a line. */
#ifndef CS_GUIDE_PLAIN_PART_H
#define CS_GUIDE_PLAIN_PART_H

#include "guide/text/document_build.h"
#include "guide/text/plain_table.h"

/* The line at byte `at` without its end; *next: where the one after it begins. */
struct cs_span cs_plain_line(const struct cs_document *document, size_t at, size_t *next);
/* Where a table of blanks or bars that begins with the line at `at` ends; `at` when none does. */
size_t cs_plain_aligned_end(const struct cs_document *document, size_t at);
size_t cs_plain_boxed_end(const struct cs_document *document, size_t at);
void cs_plain_aligned_read(struct cs_build *build, const struct cs_plain_table *table);
void cs_plain_boxed_read(struct cs_build *build, const struct cs_plain_table *table);
/* The same of a directive of reStructuredText. */
size_t cs_rst_table_end(const struct cs_document *document, size_t at,
                        enum cs_plain_table_kind *kind);
void cs_rst_table_read(struct cs_build *build, const struct cs_plain_table *table);
/* The same of a title in capitals with an occupation's code. */
size_t cs_plain_title_end(const struct cs_document *document, size_t at);
void cs_plain_title_read(struct cs_build *build, const struct cs_plain_table *table);
/* The same of a record of keys without blanks and values. */
size_t cs_plain_record_end(const struct cs_document *document, size_t at);
void cs_plain_record_read(struct cs_build *build, const struct cs_plain_table *table);
/* A span of the file becomes text of the block under way. */
void cs_plain_put(struct cs_build *build, struct cs_span text);

#endif

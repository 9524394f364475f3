/* CSV records (RFC 4180). Answers for: quoting, and for text that a spreadsheet takes for a
 * formula. */
#ifndef CS_RENDER_CSV_H
#define CS_RENDER_CSV_H

#include "base/buf.h"
#include "base/diag.h"
#include "render/write/table.h"

/* Appends a text as one field of a record, as it is. */
void cs_csv_put(struct cs_buf *out, const char *text);

/* Appends a table's header, unless is_continued, and rows. In CS_TABLE_CSV_GUARDED an apostrophe
 * stands before text that is a formula, in CS_TABLE_CSV a warning says, once, that there is such
 * text. */
CS_MUST_USE enum cs_status cs_csv_print(const struct cs_table *table, enum cs_table_format format,
                                        struct cs_buf *out, struct cs_diag *diag);

#endif

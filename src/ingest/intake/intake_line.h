/* What a line under the header is. Answers for: telling rows of data from the header again, totals,
 * footnotes and rows of another width, by the line alone. Inside of ingest/intake. */
#ifndef CS_INGEST_INTAKE_LINE_H
#define CS_INGEST_INTAKE_LINE_H

#include "ingest/intake/intake_table.h"

enum cs_line_kind {
    CS_LINE_DATA,
    CS_LINE_BLANK,
    CS_LINE_NOTE,         /* a footnote */
    CS_LINE_MAYBE_NOTE,   /* one, if no full row follows */
    CS_LINE_HEADER,       /* the header again, word for word */
    CS_LINE_OTHER_HEADER, /* a header that the layout fits, with other columns */
    CS_LINE_TOTAL,        /* restates rows: "Grand Total", "Texas Total" */
    CS_LINE_RAGGED,       /* more or fewer fields than the header */
};
enum cs_line_kind cs_intake_line_kind(const struct cs_intake_table *table,
                                      const struct cs_row *row);
/* The first filled cell right of the table, which one blank column at least parts from it; 0: none.
 * Sheets alone have such. */
size_t cs_intake_line_beside(const struct cs_intake_table *table, const struct cs_row *row);

#endif

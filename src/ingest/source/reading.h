/* What the readers inside a container share: where rows go, what has been unpacked so far.
 * Private to container.c and the workbook readers. */
#ifndef CS_INGEST_READING_H
#define CS_INGEST_READING_H

#include "ingest/source/archive.h"
#include "ingest/source/table.h"

struct cs_reading {
    const struct cs_row_sink *sink;
    struct cs_budget *budget;
    struct cs_diag *diag;
    int depth;              /* of archives around the present place */
    size_t n_read, n_left;  /* files that were read as tables; members that are none */
    const char *left_words; /* what the first of those is */
};

/* Tells the sink that a table starts. */
CS_MUST_USE enum cs_status cs_reading_start_table(struct cs_reading *reading, const char *name,
                                                  const char *sheet);

/* An .xlsx: the sheets of an opened zip, in the workbook's order.
 * Errors: CS_IO with the part's name, or the sheet and cell. */
CS_MUST_USE enum cs_status cs_xlsx_read(struct cs_reading *reading, const char *name,
                                        struct cs_archive *zip);
/* An .xls in memory. Errors: CS_IO with the workbook's name. */
CS_MUST_USE enum cs_status cs_xls_read(struct cs_reading *reading, const char *name,
                                       struct cs_span file);

#endif

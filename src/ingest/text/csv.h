/* Pieces of a text table read by themselves, from any record on. Answers for: the same rows,
 * messages and places as cs_csv_read (ingest/source/table.h) gives for the whole file. */
#ifndef CS_INGEST_CSV_H
#define CS_INGEST_CSV_H

#include "ingest/source/table.h"

struct cs_csv_pieces; /* for many pieces of one file, one after the other */
/* The name is borrowed. NULL when out of memory. */
struct cs_csv_pieces *cs_csv_pieces_new(const char *name, char delimiter);
void cs_csv_pieces_free(struct cs_csv_pieces *pieces); /* NULL is allowed */

/* Reads the records in piece->text, which starts on piece->line, and then those of its source, if
 * there is one, to the end. Errors: as cs_csv_read. */
CS_MUST_USE enum cs_status cs_csv_pieces_read(struct cs_csv_pieces *pieces,
                                              const struct cs_text_rest *piece,
                                              const struct cs_row_sink *sink, struct cs_diag *diag);

#endif

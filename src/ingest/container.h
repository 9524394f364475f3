/* Opens what publishers hand out: text tables, .xls, .xlsx, and .zip, .gz, .zst and their like
 * holding any of these, inside each other to a small depth. Answers for: recognizing by content,
 * never by name; limits on sizes, counts and ratios; calling the sink table after table with the
 * name of each place ("oesm12st.zip:state_M2012_dl.xls"). Does not make sense of rows. */
#ifndef CS_INGEST_CONTAINER_H
#define CS_INGEST_CONTAINER_H

#include "ingest/source/table.h"

/* Reads the source and everything inside it. Hidden and empty sheets, and members of archives that
 * are no tables, are left out, with a note where there was something in them.
 * Errors: CS_IO with the place for anything broken, encrypted, too large or of no known kind;
 * whatever a callback of the sink returned. */
CS_MUST_USE enum cs_status cs_container_read(struct cs_byte_source *source,
                                             const struct cs_row_sink *sink, struct cs_diag *diag);

#endif

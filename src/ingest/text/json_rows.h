/* JSON as a table. Answers for: finding the objects that are rows, and handing them over under one
 * header, with what the objects around them say. */
#ifndef CS_INGEST_JSON_ROWS_H
#define CS_INGEST_JSON_ROWS_H

#include "ingest/source/table.h"

/* Rows are the objects in arrays; each has its own members and those of the objects around it
 * ("seriesID" of the data of a series). An object with few members and an array of objects in it
 * is around rows, and no row. Objects within a row give columns of their own ("area name"), arrays
 * within it one text. `line` of a row is its number, the header being 1. Nothing is handed over
 * where there are no rows.
 * Errors: CS_IO for what is no JSON, with its line. */
CS_MUST_USE enum cs_status cs_json_rows_read(struct cs_byte_source *source,
                                             const struct cs_row_sink *sink, struct cs_diag *diag);

#endif

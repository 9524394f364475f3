/* Plain tables of yearly series: `series,t,value[,part]`. Answers for: telling such a table by its
 * header, reading it, and refusing what cannot be a series with the place: text for a number, a
 * year twice, a part that is neither train nor test. Years out of order are put in order, and an
 * empty value or a marker is a missing one (data/series.h says what becomes of it). */
#ifndef CS_INGEST_SERIES_H
#define CS_INGEST_SERIES_H

#include <stdbool.h>
#include "base/diag.h"
#include "data/series.h"

/* Adds the series of a file or "-" to the set, in the order of their first rows. *is_series 0 (and
 * CS_OK) when the header is another table's: columns series (or id), t (or year) and value are
 * needed; order and case are free and other columns are passed over.
 * Errors: CS_IO with places, up to the cap; nothing is added then. */
CS_MUST_USE enum cs_status cs_series_read(const char *path, struct cs_series_set *set,
                                          bool *is_series, struct cs_diag *diag);

#endif

/* The shipped reference tables, read. Answers for: filling data/reference.h from a folder of CSV
 * files. */
#ifndef CS_INGEST_REFERENCE_H
#define CS_INGEST_REFERENCE_H

#include "base/diag.h"
#include "data/reference.h"

/* Fills an initialized reference from FOLDER/{regions,levels,growth-words,occupations,phrases}.csv.
 * Errors: CS_IO with the place; the reference is empty then. */
CS_MUST_USE enum cs_status cs_reference_load(struct cs_reference *reference, const char *folder,
                                             struct cs_diag *diag);
/* The same in two parts: regions and levels, by which keys of data are told; then occupations and
 * growth words, which only names and sentences ask for. */
CS_MUST_USE enum cs_status cs_reference_load_keys(struct cs_reference *reference,
                                                  const char *folder, struct cs_diag *diag);
CS_MUST_USE enum cs_status cs_reference_load_names(struct cs_reference *reference,
                                                   const char *folder, struct cs_diag *diag);

#endif

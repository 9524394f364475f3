/* The shipped reference tables, read. Answers for: filling data/reference.h from a folder of CSV
 * files. */
#ifndef CS_INGEST_REFERENCE_H
#define CS_INGEST_REFERENCE_H

#include "base/diag.h"
#include "data/reference.h"

/* Fills an initialised reference from FOLDER/{regions,levels,growth-words,occupations}.csv.
 * Errors: CS_IO with the place; the reference is empty then. */
CS_MUST_USE enum cs_status cs_reference_load(struct cs_reference *reference, const char *folder,
                                             struct cs_diag *diag);

#endif

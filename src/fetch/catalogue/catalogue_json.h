/* One file of the catalogue being read. Inside of fetch/catalogue. Answers for: JSON → tables of a
 * publisher, strictly: what is not known there is refused with its place. */
#ifndef CS_FETCH_CATALOGUE_JSON_H
#define CS_FETCH_CATALOGUE_JSON_H

#include "fetch/catalogue/catalogue.h"

/* Appends the tables of a file to the catalogue. Errors: CS_IO, CS_USAGE. */
CS_MUST_USE enum cs_status cs_catalogue_read_file(struct cs_catalogue *catalogue, const char *path,
                                                  struct cs_diag *diag);

#endif

/* A path → a dataset. Answers for: files, standard input ("-") and data package folders, the
 * choice of reader, and hashing what was read. Rows are made sense of in ingest/intake/intake.h. */
#ifndef CS_INGEST_LOAD_H
#define CS_INGEST_LOAD_H

#include <stdbool.h>
#include "ingest/intake/load_options.h"

/* Adds what is at path to the dataset: a file, "-", or a folder with datapackage.json (or that
 * file itself). `report` may be NULL.
 * Errors: CS_IO when it cannot be read, no layout fits, or rows were refused (unless
 * allows_rejects; every such row is an error in diag either way); CS_USAGE for a layout that does
 * not fit. On failure the dataset may hold a part: free it. */
CS_MUST_USE enum cs_status cs_load(struct cs_dataset *dataset, const char *path,
                                   const struct cs_load_options *options,
                                   struct cs_load_report *report, struct cs_diag *diag);

/* The rows of a file or "-" with its reader, uninterpreted: for tables that are not datasets.
 * `facts` (may be NULL) describe the bytes read. */
struct cs_file_facts {
    bool is_unhashed; /* set before: the digest is not wanted, and stays "" */
    char sha256[CS_DIGEST_TEXT_BYTES];
    uint64_t n_bytes;
};
CS_MUST_USE enum cs_status cs_read_rows(const char *path, const struct cs_row_sink *sink,
                                        struct cs_file_facts *facts, struct cs_diag *diag);

#endif

/* A path → a dataset. Answers for: files, standard input ("-") and data package folders, the
 * choice of reader, and hashing what was read. Rows are made sense of in ingest/intake.h. */
#ifndef CS_INGEST_LOAD_H
#define CS_INGEST_LOAD_H

#include "ingest/intake/intake.h"

enum cs_reader {
    CS_READER_AUTO,   /* the fastest that fits */
    CS_READER_LIBCSV, /* text through libcsv, always */
};

/* Keys that answers are asked for, as far as can be told when one comes up. */
struct cs_key_filter {
    unsigned dims; /* bits of the dimensions that it knows */
    int (*takes)(const void *context, enum cs_dim dim, const struct cs_key *key);
    const void *context;
};

struct cs_load_options {
    struct cs_intake_options intake;
    enum cs_reader reader;
    int allows_rejects; /* rows that cannot be read do not fail the load (they stay errors) */
    /* Answers go to dataset->grouped, by the dimensions whose bits (1 << enum cs_dim) are set, and
     * not to its observations: text tables at several hundred megabytes a second, and in few bytes.
     * Keys of the others are only sure to be met where named_dims has their bit. Tables with
     * replicate weights stay rows. */
    int is_grouped;
    unsigned group_dims, named_dims;
    /* Answers whose key it does not take may go to a group of that key alone, which then
     * is_left_out: they are only counted. Its dimensions are among group_dims. */
    struct cs_key_filter filter;
    int is_unhashed; /* sources get no SHA-256: hashing takes a third of the time of a large file */
    struct cs_spill
        *spill; /* where observations go that memory may not hold (data/runs.h); NULL: nowhere */
    size_t n_threads;   /* 0: cs_pool_default_threads() */
    size_t block_bytes; /* pieces that threads read; 0: 256 KB. Tests want small ones */
};

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
    int is_unhashed; /* set before: the digest is not wanted, and stays "" */
    char sha256[CS_DIGEST_TEXT_BYTES];
    uint64_t n_bytes;
};
CS_MUST_USE enum cs_status cs_read_rows(const char *path, enum cs_reader reader,
                                        const struct cs_row_sink *sink, struct cs_file_facts *facts,
                                        struct cs_diag *diag);

#endif

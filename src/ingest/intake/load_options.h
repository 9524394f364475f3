/* How files are to be read. Answers for: the options that a load is given, and that its readers see
 * too; each with its default at zero. */
#ifndef CS_INGEST_LOAD_OPTIONS_H
#define CS_INGEST_LOAD_OPTIONS_H

#include <stdbool.h>

#include "ingest/intake/intake.h"

enum cs_reader {
    CS_READER_AUTO,   /* the fastest that fits */
    CS_READER_LIBCSV, /* text through libcsv, always */
};

/* What is asked for of data packages: tables that hold nothing of it are passed over. */
struct cs_package_wants {
    const char *const *occupations; /* codes or beginnings of codes, up to NULL; NULL: all */
    const char *region;             /* code; NULL: all */
};

struct cs_load_options {
    struct cs_intake_options intake;
    enum cs_reader reader;
    int allows_rejects; /* rows that cannot be read do not fail the load (they stay errors) */
    /* Answers go to dataset->grouped, by the dimensions whose bits (1 << enum cs_dim) are set, and
     * not to its observations: text tables at several hundred megabytes a second, and in few bytes.
     * Keys of the others are only sure to be met where named_dims has their bit. Tables with
     * replicate weights stay rows. */
    bool is_grouped;
    unsigned group_dims, named_dims;
    /* Answers whose key it does not take may go to a group of that key alone, which then
     * is_left_out: they are only counted. Its dimensions are among group_dims. */
    struct cs_key_filter filter;
    bool
        is_unhashed; /* sources get no SHA-256: hashing takes a third of the time of a large file */
    struct cs_spill
        *spill; /* where observations go that memory may not hold (data/runs.h); NULL: nowhere */
    struct cs_package_wants wants, wants_too; /* what either asks for */
    size_t n_threads;                         /* 0: cs_pool_count_processors() */
    size_t block_bytes; /* pieces that threads read; 0: 256 KB. Tests want small ones */
};

#endif

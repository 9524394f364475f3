/* Text tables of individual observations read by several threads, straight into groups
 * (data/grouped.h) instead of rows. Answers for: taking over from the row-by-row reader once the
 * table's layout is known and its first observation taken, and for giving the same keys, counts,
 * sources and messages as that reader would have given. What one thread does is
 * grouped_worker.h's. Inside of ingest/load, but for cs_grouped_absorb. */
#ifndef CS_INGEST_GROUPED_LOAD_H
#define CS_INGEST_GROUPED_LOAD_H

#include "ingest/intake/load_options.h"

struct cs_grouped_load {
    struct cs_dataset *dataset;
    const struct cs_load_options *options;
    const struct cs_intake_about *about; /* may be NULL */
    struct cs_intake *intake;
    struct cs_row_sink under; /* the intake's */
    size_t worker_bytes;      /* that each thread may hold, once they run */
    struct cs_diag *diag;
};

/* A sink that feeds the intake, and reads what it can by itself. Borrows load. */
struct cs_row_sink cs_grouped_load_sink(struct cs_grouped_load *load);

/* Moves the observations that were read row by row into groups, without replicate weights. Errors:
 * out of memory. */
CS_MUST_USE enum cs_status cs_grouped_absorb(struct cs_dataset *dataset,
                                             const struct cs_load_options *options,
                                             struct cs_diag *diag);

#endif

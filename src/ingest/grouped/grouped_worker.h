/* One thread that reads a text table of individual observations. grouped_load.c reads a file as
 * follows: the ordinary intake (ingest/intake/intake.h) reads the header and rows up to the first
 * observation; then several workers read the rest, a block of text at a time. A worker has
 * everything an intake writes to (dataset, keys, report, messages) for itself, so that no two
 * threads share anything while they read; cs_grouped_absorb puts it all together at the end.
 * Inside of ingest/grouped/grouped_load. */
#ifndef CS_INGEST_GROUPED_WORKER_H
#define CS_INGEST_GROUPED_WORKER_H

#include <stdatomic.h>
#include <stdbool.h>

#include "ingest/text/csv.h"
#include "ingest/grouped/grouped_load.h"
#include "ingest/grouped/grouped_plan.h"

/* What a block left to be told, in the order of the text. A block without has nothing to tell and a
 * full row, one of all fields. */
struct cs_block_outcome {
    uint64_t number;
    enum cs_status status;
    struct cs_diag diag;
    bool has_full_row;
    size_t n_before_full; /* messages before the first full row */
    uint64_t n_pending;   /* possible footnotes at its end */
    struct cs_line_report pending[CS_REPORTED_LINES];
};

struct cs_grouped_worker {
    const struct cs_grouped_load *load;
    const struct cs_text_rest *rest;
    atomic_uint_fast64_t *n_rows; /* of all workers so far; shared */
    struct cs_dataset *dataset;
    struct cs_load_report report;
    struct cs_intake *intake;
    struct cs_row_sink under;
    struct cs_diag diag;
    struct cs_csv_pieces *pieces;
    struct cs_quick_plan plan;
    struct cs_quick quick;
    uint8_t *leaves_out[CS_N_DIMS]; /* by key of its dataset, for those the filter knows; heap */
    size_t n_judged[CS_N_DIMS], judged_capacity[CS_N_DIMS];
    struct cs_grouped_part part;
    struct cs_runs runs; /* what the part could not hold */
    struct cs_text_block block;
    struct cs_table_report before; /* the counts of what all workers read: the head */
    struct cs_source source_before;
    struct cs_column_report *cells_before; /* of each column; heap */
    struct cs_block_outcome *outcomes;
    size_t n_outcomes, outcomes_capacity;
    uint64_t n_blocks; /* 1 + the number of the last block read */
    /* Of the block under way. */
    bool has_full_row;
    size_t n_before_full;
    uint64_t n_quick_before;
    enum cs_status status; /* of starting; CS_INTERNAL out of memory, CS_IO a run not written */
};

/* Reads the head of the table again, into the worker's own dataset. */
void cs_grouped_worker_start(struct cs_grouped_worker *worker, const struct cs_grouped_load *load,
                             const struct cs_text_rest *rest, atomic_uint_fast64_t *n_rows);
void cs_grouped_worker_clear(struct cs_grouped_worker *worker);
/* Reads a block. Returns 0 when there is none, or no more are to be read. */
bool cs_grouped_worker_step(struct cs_grouped_worker *worker, struct cs_blocks *blocks);

/* Brings everything the workers found into the dataset and intake of the load, as if it had been
 * read in one go; takes their parts. */
CS_MUST_USE enum cs_status cs_grouped_join(const struct cs_grouped_load *load,
                                           struct cs_grouped_worker *workers, size_t n_workers);

#endif

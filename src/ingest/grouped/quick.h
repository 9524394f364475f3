/* The rows of a table of individual observations, read many at a time. Answers for: recognizing
 * rows whose every cell was met before or is a plain number, and putting them into groups; any
 * other row goes to a full reader, whose findings are remembered. Knows no layout: a plan says
 * which cells matter, and the full reader what they mean. */
#ifndef CS_INGEST_QUICK_H
#define CS_INGEST_QUICK_H

#include <stdbool.h>
#include "data/grouped.h"
#include "ingest/text/blocks.h"
#include "ingest/grouped/quick_run.h"
#include "ingest/intake/repeats.h"
#include "ingest/profile/pay_scale.h"

struct cs_quick;
/* Hands each observation to cs_quick_take. The row's cells then mean what that answer says. */
struct cs_quick_fallback {
    void *context;
    /* Reads the records in some whole lines, the first of which is `line`. */
    enum cs_status (*read)(void *context, struct cs_quick *quick, struct cs_span lines,
                           uint64_t line);
    /* Reads a plain record, whose cells are what `read` would find. */
    enum cs_status (*row)(void *context, struct cs_quick *quick, const struct cs_row *row);
};

enum { CS_QUICK_AHEAD = 16 }; /* rows */
/* One thread's state. */
struct cs_quick {
    const struct cs_quick_plan *plan;
    struct cs_quick_fallback fallback;
    struct cs_cellcache caches[CS_QUICK_CELLS];
    struct cs_quick_run runs[CS_QUICK_CELLS]; /* that of the period first */
    size_t n_runs;
    size_t large; /* the cache that does not stay in the processor's own; SIZE_MAX: none */
    struct cs_cellcache_mark ahead[CS_QUICK_AHEAD]; /* of the texts of rows to come in it */
    size_t guess;                                   /* where the row's text is in it */
    struct cs_span
        looked_up[CS_QUICK_CELLS]; /* of the row that is read carefully, if it is plain */
    bool is_plain;
    bool has_breaks;                      /* lines end inside quotes, in the block under way */
    bool needs_fallback;                  /* set by the full reader: it wants the next record too */
    struct cs_grouped_part *part;         /* borrowed */
    unsigned filtered_dims;               /* bits of the dimensions of `leaves_out` */
    const uint8_t *leaves_out[CS_N_DIMS]; /* by key, for every key met: observations with it are
                                             only counted; set by the full reader */
    struct cs_grouped_batch batch;
    struct cs_grouped_observation wides[CS_GROUPED_BATCH]; /* that have no place in it */
    size_t n_wides;
    struct cs_row_digest *digests; /* of the quick rows; NULL once they are too many */
    size_t n_digests, digests_capacity;
    bool has_too_many;                  /* rows to be searched for repeats: no digests */
    double least;                       /* as in the plan, for as long as small ones are noted */
    size_t n_unlikely;                  /* rows handed over as such */
    uint64_t n_of_pay[CS_PAY_ALL_BINS]; /* observations of quick rows, by size */
    uint64_t n_quick;                   /* rows that needed no full reader */
    uint64_t n_outside;                 /* of them, outside the universe */
    struct cs_cell *cells;              /* of the plain row handed over; heap */
    const char *counted_to;             /* of the block under way: lines before are counted */
    uint64_t counted_line;
};

void cs_quick_init(struct cs_quick *quick, const struct cs_quick_plan *plan,
                   struct cs_quick_fallback fallback, struct cs_grouped_part *part);
void cs_quick_clear(struct cs_quick *quick);

/* There are too many rows to search them for repeats. */
void cs_quick_drop_digests(struct cs_quick *quick);
/* Reads a block. Stops at the first status of the full reader that is not CS_OK. */
CS_MUST_USE enum cs_status cs_quick_read(struct cs_quick *quick, const struct cs_text_block *block);

enum { CS_QUICK_UNTITLED = INT16_MIN };
/* For the full reader: an observation to keep. `answer` has the key of every dimension; `year` is
 * that of its period, 0 unknown; title_years are those of the keys' titles; `lasting` has a bit for
 * each dimension whose key no other text than its own code can name. */
void cs_quick_take(struct cs_quick *quick, const struct cs_grouped_observation *observation,
                   int16_t year, const int16_t title_years[CS_N_DIMS], unsigned lasting);

#endif

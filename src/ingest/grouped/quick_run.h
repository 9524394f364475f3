/* Which cells of a plain row matter, and what neighboring ones were found to mean together. Inside
 * of ingest/quick. */
#ifndef CS_INGEST_QUICK_RUN_H
#define CS_INGEST_QUICK_RUN_H

#include <stdbool.h>

#include "data/dataset.h"
#include "data/quantity.h"
#include "ingest/grouped/cellcache.h"
#include "ingest/profile/pay_size.h"

/* Cells that decide something together: the bytes from one to the other, commas and quotes
 * included, are looked up as one text. */
struct cs_quick_cells {
    size_t first, last;
    bool is_key; /* decides the key of `dim`; else the text must only have been met before */
    enum cs_dim dim;
    bool is_grouped; /* rows are grouped by the key */
    bool is_dated;   /* what it was found to mean holds up to the row's year it was found in */
    bool has_title;  /* the cell `title` may name the key anew, in rows of a later year than that of
                       the title it has; an empty cell means nothing by itself */
    size_t title;
};
enum { CS_QUICK_CELLS = 16, CS_QUICK_UNLIKELY = 32 };
/* Numbers that the full reader alone may take. */
struct cs_quick_care {
    bool is_of_cents;  /* the code of a value is its hundredths */
    bool wants_points; /* those with a point: the column has not told what one means */
    size_t n_markers;  /* those that stand for a missing value */
    double markers[8];
};

struct cs_quick_plan {
    char delimiter;
    size_t n_cells;                              /* of a whole row */
    struct cs_quick_cells cells[CS_QUICK_CELLS]; /* a period before what is dated */
    size_t n_looked_up;
    uint32_t constants[CS_N_DIMS]; /* keys of all other dimensions; CS_NO_KEY not grouped by */
    int16_t year;                  /* of rows without a period of their own */
    size_t value;                  /* index of the answer's cell */
    int only_positive; /* rows with other observations are outside the table's universe */
    bool has_weights;
    size_t weight; /* index of its weight's cell */
    struct cs_quick_care value_care, weight_care;
    struct cs_unit unit;
    struct cs_pay_bounds likely;  /* observations beyond go to the full reader, which notes where
                                     they stand: the first CS_QUICK_UNLIKELY of them, but all that
                                     are negative or look like marks (profile/pay_mark.h) */
    double least, most, mark;     /* the amounts between are none of these, but for the mark */
    size_t named[CS_QUICK_CELLS]; /* cells not looked up that may say that the row is a total */
    size_t n_named;
};

/* Looked-up cells that stand side by side are looked up together, as long as few texts occur: one
 * look for the whole key instead of one for each cell. What the single cells mean stays the
 * measure; this only remembers what they were found to mean together. */
struct cs_quick_run {
    size_t first, last;             /* cells of the row */
    size_t members[CS_QUICK_CELLS]; /* of plan->cells, a period first */
    size_t n_members;
    bool has_period;
    enum cs_dim dims[CS_N_DIMS]; /* grouped by */
    size_t n_dims;
    struct cs_cellcache cache; /* of several members; `year` is the last it holds for */
    struct cs_quick_meaning {
        uint32_t key[CS_N_DIMS]; /* of `dims` only */
        int16_t year;            /* of the period, if it is of this run */
    } * meanings;
    size_t n_meanings, meanings_capacity;
    bool is_apart; /* too many texts: its members are looked up one by one */
};

/* One run for each of the plan's cells, neighbors joined to the one that stands first in the plan.
 * Returns how many; `runs` has room for CS_QUICK_CELLS. Ownership: cs_quick_run_clear. */
size_t cs_quick_find_runs(const struct cs_quick_plan *plan, struct cs_quick_run *runs);
void cs_quick_run_clear(struct cs_quick_run *run);
/* Keeps a meaning for the next row with the same bytes, if there is room; else the run falls apart.
 */
void cs_quick_run_remember(struct cs_quick_run *run, struct cs_span bytes,
                           const struct cs_quick_meaning *meaning, int16_t holds_to);

#endif

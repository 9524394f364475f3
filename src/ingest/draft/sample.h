/* The first rows of a file that no layout fits, and what its columns look like. Answers for:
 * finding the header by shape alone, keeping the lines above it, and looking at the cells below it.
 */
#ifndef CS_INGEST_DRAFT_SAMPLE_H
#define CS_INGEST_DRAFT_SAMPLE_H

#include <stdbool.h>

#include "base/arena.h"
#include "ingest/profile/rows.h"
#include "ingest/source/table.h"

enum { CS_SAMPLE_ROWS = 300, CS_SAMPLE_TEXTS = 3 };

struct cs_sample_column {
    const char *header; /* as in the file, a two-row header joined; "" none */
    const char *words;  /* the same folded for looking up: of a question what is asked */
    size_t n_filled, n_numbers, n_ranges, n_texts; /* below the header; marks like "*" are none */
    size_t n_periods, n_years, n_codes;            /* codes look like 43-6013 */
    size_t n_percent, n_dates;                     /* numbers with a % sign; dates with a day */
    size_t n_fractions;                            /* numbers that are not whole */
    const char *texts[CS_SAMPLE_TEXTS];            /* the first different ones, NULL where fewer */
    char currency[4];                              /* of a sign in the cells, "" none */
    bool is_bare_dollar;                           /* "$" alone, which may be any country's */
    double typical;                                /* median of the numbers; NaN none */
};
struct cs_draft_sample {
    struct cs_arena arena;
    const char *file, *sheet; /* sheet NULL for text */
    struct cs_row *lead;      /* the lines above the header */
    size_t n_lead;
    uint64_t header_line;
    struct cs_sample_column *columns;
    size_t n_columns;
    struct cs_profile_rows rows; /* the first below the header */
};
void cs_draft_sample_init(struct cs_draft_sample *sample);
void cs_draft_sample_clear(struct cs_draft_sample *sample);

/* Reads the first table of the file that has a header and rows.
 * Errors: CS_IO when there is none, or the file cannot be read. */
CS_MUST_USE enum cs_status cs_draft_sample_read(struct cs_draft_sample *sample, const char *path,
                                                struct cs_diag *diag);

#endif

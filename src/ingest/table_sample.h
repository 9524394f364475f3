/* The first rows of a file, kept, and what its columns look like. Answers for: finding the header
 * by shape alone, for files that no layout fits. */
#ifndef CS_INGEST_SAMPLE_H
#define CS_INGEST_SAMPLE_H

#include "base/arena.h"
#include "ingest/source/table.h"

enum { CS_SAMPLE_ROWS = 300, CS_SAMPLE_TEXTS = 3 };

struct cs_table_sample_column {
    const char *header;
    size_t n_filled, n_numbers, n_texts; /* below the header; marks like "*" are neither */
    size_t n_years, n_codes;             /* codes look like 43-6013 */
    size_t n_comma_decimals;             /* "1.234", "1.234,50", "12,5": points for thousands */
    const char *texts[CS_SAMPLE_TEXTS];  /* the first different ones, NULL where fewer */
    char currency[4];                    /* of a sign in the cells, "" none */
};
struct cs_table_sample {
    struct cs_arena arena;
    struct cs_table_sample_column *columns;
    size_t n_columns;
};
void cs_table_sample_init(struct cs_table_sample *sample);
void cs_table_sample_clear(struct cs_table_sample *sample);

/* Reads the first table of the file that has a header and rows.
 * Errors: CS_IO when there is none, or the file cannot be read. */
CS_MUST_USE enum cs_status cs_table_sample_read(struct cs_table_sample *sample, const char *path,
                                                struct cs_diag *diag);

#endif

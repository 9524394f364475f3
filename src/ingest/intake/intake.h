/* Rows of tables → a dataset, by layouts. Answers for: finding the header under a preamble,
 * choosing the layout, keys, units, periods, markers, caps, flags, rejected rows, repeats and
 * footnotes, and the report of it all. Takes rows from any reader (CSV, XLSX, XLS) through
 * cs_row_sink; opens no file. */
#ifndef CS_INGEST_INTAKE_H
#define CS_INGEST_INTAKE_H

#include <stdbool.h>
#include "data/dataset.h"
#include "data/load_report.h"
#include "data/reference.h"
#include "ingest/layout/layout.h"
#include "ingest/source/table.h"

/* What a resource of a data package says about its rows beyond its layout. Strings are borrowed
 * until the intake is freed. */
struct cs_named_source {
    const char *name; /* as in the rows' source column */
    const char *title, *publisher, *url, *retrieved;
};
struct cs_intake_about {
    const char *id;   /* of the table's own source; NULL: the file's base name */
    const char *file; /* what sources name as their file; NULL: the path that was read */
    const char *title, *licence, *caveat; /* NULL: the layout's */
    const char *level_scale; /* of the reference tables, for columns without one; NULL none */
    const struct cs_named_source *sources;
    size_t n_sources;
    const char *const *missing; /* texts that mean an empty cell ("missingValues") */
    size_t n_missing;
};

/* Keys that answers are asked for, as far as can be told when one comes up. */
struct cs_key_filter {
    unsigned dims; /* bits of the dimensions that it knows */
    bool (*takes)(const void *context, enum cs_dim dim, const struct cs_key *key);
    const void *context;
};

struct cs_intake_options {
    const struct cs_layouts *layouts;
    const struct cs_layout *layout;       /* forced; NULL: recognized among layouts */
    const struct cs_reference *reference; /* NULL: names stay as the file has them */
    const struct cs_level_bands *bands;   /* years of experience become these levels; NULL: not */
    const char *period;                   /* given by the user for files that do not say; NULL */
    bool is_unweighted;                   /* weights are not read: every observation counts once */
    int leaves_out_replicates;            /* replicate weights are not read */
    const char *strata,
        *cluster;              /* headers of these columns, or "none"; NULL: as the layout says */
    bool is_distinct;          /* exact repeats of a row are dropped (and counted) */
    const char *only_currency; /* observations in others are outside the table; NULL: not */
    enum cs_per only_per; /* observations for another time, by a column that says it, are outside
                             the table; CS_PER_NONE: not */
    int mixes_currencies; /* observations may be in several: they will be converted */
    int skips_unknown;    /* it is no failure when no table fits a layout */
    struct cs_key_filter figures; /* published figures of a key that it does not take are only
                                     counted, and the key is_left_out; dims 0: all are kept */
};

struct cs_intake;
/* Everything is borrowed until cs_intake_free; `about` may be NULL. NULL when out of memory. */
struct cs_intake *cs_intake_new(struct cs_dataset *dataset, const struct cs_intake_options *options,
                                const struct cs_intake_about *about, struct cs_load_report *report,
                                struct cs_diag *diag);
void cs_intake_free(struct cs_intake *intake);

/* What a reader feeds. Each `table` call ends the table before it. A row that cannot be read is an
 * error with its place, counted and left out; the reader goes on.
 * Of several tables (sheets, members of an archive) those that no layout fits are passed over; the
 * report says so. Errors of a row call: CS_IO for a lone table that no layout fits, CS_USAGE for a
 * forced layout that does not. */
struct cs_row_sink cs_intake_sink(struct cs_intake *intake);

/* Ends the last table. Sources of the dataset get their counts, and `sha256` and `n_bytes` of the
 * file (sha256 may be NULL). Errors: CS_IO when no table fits a layout, CS_USAGE when a forced one
 * does not fit. */
CS_MUST_USE enum cs_status cs_intake_finish(struct cs_intake *intake, const char *sha256,
                                            uint64_t n_bytes);
/* Rows refused so far, over all tables. */
uint64_t cs_intake_n_rejected(const struct cs_intake *intake);

#endif

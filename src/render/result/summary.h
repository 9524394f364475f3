/* Pay by group, as JSON and as a table. Answers for: printing analysis/observed/survey.h
 * (individual observations) and analysis/observed/listing.h (published figures). */
#ifndef CS_RENDER_SUMMARY_H
#define CS_RENDER_SUMMARY_H

#include <stdbool.h>

#include "analysis/observed/errors.h"
#include "analysis/observed/listing.h"
#include "analysis/observed/survey.h"
#include "render/result/money.h"
#include "render/write/table.h"

/* What is printed; borrowed. survey or listing may be NULL. */
struct cs_summary {
    const struct cs_dataset *dataset;
    const enum cs_dim *by; /* dimensions that tell groups apart */
    size_t n_by;
    const struct cs_selection *among; /* what was asked for */
    const struct cs_dataset *prices;  /* that factors rest on; NULL: pay is as earned */
    const struct cs_survey *survey;
    const struct cs_listing *listing;
    const double *shares; /* quantiles asked for */
    size_t n_shares;
    double minimum_n;
    /* CSV and NDJSON: takes what is printed so far out of the buffer; NULL: it stays there. */
    void (*flush)(void *context, struct cs_buf *out);
    void *flush_context;
    enum cs_level_scheme levels;    /* CS_LEVELS_NONE: no levels */
    bool has_total;                 /* the figures of all observations too */
    const struct cs_errors *errors; /* of means, totals and shares; NULL: not asked for */
    bool has_spread;                /* trimmed, winsorised and geometric mean, Gini, p90/p10 too */
};

/* A whole document: docs/json/summary.schema.json. */
CS_MUST_USE enum cs_status cs_summary_json(const struct cs_summary *summary, struct cs_buf *out,
                                           struct cs_diag *diag);
/* The same figures as rows. Arena: the table's cells. */
CS_MUST_USE enum cs_status cs_summary_table(const struct cs_summary *summary,
                                            enum cs_table_format format, struct cs_arena *arena,
                                            struct cs_buf *out, struct cs_diag *diag);

/* Marks the sources of every figure that is printed. */
void cs_summary_use_sources(const struct cs_summary *summary, struct cs_used_sources *used);
/* Adds the factors of every figure that is printed. */
void cs_summary_add_conversion(const struct cs_summary *summary, struct cs_conversion *conversion);

/* "p50", "p2.5": the name of a quantile. Returns out. */
enum { CS_SHARE_NAME_BYTES = 40 };
const char *cs_share_name(double share, char out[CS_SHARE_NAME_BYTES]);

#endif

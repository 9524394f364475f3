/* Projections for people and programs: our own forecasts of series, and published ones told right.
 * Answers for: their JSON and tables. */
#ifndef CS_RENDER_PROJECTION_H
#define CS_RENDER_PROJECTION_H

#include "analysis/published/official.h"
#include "analysis/published/reconcile.h"
#include "render/write/json.h"
#include "render/write/table.h"

/* One published projection and what goes with it. */
struct cs_official_shown {
    uint32_t occupation, region;
    const struct cs_projection_row *row;
    struct cs_openings openings;
    struct cs_official_gap gap;         /* own NULL: none */
    const char *own_lack;               /* why there is none; NULL not asked */
    const struct cs_scenario *scenario; /* NULL none */
};

/* Everything is borrowed. */
struct cs_projection_shown {
    const struct cs_dataset *dataset; /* NULL: plain tables */
    const struct cs_series_set *set;
    const struct cs_projection *projection; /* NULL: published ones only */
    const struct cs_projection *real;       /* in prices of real_year; NULL none */
    int real_year;
    const struct cs_assumed_growth *assumed; /* NULL none */
    const struct cs_official_shown *official;
    size_t n_official;
    int leaves_out_official; /* the data hold published projections: not asked for */
    const char *caveat;      /* of the sources; NULL none */
    enum cs_reconcile_way way;
    struct cs_reconcile_group group; /* of what was made to agree */
    double share;
};

/* A whole document: docs/json/projection.schema.json. */
CS_MUST_USE enum cs_status cs_projection_json(const struct cs_projection_shown *shown,
                                              struct cs_buf *out, struct cs_diag *diag);
/* For people a table and what must be known with it; for CSV and NDJSON a row a year, or one a
 * published projection. Arena: cells. */
CS_MUST_USE enum cs_status cs_projection_table(const struct cs_projection_shown *shown,
                                               enum cs_table_format format, struct cs_arena *arena,
                                               struct cs_buf *out, struct cs_diag *diag);

/* Parts of the above: "official" in JSON; as paragraphs, or as rows of CSV and NDJSON. */
void cs_official_put(struct cs_json *json, const struct cs_dataset *dataset,
                     const struct cs_official_shown *official, struct cs_arena *arena);
void cs_official_words(const struct cs_dataset *dataset, const struct cs_official_shown *official,
                       struct cs_arena *arena, struct cs_buf *out);
CS_MUST_USE enum cs_status cs_official_rows(const struct cs_projection_shown *shown,
                                            enum cs_table_format format, struct cs_arena *arena,
                                            struct cs_buf *out, struct cs_diag *diag);

#endif

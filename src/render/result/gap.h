/* A gap taken apart (analysis/observed/gap.h), as JSON and as a table with words. */
#ifndef CS_RENDER_GAP_H
#define CS_RENDER_GAP_H

#include "analysis/observed/gap.h"
#include "render/write/table.h"

/* Borrowed. */
struct cs_gap_view {
    const struct cs_dataset *dataset;
    const struct cs_gap_result *result;
    const struct cs_gap_options *options;
    enum cs_dim by;
    double confidence;
};

/* A whole document: docs/json/gap.schema.json. */
CS_MUST_USE enum cs_status cs_gap_json(const struct cs_gap_view *view, struct cs_buf *out,
                                       struct cs_diag *diag);
CS_MUST_USE enum cs_status cs_gap_table(const struct cs_gap_view *view, enum cs_table_format format,
                                        struct cs_arena *arena, struct cs_buf *out,
                                        struct cs_diag *diag);

#endif

/* What moved between two vintages, as JSON and as a table. */
#ifndef CS_RENDER_CHANGE_H
#define CS_RENDER_CHANGE_H

#include "analysis/published/change.h"
#include "render/write/table.h"

struct cs_changed {
    const struct cs_dataset *dataset;
    const struct cs_change *change;
    size_t n_shown; /* rows to print; the result holds change->n_rows */
};

/* A whole document: docs/json/change.schema.json. */
CS_MUST_USE enum cs_status cs_changed_json(const struct cs_changed *changed, struct cs_buf *out,
                                           struct cs_diag *diag);
CS_MUST_USE enum cs_status cs_changed_table(const struct cs_changed *changed,
                                            enum cs_table_format format, struct cs_arena *arena,
                                            struct cs_buf *out, struct cs_diag *diag);

#endif

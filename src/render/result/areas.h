/* An occupation in its areas (analysis/outlook/area.h), as JSON and as a table. */
#ifndef CS_RENDER_AREAS_H
#define CS_RENDER_AREAS_H

#include "analysis/outlook/area.h"
#include "render/write/table.h"

struct cs_area_view {
    const struct cs_dataset *dataset;
    const struct cs_areas *areas;
    uint32_t occupation; /* key */
    size_t n_shown;
};

/* A whole document: docs/json/areas.schema.json. */
CS_MUST_USE enum cs_status cs_areas_json(const struct cs_area_view *view, struct cs_buf *out,
                                         struct cs_diag *diag);
CS_MUST_USE enum cs_status cs_areas_table(const struct cs_area_view *view,
                                          enum cs_table_format format, struct cs_arena *arena,
                                          struct cs_buf *out, struct cs_diag *diag);

#endif

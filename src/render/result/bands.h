/* Quantiles of banded counts (analysis/observed/banded.h), as JSON and as a table. */
#ifndef CS_RENDER_BANDS_H
#define CS_RENDER_BANDS_H

#include "analysis/observed/banded.h"
#include "base/digest.h"
#include "render/write/table.h"

struct cs_bands_group {
    const char *name; /* of the group; "" for the only one */
    double count;
    const struct cs_banded_point *points;
    size_t n_bands;
};

/* What is printed; borrowed. */
struct cs_bands {
    const struct cs_bands_group *groups;
    size_t n_groups;
    const char *by;     /* header of the column that names groups; NULL none */
    const char *method; /* "linear" */
    const double *shares;
    size_t n_shares;
    const char *file;
    const char *sha256;
    size_t n_rows;
};

/* A whole document: docs/json/bands.schema.json. */
CS_MUST_USE enum cs_status cs_bands_json(const struct cs_bands *bands, struct cs_buf *out,
                                         struct cs_diag *diag);
CS_MUST_USE enum cs_status cs_bands_table(const struct cs_bands *bands, enum cs_table_format format,
                                          struct cs_arena *arena, struct cs_buf *out,
                                          struct cs_diag *diag);

#endif

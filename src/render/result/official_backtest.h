/* Published projections against what came, for people and programs. */
#ifndef CS_RENDER_OFFICIAL_BACKTEST_H
#define CS_RENDER_OFFICIAL_BACKTEST_H

#include "analysis/published/official_backtest.h"
#include "render/write/table.h"

struct cs_official_backtested {
    const struct cs_dataset *dataset;
    const struct cs_official_pair *pairs;
    size_t n_pairs;
};
/* A whole document: docs/json/official-backtest.schema.json. */
CS_MUST_USE enum cs_status cs_official_backtested_json(const struct cs_official_backtested *shown,
                                                       struct cs_buf *out, struct cs_diag *diag);
/* A row a pair of projections and way of guessing. Arena: cells. */
CS_MUST_USE enum cs_status cs_official_backtested_table(const struct cs_official_backtested *shown,
                                                        enum cs_table_format format,
                                                        struct cs_arena *arena, struct cs_buf *out,
                                                        struct cs_diag *diag);

#endif

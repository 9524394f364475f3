/* A backtest for people and programs. Answers for: its JSON and tables. */
#ifndef CS_RENDER_BACKTEST_H
#define CS_RENDER_BACKTEST_H

#include <stdbool.h>

#include "analysis/published/backtest.h"
#include "render/write/table.h"

struct cs_backtested {
    const struct cs_backtest *backtest;
    const struct cs_series_set *set;
    const struct cs_dataset *dataset; /* NULL: plain tables */
    const char *caveat;               /* NULL none */
    bool has_steps;                   /* rows by step too */
};
/* A whole document: docs/json/backtest.schema.json. */
CS_MUST_USE enum cs_status cs_backtested_json(const struct cs_backtested *shown, struct cs_buf *out,
                                              struct cs_diag *diag);
/* A row a method. Arena: cells. */
CS_MUST_USE enum cs_status cs_backtested_table(const struct cs_backtested *shown,
                                               enum cs_table_format format, struct cs_arena *arena,
                                               struct cs_buf *out, struct cs_diag *diag);

#endif

/* The grid of US states that newsrooms settled on. */
#ifndef CS_RENDER_CHART_GRID_H
#define CS_RENDER_CHART_GRID_H

#include "render/chart/chart.h"

enum { CS_GRID_COLUMNS = 11, CS_GRID_ROWS = 8, CS_GRID_STATES = 51, CS_GRID_TILES = 54 };
/* The first CS_GRID_STATES are the states and DC; territories follow, at the free edge. */
struct cs_grid_tile {
    char code[3];
    unsigned char column, row;
};
extern const struct cs_grid_tile cs_grid[CS_GRID_TILES];

/* The chart's item of a tile, NULL when it has none. */
const struct cs_chart_item *cs_grid_item(const struct cs_chart *chart, size_t tile);

#endif

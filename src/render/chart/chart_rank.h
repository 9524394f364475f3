/* The order of a ranking, for pictures and terminals alike. */
#ifndef CS_RENDER_CHART_RANK_H
#define CS_RENDER_CHART_RANK_H

#include "render/chart/chart.h"

struct cs_ranking {
    const struct cs_chart_item **items; /* NULL entry: the gap of a cut ranking; NULL: no memory */
    size_t n;
    size_t n_left_out[2]; /* behind each gap, from the top; 0: there is no such gap */
};
/* By value, highest first, missing last; cut to chart->n_top and n_bottom, and the first item
 * between them that is emphasized. */
void cs_chart_rank(const struct cs_chart *chart, struct cs_arena *arena,
                   struct cs_ranking *ranking);

#endif

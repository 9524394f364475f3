/* Charts of the command line that a report has too, taken from the report's own models so that
 * they are the same picture. */
#include "render/report/chart_outlook.h"

#include <math.h>
#include <stdbool.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "data/quantity.h"
#include "guide/figure/figure_words.h"
#include "render/chart/chart.h"
#include "render/report/report_parts.h"

/* Openings of a projection that does not split those who leave: what is not growth is leaving. */
static bool openings_unsplit(const struct cs_outlook *outlook, struct cs_arena *arena,
                             struct cs_chart *out)
{
    const struct cs_projection_row *row = outlook->projected.newest;
    struct cs_chart_item *item = cs_arena_alloc(arena, sizeof *item);
    int years = row ? row->period.end_year - row->period.start_year : 0;
    if (!item || years <= 0 || isnan(cs_found_number(&row->openings)) ||
        isnan(cs_found_number(&row->change)))
        return false;
    double growth = cs_found_number(&row->change) / years;
    cs_chart_item_init(item, cs_period_short(row->period, arena));
    item->value = row->openings.quantity;
    item->parts[0] = cs_quantity_of(growth);
    item->parts[1] = cs_quantity_of(cs_found_number(&row->openings) - growth);
    *out = (struct cs_chart){
        .kind = CS_CHART_OPENINGS,
        .title = growth * 2 > cs_found_number(&row->openings)
                     ? "Where the openings come from"
                     : "Most openings come from people who move on",
        .subtitle = "Openings per year, average over the projection",
        .unit = {.kind = CS_UNIT_JOBS},
        .part_words = {"growth", "leaving the labor force or the occupation", NULL},
        .items = item,
        .n_items = 1,
    };
    const struct cs_source *source = row->openings.source;
    if (source)
        out->caption =
            (struct cs_chart_caption){.source = source->title ? source->title : source->id,
                                      .period = row->openings.period_text,
                                      .caveat = source->caveat};
    return true;
}

bool cs_chart_of_outlook(enum cs_chart_kind kind, const struct cs_outlook *outlook,
                         struct cs_arena *arena, struct cs_chart *out)
{
    switch (kind) {
    case CS_CHART_HISTORY:
        return cs_chart_of_history(outlook, arena, out);
    case CS_CHART_OUTLOOK:
        return outlook->projected.newest && cs_chart_of_growth(outlook, arena, out);
    case CS_CHART_OPENINGS:
        return cs_chart_of_openings(outlook, arena, out) || openings_unsplit(outlook, arena, out);
    default:
        return false;
    }
}

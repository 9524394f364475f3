#include "render/chart_outlook.h"

#include "render/report_parts.h"

int cs_chart_of_outlook(enum cs_chart_kind kind, const struct cs_outlook *outlook,
                        struct cs_arena *arena, struct cs_chart *out)
{
    switch (kind) {
    case CS_CHART_HISTORY: return cs_chart_of_history(outlook, arena, out);
    case CS_CHART_OUTLOOK: return outlook->projection && cs_chart_of_growth(outlook, arena, out);
    case CS_CHART_OPENINGS: return cs_chart_of_openings(outlook, arena, out);
    default: return 0;
    }
}

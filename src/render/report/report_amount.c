/* Amounts, places and related occupations as a report puts them in words. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "data/quantity.h"
#include "guide/figure/figure_table.h"
#include "guide/figure/figure_words.h"
#include "render/report/report_parts.h"

const char *cs_report_money(const struct cs_found *found, struct cs_arena *arena)
{
    return cs_found_text(found, "money", CS_FIGURE_MONEY, arena);
}

const char *cs_report_amount(const struct cs_found *like, double amount, struct cs_arena *arena)
{
    struct cs_found found = *like;
    found.quantity = cs_quantity_of(amount);
    return isnan(amount) ? NULL : cs_report_money(&found, arena);
}

const char *cs_report_in(const char *code, const char *name, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "in %s", cs_region_in_sentence(code, name, arena));
}

const char *cs_report_related_words(const struct cs_outlook *o)
{
    return o->related.by == CS_RELATED_BY_CODE ? "occupations next in the classification"
                                               : "related occupations";
}

/* Amounts, places and related occupations as a report puts them in words. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
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

/* Half of the last digit that a number of jobs is published to. */
static double half_step(double jobs)
{
    return fmod(jobs, 100) == 0 ? 50 : fmod(jobs, 10) == 0 ? 5 : 0.5;
}

static bool is_half(double value)
{
    return fabs(fabs(value - trunc(value)) - 0.5) < 1e-9;
}

double cs_report_growth(const struct cs_projection_row *row)
{
    double percent = cs_found_number(&row->percent);
    double base = cs_found_number(&row->base), end = cs_found_number(&row->projected);
    if (!is_half(percent) || !(base > 100) || isnan(end))
        return percent;
    double least = ((end - half_step(end)) / (base + half_step(base)) - 1) * 100;
    double most = ((end + half_step(end)) / (base - half_step(base)) - 1) * 100;
    bool agrees = least < percent + 0.05 && most > percent - 0.05;
    return agrees && (most < percent || least > percent) ? (end / base - 1) * 100 : percent;
}

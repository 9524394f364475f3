/* Words of an outlook that templates put into sentences. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/text.h"
#include "data/period.h"
#include "guide/figure/figure_table.h"
#include "guide/figure/figure_words.h"
#include "render/report/report_parts.h"

static const char *title(const struct cs_outlook *o, struct cs_arena *arena)
{
    (void)arena;
    return o->about.title;
}

static const char *title_lower(const struct cs_outlook *o, struct cs_arena *arena)
{
    return strcmp(o->about.code, "00-0000") == 0 ? "workers"
                                                 : cs_title_in_sentence(o->about.title, arena);
}

static const char *title_begin(const struct cs_outlook *o, struct cs_arena *arena)
{
    return strcmp(o->about.code, "00-0000") == 0 ? "Workers"
                                                 : cs_title_to_begin(o->about.title, arena);
}

static const char *code(const struct cs_outlook *o, struct cs_arena *arena)
{
    (void)arena;
    return strcmp(o->about.code, o->about.title) == 0
               ? NULL
               : o->about.code; /* a title alone is no code */
}

static const char *region(const struct cs_outlook *o, struct cs_arena *arena)
{
    (void)arena;
    return o->about.region;
}

/* "Texas", "The District of Columbia": the first word of a sentence. */
static const char *region_begin(const struct cs_outlook *o, struct cs_arena *arena)
{
    const char *name = cs_region_in_sentence(o->about.region_code, o->about.region, arena);
    return name && name[0] == 't' ? cs_arena_printf(arena, "T%s", name + 1) : name;
}

/* Whether neither pay nor outlook are the place's own: a heading that named it would not be true.
 */
static bool is_all_elsewhere(const struct cs_outlook *o)
{
    return o->pay.is_fallback && (o->projected.is_fallback || !o->projected.newest);
}

/* Of the place whose figures the page has. */
static const char *region_shown(const struct cs_outlook *o, struct cs_arena *arena)
{
    (void)arena;
    return is_all_elsewhere(o) ? o->pay.region : o->about.region;
}

static const char *region_in(const struct cs_outlook *o, struct cs_arena *arena)
{
    const char *shown = is_all_elsewhere(o) ? o->pay.region_code : o->about.region_code;
    return cs_report_in(shown, region_shown(o, arena), arena);
}

static const char *pay_in(const struct cs_outlook *o, struct cs_arena *arena)
{
    return cs_report_in(o->pay.region_code, o->pay.region, arena);
}

static const char *data_years(const struct cs_outlook *o, struct cs_arena *arena)
{
    const char *pay =
        o->pay.median.now.period.start_year && !isnan(cs_found_number(&o->pay.median.now))
            ? cs_period_short(o->pay.median.now.period, arena)
            : NULL;
    const char *outlook =
        o->projected.newest ? cs_period_short(o->projected.newest->period, arena) : NULL;
    if (pay && outlook)
        return cs_arena_printf(arena, "pay %s, outlook %s", pay, outlook);
    return pay       ? cs_arena_printf(arena, "pay %s", pay)
           : outlook ? cs_arena_printf(arena, "outlook %s", outlook)
                     : NULL;
}

/* "Ohio", "the United Kingdom". */
static const char *place_of(const struct cs_outlook *o, struct cs_arena *arena)
{
    return cs_region_in_sentence(o->about.region_code, o->about.region, arena);
}

/* Whether one sentence says of pay and outlook that they are the nation's. */
static bool has_neither(const struct cs_outlook *o)
{
    return is_all_elsewhere(o) && !isnan(cs_found_number(&o->pay.median.now)) &&
           o->projected.newest && !o->pay.too_old.estimate && !o->projected.too_old.estimate;
}

static const char *pay_fallback(const struct cs_outlook *o, struct cs_arena *arena)
{
    if (!o->pay.is_fallback || isnan(cs_found_number(&o->pay.median.now)))
        return NULL;
    if (o->pay.too_old.estimate)
        return cs_arena_printf(arena,
                               "The newest pay these data have for this occupation in %s is of %s "
                               "(a median of %s), too old to stand for today; that for the "
                               "United States is shown.",
                               place_of(o, arena), o->pay.too_old.period_text,
                               cs_report_money(&o->pay.too_old, arena));
    return cs_arena_printf(arena,
                           "These data have no pay figures%s for this occupation in %s; those "
                           "for the United States are shown.",
                           has_neither(o) ? " and no projection" : "", place_of(o, arena));
}

static const char *projection_fallback(const struct cs_outlook *o, struct cs_arena *arena)
{
    if (!o->projected.is_fallback || !o->projected.newest || has_neither(o))
        return NULL;
    if (o->projected.too_old.estimate)
        return cs_arena_printf(
            arena,
            "Growth, openings and projected jobs are those for the United "
            "States; the newest projection these data have for %s is of %s "
            "(%s), too old to stand for today.",
            place_of(o, arena), cs_period_short(o->projected.too_old.period, arena),
            cs_found_text(&o->projected.too_old, "signed-percent-1", CS_FIGURE_PERCENT, arena));
    return cs_arena_printf(arena,
                           "Growth, openings and projected jobs are those for the "
                           "United States; these data have no projection for %s.",
                           place_of(o, arena));
}

/* Of the period of the pay beside it: another year's would be no comparison. */
static const char *nation_median(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->pay.nation_then.estimate ? cs_report_money(&o->pay.nation_then, arena) : NULL;
}

static const char *nation_period(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->pay.nation_then.estimate ? cs_period_short(o->pay.nation_then.period, arena) : NULL;
}

static bool has_newer_nation(const struct cs_outlook *o)
{
    return o->pay.nation_median.estimate &&
           cs_period_compare(o->pay.nation_median.period, o->pay.median.now.period) > 0;
}

static const char *nation_newest(const struct cs_outlook *o, struct cs_arena *arena)
{
    return has_newer_nation(o) ? cs_report_money(&o->pay.nation_median, arena) : NULL;
}

static const char *nation_newest_period(const struct cs_outlook *o, struct cs_arena *arena)
{
    return has_newer_nation(o) ? cs_period_short(o->pay.nation_median.period, arena) : NULL;
}

static const struct cs_report_word head_words[] = {
    {"title", title},
    {"title.lower", title_lower},
    {"title.begin", title_begin},
    {"code", code},
    {"region", region},
    {"region.begin", region_begin},
    {"region.in", region_in},
    {"region.shown", region_shown},
    {"pay.in", pay_in},
    {"data.years", data_years},
    {"pay.fallback", pay_fallback},
    {"projection.fallback", projection_fallback},
    {"nation.median", nation_median},
    {"nation.period", nation_period},
    {"nation.newest", nation_newest},
    {"nation.newest.period", nation_newest_period},
    {NULL, NULL},
};

const char *cs_report_words(const struct cs_outlook *outlook, struct cs_span name,
                            struct cs_arena *arena, bool *is_known)
{
    const struct cs_report_word *const tables[] = {head_words,
                                                   cs_report_pay_words,
                                                   cs_report_job_words,
                                                   cs_report_caveat_words,
                                                   cs_report_plain_words,
                                                   cs_report_abroad_words,
                                                   cs_report_area_words};
    *is_known = true;
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
        for (const struct cs_report_word *row = tables[t]; row->name; row++)
            if (cs_span_equals(name, row->name))
                return row->words(outlook, arena);
    *is_known = false;
    return NULL;
}

const char *cs_report_elsewhere(struct cs_report *report)
{
    const struct cs_outlook *o = &report->outlook;
    const char *pay = is_all_elsewhere(o) ? pay_fallback(o, &report->arena) : NULL;
    return pay || !is_all_elsewhere(o) ? pay : projection_fallback(o, &report->arena);
}

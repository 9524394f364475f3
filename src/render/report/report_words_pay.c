/* Words about pay: before, percentiles, levels, regions, years. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/observed/observed_estimates.h"
#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/text.h"
#include "data/period.h"
#include "guide/figure/figure_words.h"
#include "render/report/report_parts.h"

enum { HANDFUL = 5 };

static const char *pay_observations(const struct cs_outlook *o, struct cs_arena *arena)
{
    const char *note = o->pay.median.now.note;
    (void)arena;
    return note && cs_starts_with(note, CS_OBSERVED_NOTE) ? note : NULL;
}

/* A median printed as a floor: at least half earn that much. */
static const char *pay_floor(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->pay.median.now.quantity.presence == CS_AT_LEAST
               ? cs_report_money(&o->pay.median.now, arena)
               : NULL;
}

static const char *before_median(const struct cs_outlook *o, struct cs_arena *arena)
{
    return isnan(o->pay.median.percent) ? NULL : cs_report_money(&o->pay.median.before, arena);
}

static const char *before_period(const struct cs_outlook *o, struct cs_arena *arena)
{
    return isnan(o->pay.median.percent) ? NULL
                                        : cs_period_short(o->pay.median.before.period, arena);
}

/* Whether the percentiles stand on another vintage or publisher than the median. */
static bool are_apart(const struct cs_outlook *o)
{
    const struct cs_found *off = &o->pay.percentiles[1];
    return off->estimate && (cs_period_compare(off->period, o->pay.median.now.period) != 0 ||
                             !cs_found_same_publisher(off, &o->pay.median.now));
}

/* Only where it adds to the median itself. */
static const char *hour_median(const struct cs_outlook *o, struct cs_arena *arena)
{
    bool is_same = cs_period_compare(o->pay.hourly[2].period, o->pay.median.now.period) == 0;
    return o->pay.median.now.unit.per == CS_PER_HOUR || !is_same || are_apart(o)
               ? NULL
               : cs_report_money(&o->pay.hourly[2], arena);
}

/* What the percentiles are of where that is not the median's: a heading. */
static const char *percentiles_apart(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_found *off = &o->pay.percentiles[1];
    if (!are_apart(o))
        return NULL;
    return cs_arena_printf(arena, "%s, %s",
                           off->source->publisher ? off->source->publisher : off->source->id,
                           cs_period_short(off->period, arena));
}

static const char *percentile_low(const struct cs_outlook *o, struct cs_arena *arena)
{
    return cs_report_money(&o->pay.percentiles[0], arena);
}

static const char *percentile_high(const struct cs_outlook *o, struct cs_arena *arena)
{
    struct cs_found high = o->pay.percentiles[CS_N_PERCENTILES - 1];
    if (high.quantity.presence == CS_AT_LEAST)
        high.quantity.presence = CS_PRESENT; /* "more than" says it */
    return cs_report_money(&high, arena);
}

static const char *levels_in(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->levels.n ? cs_report_in(o->levels.region_code, o->levels.region, arena) : NULL;
}

/* When they are another region's than the one asked for. */
static const char *levels_fallback(const struct cs_outlook *o, struct cs_arena *arena)
{
    if (!o->levels.n || strcmp(o->levels.region_code, o->about.region_code) == 0)
        return NULL;
    return cs_arena_printf(arena, "These levels are for %s; the data have none for %s.",
                           cs_region_in_sentence(o->levels.region_code, o->levels.region, arena),
                           cs_region_in_sentence(o->about.region_code, o->about.region, arena));
}

static const char *level_first(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->levels.n ? cs_title_in_sentence(o->levels.rows[0].title, arena) : NULL;
}

static const char *level_first_pay(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->levels.n ? cs_report_money(&o->levels.rows[0].median, arena) : NULL;
}

static const char *level_last(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->levels.n ? cs_title_in_sentence(o->levels.rows[o->levels.n - 1].title, arena) : NULL;
}

static const char *level_last_pay(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->levels.n ? cs_report_money(&o->levels.rows[o->levels.n - 1].median, arena) : NULL;
}

static const char *level_rise(const struct cs_outlook *o, struct cs_arena *arena)
{
    double first = o->levels.n ? cs_found_number(&o->levels.rows[0].median) : NAN;
    double last = o->levels.n ? cs_found_number(&o->levels.rows[o->levels.n - 1].median) : NAN;
    if (isnan(first) || isnan(last) || !(first > 0))
        return NULL;
    double percent = round((last / first - 1) * 100);
    return percent > 0 ? cs_arena_printf(arena, "%.0f%%", percent) : NULL;
}

static const struct cs_region_row *region_end(const struct cs_outlook *o, int from_top)
{
    size_t n = o->regions.n;
    while (n && isnan(cs_found_number(&o->regions.rows[n - 1].median)))
        n--;
    return n ? &o->regions.rows[from_top ? 0 : n - 1] : NULL;
}

static bool is_floor(const struct cs_found *found)
{
    return found->estimate && found->quantity.presence == CS_AT_LEAST;
}

size_t cs_report_n_capped(const struct cs_outlook *o)
{
    size_t n = 0;
    for (size_t i = 0; i < o->regions.n; i++)
        n += is_floor(&o->regions.rows[i].median);
    return n > 1 ? n : 0;
}

/* Places that can be told apart by what pay buys there. */
static size_t count_at_parity(const struct cs_outlook *o)
{
    size_t n = 0;
    for (size_t i = 0; i < o->regions.n; i++)
        n += !isnan(o->regions.rows[i].at_parity);
    return n;
}

/* None where a median is a floor: that place may be better. None, too, of a handful: the best of
 * few is not where pay goes furthest. */
static const struct cs_region_row *best_at_parity(const struct cs_outlook *o)
{
    const struct cs_region_row *best = NULL;
    if (o->regions.n && is_floor(&o->regions.rows[0].median))
        return NULL;
    if (count_at_parity(o) <= HANDFUL)
        return NULL;
    for (size_t i = 0; i < o->regions.n; i++)
        if (!isnan(o->regions.rows[i].at_parity) &&
            (!best || o->regions.rows[i].at_parity > best->at_parity))
            best = &o->regions.rows[i];
    return best;
}

static const char *regions_top(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_region_row *row = cs_report_n_capped(o) ? NULL : region_end(o, 1);
    return row ? cs_region_in_sentence(row->code, row->name, arena) : NULL;
}

static const char *regions_top_pay(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_region_row *row = region_end(o, 1);
    return row ? cs_report_money(&row->median, arena) : NULL;
}

static const char *regions_capped(const struct cs_outlook *o, struct cs_arena *arena)
{
    size_t n = cs_report_n_capped(o);
    return n ? cs_arena_printf(arena, "%zu", n) : NULL;
}

static const char *regions_bottom(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_region_row *row = region_end(o, 0);
    return row ? cs_region_in_sentence(row->code, row->name, arena) : NULL;
}

static const char *regions_bottom_pay(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_region_row *row = region_end(o, 0);
    return row ? cs_report_money(&row->median, arena) : NULL;
}

static const char *regions_period(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->regions.n ? cs_period_short(o->regions.period, arena) : NULL;
}

/* "number 38 of 53", of the region asked for among those with a median; none where floors tie. */
static const char *regions_place(const struct cs_outlook *o, struct cs_arena *arena)
{
    size_t n_known = 0, place = 0;
    for (size_t i = 0; i < o->regions.n; i++) {
        n_known += !isnan(cs_found_number(&o->regions.rows[i].median));
        if (strcmp(o->regions.rows[i].code, o->about.region_code) == 0 &&
            !isnan(cs_found_number(&o->regions.rows[i].median)) &&
            !(cs_report_n_capped(o) && is_floor(&o->regions.rows[i].median)))
            place = n_known;
    }
    return place ? cs_arena_printf(arena, "number %zu of %zu", place, n_known) : NULL;
}

static const char *regions_n(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->regions.n ? cs_arena_printf(arena, "%zu", o->regions.n) : NULL;
}

static const char *regions_are_old(const struct cs_outlook *o, struct cs_arena *arena)
{
    int newest = o->pay.nation_median.estimate ? o->pay.nation_median.period.end_year
                                               : o->pay.median.now.period.end_year;
    if (!o->regions.n || o->regions.period.end_year >= newest)
        return NULL;
    return cs_arena_printf(arena, "%d", newest);
}

/* "Guam ($29,590 in 2024), Puerto Rico ($21,820 in 2024)"; of many their number. */
static const char *regions_older(const struct cs_outlook *o, struct cs_arena *arena)
{
    enum { MOST_NAMED = 6 };
    const char *words = NULL;
    size_t n = o->regions.n_older;
    if (n > MOST_NAMED)
        return cs_arena_printf(arena, "%zu places", n);
    for (size_t i = 0; i < n; i++) {
        const struct cs_region_row *row = &o->regions.older[i];
        const char *joint = i == 0 ? "" : i + 1 < n ? ", " : " and ";
        words = cs_arena_printf(arena, "%s%s%s (%s in %s)", words ? words : "", joint,
                                cs_region_in_sentence(row->code, row->name, arena),
                                cs_report_money(&row->median, arena),
                                cs_period_short(row->median.period, arena));
    }
    return words;
}

static const char *parity_year(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->regions.parity_year ? cs_arena_printf(arena, "%d", o->regions.parity_year) : NULL;
}

static const char *parity_top(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_region_row *row = best_at_parity(o);
    return row ? cs_region_in_sentence(row->code, row->name, arena) : NULL;
}

static const char *parity_n(const struct cs_outlook *o, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "%zu", count_at_parity(o));
}

static const char *parity_top_pay(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_region_row *row = best_at_parity(o);
    return row ? cs_report_amount(&row->median, row->at_parity, arena) : NULL;
}

static const char *years_first(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_year_row *row = cs_report_year_end(o, 0);
    return row ? cs_period_short(row->median.period, arena) : NULL;
}

static const char *years_first_pay(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_year_row *row = cs_report_year_end(o, 0);
    return row ? cs_report_money(&row->median, arena) : NULL;
}

/* Why the years start where they do: the first surveys by the SOC of 2010 and 2018. */
static const char *years_start(const struct cs_outlook *o, struct cs_arena *arena)
{
    static const struct {
        int survey, revision;
    } firsts[] = {{2010, 2010}, {2012, 2010}, {2019, 2018}, {2021, 2018}};
    const struct cs_year_row *row = o->years.starts_late ? cs_report_year_end(o, 0) : NULL;
    for (size_t i = 0; row && i < sizeof firsts / sizeof *firsts; i++)
        if (row->median.period.end_year == firsts[i].survey)
            return cs_arena_printf(
                arena,
                "Figures under this code start in %d, with the occupational classification "
                "of %d. Before that, these workers were counted under other codes.",
                firsts[i].survey, firsts[i].revision);
    return NULL;
}

static const char *years_last(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_year_row *row = cs_report_year_end(o, 1);
    return row ? cs_period_short(row->median.period, arena) : NULL;
}

static const char *years_last_pay(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_year_row *row = cs_report_year_end(o, 1);
    return row ? cs_report_money(&row->median, arena) : NULL;
}

/* Two floors: what moved is where exact figures end. */
static const char *years_capped(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_year_row *first = cs_report_year_end(o, 0), *last = cs_report_year_end(o, 1);
    (void)arena;
    return first && is_floor(&first->median) && is_floor(&last->median)
               ? "Both are the ceiling above which no exact figure is published: they do not show "
                 "how "
                 "pay changed."
               : NULL;
}

static const char *years_first_real(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_year_row *row = cs_report_year_end(o, 0);
    return row ? cs_report_amount(&row->median, row->real, arena) : NULL;
}

static const char *years_real_change(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_year_row *first = cs_report_year_end(o, 0), *last = cs_report_year_end(o, 1);
    if (!first || isnan(first->real) || isnan(last->real))
        return NULL;
    double percent = round((last->real / first->real - 1) * 100);
    if (percent == 0)
        return "as much as";
    return cs_arena_printf(arena, "%.0f%% %s than", fabs(percent), percent < 0 ? "less" : "more");
}

static const char *real_year(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->years.real_year ? cs_arena_printf(arena, "%d", o->years.real_year) : NULL;
}

const struct cs_report_word cs_report_pay_words[] = {
    {"pay.answers", pay_observations},
    {"pay.floor", pay_floor},
    {"before.median", before_median},
    {"before.period", before_period},
    {"hour.median", hour_median},
    {"percentiles.apart", percentiles_apart},
    {"percentiles.low", percentile_low},
    {"percentiles.high", percentile_high},
    {"levels.in", levels_in},
    {"levels.fallback", levels_fallback},
    {"levels.first", level_first},
    {"levels.first.pay", level_first_pay},
    {"levels.last", level_last},
    {"levels.last.pay", level_last_pay},
    {"levels.rise", level_rise},
    {"regions.n", regions_n},
    {"regions.older", regions_older},
    {"regions.capped", regions_capped},
    {"regions.place", regions_place},
    {"regions.period", regions_period},
    {"regions.newer", regions_are_old},
    {"regions.top", regions_top},
    {"regions.top.pay", regions_top_pay},
    {"regions.bottom", regions_bottom},
    {"regions.bottom.pay", regions_bottom_pay},
    {"parity.year", parity_year},
    {"parity.n", parity_n},
    {"parity.top", parity_top},
    {"parity.top.pay", parity_top_pay},
    {"years.capped", years_capped},
    {"years.first", years_first},
    {"years.start", years_start},
    {"years.first.pay", years_first_pay},
    {"years.first.real", years_first_real},
    {"years.last", years_last},
    {"years.last.pay", years_last_pay},
    {"years.real.change", years_real_change},
    {"years.real.year", real_year},
    {NULL, NULL},
};

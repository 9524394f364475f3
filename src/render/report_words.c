/* Words of an outlook that templates put into sentences. */
#include <math.h>
#include <string.h>

#include "guide/figure_table.h"
#include "render/report_parts.h"

const char *cs_report_money(const struct cs_found *found, struct cs_arena *arena)
{
    return cs_found_text(found, "money", CS_FIGURE_MONEY, arena);
}

const char *cs_report_per(struct cs_unit unit)
{
    static const char *const words[] = {"", "a year", "a month", "a week", "a day", "an hour"};
    return unit.kind == CS_UNIT_MONEY ? words[unit.per] : "";
}

const char *cs_report_in(const char *code, const char *name, struct cs_arena *arena)
{
    static const char *const with_article[] = {"US", "GBR", "NLD", "PHL", "DC", "VI", "MP"};
    for (size_t i = 0; i < sizeof with_article / sizeof *with_article; i++)
        if (strcmp(code, with_article[i]) == 0)
            return cs_arena_printf(arena, "in the %s", name);
    return cs_arena_printf(arena, "in %s", name);
}

const char *cs_report_period(struct cs_period p, struct cs_arena *arena)
{
    static const char *const months[] = {"January", "February", "March",     "April",
                                         "May",     "June",     "July",      "August",
                                         "September", "October", "November", "December"};
    if (p.start_year == 0)
        return "";
    if (p.month)
        return cs_arena_printf(arena, "%s %d", months[p.month - 1], p.start_year);
    if (!cs_period_is_span(p))
        return cs_arena_printf(arena, "%d", p.start_year);
    if (p.start_year / 100 == p.end_year / 100)
        return cs_arena_printf(arena, "%d–%02d", p.start_year, p.end_year % 100);
    return cs_arena_printf(arena, "%d–%d", p.start_year, p.end_year);
}

typedef const char *words_of(const struct cs_outlook *o, struct cs_arena *arena);

static const char *title(const struct cs_outlook *o, struct cs_arena *arena)
{
    (void)arena;
    return o->title;
}

static const char *title_lower(const struct cs_outlook *o, struct cs_arena *arena)
{
    return cs_title_in_sentence(o->title, arena);
}

static const char *code(const struct cs_outlook *o, struct cs_arena *arena)
{
    (void)arena;
    return o->code;
}

static const char *region(const struct cs_outlook *o, struct cs_arena *arena)
{
    (void)arena;
    return o->region;
}

static const char *region_in(const struct cs_outlook *o, struct cs_arena *arena)
{
    return cs_report_in(o->region_code, o->region, arena);
}

static const char *pay_in(const struct cs_outlook *o, struct cs_arena *arena)
{
    return cs_report_in(o->pay_region_code, o->pay_region, arena);
}

static const char *data_years(const struct cs_outlook *o, struct cs_arena *arena)
{
    const char *pay = o->median.now.period.start_year
                          ? cs_report_period(o->median.now.period, arena)
                          : NULL;
    const char *outlook = o->projection ? cs_report_period(o->projection->period, arena) : NULL;
    if (pay && outlook)
        return cs_arena_printf(arena, "pay %s, outlook %s", pay, outlook);
    return pay       ? cs_arena_printf(arena, "pay %s", pay)
           : outlook ? cs_arena_printf(arena, "outlook %s", outlook)
                     : NULL;
}

static const char *pay_fallback(const struct cs_outlook *o, struct cs_arena *arena)
{
    if (!o->pay_is_fallback)
        return NULL;
    return cs_arena_printf(arena, "These data hold no pay figures of this occupation for %s: those "
                           "of the United States are shown.", o->region);
}

static const char *projection_fallback(const struct cs_outlook *o, struct cs_arena *arena)
{
    if (!o->projection_is_fallback || !o->projection)
        return NULL;
    return cs_arena_printf(arena, "Growth and openings are those of the United States; these data "
                           "hold no projection for %s.", o->region);
}

static const char *nation_median(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->nation_median.estimate ? cs_report_money(&o->nation_median, arena) : NULL;
}

static const char *nation_period(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->nation_median.estimate ? cs_report_period(o->nation_median.period, arena) : NULL;
}

static const char *before_median(const struct cs_outlook *o, struct cs_arena *arena)
{
    return isnan(o->median.percent) ? NULL : cs_report_money(&o->median.before, arena);
}

static const char *before_period(const struct cs_outlook *o, struct cs_arena *arena)
{
    return isnan(o->median.percent) ? NULL : cs_report_period(o->median.before.period, arena);
}

static const char *up_or_down(double percent, struct cs_arena *arena)
{
    if (isnan(percent))
        return NULL;
    if (round(percent * 10) == 0)
        return "unchanged";
    return cs_arena_printf(arena, "%s %.1f%%", percent < 0 ? "down" : "up", fabs(percent));
}

/* Only where it adds to the median itself. */
static const char *hour_median(const struct cs_outlook *o, struct cs_arena *arena)
{
    int is_same = cs_period_compare(o->hourly[2].period, o->median.now.period) == 0;
    return o->median.now.unit.per == CS_PER_HOUR || !is_same
               ? NULL
               : cs_report_money(&o->hourly[2], arena);
}

/* When the percentiles are of an older vintage than the median. */
static const char *percentiles_older(const struct cs_outlook *o, struct cs_arena *arena)
{
    if (!o->percentiles[1].estimate ||
        cs_period_compare(o->percentiles[1].period, o->median.now.period) == 0)
        return NULL;
    return cs_report_period(o->percentiles[1].period, arena);
}

static const char *percentile_low(const struct cs_outlook *o, struct cs_arena *arena)
{
    return cs_report_money(&o->percentiles[0], arena);
}

static const char *percentile_high(const struct cs_outlook *o, struct cs_arena *arena)
{
    struct cs_found high = o->percentiles[CS_N_PERCENTILES - 1];
    if (high.quantity.presence == CS_AT_LEAST)
        high.quantity.presence = CS_PRESENT; /* "more than" says it */
    return cs_report_money(&high, arena);
}

static const char *jobs_change(const struct cs_outlook *o, struct cs_arena *arena)
{
    return up_or_down(o->employment.percent, arena);
}

static const char *jobs_before_period(const struct cs_outlook *o, struct cs_arena *arena)
{
    return isnan(o->employment.percent) ? NULL
                                        : cs_report_period(o->employment.before.period, arena);
}

static const char *level_first(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->n_levels ? cs_title_in_sentence(o->levels[0].title, arena) : NULL;
}

static const char *level_first_pay(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->n_levels ? cs_report_money(&o->levels[0].median, arena) : NULL;
}

static const char *level_last(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->n_levels ? cs_title_in_sentence(o->levels[o->n_levels - 1].title, arena) : NULL;
}

static const char *level_last_pay(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->n_levels ? cs_report_money(&o->levels[o->n_levels - 1].median, arena) : NULL;
}

static const char *level_rise(const struct cs_outlook *o, struct cs_arena *arena)
{
    double first = o->n_levels ? cs_found_number(&o->levels[0].median) : NAN;
    double last = o->n_levels ? cs_found_number(&o->levels[o->n_levels - 1].median) : NAN;
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

static const struct cs_region_row *best_at_parity(const struct cs_outlook *o)
{
    const struct cs_region_row *best = NULL;
    for (size_t i = 0; i < o->regions.n; i++)
        if (!isnan(o->regions.rows[i].at_parity) &&
            (!best || o->regions.rows[i].at_parity > best->at_parity))
            best = &o->regions.rows[i];
    return best;
}

static const char *regions_top(const struct cs_outlook *o, struct cs_arena *arena)
{
    (void)arena;
    const struct cs_region_row *row = region_end(o, 1);
    return row ? row->name : NULL;
}

static const char *regions_top_pay(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_region_row *row = region_end(o, 1);
    return row ? cs_report_money(&row->median, arena) : NULL;
}

static const char *regions_bottom(const struct cs_outlook *o, struct cs_arena *arena)
{
    (void)arena;
    const struct cs_region_row *row = region_end(o, 0);
    return row ? row->name : NULL;
}

static const char *regions_bottom_pay(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_region_row *row = region_end(o, 0);
    return row ? cs_report_money(&row->median, arena) : NULL;
}

static const char *regions_period(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->regions.n ? cs_report_period(o->regions.period, arena) : NULL;
}

static const char *regions_n(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->regions.n ? cs_arena_printf(arena, "%zu", o->regions.n) : NULL;
}

static const char *regions_are_old(const struct cs_outlook *o, struct cs_arena *arena)
{
    int newest = o->nation_median.estimate ? o->nation_median.period.end_year
                                           : o->median.now.period.end_year;
    if (!o->regions.n || o->regions.period.end_year >= newest)
        return NULL;
    return cs_arena_printf(arena, "%d", newest);
}

static const char *parity_year(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->regions.parity_year ? cs_arena_printf(arena, "%d", o->regions.parity_year) : NULL;
}

static const char *parity_top(const struct cs_outlook *o, struct cs_arena *arena)
{
    (void)arena;
    const struct cs_region_row *row = best_at_parity(o);
    return row ? row->name : NULL;
}

static const char *parity_top_pay(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_region_row *row = best_at_parity(o);
    return row ? cs_money_text(round(row->at_parity), row->median.unit.currency, arena) : NULL;
}

static const struct cs_year_row *year_end(const struct cs_outlook *o, int last)
{
    return o->years.n > 2 ? &o->years.rows[last ? o->years.n - 1 : 0] : NULL;
}

static const char *years_first(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_year_row *row = year_end(o, 0);
    return row ? cs_report_period(row->median.period, arena) : NULL;
}

static const char *years_first_pay(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_year_row *row = year_end(o, 0);
    return row ? cs_report_money(&row->median, arena) : NULL;
}

static const char *years_last(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_year_row *row = year_end(o, 1);
    return row ? cs_report_period(row->median.period, arena) : NULL;
}

static const char *years_last_pay(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_year_row *row = year_end(o, 1);
    return row ? cs_report_money(&row->median, arena) : NULL;
}

static const char *years_first_real(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_year_row *row = year_end(o, 0);
    return row && !isnan(row->real)
               ? cs_money_text(round(row->real), row->median.unit.currency, arena)
               : NULL;
}

static const char *years_real_change(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_year_row *first = year_end(o, 0), *last = year_end(o, 1);
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

static const char *split_period(const struct cs_outlook *o, struct cs_arena *arena)
{
    (void)arena;
    return o->split ? o->split->period_text : NULL;
}

static const char *split_is_older(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->split && o->split != o->projection ? cs_report_period(o->split->period, arena)
                                                 : NULL;
}

static const char *openings_share(const struct cs_outlook *o, struct cs_arena *arena)
{
    double openings = o->projection ? cs_found_number(&o->projection->openings) : NAN;
    double base = o->projection ? cs_found_number(&o->projection->base) : NAN;
    if (isnan(openings) || isnan(base) || !(base > 0))
        return NULL;
    return cs_arena_printf(arena, "%.0f", round(openings / base * 100));
}

static const char *world_year(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->countries.rate_year ? cs_arena_printf(arena, "%d", o->countries.rate_year) : NULL;
}

static const char *world_monthly(const struct cs_outlook *o, struct cs_arena *arena)
{
    const char *names = NULL;
    for (size_t i = 0; i < o->countries.n; i++)
        if (o->countries.rows[i].low.unit.per == CS_PER_MONTH)
            names = names ? cs_arena_printf(arena, "%s, %s", names, o->countries.rows[i].name)
                          : o->countries.rows[i].name;
    return names;
}

static const char *world_n(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->countries.n > 1 ? cs_arena_printf(arena, "%zu", o->countries.n) : NULL;
}

static const char *industry_first(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->n_industries ? cs_title_in_sentence(o->industries[0].title, arena) : NULL;
}

static const char *industry_first_share(const struct cs_outlook *o, struct cs_arena *arena)
{
    double share = o->n_industries ? cs_found_number(&o->industries[0].share) : NAN;
    return isnan(share) ? NULL : cs_arena_printf(arena, "%.0f%%", round(share));
}

static const char *industries_share(const struct cs_outlook *o, struct cs_arena *arena)
{
    double sum = 0;
    for (size_t i = 0; i < o->n_industries; i++)
        sum += cs_found_number(&o->industries[i].share);
    return o->n_industries && !isnan(sum) ? cs_arena_printf(arena, "%.0f%%", round(sum)) : NULL;
}

static const char *industries_n(const struct cs_outlook *o, struct cs_arena *arena)
{
    static const char *const words[] = {"no", "one", "two", "three", "four", "five", "six",
                                        "seven", "eight", "nine", "ten"};
    if (!o->n_industries)
        return NULL;
    return o->n_industries <= 10 ? words[o->n_industries]
                                 : cs_arena_printf(arena, "%zu", o->n_industries);
}

static const char *industries_period(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->n_industries ? cs_report_period(o->industries[0].employment.period, arena) : NULL;
}

static const char *related_n(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->n_related > 1 ? cs_arena_printf(arena, "%zu", o->n_related - 1) : NULL;
}

/* Among those with a median, best paid first. */
static const struct cs_related_row *related_best(const struct cs_outlook *o)
{
    const struct cs_related_row *row = o->n_related ? &o->related[0] : NULL;
    return row && !row->is_self && !isnan(cs_found_number(&row->median)) ? row : NULL;
}

static const char *related_top(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_related_row *row = related_best(o);
    return row ? cs_title_in_sentence(row->title, arena) : NULL;
}

static const char *related_top_pay(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_related_row *row = related_best(o);
    return row ? cs_report_money(&row->median, arena) : NULL;
}

static const struct cs_related_row *related_fastest(const struct cs_outlook *o)
{
    const struct cs_related_row *best = NULL;
    for (size_t i = 0; i < o->n_related; i++) {
        double percent = cs_found_number(&o->related[i].percent);
        if (!isnan(percent) && (!best || percent > cs_found_number(&best->percent)))
            best = &o->related[i];
    }
    return best;
}

static const char *related_fast(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_related_row *row = related_fastest(o);
    return row && !row->is_self ? cs_title_in_sentence(row->title, arena) : NULL;
}

static const char *related_fast_percent(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_related_row *row = related_fastest(o);
    double percent = row ? round(cs_found_number(&row->percent)) : NAN;
    return percent > 0 ? cs_arena_printf(arena, "%.0f%%", percent) : NULL;
}

static const char *rse(const struct cs_outlook *o, struct cs_arena *arena)
{
    double percent = cs_found_number(&o->mean_rse);
    return isnan(percent) ? NULL : cs_arena_printf(arena, "%.1f%%", percent);
}

static const char *mean_interval(const struct cs_outlook *o, struct cs_arena *arena)
{
    double percent = cs_found_number(&o->mean_rse), mean = cs_found_number(&o->mean.now);
    if (isnan(percent) || isnan(mean) || o->mean.now.unit.per != CS_PER_YEAR)
        return NULL;
    double half = 1.96 * percent / 100 * mean;
    const char *currency = o->mean.now.unit.currency;
    return cs_arena_printf(arena, "%s and %s",
                           cs_money_text(round((mean - half) / 10) * 10, currency, arena),
                           cs_money_text(round((mean + half) / 10) * 10, currency, arena));
}

static const struct {
    const char *name;
    words_of *words;
} names[] = {
    {"title", title},
    {"title.lower", title_lower},
    {"code", code},
    {"region", region},
    {"region.in", region_in},
    {"pay.in", pay_in},
    {"data.years", data_years},
    {"pay.fallback", pay_fallback},
    {"projection.fallback", projection_fallback},
    {"nation.median", nation_median},
    {"nation.period", nation_period},
    {"before.median", before_median},
    {"before.period", before_period},
    {"hour.median", hour_median},
    {"percentiles.older", percentiles_older},
    {"percentiles.low", percentile_low},
    {"percentiles.high", percentile_high},
    {"jobs.change", jobs_change},
    {"jobs.before.period", jobs_before_period},
    {"levels.first", level_first},
    {"levels.first.pay", level_first_pay},
    {"levels.last", level_last},
    {"levels.last.pay", level_last_pay},
    {"levels.rise", level_rise},
    {"regions.n", regions_n},
    {"regions.period", regions_period},
    {"regions.newer", regions_are_old},
    {"regions.top", regions_top},
    {"regions.top.pay", regions_top_pay},
    {"regions.bottom", regions_bottom},
    {"regions.bottom.pay", regions_bottom_pay},
    {"parity.year", parity_year},
    {"parity.top", parity_top},
    {"parity.top.pay", parity_top_pay},
    {"years.first", years_first},
    {"years.first.pay", years_first_pay},
    {"years.first.real", years_first_real},
    {"years.last", years_last},
    {"years.last.pay", years_last_pay},
    {"years.real.change", years_real_change},
    {"years.real.year", real_year},
    {"split.period", split_period},
    {"split.older", split_is_older},
    {"openings.share", openings_share},
    {"world.n", world_n},
    {"world.rates", world_year},
    {"world.monthly", world_monthly},
    {"industries.n", industries_n},
    {"industries.period", industries_period},
    {"industries.first", industry_first},
    {"industries.first.share", industry_first_share},
    {"industries.share", industries_share},
    {"related.n", related_n},
    {"related.top", related_top},
    {"related.top.pay", related_top_pay},
    {"related.fastest", related_fast},
    {"related.fastest.percent", related_fast_percent},
    {"error.mean", rse},
    {"error.mean.interval", mean_interval},
};

const char *cs_report_words(const struct cs_outlook *outlook, struct cs_span name,
                            struct cs_arena *arena, int *is_known)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (cs_span_equals(name, names[i].name)) {
            *is_known = 1;
            return names[i].words(outlook, arena);
        }
    *is_known = 0;
    return NULL;
}

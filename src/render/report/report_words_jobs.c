/* Words about jobs: openings, industries, other countries, neighbors, and how sure all is. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/number.h"
#include "data/quantity.h"
#include "guide/figure/figure.h"
#include "guide/figure/figure_words.h"
#include "render/report/report_parts.h"

static const char *up_or_down(double percent, struct cs_arena *arena)
{
    if (isnan(percent))
        return NULL;
    if (round(percent * 10) == 0)
        return "unchanged";
    return cs_arena_printf(arena, "%s %.1f%%", percent < 0 ? "down" : "up", fabs(percent));
}

static const char *jobs_change(const struct cs_outlook *o, struct cs_arena *arena)
{
    return up_or_down(o->jobs.employment.percent, arena);
}

static const char *jobs_before_period(const struct cs_outlook *o, struct cs_arena *arena)
{
    return isnan(o->jobs.employment.percent)
               ? NULL
               : cs_period_short(o->jobs.employment.before.period, arena);
}

static const char *split_period(const struct cs_outlook *o, struct cs_arena *arena)
{
    (void)arena;
    return o->projected.split ? o->projected.split->period_text : NULL;
}

static const char *split_is_older(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->projected.split && o->projected.split != o->projected.newest
               ? cs_period_short(o->projected.split->period, arena)
               : NULL;
}

/* Openings a year that a decline takes away; NULL where the jobs grow. */
static const char *split_loss(const struct cs_outlook *o, struct cs_arena *arena)
{
    double change = o->projected.split ? cs_found_number(&o->projected.split->change) : NAN;
    int years = o->projected.split
                    ? o->projected.split->period.end_year - o->projected.split->period.start_year
                    : 0;
    char digits[48];
    if (isnan(change) || years <= 0 || !(change < 0))
        return NULL;
    cs_number_format_grouped(cs_count_rounded(-change / years), 0, digits, sizeof digits);
    return cs_arena_printf(arena, "%s", digits);
}

/* "35,300 more jobs"; NULL where the change is not known, or none. */
static const char *growth_jobs(const struct cs_outlook *o, struct cs_arena *arena)
{
    double change =
        o->projected.newest ? cs_count_rounded(cs_found_number(&o->projected.newest->change)) : NAN;
    char digits[48];
    if (isnan(change) || change == 0)
        return NULL;
    cs_number_format_grouped(fabs(change), 0, digits, sizeof digits);
    return cs_arena_printf(arena, "%s %s job%s", digits, change < 0 ? "fewer" : "more",
                           fabs(change) == 1 ? "" : "s");
}

/* Openings printed as none are fewer than the half of the last digit: of the nation's, tenths of a
 * thousand. */
static const char *openings_few(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_projection_row *row = o->projected.newest;
    (void)arena;
    if (!row || cs_found_number(&row->openings) != 0)
        return NULL;
    return fmod(cs_found_number(&row->base), 100) == 0 ? "fewer than 50" : "almost none";
}

static const char *openings_share(const struct cs_outlook *o, struct cs_arena *arena)
{
    double openings = o->projected.newest ? cs_found_number(&o->projected.newest->openings) : NAN;
    double base = o->projected.newest ? cs_found_number(&o->projected.newest->base) : NAN;
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
    return o->industries.n > 1 ? cs_title_in_sentence(o->industries.rows[0].title, arena) : NULL;
}

static const char *industry_first_share(const struct cs_outlook *o, struct cs_arena *arena)
{
    double share = o->industries.n > 1 ? cs_found_number(&o->industries.rows[0].share) : NAN;
    return isnan(share) ? NULL : cs_arena_printf(arena, "%.1f%%", share);
}

static const char *industries_share(const struct cs_outlook *o, struct cs_arena *arena)
{
    double sum = 0;
    for (size_t i = 0; i < cs_report_n_listed(o->industries.n); i++)
        sum += cs_found_number(&o->industries.rows[i].share);
    return o->industries.n > 1 && sum <= 100 /* else some are parts of others */
               ? cs_arena_printf(arena, "%.1f%%", sum)
               : NULL;
}

/* Industries are counted for the whole nation. */
static const char *industries_of(const struct cs_outlook *o, struct cs_arena *arena)
{
    (void)arena;
    return strcmp(o->about.region_code, "US") == 0 ? "of the jobs"
                                                   : "of its jobs across the United States";
}

static const char *industries_n(const struct cs_outlook *o, struct cs_arena *arena)
{
    static const char *const words[] = {"no",  "one",   "two",   "three", "four", "five",
                                        "six", "seven", "eight", "nine",  "ten"};
    (void)arena;
    return o->industries.n < 2 ? NULL : words[cs_report_n_listed(o->industries.n)];
}

static const char *industries_left(const struct cs_outlook *o, struct cs_arena *arena)
{
    return cs_report_left_out(o->industries.n, "industry, which has fewer of the jobs, is",
                              "industries, which have fewer of the jobs, are", arena);
}

static const char *industries_period(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->industries.n > 1 ? cs_period_short(o->industries.rows[0].employment.period, arena)
                               : NULL;
}

static const char *related_n(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->related.n > 1 ? cs_arena_printf(arena, "%zu", o->related.n - 1) : NULL;
}

/* What they are called: only those that somebody named are related. */
static const char *related_words(const struct cs_outlook *o, struct cs_arena *arena)
{
    (void)arena;
    return cs_report_related_words(o);
}

static const char *related_heading(const struct cs_outlook *o, struct cs_arena *arena)
{
    (void)arena;
    return cs_report_related_heading(o);
}

/* Said where the list is nobody's. */
static const char *related_by_code(const struct cs_outlook *o, struct cs_arena *arena)
{
    (void)arena;
    return o->related.n > 1 && o->related.by == CS_RELATED_BY_CODE
               ? "These are the nearest codes; no source here says that their work is alike."
               : NULL;
}

/* Whether the best paid among the related is known: one unit for all, no floors side by side. */
static bool is_ranked(const struct cs_outlook *o)
{
    const struct cs_found *top = o->related.n ? &o->related.rows[0].median : NULL;
    int n_floors = 0;
    for (size_t i = 0; i < o->related.n; i++) {
        const struct cs_found *pay = &o->related.rows[i].median;
        if (!isnan(cs_found_number(pay)) && !cs_unit_equals(pay->unit, top->unit))
            return false;
        n_floors += pay->quantity.presence == CS_AT_LEAST;
    }
    return top && n_floors < 2;
}

/* Neighbors are shown with the pay of the nation. */
static const char *related_pay(const struct cs_outlook *o, struct cs_arena *arena)
{
    (void)arena;
    return strcmp(o->about.region_code, "US") == 0 ? "pay" : "pay across the United States";
}

/* Among those with a median, best paid first. */
static const struct cs_related_row *related_best(const struct cs_outlook *o)
{
    const struct cs_related_row *row = is_ranked(o) ? &o->related.rows[0] : NULL;
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
    for (size_t i = 0; i < o->related.n; i++) {
        double percent = cs_found_number(&o->related.rows[i].percent);
        if (!isnan(percent) && (!best || percent > cs_found_number(&best->percent)))
            best = &o->related.rows[i];
    }
    return best;
}

/* Whose jobs, growth and openings are shown for want of the place's own. */
static const char *projected_nation(const struct cs_outlook *o, struct cs_arena *arena)
{
    (void)arena;
    return o->projected.is_fallback ? "United States" : NULL;
}

static const char *related_fast(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_related_row *row = related_fastest(o);
    return row && !row->is_self ? cs_title_in_sentence(row->title, arena) : NULL;
}

static const char *related_fast_percent(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_related_row *row = related_fastest(o);
    double percent = row ? cs_found_number(&row->percent) : NAN;
    return percent >= 0.05 ? cs_arena_printf(arena, "%.1f%%", percent) : NULL;
}

static const char *rse(const struct cs_outlook *o, struct cs_arena *arena)
{
    double percent = cs_found_number(&o->pay.mean_rse);
    return isnan(percent) ? NULL : cs_arena_printf(arena, "%.1f%%", percent);
}

static const char *mean_interval(const struct cs_outlook *o, struct cs_arena *arena)
{
    double percent = cs_found_number(&o->pay.mean_rse), mean = cs_found_number(&o->pay.mean.now);
    if (isnan(percent) || isnan(mean) || o->pay.mean.now.unit.per != CS_PER_YEAR)
        return NULL;
    double half = 1.96 * percent / 100 * mean;
    const char *currency = o->pay.mean.now.unit.currency;
    return cs_arena_printf(arena, "%s and %s",
                           cs_money_text(round((mean - half) / 10) * 10, currency, arena),
                           cs_money_text(round((mean + half) / 10) * 10, currency, arena));
}

const struct cs_report_word cs_report_job_words[] = {
    {"jobs.change", jobs_change},
    {"jobs.before.period", jobs_before_period},
    {"split.period", split_period},
    {"split.older", split_is_older},
    {"split.loss", split_loss},
    {"growth.jobs", growth_jobs},
    {"openings.few", openings_few},
    {"openings.share", openings_share},
    {"world.n", world_n},
    {"world.rates", world_year},
    {"world.monthly", world_monthly},
    {"industries.n", industries_n},
    {"industries.left", industries_left},
    {"industries.of", industries_of},
    {"industries.period", industries_period},
    {"industries.first", industry_first},
    {"industries.first.share", industry_first_share},
    {"industries.share", industries_share},
    {"related.n", related_n},
    {"related.words", related_words},
    {"related.heading", related_heading},
    {"related.by_code", related_by_code},
    {"related.pay", related_pay},
    {"related.top", related_top},
    {"related.top.pay", related_top_pay},
    {"projected.nation", projected_nation},
    {"related.fastest", related_fast},
    {"related.fastest.percent", related_fast_percent},
    {"error.mean", rse},
    {"error.mean.interval", mean_interval},
    {NULL, NULL},
};

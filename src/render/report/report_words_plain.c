/* The same figures in words that anybody reads at once: the sentences at the top of a page and the
 * boxes that say what a figure means. Apart from the other words, because their reading grade is
 * tested (tests/plain). Meanings of the categories: BLS, Employment Projections, data definitions.
 */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "data/quantity.h"
#include "guide/figure/figure_table.h"
#include "guide/figure/figure_words.h"
#include "render/report/report_parts.h"

enum { MONTHS = 12 };

/* A category of what it takes to enter: as published, what it means, and as part of a sentence that
 * begins "To start, you usually need". */
struct category {
    const char *published, *means, *start;
};

static const struct category educations[] = {
    {"Doctoral or professional degree",
     "such as a PhD, MD or law degree: years of study after college",
     "a doctoral or professional degree"},
    {"Master's degree", "one or two years of study after a bachelor's degree", "a master's degree"},
    {"Bachelor's degree", "about four years of college", "a bachelor's degree"},
    {"Associate's degree", "about two years of college", "an associate degree"},
    {"Postsecondary nondegree award", "a certificate from a school after high school, not a degree",
     "a certificate from a school after high school"},
    {"Some college, no degree", "college classes without a degree", "some college classes"},
    {"High school diploma or equivalent", "or a GED", "a high school diploma or GED"},
    {"No formal educational credential", "no diploma or degree is asked for",
     "no diploma or degree"},
};
static const struct category experiences[] = {
    {"5 years or more", NULL, "five years or more in a related job"},
    {"Less than 5 years", NULL, "some years in a related job"},
    {"None", NULL, NULL},
};
static const struct category trainings[] = {
    {"Internship/residency", "supervised work in the field, as teachers and doctors do",
     "work as an intern or resident"},
    {"Apprenticeship", "paid work beside skilled workers, with classes, often for years",
     "train as an apprentice"},
    {"Long-term on-the-job training", "more than a year of learning at work",
     "learn on the job for more than a year"},
    {"Moderate-term on-the-job training", "more than a month and up to a year of learning at work",
     "learn on the job for up to a year"},
    {"Short-term on-the-job training", "a month or less of learning at work",
     "learn on the job for a month or less"},
    {"None", NULL, NULL},
};

#define CATEGORY_OF(table, found) category_of(table, sizeof(table) / sizeof *(table), found)
static const struct category *category_of(const struct category *table, size_t n,
                                          const struct cs_found *found)
{
    for (size_t i = 0; found->text && i < n; i++)
        if (strcmp(table[i].published, found->text) == 0)
            return &table[i];
    return NULL;
}

static const char *education_means(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct category *education = CATEGORY_OF(educations, &o->entry.education);
    (void)arena;
    return education ? education->means : NULL;
}

static const char *training_means(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct category *training = CATEGORY_OF(trainings, &o->entry.training);
    (void)arena;
    return training ? training->means : NULL;
}

/* "To start, you usually need a high school diploma or GED, and you learn on the job for up to a
 * year." */
static const char *entry(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct category *education = CATEGORY_OF(educations, &o->entry.education);
    const struct category *experience = CATEGORY_OF(experiences, &o->entry.experience);
    const struct category *training = CATEGORY_OF(trainings, &o->entry.training);
    const char *years = experience ? experience->start : NULL;
    const char *then = training ? training->start : NULL;
    if (!education)
        return NULL;
    return cs_arena_printf(arena, "To start, you usually need %s%s%s%s%s.", education->start,
                           years ? " and " : "", years ? years : "", then ? ", then " : "",
                           then ? then : "");
}

static const char *start_with(const char *code, const char *name, struct cs_arena *arena)
{
    return cs_arena_printf(arena, "In %s", cs_region_in_sentence(code, name, arena));
}

static const char *pay_in(const struct cs_outlook *o, struct cs_arena *arena)
{
    return start_with(o->pay.region_code, o->pay.region, arena);
}

static bool has_pay(const struct cs_outlook *o)
{
    return !isnan(cs_found_number(&o->pay.median.now));
}

/* A page that has no median to begin with says so, rather than nothing. */
static const char *pay_none(const struct cs_outlook *o, struct cs_arena *arena)
{
    bool has_other = o->levels.n > 0 || !isnan(cs_found_number(&o->pay.mean.now));
    bool is_state = o->pay.is_fallback && strcmp(o->about.region_code, o->pay.region_code) != 0;
    if (has_pay(o))
        return NULL;
    return cs_arena_printf(
        arena, "These data have no %s for %s %s%s%s.", has_other ? "overall median pay" : "pay",
        cs_title_in_sentence(o->about.title, arena),
        cs_report_in(o->about.region_code, o->about.region, arena), is_state ? " or " : "",
        is_state ? cs_report_in(o->pay.region_code, o->pay.region, arena) : "");
}

/* Where growth is told of, at the start of its sentence: nowhere when pay was of the same place. */
static const char *growth_begin(const struct cs_outlook *o, struct cs_arena *arena)
{
    const char *code = o->projected.is_fallback ? "US" : o->about.region_code;
    const char *name = o->projected.is_fallback ? "United States" : o->about.region;
    const char *told = has_pay(o) ? o->pay.region_code : o->about.region_code;
    bool is_told = strcmp(told, code) == 0;
    return is_told ? "The" : cs_arena_printf(arena, "%s, the", start_with(code, name, arena));
}

static const char *growth(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_projection_row *row = o->projected.newest;
    const char *size =
        row ? cs_found_text(&row->percent, "size-1", CS_FIGURE_PERCENT, arena) : NULL;
    double percent = row ? cs_found_number(&row->percent) : NAN;
    if (!size || isnan(percent))
        return NULL;
    bool stays = round(percent) == 0;
    return cs_arena_printf(arena, "%s number of these jobs should %s%s from %d to %d",
                           growth_begin(o, arena),
                           stays         ? "stay about the same"
                           : percent < 0 ? "shrink "
                                         : "grow ",
                           stays ? "" : size, row->period.start_year, row->period.end_year);
}

/* What a month brings, before taxes: a twelfth of a year's pay, to ten. */
static const char *month(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_found *median = &o->pay.median.now;
    if (median->unit.per != CS_PER_YEAR || median->quantity.presence != CS_PRESENT)
        return NULL;
    return cs_report_amount(median, round(cs_found_number(median) / MONTHS / 10) * 10, arena);
}

/* Jobs at the end for each hundred at the start; NULL where a hundred do not show the change. */
static const char *of_hundred(double percent, struct cs_arena *arena)
{
    return isnan(percent) ? NULL : cs_arena_printf(arena, "%.0f", round(100 + percent));
}

static const char *growth_hundred(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->projected.newest ? of_hundred(cs_report_growth(o->projected.newest), arena) : NULL;
}

static const char *average_hundred(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->projected.newest ? of_hundred(cs_found_number(&o->projected.newest->average), arena)
                               : NULL;
}

static const char *growth_start(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->projected.newest
               ? cs_arena_printf(arena, "%d", o->projected.newest->period.start_year)
               : NULL;
}

static const char *growth_end(const struct cs_outlook *o, struct cs_arena *arena)
{
    return o->projected.newest ? cs_arena_printf(arena, "%d", o->projected.newest->period.end_year)
                               : NULL;
}

/* "17": one opening a year for each so many jobs. */
static const char *openings_one_of(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_projection_row *row = o->projected.newest;
    double jobs = row ? cs_found_number(&row->base) / cs_found_number(&row->openings) : NAN;
    return isfinite(jobs) && jobs >= 1.5 ? cs_arena_printf(arena, "%.0f", round(jobs)) : NULL;
}

/* Of ten openings those left by people who retire, stop or change occupation: of the newest
 * projection, which the openings beside it are of. */
static const char *openings_left(const struct cs_outlook *o, struct cs_arena *arena)
{
    const struct cs_projection_row *row = o->projected.split;
    if (!row || row != o->projected.newest)
        return NULL;
    double left = cs_found_number(&row->exits) + cs_found_number(&row->transfers);
    double share = left / cs_found_number(&row->openings);
    double of_ten = round(share * 10);
    if (!isfinite(of_ten) || of_ten < 1)
        return NULL;
    if (of_ten >= 10)
        return share < 1 || cs_found_number(&row->change) > 0 ? "Nearly all" : "All";
    return cs_arena_printf(arena, "About %.0f of every 10", of_ten);
}

const struct cs_report_word cs_report_plain_words[] = {
    {"entry.education.means", education_means},
    {"entry.training.means", training_means},
    {"plain.entry", entry},
    {"plain.pay.in", pay_in},
    {"plain.pay.none", pay_none},
    {"plain.pay.month", month},
    {"plain.growth", growth},
    {"plain.growth.hundred", growth_hundred},
    {"plain.average.hundred", average_hundred},
    {"plain.growth.start", growth_start},
    {"plain.growth.end", growth_end},
    {"plain.openings.one_of", openings_one_of},
    {"plain.openings.left", openings_left},
    {NULL, NULL},
};

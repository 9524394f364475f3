/* The sentences of a comparison: who is paid most, what stands in for what, why a cell is empty. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/beside.h"
#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/text.h"
#include "data/quantity.h"
#include "guide/figure/figure_table.h"
#include "guide/figure/figure_words.h"
#include "render/beside/beside_parts.h"
#include "render/report/report_parts.h"

const struct cs_beside_section *cs_beside_section_named(const struct cs_beside *beside,
                                                        struct cs_span name)
{
    for (size_t i = 0; i < CS_N_BESIDE_SECTIONS; i++)
        if (cs_span_equals(name, beside->sections[i].info->name))
            return &beside->sections[i];
    return NULL;
}

const char *cs_beside_column_name(const struct cs_beside *beside, size_t column)
{
    const struct cs_outlook_about *about = &beside->outlooks[column].about;
    return beside->are_places ? about->region : about->title;
}

/* "registered nurses", "Ohio": in a sentence. */
static const char *name_in_sentence(struct cs_beside *beside, size_t column)
{
    const struct cs_outlook_about *about = &beside->outlooks[column].about;
    return beside->are_places
               ? cs_region_in_sentence(about->region_code, about->region, &beside->arena)
               : cs_title_in_sentence(about->title, &beside->arena);
}

static const char *joint(size_t i, size_t n, const char *last)
{
    return i == 0 ? "" : i + 1 < n ? ", " : last;
}

static const char *join_names(struct cs_beside *beside, const char *last)
{
    const char *names = "";
    for (size_t i = 0; i < beside->columns.n; i++) {
        names = cs_arena_printf(&beside->arena, "%s%s%s", names, joint(i, beside->columns.n, last),
                                name_in_sentence(beside, i));
    }
    return names;
}

const char *cs_beside_title(struct cs_beside *beside)
{
    struct cs_arena *arena = &beside->arena;
    if (beside->are_places)
        return cs_arena_printf(arena, "%s in %s", beside->outlooks[0].about.title,
                               join_names(beside, " and "));
    const char *names = cs_beside_column_name(beside, 0);
    for (size_t i = 1; i < beside->columns.n; i++) /* titles have an "and" of their own */
        names = cs_arena_printf(arena, "%s%s%s", names, i == 1 ? " compared with " : " and with ",
                                name_in_sentence(beside, i));
    return names;
}

/* The nation's figures, on a page about another place. */
static bool is_borrowed(const struct cs_beside *beside, const struct cs_beside_vintage *vintage)
{
    return vintage->is_national && strcmp(beside->outlooks[0].about.region_code, "US") != 0;
}

const char *cs_beside_heading(struct cs_beside *beside, const struct cs_beside_section *section)
{
    const struct cs_beside_vintage *vintage = &section->rows[0].vintage;
    if (section->info->is_mixed || !vintage->basis.period.start_year)
        return section->info->title;
    return cs_arena_printf(&beside->arena, "%s, %s%s", section->info->title,
                           cs_period_short(vintage->basis.period, &beside->arena),
                           is_borrowed(beside, vintage) ? " (United States)" : "");
}

static const struct cs_beside_row *fact_row(const struct cs_beside *beside, enum cs_measure measure)
{
    const struct cs_beside_section *facts = &beside->sections[0];
    for (size_t r = 0; r < facts->n_rows; r++)
        if (facts->rows[r].info->ask.measure == measure)
            return &facts->rows[r];
    return NULL;
}

/* The columns of a row from the highest; 0 where they have no order: one is missing, a floor, or
 * of another unit, or the highest two are equal as shown. */
static size_t rank(const struct cs_beside *beside, const struct cs_beside_row *row,
                   size_t order[CS_MOST_BESIDE])
{
    size_t n = 0;
    for (size_t c = 0; c < beside->columns.n; c++) {
        const struct cs_beside_cell *cell = &row->cells[c];
        if (cell->lack != CS_BESIDE_THERE || cell->found.quantity.presence != CS_PRESENT ||
            !cs_unit_equals(cell->found.unit, row->cells[0].found.unit))
            return 0;
        size_t at = n++;
        while (at &&
               cs_found_number(&row->cells[order[at - 1]].found) < cs_found_number(&cell->found)) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = c;
    }
    return n;
}

static const char *value_words(struct cs_beside *beside, const struct cs_beside_row *row,
                               size_t column)
{
    return cs_found_text(&row->cells[column].found, row->info->style, row->info->kind,
                         &beside->arena);
}

/* "$62,350 a year for electricians, and $40,000 a year for …": all after the first. */
static const char *list_rest(struct cs_beside *beside, const struct cs_beside_row *row,
                             const size_t *order, size_t n)
{
    const char *list = "";
    for (size_t i = 1; i < n; i++)
        list =
            cs_arena_printf(&beside->arena, "%s%s%s %s %s", list, joint(i - 1, n - 1, " and "),
                            value_words(beside, row, order[i]), beside->are_places ? "in" : "for",
                            name_in_sentence(beside, order[i]));
    return list;
}

static const struct lead {
    enum cs_measure measure;
    const char *words; /* the degree, who, value, period, rest */
    const char *of_two, *of_more;
    const char *same; /* period, value */
} leads[CS_N_BESIDE_LEADS] = {
    {CS_WAGE_MEDIAN, "Median pay is %s %s %s: %s in %s, against %s.", "higher", "highest",
     "Median pay is the same in %s: %s."},
    {CS_PERCENT_CHANGE, "Jobs are projected to grow %s %s %s: %s over %s, against %s.", "faster",
     "fastest", "The same growth is projected over %s: %s."},
    {CS_OPENINGS_ANNUAL, "%s openings are projected %s %s: about %s a year over %s, against %s.",
     "More", "The most", "As many openings a year are projected over %s: about %s."},
};

const char *cs_beside_lead(struct cs_beside *beside, size_t which)
{
    const struct lead *lead = &leads[which];
    struct cs_arena *arena = &beside->arena;
    const struct cs_beside_row *row = fact_row(beside, lead->measure);
    size_t order[CS_MOST_BESIDE];
    size_t n = row ? rank(beside, row, order) : 0;
    if (n < 2)
        return NULL;
    const char *period =
        cs_arena_printf(arena, "%s%s", cs_period_short(row->vintage.basis.period, arena),
                        is_borrowed(beside, &row->vintage) ? " in the United States" : "");
    const char *first = value_words(beside, row, order[0]);
    const char *next = value_words(beside, row, order[1]);
    if (!first || !next)
        return NULL;
    if (strcmp(first, next) == 0)
        return n == 2 ? cs_arena_printf(arena, lead->same, period, first) : NULL;
    bool shrinks =
        lead->measure == CS_PERCENT_CHANGE && !(cs_found_number(&row->cells[order[0]].found) > 0);
    if (shrinks) /* none grows: nobody is the fastest */
        return NULL;
    return cs_arena_printf(arena, lead->words, n == 2 ? lead->of_two : lead->of_more,
                           beside->are_places ? "in" : "for", name_in_sentence(beside, order[0]),
                           first, period, list_rest(beside, row, order, n));
}

/* What stands in two sections of one page may have to be told of. */
static const struct stand {
    const char *section, *words;
} stands[] = {{"pay", "pay"}, {"growth", "projection"}};
enum { N_STANDS = sizeof stands / sizeof *stands };

static const struct cs_beside_vintage *vintage_of(const struct cs_beside *beside, size_t stand)
{
    const struct cs_beside_section *section =
        cs_beside_section_named(beside, cs_span_of(stands[stand].section));
    return section->n_rows ? &section->rows[0].vintage : NULL;
}

/* "no pay newer than 2012 and no projection"; NULL when the nation's stand in for nothing. */
static const char *what_lacks(struct cs_beside *beside)
{
    const char *what = NULL;
    for (size_t i = 0; i < N_STANDS; i++) {
        const struct cs_beside_vintage *vintage = vintage_of(beside, i);
        if (!vintage || !vintage->is_national)
            continue;
        const char *old = vintage->too_old.estimate
                              ? cs_period_short(vintage->too_old.period, &beside->arena)
                              : NULL;
        what =
            cs_arena_printf(&beside->arena, "%s%sno %s%s%s", what ? what : "", what ? " and " : "",
                            stands[i].words, old ? " newer than " : "", old ? old : "");
    }
    return what;
}

/* "for Kansas and Texas there is pay of 2025 too": those with newer pay than the page's. */
static const char *what_is_newer(struct cs_beside *beside)
{
    struct cs_arena *arena = &beside->arena;
    const struct cs_beside_vintage *vintage = vintage_of(beside, 0);
    if (!vintage || !vintage->newer.estimate)
        return NULL;
    const char *names = NULL;
    for (size_t i = 0; i < beside->columns.n; i++)
        if (vintage->has_newer[i])
            names = cs_arena_printf(arena, "%s%s%s", names ? names : "", names ? " and " : "",
                                    name_in_sentence(beside, i));
    return cs_arena_printf(arena,
                           "The pay is of %s, so that all are of one year; for %s there is pay of "
                           "%s too.",
                           cs_period_short(vintage->basis.period, arena), names,
                           cs_period_short(vintage->newer.period, arena));
}

const char *cs_beside_notice(struct cs_beside *beside)
{
    const struct cs_outlook_about *about = &beside->outlooks[0].about;
    bool is_nation = !beside->are_places && strcmp(about->region_code, "US") == 0;
    const char *what = is_nation ? NULL : what_lacks(beside), *newer = what_is_newer(beside);
    const char *place = beside->are_places ? join_names(beside, " or ")
                                           : cs_region_in_sentence(about->region_code,
                                                                   about->region, &beside->arena);
    if (!what)
        return newer;
    return cs_arena_printf(
        &beside->arena, "These data have %s for %s: figures for the United States are shown.%s%s",
        what, place, newer ? " " : "", newer ? newer : "");
}

const char *cs_beside_lack_words(const struct cs_beside_row *row, const struct cs_beside_cell *cell,
                                 struct cs_arena *arena)
{
    switch (cell->lack) {
    case CS_BESIDE_THERE:
        return NULL;
    case CS_BESIDE_UNPUBLISHED:
        return cs_presence_words(cell->found.quantity.presence);
    case CS_BESIDE_PER:
        return cs_arena_printf(arena, "per %s only",
                               cs_per_name((enum cs_per)cell->newest.unit.per));
    case CS_BESIDE_OTHER_PERIOD:
        return cs_arena_printf(arena, "none for %s, newest: %s",
                               cs_period_short(row->vintage.basis.period, arena),
                               cs_period_short(cell->newest.period, arena));
    case CS_BESIDE_OTHER_PUBLISHER:
        return "another survey only";
    case CS_BESIDE_OTHER_CODE:
        return cs_arena_printf(arena, "under other codes in %s",
                               cs_period_short(row->vintage.basis.period, arena));
    default:
        return "not in these data";
    }
}

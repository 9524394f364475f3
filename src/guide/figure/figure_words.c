/* Words that several figures' sentences share, so that a place or year reads alike in all. */
#include "guide/figure/figure_words.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "data/period.h"

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Small words that are not capitalized in titles. */
static bool is_small(const char *word, size_t n)
{
    static const char *const words[] = {"and", "or", "of", "the", "in", "for",  "to", "except",
                                        "a",   "an", "at", "by",  "on", "with", "not"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && strncmp(words[i], word, n) == 0)
            return true;
    return false;
}

static bool is_name(const char *word, size_t n)
{
    return n == 7 && strncmp(word, "English", n) == 0;
}

static size_t word_length(const char *at)
{
    size_t n = 0;
    while (cs_is_alpha(at[n]) || at[n] == '\'')
        n++;
    return n;
}

/* Whether every word but small ones begins with a capital. */
static bool is_title_case(const char *title)
{
    size_t n_words = 0;
    for (const char *at = title; *at; at++) {
        size_t n = word_length(at);
        if (n == 0)
            continue;
        if (is_lower(*at) && !is_small(at, n))
            return false;
        n_words++;
        at += n - 1;
    }
    return n_words > 1;
}

const char *cs_title_in_sentence(const char *title, struct cs_arena *arena)
{
    char *copy = cs_arena_strdup(arena, title);
    int changes_all = is_title_case(title);
    for (char *at = copy; at && *at; at++) {
        size_t n = word_length(at);
        if (n == 0)
            continue;
        bool is_plain = is_upper(at[0]) && (n == 1 || is_lower(at[1]));
        if (is_plain && !is_name(at, n))
            *at = cs_to_lower(*at);
        if (!changes_all)
            break;
        at += n - 1;
    }
    return copy;
}

const char *cs_region_in_sentence(const char *code, const char *name, struct cs_arena *arena)
{
    static const char *const with_article[] = {"US", "GB",  "GBR", "NL", "NLD",
                                               "PH", "PHL", "DC",  "VI", "MP"};
    for (size_t i = 0; i < sizeof with_article / sizeof *with_article; i++)
        if (strcmp(code, with_article[i]) == 0)
            return cs_arena_printf(arena, "the %s", name);
    return name;
}

/* A month or year. */
static const char *date_words(struct cs_period p, struct cs_arena *arena)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    if (p.start_year == 0)
        return "";
    if (p.month)
        return cs_arena_printf(arena, "%s %d", months[p.month - 1], p.start_year);
    return cs_arena_printf(arena, "%d", p.start_year);
}

const char *cs_period_in_sentence(struct cs_period p, struct cs_arena *arena)
{
    if (!cs_period_is_span(p))
        return date_words(p, arena);
    return cs_arena_printf(arena, "%d to %d", p.start_year, p.end_year);
}

const char *cs_period_short(struct cs_period p, struct cs_arena *arena)
{
    if (!cs_period_is_span(p))
        return date_words(p, arena);
    if (p.start_year / 100 == p.end_year / 100)
        return cs_arena_printf(arena, "%d–%02d", p.start_year, p.end_year % 100);
    return cs_arena_printf(arena, "%d–%d", p.start_year, p.end_year);
}

const char *cs_per_in_sentence(struct cs_unit unit)
{
    static const char *const words[] = {"", "a year", "a month", "a week", "a day", "an hour"};
    return unit.kind == CS_UNIT_MONEY ? words[unit.per] : "";
}

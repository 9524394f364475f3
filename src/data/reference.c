/* Looking things up in the reference tables, by linear search: they are small, and the order of
 * the file decides between equals. */
#include "data/reference.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

void cs_reference_init(struct cs_reference *reference)
{
    memset(reference, 0, sizeof *reference);
}

void cs_reference_clear(struct cs_reference *reference)
{
    cs_arena_clear(&reference->arena);
    cs_reference_init(reference);
}

enum { NAME_BYTES = 128 };

/* Whether a name may fold to the folded one: most are told apart by the first two letters, which
 * stay side by side. */
static bool may_be(const char *name, const char *folded)
{
    for (size_t i = 0; i < 2 && cs_is_alpha(name[i]); i++)
        if ((name[i] | 0x20) != folded[i])
            return false;
    return true;
}

/* Whether a folded name is one of the "|"-separated aliases. */
static bool is_alias(const char *aliases, const char *folded)
{
    while (*aliases) {
        size_t n = strcspn(aliases, "|");
        char alias[NAME_BYTES];
        if (may_be(aliases, folded)) {
            cs_fold_name((struct cs_span){aliases, n}, alias, sizeof alias);
            if (strcmp(alias, folded) == 0)
                return true;
        }
        aliases += n + (aliases[n] == '|');
    }
    return false;
}

static bool is_named(const char *candidate, const char *folded)
{
    char name[NAME_BYTES];
    if (!may_be(candidate, folded))
        return false;
    cs_fold_name(cs_span_of(candidate), name, sizeof name);
    return strcmp(name, folded) == 0;
}

static bool is_of_kind(const struct cs_region *region, const char *kind)
{
    bool is_part = strcmp(region->kind, "part") == 0;
    if (is_part || (kind && strcmp(kind, "part") == 0))
        return is_part && kind && strcmp(kind, "part") == 0;
    return !kind || strcmp(region->kind, kind) == 0 || strcmp(region->kind, "nation") == 0 ||
           strcmp(region->kind, "territory") == 0; /* their codes are ISO's as well as postal */
}

/* The letters that a name may begin with when folded, a bit each: the last bit is of all others. */
static uint32_t letter_of(char first)
{
    const uint32_t other = (uint32_t)1 << 26;
    unsigned lower = (unsigned char)first | 0x20u;
    if (lower >= 'a' && lower <= 'z')
        return (uint32_t)1 << (lower - 'a');
    return first >= '0' && first <= '9' ? other : UINT32_MAX; /* a mark gives way to a letter */
}

void cs_reference_note_letters(struct cs_reference *reference)
{
    for (size_t i = 0; i < reference->n_regions; i++) {
        struct cs_region *region = &reference->regions[i];
        region->letters = letter_of(region->code[0]) | letter_of(region->name[0]);
        if (region->fips[0])
            region->letters |= letter_of(region->fips[0]);
        for (const char *p = region->aliases; *p; p += strcspn(p, "|"), p += *p == '|')
            region->letters |= letter_of(*p);
    }
}

static bool is_called(const struct cs_region *region, const char *folded)
{
    return is_named(region->name, folded) || is_alias(region->aliases, folded) ||
           (region->fips[0] && strcmp(region->fips, folded) == 0);
}

static const struct cs_region *find_region(const struct cs_reference *reference, const char *kind,
                                           struct cs_span name)
{
    char folded[NAME_BYTES];
    const struct cs_region *called = NULL; /* a code wins over names */
    if (cs_fold_name(name, folded, sizeof folded) == 0)
        return NULL;
    uint32_t letter = letter_of(folded[0]);
    for (size_t i = 0; i < reference->n_regions; i++) {
        const struct cs_region *region = &reference->regions[i];
        if (region->letters && !(region->letters & letter))
            continue;
        if (cs_equals_nocase(region->code, folded) && is_of_kind(region, kind))
            return region;
        if (!called && is_called(region, folded) && is_of_kind(region, kind))
            called = region;
    }
    return called;
}

const struct cs_region *cs_reference_region_of_kind(const struct cs_reference *reference,
                                                    const char *kind, struct cs_span name)
{
    const struct cs_region *region = find_region(reference, kind, name);
    if (region || !kind || strcmp(kind, "state") == 0)
        return region;
    if (strcmp(kind, "part") == 0)
        return find_region(reference, "country", name);
    char folded[NAME_BYTES];
    cs_fold_name(name, folded, sizeof folded);
    const struct cs_region *part = find_region(reference, "part", name);
    bool is_whole_name = part && is_named(part->name, folded); /* "WA" may be anything */
    return is_whole_name ? find_region(reference, kind, cs_span_of(part->within)) : NULL;
}

const struct cs_region *cs_reference_region(const struct cs_reference *reference,
                                            struct cs_span name)
{
    return cs_reference_region_of_kind(reference, NULL, name);
}

const struct cs_occupation_name *cs_reference_occupation(const struct cs_reference *reference,
                                                         struct cs_span name)
{
    char folded[NAME_BYTES];
    if (cs_fold_name(name, folded, sizeof folded) == 0)
        return NULL;
    for (size_t i = 0; i < reference->n_occupations; i++) {
        const struct cs_occupation_name *row = &reference->occupations[i];
        if (is_named(row->code, folded) || is_named(row->title, folded) ||
            is_alias(row->aliases, folded))
            return row;
    }
    return NULL;
}

const struct cs_level *cs_reference_level(const struct cs_reference *reference, const char *scale,
                                          struct cs_span name)
{
    char folded[NAME_BYTES];
    if (cs_fold_name(name, folded, sizeof folded) == 0)
        return NULL;
    for (size_t i = 0; i < reference->n_levels; i++) {
        const struct cs_level *level = &reference->levels[i];
        if (scale && strcmp(level->scale, scale) != 0)
            continue;
        if (is_named(level->code, folded) || is_named(level->title, folded))
            return level;
    }
    return NULL;
}

const char *cs_reference_growth_word(const struct cs_reference *reference, int base_year,
                                     int target_year, double percent)
{
    double whole = round(percent);
    for (size_t i = 0; i < reference->n_growth_words; i++) {
        const struct cs_growth_word *row = &reference->growth_words[i];
        if (row->base_year == base_year && row->target_year == target_year &&
            whole >= row->from_percent && whole <= row->to_percent)
            return row->word;
    }
    return NULL;
}

size_t cs_reference_growth_words(const struct cs_reference *reference, int base_year,
                                 int target_year, double percent, const char *words[2])
{
    static const double rounding = 1e-9; /* of 4.5 in binary */
    bool is_half = fabs(percent - floor(percent) - 0.5) < rounding;
    words[0] = cs_reference_growth_word(reference, base_year, target_year,
                                        is_half ? floor(percent) : percent);
    words[1] =
        is_half ? cs_reference_growth_word(reference, base_year, target_year, ceil(percent)) : NULL;
    if (!words[0] || (is_half && !words[1]))
        return 0;
    return words[1] && strcmp(words[0], words[1]) != 0 ? 2 : 1;
}
